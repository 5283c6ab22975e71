package org.amends.hub.messages;

import java.time.Duration;
import java.util.Optional;

/** Sends by one way. */
public interface Sender {

    /** What became of one try. */
    sealed interface Outcome {

        /** Whoever takes such messages said that they have it. */
        record Delivered() implements Outcome {
        }

        /**
         * It did not work, and may later; perhaps it did work and nobody said so.
         *
         * @param why   for staff
         * @param after no sooner than that, if they said so
         */
        record Later(String why, Optional<Duration> after) implements Outcome {
        }

        /**
         * It will never work like this.
         *
         * @param why for staff
         */
        record Refused(String why) implements Outcome {
        }
    }

    /** Which way. */
    Channel channel();

    /** What tries share that one stall holds up: a server. */
    String destination(Outgoing message);

    /** Tries once; within a minute there is an outcome. */
    Outcome send(Outgoing message);
}
