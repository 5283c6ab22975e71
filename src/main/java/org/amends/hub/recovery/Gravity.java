package org.amends.hub.recovery;

import java.util.Locale;

/** How grave a case is, from the least: its rule says so, and targets and people to be told go by it. */
public enum Gravity {
    LOW, NORMAL, HIGH, URGENT;

    /** The name in the database, in rules and in texts: {@code low} and so on. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Gravity of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
