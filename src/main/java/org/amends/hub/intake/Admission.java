package org.amends.hub.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.RateLimit;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.wire.Wire;

/**
 * Who may hand in a batch now, so that a thousand terminals at once cost time and not memory, and none of them more than
 * its share. A terminal has one batch in hand, so turns go round among terminals; a few bodies arrive at a time, and fewer
 * still are unpacked and stored; small batches, which are what guests say just now, go before backlogs. Where the line is
 * too long, a terminal is asked to come back, before anything of its batch was read.
 */
final class Admission {

    /** A backlog's batch is some kilobytes compressed; what a few guests have just said stays below this. */
    static final long SMALL_BYTES = 2048;

    /** Bodies that arrive or wait in memory, of {@link Wire#MOST_BYTES} at most. Slow links must not hold all of them. */
    private static final int ARRIVING = 32;
    /** Bodies that are unpacked, read and stored: while one is committed, the next is read. */
    private static final int IN_HAND = 2;
    /** Terminals that wait with their bodies unread, in the network's buffers. */
    private static final int WAITING = 2000;
    /** For a body's turn to arrive, and then to be stored: together less than the 15 seconds that terminals wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final Duration LONGEST_WAIT_INSIDE = Duration.ofSeconds(5);
    /** Those who are sent away come back spread over this. */
    private static final Duration SPREAD = Duration.ofSeconds(8);
    /** Of requests that brought nothing; a terminal whose batches are taken in has no such limit. */
    private static final int IN_VAIN_A_MINUTE = 600;

    private static final ProblemKind NO_LENGTH = new ProblemKind("no-length", 411, "The body does not say its length");

    private final FairGate arriving = new FairGate(ARRIVING, WAITING);
    private final FairGate inHand = new FairGate(IN_HAND, ARRIVING);
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private final RateLimit inVain;
    private final RandomGenerator random;

    Admission(Clock clock, RandomGenerator random) {
        this.inVain = new RateLimit(clock, IN_VAIN_A_MINUTE, Duration.ofMinutes(1));
        this.random = random;
    }

    /** What is done with a batch whose turn it is. */
    interface Work {
        Reply.Whole answer() throws IOException;
    }

    /** Does the work when it is the terminal's turn, or asks it to come back. */
    Reply inTurn(String terminal, Request request, Work work) throws IOException {
        Optional<Duration> wait = inVain.tooMany(terminal);
        if (wait.isPresent()) {
            return ProblemKind.TOO_OFTEN.reply("Too many requests of this terminal came to nothing.", wait.get());
        }
        if (!present.add(terminal)) {
            return ProblemKind.TOO_OFTEN.reply("This terminal has another batch in hand.", Duration.ofSeconds(1));
        }
        try {
            Reply.Whole reply = inLine(request, work);
            if (reply.status() == 200 || reply.status() == 503) {
                inVain.welcome(terminal);
            }
            return reply;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return later();
        } finally {
            present.remove(terminal);
        }
    }

    private Reply.Whole inLine(Request request, Work work) throws IOException, InterruptedException {
        OptionalLong length = request.length();
        if (length.isEmpty()) {
            return NO_LENGTH.reply("A batch is sent with Content-Length, so that one which was cut cannot look whole.");
        }
        boolean small = length.getAsLong() <= SMALL_BYTES;
        if (!arriving.enter(small, LONGEST_WAIT)) {
            return later();
        }
        try {
            request.await(Wire.MOST_BYTES + 1);
            if (!inHand.enter(small, LONGEST_WAIT_INSIDE)) {
                return later();
            }
            try {
                return work.answer();
            } finally {
                inHand.leave();
            }
        } finally {
            arriving.leave();
        }
    }

    private Reply.Whole later() {
        return ProblemKind.BUSY.reply("Too many terminals are sending at once. Nothing of the batch was stored.",
                Duration.ofSeconds(1 + random.nextLong(SPREAD.toSeconds())));
    }
}
