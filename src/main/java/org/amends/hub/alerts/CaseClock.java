package org.amends.hub.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The clocks of one case. They count from when the guest pressed; for what arrived late, and for levels of escalation, from
 * the arrival, before which nobody could have done anything. A case that goes on as its guest was not content with how it was
 * closed is as if it had arrived then.
 *
 * @param arrivedAt when the hub heard of it
 * @param goals     acknowledge, respond, resolve
 */
public record CaseClock(long caseId, Instant arrivedAt, List<Goal> goals) {

    /** What is to happen. */
    public enum Kind {
        /** Somebody takes the case. */
        ACKNOWLEDGE,
        /** Whoever took it does something about it that is on record. */
        RESPOND,
        /** It is closed. */
        RESOLVE
    }

    /**
     * One thing that is to happen.
     *
     * @param due         by when
     * @param fromArrival by when it would be due from the arrival
     * @param met         when it happened; empty if it has not
     */
    public record Goal(Kind kind, Instant due, Instant fromArrival, Optional<Instant> met) {

        /** Whether it has not happened in time: it did too late, or not yet although it is time. */
        public boolean missed(Instant now) {
            return met.map(at -> at.isAfter(due)).orElse(!now.isBefore(due));
        }
    }

    /** What is due next; empty where all is done. */
    public Optional<Goal> next() {
        return goals.stream().filter(goal -> goal.met().isEmpty()).findFirst();
    }
}
