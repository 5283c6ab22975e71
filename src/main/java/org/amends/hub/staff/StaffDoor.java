package org.amends.hub.staff;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.amends.hub.storage.Database;
import org.amends.hub.web.Handler;
import org.amends.hub.web.Pages;
import org.amends.hub.web.ReaderRights;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;

/** The door that staff pages stand behind: signing in and out, and no page or form without. */
public final class StaffDoor {

    private static final Logger LOG = System.getLogger(StaffDoor.class.getName());
    private static final String COOKIE = "amends_session";
    private static final String SIGN_IN = "/sign-in";
    private static final String CODE = SIGN_IN + "/code";
    private static final String HOME = "/inbox";

    private final Sessions sessions;
    private final SignIn signIn;
    private final Pages pages;
    private final Runnable signedOut;
    private final ToLongFunction<SignedIn> waiting;

    /**
     * @param signedOut told after each sign-out, so that open event streams can end
     * @param waiting   how much waits for somebody's word, for their pages to show
     */
    public StaffDoor(Database database, Sessions sessions, SecondStep secondStep, Clock clock, Pages pages,
            Runnable signedOut, ToLongFunction<SignedIn> waiting) {
        this.waiting = waiting;
        this.sessions = sessions;
        this.pages = pages;
        this.signedOut = signedOut;
        signIn = new SignIn(database, sessions, secondStep, clock);
    }

    /** The door's own addresses. */
    public List<Route> routes() {
        return List.of(Route.get(SIGN_IN, this::askWho), Route.post(SIGN_IN, this::letIn),
                Route.post(CODE, this::letInByCode),
                Route.post("/sign-out", form(Optional.empty(), this::letOut, this::who)));
    }

    /**
     * Lets only staff whose role may do it see a page; whoever is nobody yet is asked to sign in, and brought back here after
     * it. Whether it is of one of their sites is for the handler to ask.
     */
    public Handler page(Permission needed, StaffHandler handler) {
        return request -> {
            Optional<SignedIn> who = who(request);
            if (who.isEmpty()) {
                return Reply.seeOther(
                        SIGN_IN + "?next=" + URLEncoder.encode(request.address(), StandardCharsets.UTF_8));
            }
            return who.get().may(needed) ? answer(handler, request, who.get()) : notTheirs();
        };
    }

    /** As {@link #page}, for what no one would come back to: forms, which must carry the session's token. */
    public Handler form(Permission needed, StaffHandler handler) {
        return form(Optional.of(needed), handler, this::who);
    }

    /**
     * As {@link #form}, for what a page's script sends by itself: that is no sign that anybody is there, so their session lasts
     * no longer for it.
     */
    public Handler byScript(Permission needed, StaffHandler handler) {
        return form(Optional.of(needed), handler, request -> request.cookie(COOKIE).flatMap(sessions::peek));
    }

    private Handler form(Optional<Permission> needed, StaffHandler handler,
            Function<Request, Optional<SignedIn>> asks) {
        return request -> {
            Optional<SignedIn> who = asks.apply(request);
            if (who.isEmpty()) {
                return Reply.seeOther(SIGN_IN);
            }
            if (!Secrets.same(request.form("csrf").orElse(""), who.get().csrf())) {
                return refusal();
            }
            return needed.filter(permission -> !who.get().may(permission)).isEmpty()
                    ? answer(handler, request, who.get())
                    : notTheirs();
        };
    }

    private Reply answer(StaffHandler handler, Request request, SignedIn who) throws IOException {
        return ReaderRights.having(Permission.idsOf(who.rights().role()), () -> waiting.applyAsLong(who),
                () -> handler.answer(request, who));
    }

    private Reply.Whole notTheirs() {
        return Reply.page(403, pages.make("web/failure", Map.of("about", "role")));
    }

    /** Who this browser's cookie says it is, if anyone. */
    public Optional<SignedIn> who(Request request) {
        return request.cookie(COOKIE).flatMap(sessions::find);
    }

    private Reply askWho(Request request) {
        if (who(request).isPresent()) {
            return Reply.seeOther(HOME);
        }
        return signInPage(200, "", "", next(request.query("next")));
    }

    private Reply letIn(Request request) {
        if (!fromOurOwnPage(request)) {
            return refusal();
        }
        String name = request.form("name").orElse("");
        String password = request.form("password").orElse("");
        String next = next(request.form("next"));
        if (password.length() > Accounts.LONGEST_PASSWORD) {
            return signInPage(401, "sign-in.wrong", name, next);
        }
        try {
            return switch (signIn.attempt(name, password, request.from())) {
                case SignIn.Outcome.In in -> Reply.seeOther(next).with("Set-Cookie", cookie(request, in.token(), ""));
                case SignIn.Outcome.CodeWanted wanted -> codePage(200, "", wanted.pending(), next);
                case SignIn.Outcome.WrongCode _,SignIn.Outcome.CodeCannotBeChecked _ ->
                    throw new IllegalStateException("no code was asked for yet");
                case SignIn.Outcome.Wrong _ -> signInPage(401, "sign-in.wrong", name, next);
                case SignIn.Outcome.Locked _ -> {
                    LOG.log(Level.WARNING, "a name is locked after failed sign-ins, last from {0}", request.from());
                    yield signInPage(429, "sign-in.locked", name, next).with("Retry-After",
                            String.valueOf(LockOut.LOCKED.toSeconds()));
                }
                case SignIn.Outcome.Later later -> signInPage(429, "sign-in.later", name, next).with("Retry-After",
                        String.valueOf(later.after().toSeconds()));
            };
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return signInPage(503, "sign-in.later", name, next);
        }
    }

    private Reply letInByCode(Request request) {
        if (!fromOurOwnPage(request)) {
            return refusal();
        }
        String pending = request.form("pending").orElse("");
        String next = next(request.form("next"));
        return switch (signIn.attemptCode(pending, request.form("code").orElse(""), request.from())) {
            case SignIn.Outcome.In in -> Reply.seeOther(next).with("Set-Cookie", cookie(request, in.token(), ""));
            case SignIn.Outcome.WrongCode _ -> codePage(401, "code.wrong", pending, next);
            case SignIn.Outcome.CodeCannotBeChecked _ -> codePage(503, "code.cannot-be-checked", pending, next);
            case SignIn.Outcome.Locked _ -> {
                LOG.log(Level.WARNING, "a name is locked after wrong one-time codes, last from {0}", request.from());
                yield codePage(429, "sign-in.locked", pending, next).with("Retry-After",
                        String.valueOf(LockOut.LOCKED.toSeconds()));
            }
            case SignIn.Outcome.Later later -> codePage(429, "sign-in.later", pending, next).with("Retry-After",
                    String.valueOf(later.after().toSeconds()));
            case SignIn.Outcome.Wrong _,SignIn.Outcome.CodeWanted _ -> signInPage(401, "code.too-late", "", next);
        };
    }

    private Reply letOut(Request request, SignedIn who) {
        sessions.end(who);
        signedOut.run();
        return Reply.seeOther(SIGN_IN).with("Set-Cookie", cookie(request, "", "; Max-Age=0"));
    }

    private Reply.Whole signInPage(int status, String trouble, String name, String next) {
        return Reply.page(status,
                pages.make("staff/sign-in", Map.of("trouble", trouble, "name", name, "next", next)));
    }

    private Reply.Whole codePage(int status, String trouble, String pending, String next) {
        return Reply.page(status,
                pages.make("staff/code", Map.of("trouble", trouble, "pending", pending, "next", next)));
    }

    private Reply.Whole refusal() {
        return Reply.page(403, pages.make("web/failure", Map.of("about", "403")));
    }

    /**
     * The sign-in form has no session yet whose token it could carry, so the browser's word must do: another site could
     * otherwise sign a member of staff in as somebody else.
     */
    private static boolean fromOurOwnPage(Request request) {
        Optional<String> site = request.header("Sec-Fetch-Site");
        if (site.isPresent()) {
            return site.get().equals("same-origin") || site.get().equals("none");
        }
        return request.header("Origin")
                .map(origin -> origin.endsWith("://" + request.header("Host").orElse("no host")))
                // Neither header: not a browser, so there is nobody in whose name another site could post.
                .orElse(true);
    }

    /** Where to go after signing in: an address of ours and nothing that a browser could read as another site's. */
    private static String next(Optional<String> asked) {
        return asked.filter(path -> path.matches("/[A-Za-z0-9](?:[A-Za-z0-9/?&=_+.*-]|%[0-9A-F]{2})*")).map(URI::create)
                .map(URI::toString)
                .orElse(HOME);
    }

    private static String cookie(Request request, String token, String more) {
        return COOKIE + "=" + token + "; Path=/; HttpOnly; SameSite=Lax" + (request.secure() ? "; Secure" : "") + more;
    }
}
