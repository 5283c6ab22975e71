package org.amends.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The moments at which faults strike are random and real, so this bench waits in real time; nothing waits for ever. */
final class Pause {

    private Pause() {
    }

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Looks every few milliseconds; false if it did not come about in time. */
    static boolean until(Duration longest, BooleanSupplier wanted) {
        long end = System.nanoTime() + longest.toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            millis(10);
        }
        return true;
    }
}
