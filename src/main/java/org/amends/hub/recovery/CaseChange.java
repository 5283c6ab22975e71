package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.staff.Staff;

/**
 * One thing that happened to a case.
 *
 * @param position its place among all changes; what open pages have seen is named by it
 * @param caseId   which case
 * @param at       when
 * @param what     what kind
 * @param who      which member of staff, if one did it
 * @param words    the guest's or the staff's, if there were any
 */
public record CaseChange(long position, long caseId, Instant at, What what, Optional<Staff> who, Optional<String> words) {

    /** What can happen. */
    public enum What {
        OPENED, REASON, COMMENT, CONTACT, SOMEBODY_NOW, NOBODY_NOW, CORRECTED, LEFT, TAKEN, CLOSED;

        /** The name in the database and in texts: {@code somebody-now} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static What of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
