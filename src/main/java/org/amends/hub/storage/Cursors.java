package org.amends.hub.storage;

/**
 * How far each step has read. A step moves its cursor in the transaction that holds its results, so that a kill between
 * two entries costs nothing: the next start goes on from here.
 */
public final class Cursors {

    /** The place before the first row of any table. */
    public static final long START = 0;

    private Cursors() {
    }

    /** The position of the last row that a step has dealt with. */
    public static long at(Tx tx, String step) {
        return tx.first("SELECT position FROM cursors WHERE step = ?", row -> row.number("position"), step).orElse(START);
    }

    /** Moves a step on. */
    public static void move(Tx tx, String step, long position) {
        tx.update("INSERT INTO cursors (step, position) VALUES (?, ?)"
                + " ON CONFLICT (step) DO UPDATE SET position = excluded.position", step, position);
    }
}
