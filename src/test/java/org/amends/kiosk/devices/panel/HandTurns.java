package org.amends.kiosk.devices.panel;

import java.time.Duration;
import java.util.OptionalLong;

/** A panel's thread that is the test's own, and whose time the test moves. */
final class HandTurns implements Turns {

    private long now = 1_000_000_000;
    private OptionalLong waking = OptionalLong.empty();
    private Runnable task = () -> {
    };
    private boolean closed;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void execute(Runnable work) {
        if (!closed) {
            work.run();
        }
    }

    @Override
    public void wakeAt(OptionalLong nanos, Runnable work) {
        waking = nanos;
        task = work;
    }

    void passes(Duration time) {
        long end = now + time.toNanos();
        while (waking.isPresent() && waking.getAsLong() <= end) {
            now = Math.max(now, waking.getAsLong());
            waking = OptionalLong.empty();
            task.run();
        }
        now = end;
    }

    /** Whether nothing at all is awaited: the terminal may sleep. */
    boolean isAtRest() {
        return waking.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
