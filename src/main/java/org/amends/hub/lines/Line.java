package org.amends.hub.lines;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.staff.Staff;
import org.amends.response.Touchpoint;

/**
 * What was done about something that a guest had said, in a sentence for other guests.
 *
 * @param where    where the case was
 * @param place    on which idle screens it is to stand
 * @param texts    by language, the house's first
 * @param until    from then on it is over
 * @param decided  who approved or refused it, and when
 * @param withdrawn who took it from the screens, and when
 */
public record Line(long id, long caseId, Touchpoint where, Place place, Map<String, String> texts, Instant until,
        State state,
        Staff proposedBy, Instant proposedAt, Optional<Step> decided, Optional<Step> withdrawn) {

    /** On which idle screens. */
    public enum Place {
        /** Where the guest had said it. */
        TOUCHPOINT,
        /** At the whole site. */
        SITE,
        /** At every site of this hub: for those who belong to all of them to propose and to decide. */
        EVERYWHERE;

        /** The name in the database, in forms and in texts. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Place> of(String id) {
            return Arrays.stream(values()).filter(place -> place.id().equals(id)).findFirst();
        }
    }

    /** How far it has come; that its day is over is told by {@link Line#until}. */
    public enum State {
        ASKED, SHOWN, REFUSED, WITHDRAWN;

        /** The name in the database and in texts. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** What somebody did at some time. */
    public record Step(Staff by, Instant at) {
    }

    /** Whether it is meant for the terminals of a touchpoint. */
    boolean isFor(Touchpoint stands) {
        return switch (place) {
            case TOUCHPOINT -> stands.equals(where);
            case SITE -> stands.site().equals(where.site());
            case EVERYWHERE -> true;
        };
    }

    /** In the house language. */
    String words() {
        return texts.values().iterator().next();
    }
}
