package org.amends.hub.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.response.Uptime;
import org.amends.wire.Boot;

/**
 * Works out when something really happened, by the hub's clock, from what nobody can set: how long the terminal had been
 * up, which boots it went through, and when it spoke with the hub.
 *
 * <p>Each of these is a bound. An exchange places one uptime between its question and its answer; from there uptimes count
 * forward and back, wider by {@link #DRIFT} of the way. A boot begins after the one before it was last seen. The batch was
 * sent before it arrived. The earliest and the latest moment that all of them allow are the ends of an interval; its middle
 * is the answer and half its length the uncertainty. The wall clock of the terminal has no say.
 */
final class TrueTime {

    /** How far the count of an uptime may be off: clock crystals stay within 100 millionths, and as much again for heat. */
    static final double DRIFT = 200e-6;

    private final List<Boot> boots;
    /** By boot: the earliest moment at which it can have begun, and the latest at which it was last seen. */
    private final double[] earliestStart;
    private final double[] latestEnd;
    private final long received;

    /**
     * @param boots    the terminal's, the one that the batch was sent in last
     * @param received when the batch arrived
     */
    TrueTime(List<Boot> boots, Instant received) {
        this.boots = boots;
        this.received = received.toEpochMilli();
        earliestStart = new double[boots.size()];
        latestEnd = new double[boots.size()];
        for (int boot = 0; boot < boots.size(); boot++) {
            earliestStart[boot] = boot == 0 ? Double.NEGATIVE_INFINITY : earliest(boot - 1, boots.get(boot - 1).last());
        }
        for (int boot = boots.size() - 1; boot >= 0; boot--) {
            latestEnd[boot] = boot == boots.size() - 1 ? this.received : latest(boot + 1, 0);
        }
    }

    /**
     * When something happened.
     *
     * @param uncertainty either way; empty where nothing is known but that it was before {@code at}
     */
    record Happened(Instant at, Optional<Duration> uncertainty) {
    }

    Happened when(Uptime uptime) {
        int boot = boots.size() - 1;
        while (boot >= 0 && !boots.get(boot).boot().equals(uptime.boot())) {
            boot--;
        }
        if (boot < 0) {
            return new Happened(Instant.ofEpochMilli(received), Optional.empty());
        }
        double earliest = earliest(boot, uptime.millis());
        double latest = latest(boot, uptime.millis());
        if (earliest == Double.NEGATIVE_INFINITY) {
            return new Happened(Instant.ofEpochMilli((long) latest), Optional.empty());
        }
        if (earliest > latest) {
            // The hub's own clock was set meanwhile. What it says now is believed, as far apart as the two are.
            return new Happened(Instant.ofEpochMilli((long) latest), Optional.of(millis(earliest - latest)));
        }
        return new Happened(Instant.ofEpochMilli(Math.round((earliest + latest) / 2)),
                Optional.of(millis((latest - earliest) / 2)));
    }

    private double earliest(int boot, long uptime) {
        double bound = earliestStart[boot] + uptime * (1 - DRIFT);
        for (Boot.Exchange exchange : boots.get(boot).exchanges()) {
            bound = Math.max(bound, exchange.hub() + moved(uptime - exchange.answered(), 1 - DRIFT, 1 + DRIFT));
        }
        return bound;
    }

    private double latest(int boot, long uptime) {
        double bound = latestEnd[boot] - Math.max(0, boots.get(boot).last() - uptime) * (1 - DRIFT);
        for (Boot.Exchange exchange : boots.get(boot).exchanges()) {
            bound = Math.min(bound, exchange.hub() + moved(uptime - exchange.asked(), 1 + DRIFT, 1 - DRIFT));
        }
        return bound;
    }

    private static double moved(long millis, double forward, double back) {
        return millis * (millis >= 0 ? forward : back);
    }

    /** Rounded up, and by what the middle was rounded. */
    private static Duration millis(double millis) {
        return Duration.ofMillis((long) Math.ceil(millis) + 1);
    }
}
