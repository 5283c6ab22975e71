package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps mashing from becoming a second response. From a press by which a response begins, goes on or ends, and from every
 * press that follows within the guard time of the one before, presses count for nothing where a response would begin or
 * end. Within a response they count: they only say more of what one guest says.
 */
final class DoublePress {

    private final long guard;
    private final LongSupplier nanos;
    private boolean running;
    private long since;

    /**
     * @param guard how long the screen must rest; zero for not at all
     * @param nanos a clock that nobody sets, in nanoseconds
     */
    DoublePress(Duration guard, LongSupplier nanos) {
        this.guard = guard.toNanos();
        this.nanos = nanos;
    }

    /**
     * Somebody presses.
     *
     * @param atEdge whether a response would begin or end here
     * @return whether the press is to be dropped
     */
    boolean drops(boolean atEdge) {
        boolean mashed = isRunning();
        if (mashed || !atEdge) {
            pressed();
        }
        return mashed && atEdge;
    }

    /** A response has begun or ended by a press. */
    void pressed() {
        running = guard > 0;
        since = nanos.getAsLong();
    }

    /** Whether the time has not run out. */
    boolean isRunning() {
        running = running && nanos.getAsLong() - since < guard;
        return running;
    }
}
