package org.amends.hub.inbox;

import java.time.Duration;
import java.util.Locale;

/** How pressing a case is that nobody has taken. The page's script goes by the same figures, which it is told. */
enum Pace {
    CALM, SOON, NOW;

    static final Duration SOON_AFTER = Duration.ofMinutes(5);
    static final Duration NOW_AFTER = Duration.ofMinutes(10);

    static Pace of(Duration age) {
        return age.compareTo(NOW_AFTER) >= 0 ? NOW : age.compareTo(SOON_AFTER) >= 0 ? SOON : CALM;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
