package org.amends.hub.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often somebody (a network address, a terminal) may try something: so many times at once, and after that as fast as
 * the same number spread evenly over a span of time. Kept in memory: whoever can make the hub restart has no need to guess.
 */
public final class RateLimit {

    /** So many are remembered; past that the one that was quiet for longest is forgotten. */
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final int most;
    private final Duration span;
    private final Map<String, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Allowance {
        private double tries;
        private Instant at;

        private Allowance(double tries, Instant at) {
            this.tries = tries;
            this.at = at;
        }
    }

    /**
     * @param most tries at once, at least 1
     * @param span how long it takes until as many are allowed again
     */
    public RateLimit(Clock clock, int most, Duration span) {
        this.clock = clock;
        this.most = most;
        this.span = span;
    }

    /** Counts one try. Empty: go on. Otherwise: how long until the next is welcome, at least a second; it did not count. */
    public synchronized Optional<Duration> tooMany(String who) {
        Allowance allowance = allowanceOf(who);
        if (allowance.tries >= 1) {
            allowance.tries--;
            return Optional.empty();
        }
        double part = (1 - allowance.tries) / most;
        return Optional.of(Duration.ofSeconds(Math.max(1, (long) Math.ceil(part * span.toMillis() / 1000))));
    }

    /** Takes back one try that was counted: it turned out to be welcome. */
    public synchronized void welcome(String who) {
        Allowance allowance = allowanceOf(who);
        allowance.tries = Math.min(most, allowance.tries + 1);
    }

    private Allowance allowanceOf(String who) {
        Instant now = clock.instant();
        Allowance allowance = allowances.computeIfAbsent(who, _ -> new Allowance(most, now));
        if (allowances.size() > REMEMBERED) {
            allowances.remove(allowances.keySet().iterator().next());
        }
        // A clock that was set back allows nothing for a while that did not pass, and goes on from there.
        double passed = Math.max(0, Duration.between(allowance.at, now).toMillis());
        allowance.tries = Math.min(most, allowance.tries + passed * most / span.toMillis());
        allowance.at = now;
        return allowance;
    }
}
