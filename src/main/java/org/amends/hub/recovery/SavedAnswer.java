package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.staff.Staff;

/**
 * What staff say again and again.
 *
 * @param id       0 for one that is not kept yet
 * @param version  counted up with each change; 0 likewise
 * @param language BCP 47, such as de
 * @param words    1 to {@link Cases#LONGEST_NOTE} characters
 * @param changed  who changed it last; empty for one that is not kept yet
 */
public record SavedAnswer(long id, long version, Kind kind, String language, String words, Optional<Changed> changed) {

    /** What it is for, in the order in which it is said. */
    public enum Kind {
        APOLOGY, WHAT_NEXT, THANKS;

        /** The name in the database and in texts: {@code what-next} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * By its name.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Who changed it last, and when. */
    public record Changed(Staff by, Instant at) {
    }

    /** Whether a guest who reads a language understands it: what counts is what comes before the first hyphen. */
    public boolean isIn(String other) {
        return base(language).equals(base(other));
    }

    private static String base(String language) {
        return language.split("-", 2)[0].toLowerCase(Locale.ROOT);
    }
}
