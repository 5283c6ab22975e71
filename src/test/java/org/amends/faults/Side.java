package org.amends.faults;

import java.util.Locale;

/** One end of the link. */
enum Side {
    TERMINAL, HUB;

    /** As it stands in a fault's name. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
