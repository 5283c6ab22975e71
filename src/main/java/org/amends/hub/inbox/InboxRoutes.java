package org.amends.hub.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.hub.alerts.Clocks;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.fleet.Conditions;
import org.amends.hub.lines.LineViews;
import org.amends.hub.lines.Lines;
import org.amends.hub.messages.Outbound;
import org.amends.hub.offers.OfferViews;
import org.amends.hub.offers.Offers;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.Closing;
import org.amends.hub.recovery.ClosingLists;
import org.amends.hub.recovery.FollowUps;
import org.amends.hub.recovery.SavedAnswer;
import org.amends.hub.recovery.SavedAnswers;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.Sessions;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Staff;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Bell;
import org.amends.hub.thread.Threads;
import org.amends.hub.web.Assets;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Times;
import org.amends.survey.Face;

/** The addresses that staff work at. */
public final class InboxRoutes {

    private final StaffDoor door;
    private final Accounts accounts;
    private final Cases cases;
    private final AuditTrail audit;
    private final Pages pages;
    private final InboxPages inbox;
    private final InboxEvents events;
    private final Clock clock;
    private final SavedAnswers answers;
    private final ClosingLists closing;
    private final Threads threads;
    private final OfferForms offerForms;
    private final LineForms lineForms;

    /**
     * @param closing what whoever closes a case chooses from
     * @param changes rung when cases or the terminals' conditions have changed
     * @param clock   in the zone of the venue
     */
    public InboxRoutes(StaffDoor door, Sessions sessions, Accounts accounts, Cases cases, Clocks clocks,
            Conditions conditions,
            Outbound outbound, SavedAnswers answers, FollowUps followUps, ClosingLists closing, Threads threads,
            Offers offers, Lines lines, AuditTrail audit, Bell changes, Pages pages, Clock clock) {
        this.door = door;
        this.accounts = accounts;
        this.cases = cases;
        this.audit = audit;
        this.pages = pages;
        this.clock = clock;
        this.answers = answers;
        this.closing = closing;
        this.threads = threads;
        Times times = new Times(clock);
        OfferViews offerViews = new OfferViews(pages, offers, times);
        LineViews lineViews = new LineViews(pages, lines, clock);
        inbox = new InboxPages(pages, cases, accounts, clocks, conditions, outbound, answers, followUps, closing, threads,
                offerViews, lineViews, audit, times);
        offerForms = new OfferForms(door, cases, offers, offerViews, inbox, pages);
        lineForms = new LineForms(door, cases, lines, lineViews, inbox, pages);
        events = new InboxEvents(new InboxNews(cases, inbox, sessions), inbox, changes, times);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/", _ -> Reply.seeOther("/inbox")));
        routes.add(Route.get("/inbox", door.page(Permission.CASES_READ, this::list)));
        routes.add(Route.get("/inbox/events", door.page(Permission.CASES_READ, events::stream)));
        routes.add(new SeenRoute(door, cases, clock).route());
        routes.addAll(new AnswerRoutes(door, answers, pages, clock).routes());
        routes.addAll(offerForms.routes());
        routes.addAll(lineForms.routes());
        routes.addAll(new MergeRoutes(door, cases, inbox, audit, pages).routes());
        routes.add(Route.get("/cases/{id}", door.page(Permission.CASES_READ, this::show)));
        routes.add(Route.post("/cases/{id}/take", door.form(Permission.CASES_WORK, this::take)));
        routes.add(Route.post("/cases/{id}/close", door.form(Permission.CASES_WORK, this::close)));
        routes.add(Route.post("/cases/{id}/hand-over", door.form(Permission.CASES_WORK, this::handOver)));
        routes.add(Route.post("/cases/{id}/note", door.form(Permission.CASES_WORK, this::remark)));
        routes.add(Route.post("/cases/{id}/message", door.form(Permission.CASES_WORK, this::say)));
        routes.add(Route.post("/cases/{id}/message/read", door.form(Permission.CASES_WORK, this::read)));
        routes.add(Assets.route("/assets/pages.css", "org/amends/hub/web/pages.css"));
        routes.add(Assets.route("/assets/inbox.js", "org/amends/hub/inbox/inbox.js"));
        for (String weight : List.of("400", "600")) {
            String font = "fonts/ibm-plex-sans-latin-" + weight + "-normal.woff2";
            routes.add(Assets.route("/assets/" + font, "org/amends/assets/" + font));
        }
        Stream.concat(Stream.of(Face.values()).map(Face::id), Stream.of(CaseViews.CALL, CaseViews.MANY, CaseViews.TOLD))
                .forEach(id -> {
                    String picture = "faces/" + id + ".svg";
                    routes.add(Assets.route("/assets/" + picture, "org/amends/assets/" + picture));
                });
        return routes;
    }

    private Reply list(Request request, SignedIn who) {
        return Reply.page(200, inbox.page(inbox.listing(request, who), who, Optional.empty(), InboxPages.Unsaved.NOTHING));
    }

    private Reply show(Request request, SignedIn who) {
        Optional<Cases.WithHistory> found = find(request, who);
        if (found.isEmpty()) {
            return nothingHere();
        }
        cases.looked(found.get().theCase().id(), who.staff());
        Listing list = inbox.listing(request, who);
        return Reply.page(200, request.query("part").filter("detail"::equals).isPresent()
                ? inbox.detail(found.get(), who, list, InboxPages.Unsaved.NOTHING)
                : inbox.page(list, who, found, answered(request)));
    }

    /** A case may be opened with a saved answer in its note, or in what is written to its guest. */
    private InboxPages.Unsaved answered(Request request) {
        return saved(request, "answer").map(words -> new InboxPages.Unsaved("", words))
                .or(() -> saved(request, "say").map(words -> InboxPages.Unsaved.toGuest("", words)))
                .orElse(InboxPages.Unsaved.NOTHING);
    }

    private Optional<String> saved(Request request, String by) {
        return request.query(by).filter(id -> id.matches("\\d{1,15}")).map(Long::valueOf).flatMap(answers::find)
                .map(SavedAnswer::words);
    }

    private Reply take(Request request, SignedIn who) {
        return after(request, who, id(request).map(id -> theirs(who).take(id, who.staff())));
    }

    private Reply close(Request request, SignedIn who) {
        // Browsers count a line's end as one character and send it as two.
        Optional<String> note = request.form("note").map(text -> text.replace("\r\n", "\n").strip())
                .filter(text -> !text.isEmpty());
        InboxPages.Typed typed = new InboxPages.Typed(request.form("cause").orElse(""), request.form("action").orElse(""),
                note.orElse(""));
        if (note.filter(text -> text.length() > Cases.LONGEST_NOTE).isPresent()) {
            return again(request, who, 422, InboxPages.Unsaved.closing(
                    pages.texts().say("case.note-too-long", Cases.LONGEST_NOTE), typed));
        }
        if (!closing.allow(typed.cause(), typed.action())) {
            return again(request, who, 422, InboxPages.Unsaved.closing(pages.texts().say("case.close-with-what"), typed));
        }
        find(request, who).filter(_ -> note.isPresent()).ifPresent(found -> wrote(who, found));
        return after(request, who, id(request).map(
                id -> theirs(who).close(id, who.staff(), new Closing(typed.cause(), typed.action(), note))));
    }

    private Reply handOver(Request request, SignedIn who) {
        Optional<Cases.WithHistory> found = find(request, who);
        if (found.isEmpty()) {
            return nothingHere();
        }
        Optional<Staff> to = accounts.whoMay(Permission.CASES_WORK, found.get().theCase().where().site()).stream()
                .filter(other -> other.name().equals(request.form("to").orElse("")) && !other.equals(who.staff()))
                .findFirst();
        if (to.isEmpty()) {
            return again(request, who, 422, pages.texts().say("case.hand-over-to-whom"));
        }
        Optional<Cases.Outcome> outcome = id(request).map(id -> theirs(who).handOver(id, who.staff(), to.get()));
        if (outcome.isPresent() && outcome.get() instanceof Cases.Outcome.AlreadyTaken taken) {
            return again(request, who, 409, pages.texts().say("case.not-yours", taken.by().displayName()));
        }
        return after(request, who, outcome);
    }

    private Reply remark(Request request, SignedIn who) {
        String written = request.form("remark").orElse("").replace("\r\n", "\n").strip();
        Optional<Cases.WithHistory> found = find(request, who);
        if (found.isEmpty()) {
            return nothingHere();
        }
        List<Staff> all = accounts.whoMay(Permission.CASES_READ, found.get().theCase().where().site());
        Optional<Staff> told = all.stream().filter(other -> other.name().equals(request.form("tell").orElse("")))
                .findFirst();
        String words = told.filter(other -> !Mentions.in(written, all).people().contains(other))
                .map(other -> ("@" + other.name() + " " + written).strip()).orElse(written);
        Mentions mentions = Mentions.in(words, all);
        if (written.isEmpty()) {
            return again(request, who, 422, pages.texts().say("case.remark-empty"));
        }
        if (words.length() > Cases.LONGEST_NOTE) {
            return again(request, who, 422, pages.texts().say("case.note-too-long", Cases.LONGEST_NOTE), written);
        }
        if (mentions.unknown().isPresent()) {
            return again(request, who, 422, pages.texts().say("case.nobody-called", mentions.unknown().get()), written);
        }
        wrote(who, found.get());
        return after(request, who, id(request).map(id -> theirs(who).remark(id, who.staff(), words, mentions.people())));
    }

    private Reply say(Request request, SignedIn who) {
        String words = request.form("message").orElse("").replace("\r\n", "\n").replace("\0", "").strip();
        Optional<Cases.WithHistory> found = find(request, who);
        if (found.isEmpty()) {
            return nothingHere();
        }
        if (words.isEmpty() || words.length() > Threads.LONGEST) {
            return again(request, who, 422, InboxPages.Unsaved.toGuest(
                    pages.texts().say("thread.wrong", Threads.LONGEST), words));
        }
        long id = found.get().theCase().id();
        Threads.Reach reach = threads.whole(id).reach();
        if (!reach.byMail() && !reach.onPage()) {
            return again(request, who, 422, InboxPages.Unsaved.toGuest(pages.texts().say("thread.reach-none"), words));
        }
        wrote(who, found.get());
        threads.say(id, who.staff(), words);
        return after(request, who, Optional.of(new Cases.Outcome.Done()));
    }

    private Reply read(Request request, SignedIn who) {
        Optional<Cases.WithHistory> found = find(request, who);
        found.ifPresent(one -> threads.read(one.theCase().id()));
        return after(request, who, found.map(_ -> new Cases.Outcome.Done()));
    }

    /** Back to the case: as it is now, or with the plain word that somebody else was quicker. */
    private Reply after(Request request, SignedIn who, Optional<Cases.Outcome> outcome) {
        if (outcome.isEmpty() || outcome.get() instanceof Cases.Outcome.NoSuchCase) {
            return nothingHere();
        }
        return inbox.views().trouble(outcome.get(), who.staff()).map(trouble -> again(request, who, 409, trouble))
                .orElseGet(() -> Reply.seeOther("/cases/" + request.inPath("id") + inbox.listing(request, who).where()));
    }

    private Reply again(Request request, SignedIn who, int status, String trouble) {
        return again(request, who, status, trouble, "");
    }

    private Reply again(Request request, SignedIn who, int status, String trouble, String remark) {
        return again(request, who, status, new InboxPages.Unsaved(trouble, remark));
    }

    private Reply again(Request request, SignedIn who, int status, InboxPages.Unsaved unsaved) {
        Optional<Cases.WithHistory> found = find(request, who);
        return found.isEmpty()
                ? nothingHere()
                : Reply.page(status, inbox.page(inbox.listing(request, who), who, found, unsaved));
    }

    private void wrote(SignedIn who, Cases.WithHistory found) {
        audit.note(who.staff(), AuditTrail.Action.WROTE, List.of(InboxPages.subject(found.theCase())));
    }

    /** The cases that are there for somebody. */
    private Cases theirs(SignedIn who) {
        return cases.within(who.sites());
    }

    private Optional<Cases.WithHistory> find(Request request, SignedIn who) {
        return id(request).flatMap(theirs(who)::findWithHistory);
    }

    private Reply nothingHere() {
        return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
    }

    private static Optional<Long> id(Request request) {
        return Optional.of(request.inPath("id")).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
    }
}
