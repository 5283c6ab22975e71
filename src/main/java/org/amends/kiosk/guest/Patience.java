package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long a page waits for its guest. Before it gives up it warns for {@link #NOTICE}; every touch and every key begins the
 * wait anew, as often as there is one. It is asked what holds now and never calls back.
 */
final class Patience {

    /** WCAG 2.2.1: at least 20 seconds to ask for more time. */
    static final Duration NOTICE = Duration.ofSeconds(20);

    private final LongSupplier nanos;
    private Optional<Duration> wait = Optional.empty();
    private boolean warns;
    private long since;

    /** What holds now. */
    sealed interface Now {

        /** There is time. */
        record Waiting() implements Now {
        }

        /**
         * The guest is told.
         *
         * @param secondsLeft from 20 down to 1
         */
        record Warning(int secondsLeft) implements Now {
        }

        /** Nobody has answered. */
        record Over() implements Now {
        }
    }

    /** @param nanos a clock that nobody sets, in nanoseconds */
    Patience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A page waits from now on.
     *
     * @param time  until the notice, or until it gives up where there is none; empty for ever
     * @param notice whether the guest is warned
     */
    void begin(Optional<Duration> time, boolean notice) {
        wait = time;
        warns = notice;
        again();
    }

    /** The guest is still here. */
    void again() {
        since = nanos.getAsLong();
    }

    /** Whether there is an end to it at all. */
    boolean ends() {
        return wait.isPresent();
    }

    Now now() {
        if (wait.isEmpty()) {
            return new Now.Waiting();
        }
        Duration left = wait.get().plus(warns ? NOTICE : Duration.ZERO).minusNanos(nanos.getAsLong() - since);
        if (!left.isPositive()) {
            return new Now.Over();
        }
        boolean warning = warns && left.compareTo(NOTICE) <= 0;
        // Rounded up: the last second is "1", and "0" is never shown.
        return warning ? new Now.Warning((int) left.plusNanos(999_999_999).toSeconds()) : new Now.Waiting();
    }
}
