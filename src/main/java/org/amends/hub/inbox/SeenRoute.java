package org.amends.hub.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.RateLimit;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;

/**
 * Where open pages say what they have shown. A page says it again until this has answered 204, so a word that was lost on the
 * way is only late.
 */
final class SeenRoute {

    private static final int MOST_AT_ONCE = 100;
    /** Each as {@code 12:345}: the number of a case, and the last change in what was shown of it. */
    private static final Pattern SHOWN = Pattern
            .compile("\\d{1,15}:\\d{1,18}(,\\d{1,15}:\\d{1,18}){0," + (MOST_AT_ONCE - 1) + "}");
    /** A page gathers for a second before it speaks. */
    private static final int A_MINUTE = 60;

    private final StaffDoor door;
    private final Cases cases;
    private final RateLimit rate;

    SeenRoute(StaffDoor door, Cases cases, Clock clock) {
        this.door = door;
        this.cases = cases;
        rate = new RateLimit(clock, A_MINUTE, Duration.ofMinutes(1));
    }

    Route route() {
        return Route.post("/inbox/seen", door.byScript(Permission.CASES_READ, this::note));
    }

    private Reply note(Request request, SignedIn who) {
        Optional<Duration> wait = rate.tooMany(who.session());
        if (wait.isPresent()) {
            return ProblemKind.TOO_OFTEN.reply("What a page has shown may be told " + A_MINUTE + " times a minute.",
                    wait.get());
        }
        Optional<String> shown = request.form("seen").filter(text -> SHOWN.matcher(text).matches());
        if (shown.isEmpty()) {
            return ProblemKind.UNREADABLE.reply("The field \"seen\" has 1 to " + MOST_AT_ONCE
                    + " pairs with commas between, such as 12:345: a case, and the last change that was shown of it.");
        }
        Map<Long, Long> seen = new HashMap<>();
        for (String pair : shown.get().split(",")) {
            String[] both = pair.split(":");
            seen.merge(Long.valueOf(both[0]), Long.valueOf(both[1]), Math::max);
        }
        cases.within(who.sites()).seen(who.staff(), seen);
        return Reply.of(204, "", new byte[0]);
    }
}
