package org.amends.kiosk.sync;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.amends.wire.Pairing;
import org.amends.wire.StaffPin;

/**
 * Asks the hub whose PIN was typed. Nothing of it is kept here, so that it needs the hub in reach, and nothing else waits
 * for the answer.
 */
public final class StaffPins implements AutoCloseable {

    private static final Logger LOG = System.getLogger(StaffPins.class.getName());
    /** Whoever typed it stands there and waits. */
    private static final HubClient.TimeOuts TIME_OUTS = new HubClient.TimeOuts(Duration.ofSeconds(5),
            Duration.ofSeconds(8));

    private final Credentials credentials;
    private final HubAccess access;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

    public StaffPins(Credentials credentials, HubAccess access) {
        this.credentials = credentials;
        this.access = access;
    }

    /** What came of asking. */
    public sealed interface Answer {

        /** It is somebody's who works here. */
        record Known(StaffPin.Holder holder) implements Answer {
        }

        /** It is nobody's who works here. */
        record Wrong() implements Answer {
        }

        /** Too many were wrong here; the hub takes the next one after so long. */
        record TooOften(Duration patience) implements Answer {
        }

        /** Nobody could say. */
        record NotNow() implements Answer {
        }
    }

    /**
     * Asks, and comes back at once; within some ten seconds there is an answer.
     *
     * @param  pin                      {@link StaffPin#DIGITS} digits
     * @throws IllegalArgumentException if it is not
     */
    public CompletableFuture<Answer> ask(String pin) {
        StaffPin.Question question = new StaffPin.Question(pin);
        try {
            return CompletableFuture.supplyAsync(() -> answer(question), asking);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(new Answer.NotNow());
        }
    }

    private Answer answer(StaffPin.Question question) {
        Optional<Pairing.Answer> paired = credentials.current();
        if (paired.isEmpty()) {
            return notNow("this terminal is not paired");
        }
        // Asked so rarely that a client kept for it would only hold a connection open.
        try (HubClient hub = HubClient.forBatches(access, TIME_OUTS)) {
            return switch (hub.whose(question, paired.get().token())) {
                case HubAnswer.PinOf(StaffPin.Holder holder) -> new Answer.Known(holder);
                case HubAnswer.PinOfNobody _ -> new Answer.Wrong();
                case HubAnswer.PinsTooOften(Duration patience) -> new Answer.TooOften(patience);
                case HubAnswer.NotNow(String reason, _, _) -> notNow(reason);
                case HubAnswer.NotKnown(String reason) -> notNow(reason);
                default -> notNow("the hub answered something else");
            };
        }
    }

    private static Answer notNow(String reason) {
        LOG.log(Level.WARNING, "whose PIN was typed cannot be asked: {0}", reason);
        return new Answer.NotNow();
    }

    /** Whoever still waits for an answer gets none. */
    @Override
    public void close() {
        asking.shutdownNow();
    }
}
