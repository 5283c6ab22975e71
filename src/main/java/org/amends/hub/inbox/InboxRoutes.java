package org.amends.hub.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.fleet.Conditions;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Sessions;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Bell;
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
    private final Cases cases;
    private final Pages pages;
    private final InboxPages inbox;
    private final InboxEvents events;

    /**
     * @param changes rung when cases or the terminals' conditions have changed
     * @param clock   in the zone of the venue
     */
    public InboxRoutes(StaffDoor door, Sessions sessions, Cases cases, Conditions conditions, Bell changes, Pages pages,
            Clock clock) {
        this.door = door;
        this.cases = cases;
        this.pages = pages;
        Times times = new Times(clock, Locale.ENGLISH);
        inbox = new InboxPages(pages, cases, conditions, times);
        events = new InboxEvents(cases, inbox, sessions, changes, times);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/", _ -> Reply.seeOther("/inbox")));
        routes.add(Route.get("/inbox", door.page(this::list)));
        routes.add(Route.get("/inbox/events", door.page(events::stream)));
        routes.add(Route.get("/cases/{id}", door.page(this::show)));
        routes.add(Route.post("/cases/{id}/take", door.form(this::take)));
        routes.add(Route.post("/cases/{id}/close", door.form(this::close)));
        routes.add(Assets.route("/assets/pages.css", "org/amends/hub/web/pages.css"));
        routes.add(Assets.route("/assets/inbox.js", "org/amends/hub/inbox/inbox.js"));
        for (String weight : List.of("400", "600")) {
            String font = "fonts/ibm-plex-sans-latin-" + weight + "-normal.woff2";
            routes.add(Assets.route("/assets/" + font, "org/amends/assets/" + font));
        }
        for (Face face : Face.values()) {
            String picture = "faces/" + face.id() + ".svg";
            routes.add(Assets.route("/assets/" + picture, "org/amends/assets/" + picture));
        }
        return routes;
    }

    private Reply list(Request request, SignedIn who) {
        return Reply.page(200, inbox.page(InboxPages.view(request.query("view")), who, Optional.empty(), ""));
    }

    private Reply show(Request request, SignedIn who) {
        Optional<Cases.WithHistory> found = id(request).flatMap(cases::findWithHistory);
        if (found.isEmpty()) {
            return nothingHere();
        }
        Cases.View list = InboxPages.view(request.query("view"));
        return Reply.page(200, request.query("part").filter("detail"::equals).isPresent()
                ? inbox.detail(found.get(), who, list, "")
                : inbox.page(list, who, found, ""));
    }

    private Reply take(Request request, SignedIn who) {
        return after(request, who, id(request).map(id -> cases.take(id, who.staff())));
    }

    private Reply close(Request request, SignedIn who) {
        // Browsers count a line's end as one character and send it as two.
        Optional<String> note = request.form("note").map(text -> text.replace("\r\n", "\n").strip())
                .filter(text -> !text.isEmpty());
        if (note.filter(text -> text.length() > Cases.LONGEST_NOTE).isPresent()) {
            return again(request, who, 422, pages.texts().say("case.note-too-long", Cases.LONGEST_NOTE));
        }
        return after(request, who, id(request).map(id -> cases.close(id, who.staff(), note)));
    }

    /** Back to the case: as it is now, or with the plain word that somebody else was quicker. */
    private Reply after(Request request, SignedIn who, Optional<Cases.Outcome> outcome) {
        if (outcome.isEmpty() || outcome.get() instanceof Cases.Outcome.NoSuchCase) {
            return nothingHere();
        }
        return inbox.views().trouble(outcome.get(), who.staff()).map(trouble -> again(request, who, 409, trouble))
                .orElseGet(() -> Reply.seeOther("/cases/" + request.inPath("id") + "?view="
                        + InboxPages.id(InboxPages.view(request.form("view")))));
    }

    private Reply again(Request request, SignedIn who, int status, String trouble) {
        Optional<Cases.WithHistory> found = id(request).flatMap(cases::findWithHistory);
        return found.isEmpty()
                ? nothingHere()
                : Reply.page(status, inbox.page(InboxPages.view(request.form("view")), who, found, trouble));
    }

    private Reply nothingHere() {
        return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
    }

    private static Optional<Long> id(Request request) {
        return Optional.of(request.inPath("id")).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
    }
}
