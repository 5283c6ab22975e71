package org.amends.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A hub in this process whose time somebody else moves on, so that a whole day can pass through its doors in seconds. All but
 * the time is as always: what it keeps, another start goes on with.
 */
public final class PlayedHub implements AutoCloseable {

    /** What is due between two moments is dealt with to the minute, or in so many steps where that is longer. */
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int MOST_STEPS = 120;

    private final MovedClock clock;
    private final Hub hub;

    private PlayedHub(MovedClock clock, Hub hub) {
        this.clock = clock;
        this.hub = hub;
    }

    /**
     * Starts one on any free port of this machine.
     *
     * @param  settings                           as for {@code hub --settings}
     * @param  data                               its folder
     * @param  begins                             its time until it is moved
     * @throws org.amends.StartRefused            if the folder cannot be written to
     * @throws org.amends.checkedfile.FileProblem if something is wrong in the settings
     */
    public static PlayedHub start(Path settings, Path data, Instant begins) {
        MovedClock clock = new MovedClock(begins);
        return new PlayedHub(clock, Hub.start(HubSettings.read(settings).withPort(0), data, clock));
    }

    /** The port it listens on. */
    public int port() {
        return hub.port();
    }

    /** Its clock. */
    public Clock clock() {
        return clock;
    }

    /** Lets time pass until a moment; one that is over changes nothing. */
    public void passUntil(Instant moment) {
        Duration even = Duration.between(clock.now, moment).dividedBy(MOST_STEPS);
        Duration step = even.compareTo(STEP) > 0 ? even : STEP;
        while (clock.now.isBefore(moment)) {
            Instant next = clock.now.plus(step);
            clock.now = next.isBefore(moment) ? next : moment;
            hub.noticeTheTime();
        }
    }

    @Override
    public void close() {
        hub.close();
    }

    private static final class MovedClock extends Clock {

        private volatile Instant now;

        private MovedClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.systemDefault();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("its zone is that of this machine");
        }
    }
}
