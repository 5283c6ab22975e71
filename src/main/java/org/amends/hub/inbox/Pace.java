package org.amends.hub.inbox;

import java.util.Locale;

/**
 * How pressing a case is that nobody has taken: calm for the first half of the time there is for that, soon for the second,
 * now when it is up. The page's script goes by the same moments, which each row tells it.
 */
enum Pace {
    CALM, SOON, NOW;

    /** When calm ends; all in milliseconds since 1970. */
    static long soonAt(long said, long due) {
        return said + (due - said) / 2;
    }

    static Pace of(long now, long soonAt, long dueAt) {
        return now >= dueAt ? NOW : now >= soonAt ? SOON : CALM;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
