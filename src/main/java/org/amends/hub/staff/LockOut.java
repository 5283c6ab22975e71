package org.amends.hub.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stops guessing: after some failures in a row a name is refused for a while, whether it exists or not. Kept in memory,
 * since whoever can make the hub restart has no need to guess.
 */
final class LockOut {

    static final int FAILURES = 5;
    static final Duration LOCKED = Duration.ofMinutes(5);
    /** So many names are remembered; past that the oldest is forgotten. Addresses are limited as well. */
    private static final int NAMES = 10_000;

    private final Clock clock;
    private final Map<String, Failed> byName = new LinkedHashMap<>();

    private record Failed(int times, Instant last) {
    }

    LockOut(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean locked(String name) {
        Failed failed = byName.get(name);
        return failed != null && failed.times >= FAILURES && clock.instant().isBefore(failed.last.plus(LOCKED));
    }

    synchronized void failed(String name) {
        Failed before = byName.remove(name);
        boolean over = before != null && before.times >= FAILURES;
        byName.put(name, new Failed(before == null || over ? 1 : before.times + 1, clock.instant()));
        if (byName.size() > NAMES) {
            byName.remove(byName.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String name) {
        byName.remove(name);
    }
}
