package org.amends.kiosk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How long whoever typed wrong PINs waits before the next: each time twice as long, until one was right. */
final class PinTries {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private Duration next = FIRST;
    private long until;

    /**
     * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
     */
    PinTries(LongSupplier nanos) {
        this.nanos = nanos;
        until = nanos.getAsLong();
    }

    /** How long it is until the next try is taken; empty if it is now. */
    Optional<Duration> left() {
        return Optional.of(Duration.ofNanos(until - nanos.getAsLong())).filter(Duration::isPositive);
    }

    void wrong() {
        waits(next);
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    }

    /** The hub asks for so much patience. */
    void waits(Duration patience) {
        until = nanos.getAsLong() + patience.toNanos();
    }

    void right() {
        next = FIRST;
        until = nanos.getAsLong();
    }
}
