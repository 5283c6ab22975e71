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
import java.util.concurrent.RejectedExecutionException;
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
    /** By then whoever started it has seen that it runs; reading a large file through costs the disk some seconds. */
    private static final Duration BEFORE_CHECK = Duration.ofSeconds(30);
    /** How long copying from a damaged file waits when the new one cannot be written. */
    private static final Duration BETWEEN_SALVAGES = Duration.ofSeconds(30);
    private static final String EPOCH = "epoch";
    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    private final MachineClock clock;
    private final Touchpoint touchpoint;
    private final FolderLock lock;
    private final OutboxDisk disk;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("outbox").factory());
    private volatile Runnable added = () -> {
    };

    private Optional<IntegrityCheck> check = Optional.empty();

    /** Below, what only the writer's thread touches. */
    private boolean salvaging;
    private Optional<Boot.Exchange> latest = Optional.empty();
    private Optional<Boot.Exchange> noted = Optional.empty();
    private long freshFrom = Long.MAX_VALUE;
    private long freshUntil;

    private Outbox(MachineClock clock, Touchpoint touchpoint, FolderLock lock, OutboxDisk disk) {
        this.clock = clock;
        this.touchpoint = touchpoint;
        this.lock = lock;
        this.disk = disk;
    }

    /**
     * Opens the outbox of a terminal, making it where there is none. A file that cannot go on is set aside and another takes
     * its place, into which what can be read is copied meanwhile.
     *
     * @param  folder       the terminal's data folder, which must exist
     * @param  clock        the terminal's clocks
     * @param  touchpoint   where the terminal stands
     * @throws StartRefused if another process has it open, if a newer program wrote it, or if the disk takes no file
     */
    public static Outbox open(Path folder, MachineClock clock, Touchpoint touchpoint) {
        return open(folder, clock, touchpoint, BEFORE_CHECK);
    }

    static Outbox open(Path folder, MachineClock clock, Touchpoint touchpoint, Duration beforeCheck) {
        FolderLock lock = FolderLock.take(folder);
        try {
            OutboxDisk disk = OutboxDisk.open(folder, clock);
            Outbox outbox = new Outbox(clock, touchpoint, lock, disk);
            outbox.begin(folder.resolve(OutboxStore.FILE), beforeCheck);
            return outbox;
        } catch (SQLException | IOException failed) {
            lock.close();
            throw new StartRefused(ExitCode.FAILURE,
                    folder.resolve(OutboxStore.FILE) + ": the outbox cannot be opened: " + failed.getMessage());
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    private void begin(Path file, Duration beforeCheck) {
        if (disk.wasLeftOpen()) {
            check = Optional.of(IntegrityCheck.of(file, beforeCheck, found -> onWriter(() -> {
                disk.condemn(found);
                salvageIfNeeded();
                return null;
            })));
        }
        writer.execute(this::salvage);
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
                Entry entry = new Entry(UuidCreator.getTimeOrderedEpoch(), response, wall, Optional.of(uptime), touchpoint,
                        survey, language, content);
                String body = Wire.text(entry);
                Committed committed = onDisk(store -> {
                    long sequence = store.add(uptime.millis(), entry.id(), response, body);
                    fresh(store.head().position(), uptime.millis());
                    return new Committed(entry, sequence);
                });
                added.run();
                return committed;
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
        return onDiskOfWriter(store -> {
            List<Waiting> entries = store.oldest(Long.MIN_VALUE, most);
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
                    new Outgoing(story.id(), story.previous(), store.boots(first, now, latest), entries));
        });
    }

    /**
     * The hub has the entries at these positions; they are not sent again unless it loses them.
     *
     * @param at the hub's clock, in milliseconds since 1970: the terminal's own may jump, and then what is to be kept for
     *           days would be forgotten at once
     */
    public void acknowledge(Collection<Long> positions, long at) {
        onDiskOfWriter(store -> {
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
        onDiskOfWriter(store -> {
            store.setAside(position, reason);
            return null;
        });
    }

    /** The hub knows other entries under these numbers: what waits gets numbers of a new story, from this number on. */
    public void fork(UUID story, long from) {
        onDiskOfWriter(store -> {
            store.beginAnew(story(store, story), from, "forked");
            return null;
        });
    }

    /** Every story of which something is kept, the present one included. */
    public List<UUID> stories() {
        return onDiskOfWriter(store -> store.stories().stream().map(OutboxStore.Story::id).toList());
    }

    /**
     * The hub told its time, and where it stands with a story. What it once confirmed and has no longer waits again.
     *
     * @param asked the uptime when it was asked, in milliseconds
     * @return      how many entries wait again
     */
    public int heard(UUID story, Mark mark, long asked) {
        return onDiskOfWriter(store -> {
            exchanged(store, new Boot.Exchange(asked, mark.at(), Math.max(asked, clock.uptime().millis())));
            OutboxStore.Story kept = story(store, story);
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
        onDiskOfWriter(store -> {
            if (!store.fact(EPOCH).equals(Optional.of(String.valueOf(epoch)))) {
                store.remember(EPOCH, String.valueOf(epoch));
            }
            return null;
        });
    }

    /** Whether all stories were compared with what the hub of this epoch has. */
    public boolean isComparedWith(long epoch) {
        return onDiskOfWriter(store -> store.fact(EPOCH).equals(Optional.of(String.valueOf(epoch))));
    }

    /** How many entries are in which state. It counts them one by one: not for a tap's way. */
    public Counts counts() {
        return onDiskOfWriter(OutboxStore::counts);
    }

    /** Finishes what was handed in and closes the file. */
    @Override
    public void close() {
        check.ifPresent(IntegrityCheck::close);
        writer.close();
        disk.close();
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
        if (freshUntil < uptime || position < freshFrom) {
            freshFrom = position;
        }
        freshUntil = uptime + FRESH.toMillis();
    }

    private void exchanged(OutboxStore store, Boot.Exchange exchange) throws SQLException {
        if (latest.isEmpty()) {
            tidy();
        }
        latest = Optional.of(exchange);
        if (noted.isEmpty() || exchange.asked() - noted.get().answered() >= BETWEEN_EXCHANGES.toMillis()) {
            store.exchanged(exchange);
            noted = latest;
        }
    }

    private static OutboxStore.Story story(OutboxStore store, UUID id) throws SQLException {
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
            int forgotten = onDiskOfWriter(store -> latest.isEmpty()
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

    /** On the writer's thread only. */
    private <T> T onDisk(OutboxDisk.Work<T> work) throws SQLException {
        try {
            return disk.run(work);
        } finally {
            salvageIfNeeded();
        }
    }

    private void salvageIfNeeded() {
        if (disk.hasToSalvage() && !salvaging && !writer.isShutdown()) {
            salvaging = true;
            try {
                // At the end of the queue each time, so that guests come first.
                writer.execute(this::salvage);
            } catch (RejectedExecutionException closing) {
                LOG.log(Level.DEBUG, "copying goes on after the next start", closing);
            }
        }
    }

    private void salvage() {
        salvaging = false;
        if (!disk.hasToSalvage() || writer.isShutdown()) {
            return;
        }
        try {
            disk.salvageSome();
            salvageIfNeeded();
        } catch (SQLException failed) {
            LOG.log(Level.WARNING, "copying from a damaged outbox waits: {0}", failed.getMessage());
            salvaging = true;
            CompletableFuture.delayedExecutor(BETWEEN_SALVAGES.toMillis(), TimeUnit.MILLISECONDS, task -> {
                if (!writer.isShutdown()) {
                    writer.execute(task);
                }
            }).execute(this::salvage);
        }
    }

    private <T> T onDiskOfWriter(OutboxDisk.Work<T> work) {
        return onWriter(() -> onDisk(work));
    }

    private <T> T onWriter(Step<T> step) {
        try {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return step.run();
                } catch (SQLException failed) {
                    throw new OutboxFailed(failed);
                }
            }, writer).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private interface Step<T> {
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
