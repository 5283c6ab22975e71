package org.amends.hub.lines;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Handler;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.Downlink.Saying;

/** The page of what waits to stand on idle screens, stands there, and stood there. */
public final class LineRoutes {

    private static final String PAGE = "/lines";
    private static final int MOST_ROWS = 200;

    private final StaffDoor door;
    private final Lines lines;
    private final Pages pages;
    private final LineViews views;

    /**
     * @param clock in the zone of the venue
     */
    public LineRoutes(StaffDoor door, Lines lines, Pages pages, Clock clock) {
        this.door = door;
        this.lines = lines;
        this.pages = pages;
        views = new LineViews(pages, lines, clock);
    }

    public List<Route> routes() {
        return List.of(Route.get(PAGE, door.page(Permission.CASES_READ, (_, who) -> page(who, 200, ""))),
                Route.post(PAGE + "/{id}/approve", decision(lines::approve)),
                Route.post(PAGE + "/{id}/refuse", decision(lines::refuse)),
                Route.post(PAGE + "/{id}/withdraw", decision(lines::withdraw)));
    }

    private Handler decision(BiFunction<SignedIn, Long, Lines.Outcome> decision) {
        return door.form(Permission.LINES_APPROVE, (request, who) -> decided(request, who, decision));
    }

    private Reply decided(Request request, SignedIn who, BiFunction<SignedIn, Long, Lines.Outcome> decision) {
        Lines.Outcome outcome = Optional.of(request.inPath("id")).filter(text -> text.matches("\\d{1,15}"))
                .map(Long::valueOf).map(id -> decision.apply(who, id)).orElseGet(Lines.Outcome.NotThere::new);
        if (outcome instanceof Lines.Outcome.NotThere) {
            return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
        }
        return views.trouble(outcome).map(trouble -> page(who, 409, trouble)).orElseGet(() -> Reply.seeOther(PAGE));
    }

    private Reply page(SignedIn who, int status, String trouble) {
        Lines.Overview overview = lines.overview(who, MOST_ROWS);
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("trouble", trouble);
        model.put("most", Saying.Lines.MOST);
        model.put("waiting", overview.waiting().stream().map(line -> views.shown(line, who, Optional.empty())).toList());
        model.put("shown", overview.shown().stream().map(line -> views.shown(line, who,
                Optional.of(overview.at().getOrDefault(line.id(), new Lines.Reach(0, 0))))).toList());
        model.put("over", overview.over().stream().map(line -> views.shown(line, who, Optional.empty())).toList());
        return Reply.page(status, pages.make("lines/lines", model));
    }
}
