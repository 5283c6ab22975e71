package org.amends.kiosk.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.amends.StartRefused;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Wire;

/**
 * What guests said and the hub may not have yet, on disk. There is one writer: a thread that owns the only connection, so
 * sequence numbers are given without a gap and nothing races.
 */
public final class Outbox implements AutoCloseable {

    /** How long an entry stays after the hub's receipt: longer than a hub's back-ups lie apart. */
    private static final Duration KEPT_AFTER_RECEIPT = Duration.ofDays(8);
    /** Tidying is rare, as each time costs a write. */
    private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(6);

    private final Clock clock;
    private final Touchpoint touchpoint;
    private final OutboxStore store;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("outbox").factory());
    private volatile Runnable added = () -> {
    };

    private Outbox(Clock clock, Touchpoint touchpoint, OutboxStore store) {
        this.clock = clock;
        this.touchpoint = touchpoint;
        this.store = store;
    }

    /**
     * Opens the outbox of a terminal, making it where there is none.
     *
     * @param  folder       the terminal's data folder, which must exist
     * @param  clock        the terminal's wall clock
     * @param  touchpoint   where the terminal stands
     * @throws StartRefused if another process has it open, if a newer program wrote it, or if it cannot be opened
     */
    public static Outbox open(Path folder, Clock clock, Touchpoint touchpoint) {
        Outbox outbox = new Outbox(clock, touchpoint, OutboxStore.open(folder));
        outbox.tidy();
        return outbox;
    }

    /** What to call after each commit. It runs on the writer's thread and must only wake somebody. */
    public void whenAdded(Runnable wake) {
        added = wake;
    }

    /**
     * Commits what a guest said.
     *
     * @return completes once it is on disk, with its number; fails if it could not be written, and then nothing is kept
     */
    public CompletableFuture<Entry> add(UUID response, String survey, String language, Content content) {
        if (writer.isShutdown()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the outbox is closed"));
        }
        return CompletableFuture.supplyAsync(() -> {
            try {
                Entry entry = new Entry(UuidCreator.getTimeOrderedEpoch(), store.nextSequence(), response, clock.instant(),
                        touchpoint, survey, language, content);
                store.insert(entry, Wire.text(entry));
                added.run();
                return entry;
            } catch (SQLException failed) {
                throw new CompletionException(failed);
            }
        }, writer);
    }

    /**
     * The oldest entries that wait for a receipt.
     *
     * @param most how many at the most
     */
    public List<Waiting> oldest(int most) {
        return onWriter(() -> store.oldest(most));
    }

    /** The hub has these; they are not sent again. */
    public void acknowledge(Collection<UUID> ids) {
        onWriter(() -> {
            store.acknowledge(ids, clock.millis());
            return null;
        });
    }

    /**
     * The hub will never take this one as it is; it is kept, but no longer in the way.
     *
     * @param reason the hub's, in words
     */
    public void setAside(UUID id, String reason) {
        onWriter(() -> {
            store.setAside(id, reason);
            return null;
        });
    }

    /** How many entries are in which state. */
    public Counts counts() {
        return onWriter(store::counts);
    }

    /** Finishes what was handed in and closes the file. */
    @Override
    public void close() {
        writer.close();
        store.close();
    }

    /**
     * An entry on its way.
     *
     * @param id       its id
     * @param response the response it belongs to
     * @param text     what travels
     */
    public record Waiting(UUID id, UUID response, String text) {
    }

    /**
     * How full the outbox is.
     *
     * @param committed    the highest sequence number given
     * @param waiting      entries without a receipt
     * @param setAside     entries that the hub refused for good
     */
    public record Counts(long committed, long waiting, long setAside) {
    }

    private void tidy() {
        try {
            onWriter(() -> {
                store.forget(clock.millis() - KEPT_AFTER_RECEIPT.toMillis());
                return null;
            });
        } catch (CompletionException failed) {
            // Such as a full disk. Old entries cost space only; the next time may go better.
            System.getLogger(Outbox.class.getName()).log(System.Logger.Level.WARNING, "the outbox was not tidied: {0}",
                    failed.getCause().getMessage());
        }
        CompletableFuture.delayedExecutor(BETWEEN_TIDYINGS.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
            if (!writer.isShutdown()) {
                tidy();
            }
        });
    }

    private <T> T onWriter(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (SQLException failed) {
                throw new OutboxFailed(failed);
            }
        }, writer).join();
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** The file could not be read or written; what was committed before is still there. */
    static final class OutboxFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutboxFailed(SQLException cause) {
            super("the outbox failed: " + cause.getMessage(), cause);
        }
    }
}
