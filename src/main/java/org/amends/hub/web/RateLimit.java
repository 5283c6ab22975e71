package org.amends.hub.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often one network address may try something that can be guessed. Kept in memory: whoever can make the hub restart
 * has no need to guess.
 */
public final class RateLimit {

    /** So many addresses are remembered; past that the one that began first is forgotten. */
    private static final int ADDRESSES = 10_000;

    private final Clock clock;
    private final int most;
    private final Duration window;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private static final class Window {
        private final Instant from;
        private int tries;

        private Window(Instant from) {
            this.from = from;
        }
    }

    /**
     * @param most   tries in each window, at least 1
     * @param window how long, from the first try
     */
    public RateLimit(Clock clock, int most, Duration window) {
        this.clock = clock;
        this.most = most;
        this.window = window;
    }

    /** Counts one try. Empty: go on. Otherwise: how long until the next is welcome, at least a second. */
    public synchronized Optional<Duration> tooMany(String address) {
        Instant now = clock.instant();
        windows.values().removeIf(old -> !now.isBefore(old.from.plus(window)));
        Window mine = windows.computeIfAbsent(address, _ -> new Window(now));
        if (windows.size() > ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
        mine.tries++;
        return mine.tries <= most
                ? Optional.empty()
                : Optional.of(Duration.between(now, mine.from.plus(window)).plusSeconds(1));
    }
}
