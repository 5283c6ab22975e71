package org.amends.kiosk.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: twice as long each time up to a cap, and then a random part of that, so that a
 * thousand terminals do not come back in the same moment ("full jitter", as the AWS architecture blog measured it).
 */
final class RetrySchedule {

    private final Duration first;
    private final Duration cap;
    private final RandomGenerator random;
    private int failures;

    /**
     * @param first the longest wait after the first failure
     * @param cap   the longest wait ever
     */
    RetrySchedule(Duration first, Duration cap, RandomGenerator random) {
        this.first = first;
        this.cap = cap;
        this.random = random;
    }

    /** The wait after one more failure: at least a tenth of {@code first}, so that no failure spins. */
    Duration afterFailure() {
        long ceiling = Math.min(cap.toMillis(), first.toMillis() << Math.min(failures, 20));
        failures++;
        long floor = first.toMillis() / 10;
        return Duration.ofMillis(floor + random.nextLong(ceiling - floor + 1));
    }

    /** Something came through: the next failure waits briefly again. */
    void succeeded() {
        failures = 0;
    }
}
