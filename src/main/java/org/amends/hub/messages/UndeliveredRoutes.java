package org.amends.hub.messages;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;

/** The page of what did not arrive, where staff try it again or give it up. */
public final class UndeliveredRoutes {

    private static final String PAGE = "/undelivered";
    private static final int MOST_ROWS = 200;

    private final StaffDoor door;
    private final Outbound outbound;
    private final Pages pages;
    private final Times times;

    /**
     * @param clock in the zone of the venue
     */
    public UndeliveredRoutes(StaffDoor door, Outbound outbound, Pages pages, Clock clock) {
        this.door = door;
        this.outbound = outbound;
        this.pages = pages;
        times = new Times(clock);
    }

    public List<Route> routes() {
        return List.of(Route.get(PAGE, door.page(Permission.MESSAGES, this::show)),
                Route.post(PAGE + "/{id}/again", door.form(Permission.MESSAGES,
                        (request, who) -> decided(request, who, outbound::tryAgain))),
                Route.post(PAGE + "/{id}/give-up", door.form(Permission.MESSAGES,
                        (request, who) -> decided(request, who, outbound::giveUp))));
    }

    private interface Decision {
        boolean about(Sites sites, long id);
    }

    /** A message as the page shows it. */
    record Line(long id, String subject, long about, String aboutWords, String to, String tries, String fate, boolean dead,
            String clock, String full) {
    }

    private Reply show(Request request, SignedIn who) {
        List<Line> rows = outbound.undelivered(who.sites(), MOST_ROWS).stream().map(this::line).toList();
        return Reply.page(200, pages.make("messages/undelivered",
                Map.of("who", who.staff().displayName(), "csrf", who.csrf(), "rows", rows)));
    }

    private Line line(Outbound.Undelivered message) {
        Texts texts = pages.texts();
        return new Line(message.id(), message.toGuest() ? texts.say("undelivered.letter") : message.subject(),
                message.about(),
                texts.say("undelivered.case", String.valueOf(message.about())),
                texts.say("undelivered.to", message.toGuest() ? texts.say("undelivered.guest") : message.person(),
                        texts.say("undelivered." + message.channel().id())),
                texts.say("undelivered.tries", message.tries(), message.problem()),
                message.dead()
                        ? texts.say("undelivered.dead")
                        : texts.say("undelivered.next", times.clock(message.next())),
                message.dead(), times.clock(message.madeAt()), times.full(message.madeAt()));
    }

    /** What is there no more was dealt with by a colleague, or has been delivered: the page shows it. */
    private Reply decided(Request request, SignedIn who, Decision decision) {
        Optional<Long> id = Optional.of(request.inPath("id")).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf)
                .filter(number -> outbound.isThere(who.sites(), number));
        if (id.isEmpty()) {
            return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
        }
        decision.about(who.sites(), id.get());
        return Reply.seeOther(PAGE);
    }
}
