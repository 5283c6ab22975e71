package org.amends.kiosk.outbox;

import java.time.Duration;

/**
 * How much room and time the outbox takes.
 *
 * @param budget        how large the file may grow, in bytes
 * @param reserve       how much is kept free on the disk, in bytes
 * @param renewal       how long after the reserve was given up it is made again, if there is room by then
 * @param beforeCheck   how long after the start a file that was left open is read through: by then whoever started the
 *                      terminal has seen that it runs, and it costs the disk some seconds
 * @param betweenTries  how long copying from a damaged file waits when the file in use cannot be written
 */
record Measures(long budget, int reserve, Duration renewal, Duration beforeCheck, Duration betweenTries) {

    static final int DEFAULT_MEGABYTES = 500;

    static Measures ofMegabytes(int megabytes) {
        return new Measures(megabytes * 1_000_000L, Reserve.SIZE, Duration.ofMinutes(1), Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }

    Measures withBudget(long bytes) {
        return new Measures(bytes, reserve, renewal, beforeCheck, betweenTries);
    }

    Measures withReserve(int bytes, Duration after) {
        return new Measures(budget, bytes, after, beforeCheck, betweenTries);
    }

    Measures withCheckAfter(Duration wait) {
        return new Measures(budget, reserve, renewal, wait, betweenTries);
    }
}
