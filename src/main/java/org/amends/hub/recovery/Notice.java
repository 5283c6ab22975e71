package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Locale;
import org.amends.hub.staff.Staff;
import org.amends.response.Touchpoint;

/**
 * A case that somebody is to look at because a colleague said so.
 *
 * @param where the case's touchpoint
 * @param by    the colleague
 */
public record Notice(long caseId, Touchpoint where, Why why, Staff by, Instant at) {

    /** What the colleague did. */
    public enum Why {
        /** Named them in a note. */
        MENTIONED,
        /** Gave them the case. */
        HANDED_OVER;

        /** The name in the database and in texts: {@code handed-over} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Why of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
