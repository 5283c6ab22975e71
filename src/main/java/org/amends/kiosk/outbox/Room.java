package org.amends.kiosk.outbox;

/** How much of its budget the outbox has used, and what gives way at which point. A rating never does. */
public enum Room {

    /** Nothing gives way. */
    AMPLE(0),
    /** From 70 %: it is said, so that somebody sees to the way to the hub. */
    LOW(70),
    /** From 85 %: what the hub has, and is kept only in case it is restored from a back-up, is forgotten early. */
    TIGHT(85),
    /** From 95 %: a guest's own words are no longer taken; ratings and reasons are. */
    FULL(95);

    private static final int WHOLE = 100;

    private final int fromPercent;

    Room(int fromPercent) {
        this.fromPercent = fromPercent;
    }

    /** The room that is left when so many bytes of a budget are used. */
    static Room of(long used, long budget) {
        Room room = AMPLE;
        for (Room next : values()) {
            room = used * WHOLE >= budget * next.fromPercent ? next : room;
        }
        return room;
    }

    boolean isAtLeast(Room other) {
        return compareTo(other) >= 0;
    }

    /** In words, for staff and the log. */
    public String words() {
        return switch (this) {
            case AMPLE -> "the outbox has room again";
            case LOW -> "the outbox has used more than 70 % of its room; the hub takes nothing, or too slowly";
            case TIGHT -> "the outbox has used more than 85 % of its room; what the hub has is forgotten early";
            case FULL -> "the outbox has used more than 95 % of its room; ratings are kept, written words are not taken";
        };
    }
}
