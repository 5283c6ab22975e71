package org.amends.kiosk.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.kiosk.platform.MachineClock;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.response.Uptime;
import org.amends.wire.Boot;
import org.amends.wire.Mark;
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
    /** So few at a time that a guest's tap never waits long for its turn. */
    private static final int TIDIED_AT_A_TIME = 500;
    /** What is as new as this goes before a backlog: somebody may still stand there. */
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST_FRESH = 10;
    /** A crystal is off by a second in this time at most, so more exchanges would be no use. */
    private static final Duration BETWEEN_EXCHANGES = Duration.ofHours(1);
    private static final String EPOCH = "epoch";
    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    private final MachineClock clock;
    private final Touchpoint touchpoint;
    private final ContentSeal seal;
    private final FolderLock lock;
    private final OutboxStore store;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("outbox").factory());
    private volatile Runnable added = () -> {
    };

    /** The present boot's number. Below, what only the writer's thread touches. */
    private final long boot;
    private Optional<Boot.Exchange> latest = Optional.empty();
    private Optional<Boot.Exchange> noted = Optional.empty();
    private long freshFrom = Long.MAX_VALUE;
    private long freshUntil;

    private Outbox(MachineClock clock, Touchpoint touchpoint, ContentSeal seal, FolderLock lock, OutboxStore store,
            long boot) {
        this.clock = clock;
        this.touchpoint = touchpoint;
        this.seal = seal;
        this.lock = lock;
        this.store = store;
        this.boot = boot;
    }

    /**
     * Opens the outbox of a terminal, making it where there is none.
     *
     * @param  folder       the terminal's data folder, which must exist
     * @param  clock        the terminal's clocks
     * @param  touchpoint   where the terminal stands
     * @param  seal         seals what only the hub may read
     * @throws StartRefused if another process has it open, if a newer program wrote it, or if it cannot be opened
     */
    public static Outbox open(Path folder, MachineClock clock, Touchpoint touchpoint, ContentSeal seal) {
        FolderLock lock = FolderLock.take(folder);
        Path file = folder.resolve(OutboxStore.FILE);
        try {
            OutboxStore store = OutboxStore.open(file);
            Outbox outbox = new Outbox(clock, touchpoint, seal, lock, store, store.boot(clock.uptime()));
            return outbox;
        } catch (SQLException | IOException failed) {
            lock.close();
            throw new StartRefused(ExitCode.FAILURE, file + ": the outbox cannot be opened: " + failed.getMessage());
        } catch (StartRefused refused) {
            lock.close();
            throw refused;
        }
    }

    /** What to call after each commit. It runs on the writer's thread and must only wake somebody. */
    public void whenAdded(Runnable wake) {
        added = wake;
    }

    /**
     * An entry that is on disk.
     *
     * @param sequence its number in the present story
     */
    public record Committed(Entry entry, long sequence) {
    }

    /**
     * Commits what a guest said.
     *
     * @return completes once it is on disk, with its number; fails if it could not be written, and then nothing is kept
     */
    public CompletableFuture<Committed> add(UUID response, String survey, String language, Content content) {
        if (writer.isShutdown()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the outbox is closed"));
        }
        Instant wall = clock.wall();
        Uptime uptime = clock.uptime();
        return CompletableFuture.supplyAsync(() -> {
            try {
                UUID id = UuidCreator.getTimeOrderedEpoch();
                Entry entry = new Entry(id, response, wall, Optional.of(uptime), touchpoint, survey, language,
                        seal.seal(id, content));
                long sequence = store.add(boot, uptime.millis(), entry.id(), response, Wire.text(entry));
                fresh(store.head().position(), uptime.millis());
                added.run();
                return new Committed(entry, sequence);
            } catch (SQLException failed) {
                throw new CompletionException(failed);
            }
        }, writer);
    }

    /**
     * What to send next: something fresh if there is a backlog before it, else the oldest.
     *
     * @param most how many entries at the most
     */
    public Optional<Outgoing> next(int most) {
        return onWriter(() -> {
            List<Waiting> entries = store.oldest(0, most);
            if (entries.isEmpty()) {
                return Optional.empty();
            }
            Uptime now = clock.uptime();
            if (freshUntil >= now.millis() && freshFrom > entries.getLast().position()) {
                List<Waiting> fresh = store.oldest(freshFrom, Math.min(most, MOST_FRESH));
                entries = fresh.isEmpty() ? entries : fresh;
            }
            long first = entries.getFirst().position();
            OutboxStore.Story story = store.storyOf(first);
            return Optional.of(
                    new Outgoing(story.id(), story.previous(), store.boots(first, boot, now, latest), entries));
        });
    }

    /**
     * The hub has the entries at these positions; they are not sent again unless it loses them.
     *
     * @param at the hub's clock, in milliseconds since 1970: the terminal's own may jump, and then what is to be kept for
     *           days would be forgotten at once
     */
    public void acknowledge(Collection<Long> positions, long at) {
        onWriter(() -> {
            store.acknowledge(positions, at);
            return null;
        });
    }

    /**
     * The hub will never take this one as it is: it is kept, but from now on only its place travels.
     *
     * @param reason the hub's, in words
     */
    public void setAside(long position, String reason) {
        onWriter(() -> {
            store.setAside(position, reason);
            return null;
        });
    }

    /** The hub knows other entries under these numbers: what waits gets numbers of a new story, from this number on. */
    public void fork(UUID story, long from) {
        onWriter(() -> {
            store.beginAnew(story(story), from, "forked");
            return null;
        });
    }

    /** Every story of which something is kept, the present one included. */
    public List<UUID> stories() {
        return onWriter(() -> store.stories().stream().map(OutboxStore.Story::id).toList());
    }

    /**
     * The hub told its time, and where it stands with a story. What it once confirmed and has no longer waits again.
     *
     * @param asked the uptime when it was asked, in milliseconds
     * @return      how many entries wait again
     */
    public int heard(UUID story, Mark mark, long asked) {
        return onWriter(() -> {
            exchanged(new Boot.Exchange(asked, mark.at(), Math.max(asked, clock.uptime().millis())));
            OutboxStore.Story kept = story(story);
            boolean restored = store.fact(EPOCH).filter(epoch -> !epoch.equals(String.valueOf(mark.epoch()))).isPresent();
            if (!restored && mark.complete() >= store.complete(kept.number())) {
                return 0;
            }
            // Entries that were forgotten here cannot be sent again, and asking at the same mark would never end.
            String place = "sent again " + kept.number();
            String at = mark.epoch() + " " + mark.complete();
            if (store.fact(place).equals(Optional.of(at))) {
                return 0;
            }
            int again = store.sendAgain(kept.number(), mark.complete());
            store.remember(place, at);
            return again;
        });
    }

    /** All stories were compared with what the hub of this epoch has. */
    public void comparedWith(long epoch) {
        onWriter(() -> {
            if (!store.fact(EPOCH).equals(Optional.of(String.valueOf(epoch)))) {
                store.remember(EPOCH, String.valueOf(epoch));
            }
            return null;
        });
    }

    /** Whether all stories were compared with what the hub of this epoch has. */
    public boolean isComparedWith(long epoch) {
        return onWriter(() -> store.fact(EPOCH).equals(Optional.of(String.valueOf(epoch))));
    }

    /** How many entries are in which state. It counts them one by one: not for a tap's way. */
    public Counts counts() {
        return onWriter(store::counts);
    }

    /** Finishes what was handed in and closes the file. */
    @Override
    public void close() {
        writer.close();
        store.close();
        lock.close();
    }

    /**
     * How full the outbox is.
     *
     * @param committed    the highest sequence number given in the present story
     * @param waiting      entries without a receipt
     * @param setAside     entries that the hub refused for good
     */
    public record Counts(long committed, long waiting, long setAside) {
    }

    private void fresh(long position, long uptime) {
        if (freshUntil < uptime) {
            freshFrom = position;
        }
        freshUntil = uptime + FRESH.toMillis();
    }

    private void exchanged(Boot.Exchange exchange) throws SQLException {
        if (latest.isEmpty()) {
            tidy();
        }
        latest = Optional.of(exchange);
        if (noted.isEmpty() || exchange.asked() - noted.get().answered() >= BETWEEN_EXCHANGES.toMillis()) {
            store.exchanged(boot, exchange);
            noted = latest;
        }
    }

    private OutboxStore.Story story(UUID id) throws SQLException {
        return store.stories().stream().filter(story -> story.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no story " + id));
    }

    /** Once a hub has told its time, and then from time to time. */
    private void tidy() {
        CompletableFuture.runAsync(this::tidySome);
        CompletableFuture.delayedExecutor(BETWEEN_TIDYINGS.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
            if (!writer.isShutdown()) {
                tidy();
            }
        });
    }

    private void tidySome() {
        try {
            int forgotten = onWriter(() -> latest.isEmpty()
                    ? 0
                    : store.forget(latest.get().hub() - KEPT_AFTER_RECEIPT.toMillis(), TIDIED_AT_A_TIME));
            if (forgotten == TIDIED_AT_A_TIME && !writer.isShutdown()) {
                CompletableFuture.runAsync(this::tidySome);
            }
        } catch (OutboxFailed failed) {
            // Such as a full disk. Old entries cost space only; the next time may go better.
            LOG.log(Level.WARNING, "the outbox was not tidied: {0}", failed.getMessage());
        }
    }

    private <T> T onWriter(Work<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return work.run();
                } catch (SQLException failed) {
                    throw new OutboxFailed(failed);
                }
            }, writer).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
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
