package org.amends.hub.offers;

import java.util.Locale;

/** Whose doing it was that a guest is unhappy, as whoever makes amends judges it. */
public enum Responsibility {
    OURS, PARTLY, NOT_OURS, UNCLEAR;

    /** The name in the database, in the file and in texts: {@code not-ours} and so on. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Responsibility of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
