package org.amends.kiosk.settings;

/** What kind of thing the terminal is, which decides how far away a guest reads and where a thumb is. */
public enum Persona {
    /** A tall screen on a reception banner, read while walking past. */
    BANNER(1000),
    /** A tablet on a table, in either orientation. */
    TABLET(450),
    /** A wide screen at a gate or a door. */
    KIOSK(600);

    private final int readingDistanceMm;

    Persona(int readingDistanceMm) {
        this.readingDistanceMm = readingDistanceMm;
    }

    /** From eye to screen, in millimetres. */
    public int readingDistanceMm() {
        return readingDistanceMm;
    }
}
