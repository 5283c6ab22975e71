package org.amends.hub.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.Staff;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;

/** The page of who looked at what is known of guests, and who changed it. */
public final class AuditRoutes {

    private static final String PAGE = "/audit";
    private static final int ON_A_PAGE = 50;
    private static final int LONGEST_NAME = 40;

    private final StaffDoor door;
    private final AuditTrail trail;
    private final Accounts accounts;
    private final Pages pages;
    private final Times times;

    /**
     * @param clock in the zone of the venue
     */
    public AuditRoutes(StaffDoor door, AuditTrail trail, Accounts accounts, Pages pages, Clock clock) {
        this.door = door;
        this.trail = trail;
        this.accounts = accounts;
        this.pages = pages;
        times = new Times(clock);
    }

    public List<Route> routes() {
        return List.of(Route.get(PAGE, door.page(Permission.AUDIT_READ, this::show)));
    }

    /** A line as the page shows it; 0 is no case. */
    record Shown(String full, String person, String name, String did, long theCase, String title,
            String site) {
    }

    private Reply show(Request request, SignedIn who) {
        Optional<String> person = request.query("person").map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME);
        Optional<Long> theCase = number(request, "case");
        // One more than is shown says whether there are earlier ones.
        List<AuditTrail.Kept> kept = trail.before(who.sites(), person, theCase,
                number(request, "before").orElse(Long.MAX_VALUE), ON_A_PAGE + 1);
        List<AuditTrail.Kept> shown = kept.subList(0, Math.min(ON_A_PAGE, kept.size()));
        List<Staff> known = accounts.at(who.sites());
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("rows", shown.stream().map(this::shown).toList());
        model.put("people", Stream.concat(known.stream(), person
                .filter(name -> known.stream().noneMatch(one -> one.name().equals(name))).map(name -> new Staff(name, name))
                .stream()).toList());
        model.put("person", person.orElse(""));
        model.put("case", theCase.map(String::valueOf).orElse(""));
        model.put("isNarrow", person.isPresent() || theCase.isPresent());
        model.put("isLatest", number(request, "before").isEmpty());
        model.put("latest", PAGE + where(person, theCase, Optional.empty()));
        model.put("earlier", kept.size() > ON_A_PAGE
                ? PAGE + where(person, theCase, Optional.of(shown.getLast().position()))
                : "");
        return Reply.page(200, pages.make("audit/audit", model));
    }

    private Shown shown(AuditTrail.Kept kept) {
        Texts texts = pages.texts();
        return new Shown(times.full(kept.at()), kept.person(), kept.name(),
                texts.say("audit." + kept.action().id()), kept.theCase().orElse(0L),
                kept.theCase().map(number -> texts.say("case.title", String.valueOf(number))).orElse(""), kept.site());
    }

    private static Optional<Long> number(Request request, String name) {
        return request.query(name).map(String::strip).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf);
    }

    private static String where(Optional<String> person, Optional<Long> theCase, Optional<Long> before) {
        String query = person.map(name -> "&person=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).orElse("")
                + theCase.map(number -> "&case=" + number).orElse("")
                + before.map(number -> "&before=" + number).orElse("");
        return query.isEmpty() ? "" : "?" + query.substring(1);
    }
}
