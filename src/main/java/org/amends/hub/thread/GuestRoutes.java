package org.amends.hub.thread;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.amends.hub.offers.Offers;
import org.amends.hub.recovery.FollowUps;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.storage.Database;
import org.amends.hub.web.Assets;
import org.amends.hub.web.Pages;
import org.amends.hub.web.RateLimit;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;

/**
 * The guest's own page. Whoever has the code or the link is the guest: nobody signs in, nothing is kept in their browser, and
 * a form is theirs because it is posted to an address that only they have, so none needs a further secret against forgery.
 *
 * <p>A code is looked up before anything is limited, and only answers to wrong ones are: behind the one address of a venue's
 * network may be its guests, and somebody who guesses, and no number of wrong codes from there keeps a right one out. What
 * makes guessing hopeless is the code itself: with 60 bits and a hundred thousand codes that are good, somebody who tries ten
 * thousand a second finds the first after some 36 years, by when all of them are over. The limit says so sooner, and keeps the
 * work for a wrong code small. A wrong code, one that is over and one that never was are one and the same lookup that finds
 * nothing, and have the same answer.
 */
public final class GuestRoutes {

    /** So many wrong codes at once from one network address, and as many again spread over a minute. */
    private static final int MOST_WRONG = 30;
    /** The same from everywhere together. */
    private static final int MOST_WRONG_IN_ALL = 600;
    private static final Duration WRONG_SPAN = Duration.ofMinutes(1);
    /** What one guest may write in an hour. */
    private static final int MOST_WRITTEN = 20;
    private static final Duration WRITTEN_SPAN = Duration.ofHours(1);
    /** What a code may be typed as, and no more is taken of it into an address. */
    private static final int LONGEST_TYPED = 64;
    private static final int BEST = 5;

    private final Database database;
    private final Threads threads;
    private final FollowUps followUps;
    private final Offers offers;
    private final GuestErasure erasure;
    private final GuestPages made;
    private final RateLimit wrongFromOne;
    private final RateLimit wrongInAll;
    private final RateLimit written;
    private final Map<String, Reply.Whole> wrongAnswers = new ConcurrentHashMap<>();

    /**
     * @param offers  what guests were granted
     * @param erasure erases what is known of a guest who asks for it
     * @param clock   in the zone of the venue
     */
    public GuestRoutes(Database database, Threads threads, FollowUps followUps, Offers offers, GuestErasure erasure,
            Pages pages, Clock clock) {
        this.database = database;
        this.threads = threads;
        this.followUps = followUps;
        this.offers = offers;
        this.erasure = erasure;
        made = new GuestPages(pages, clock);
        wrongFromOne = new RateLimit(clock, MOST_WRONG, WRONG_SPAN);
        wrongInAll = new RateLimit(clock, MOST_WRONG_IN_ALL, WRONG_SPAN);
        written = new RateLimit(clock, MOST_WRITTEN, WRITTEN_SPAN);
    }

    public List<Route> routes() {
        return List.of(Route.get("/g", this::door), Route.post("/g", this::typed), //
                Route.get("/g/{code}", request -> opened(request, (link, behind) -> show(request, link, behind, "", ""))), //
                Route.post("/g/{code}/message", request -> opened(request, (link, behind) -> write(request, link, behind))), //
                Route.post("/g/{code}/score", request -> opened(request, (_, behind) -> rate(request, behind))), //
                Route.get("/g/{code}/erase",
                        request -> opened(request,
                                (link, _) -> guarded(200, made.erase(made.in(link.language()), here(request))))), //
                Route.post("/g/{code}/erase", request -> opened(request, (link, _) -> erase(link))), //
                Assets.route("/assets/guest.css", "org/amends/hub/thread/guest.css"));
    }

    private interface Answer {
        Reply to(GuestLink link, Optional<RecoveryCase> behind);
    }

    /** Where a code is typed. */
    private Reply door(Request request) {
        GuestTexts.Speaking speaking = made.asked(request);
        return guarded(200,
                made.door(speaking, request.query("erased").isPresent() ? speaking.say("erased") : "", false));
    }

    /** Into the address with it, as it was typed: whether it is right, the page there says. */
    private Reply typed(Request request) {
        String typed = request.form("code").orElse("").replaceAll("[^0-9A-Za-z_-]", "");
        String code = typed.substring(0, Math.min(LONGEST_TYPED, typed.length()));
        return guarded(Reply.seeOther(code.isEmpty() ? "/g" : "/g/" + code));
    }

    private Reply opened(Request request, Answer answer) {
        Optional<GuestLink> link = threads.link(LinkTokens.digest(request.inPath("code")));
        return link.isPresent() ? answer.to(link.get(), threads.behind(link.get())) : wrong(request);
    }

    /** Both limits count, so that the answer to a wrong code never tells which of them it is about. */
    private Reply wrong(Request request) {
        GuestTexts.Speaking speaking = made.asked(request);
        Optional<Duration> wait = Stream.of(wrongFromOne.tooMany(request.from()), wrongInAll.tooMany(""))
                .flatMap(Optional::stream).max(Duration::compareTo);
        String notice = wait.isEmpty() ? "not-found" : "wait";
        // The same for everybody who reads that language, so that whoever guesses costs no more work than must be.
        Reply.Whole answer = wrongAnswers.computeIfAbsent(speaking.language() + " " + notice,
                _ -> guarded(wait.isEmpty() ? 404 : 429, made.door(speaking, speaking.say(notice), true)));
        return wait.isEmpty() ? answer : answer.with("Retry-After", String.valueOf(wait.get().toSeconds()));
    }

    private Reply show(Request request, GuestLink link, Optional<RecoveryCase> behind, String trouble, String typed) {
        GuestTexts.Speaking speaking = made.in(link.language());
        if (behind.isEmpty()) {
            return guarded(200, made.thanks(speaking, here(request), link));
        }
        long id = behind.get().id();
        return guarded(trouble.isEmpty() ? 200 : 422,
                made.thread(speaking, here(request), behind.get(), threads.readable(id),
                        database.read(tx -> offers.ofResponse(tx, link.response(), speaking.locale())),
                        database.read(tx -> followUps.of(tx, id)), trouble, typed));
    }

    private Reply write(Request request, GuestLink link, Optional<RecoveryCase> behind) {
        if (behind.isEmpty()) {
            return back(request);
        }
        GuestTexts.Speaking speaking = made.in(link.language());
        // Browsers count a line's end as one character and send it as two.
        String words = request.form("words").orElse("").replace("\r\n", "\n").replace("\0", "").strip();
        if (words.isEmpty() || words.length() > Threads.LONGEST) {
            return show(request, link, behind, speaking.say("too-long"), words);
        }
        Optional<Duration> wait = written.tooMany(link.response().toString());
        if (wait.isPresent()) {
            return ((Reply.Whole) show(request, link, behind, speaking.say("too-many"), words)).with("Retry-After",
                    String.valueOf(wait.get().toSeconds()));
        }
        threads.wrote(behind.get().id(), words);
        return back(request);
    }

    private Reply rate(Request request, Optional<RecoveryCase> behind) {
        Optional<Integer> score = request.form("score").filter(text -> text.matches("[1-" + BEST + "]"))
                .map(Integer::valueOf);
        if (behind.isPresent() && score.isPresent()) {
            followUps.answer(behind.get().id(), score.get());
        }
        return back(request);
    }

    private Reply erase(GuestLink link) {
        erasure.erase(link.response());
        return guarded(Reply.seeOther("/g?erased"));
    }

    private static Reply back(Request request) {
        return guarded(Reply.seeOther(here(request)));
    }

    /** The page itself, by the code as it stands in the address. */
    private static String here(Request request) {
        return "/g/" + request.inPath("code").replaceAll("[^0-9A-Za-z_-]", "");
    }

    private static Reply.Whole guarded(int status, String html) {
        return guarded(Reply.page(status, html));
    }

    /** The address is the secret: nobody is told where a guest came from, nothing between keeps it, and nobody finds it. */
    private static Reply.Whole guarded(Reply.Whole reply) {
        return reply.with("Referrer-Policy", "no-referrer").with("X-Robots-Tag", "noindex");
    }
}
