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
import java.util.Map;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.amends.ExitCode;
import org.amends.FileLock;
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

    /** How long the terminal has to run before an entry goes that the hub has: longer than a hub's back-ups lie apart. */
    private static final Duration KEPT_AFTER_RECEIPT = Duration.ofDays(8);
    /** Tidying is rare, as each time costs a write. */
    private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(6);
    /** So few at a time that a guest's tap never waits long for its turn. */
    private static final int TIDIED_AT_A_TIME = 500;
    /** What is as new as this goes before a backlog: somebody may still stand there. */
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST_FRESH = 10;
    /** One guest answers at a time; what comes later of those before is little and soon. */
    private static final int MOST_UNDER_WAY = 100;
    /** A crystal is off by a second in this time at most, so more exchanges would be no use. */
    private static final Duration BETWEEN_EXCHANGES = Duration.ofHours(1);
    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    private final MachineClock clock;
    private Touchpoint touchpoint;
    /** Where the last responses began: each stays there, wherever the terminal is carried meanwhile. */
    private final Map<UUID, Touchpoint> began = new LinkedHashMap<>();
    private final ContentSeal seal;
    private final FileLock lock;
    private final OutboxDisk disk;
    private final Measures measures;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("outbox").factory());
    private volatile Runnable added = () -> {
    };
    private volatile Runnable changed = () -> {
    };
    private volatile Health health = Health.WELL;

    private Optional<IntegrityCheck> check = Optional.empty();

    /** Below, what only the writer's thread touches. */
    private final Unnoted unnoted = new Unnoted();
    private final HubMarks marks = new HubMarks(unnoted);
    private boolean salvaging;
    private boolean givingWay;
    /** Why the last tap could not be saved, and the last of anything else. */
    private Optional<String> failure = Optional.empty();
    private Optional<String> otherFailure = Optional.empty();
    private Optional<Boot.Exchange> latest = Optional.empty();
    private Optional<Boot.Exchange> noted = Optional.empty();
    private long freshFrom = Long.MAX_VALUE;
    private long freshUntil;

    private Outbox(MachineClock clock, Touchpoint touchpoint, ContentSeal seal, FileLock lock, OutboxDisk disk,
            Measures measures) {
        this.clock = clock;
        this.touchpoint = touchpoint;
        this.seal = seal;
        this.lock = lock;
        this.disk = disk;
        this.measures = measures;
    }

    /**
     * Opens the outbox of a terminal, making it where there is none. A file that cannot go on is set aside and another takes
     * its place, into which what can be read is copied meanwhile.
     *
     * @param  folder       the terminal's data folder, which must exist
     * @param  clock        the terminal's clocks
     * @param  touchpoint   where the terminal stands
     * @param  seal         seals what only the hub may read
     * @throws StartRefused if another process has it open, if a newer program wrote it, or if the disk takes no file
     */
    public static Outbox open(Path folder, MachineClock clock, Touchpoint touchpoint, ContentSeal seal) {
        return open(folder, clock, touchpoint, seal, Measures.DEFAULT_MEGABYTES);
    }

    /**
     * As {@link #open(Path, MachineClock, Touchpoint, ContentSeal)}, with another budget.
     *
     * @param megabytes how large the file may grow, in millions of bytes
     */
    public static Outbox open(Path folder, MachineClock clock, Touchpoint touchpoint, ContentSeal seal, int megabytes) {
        return open(folder, clock, touchpoint, seal, Measures.ofMegabytes(megabytes));
    }

    static Outbox open(Path folder, MachineClock clock, Touchpoint touchpoint, ContentSeal seal, Measures measures) {
        FileLock lock = FileLock.take(folder.resolve("outbox.lock"),
                folder + ": another terminal is running on this data folder; stop it first, or name another by --data");
        try {
            OutboxDisk disk = OutboxDisk.open(folder, clock, measures);
            Outbox outbox = new Outbox(clock, touchpoint, seal, lock, disk, measures);
            outbox.begin(folder.resolve(OutboxStore.FILE));
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

    private void begin(Path file) {
        if (disk.wasLeftOpen()) {
            check = Optional.of(IntegrityCheck.of(file, measures.beforeCheck(), found -> onWriter(() -> {
                disk.condemn(found);
                salvageIfNeeded();
                lookAround();
                return null;
            })));
        }
        writer.execute(() -> {
            lookAround();
            salvage();
        });
    }

    /** What to call after each commit. It runs on the writer's thread and must only wake somebody. */
    public void whenAdded(Runnable wake) {
        added = wake;
    }

    /** What to call whenever {@link #health} has changed. It runs on the writer's thread and must only wake somebody. */
    public void whenChanged(Runnable wake) {
        changed = wake;
    }

    /** The terminal was carried to another place: responses that begin from now on bear it. From any thread. */
    public void standsAt(Touchpoint place) {
        synchronized (began) {
            touchpoint = place;
        }
    }

    private Touchpoint placeOf(UUID response) {
        synchronized (began) {
            Touchpoint place = began.computeIfAbsent(response, _ -> touchpoint);
            if (began.size() > MOST_UNDER_WAY) {
                began.remove(began.keySet().iterator().next());
            }
            return place;
        }
    }

    /** How the outbox is, as of its last change; asking costs nothing. */
    public Health health() {
        return health;
    }

    /** How much of its budget the outbox has used. */
    public Room room() {
        return health.room();
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
     * @return completes once it is on disk, with its number; fails if it could not be written, and then nothing is kept, or
     *         with {@link NoRoomForWords} where only a guest's own words are refused
     */
    public CompletableFuture<Committed> add(UUID response, String survey, String language, Content content) {
        if (writer.isShutdown()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the outbox is closed"));
        }
        Instant wall = clock.wall();
        Uptime uptime = clock.uptime();
        Touchpoint place = placeOf(response);
        CompletableFuture<Committed> kept = new CompletableFuture<>();
        writer.execute(() -> {
            try {
                kept.complete(committed(wall, uptime, place, response, survey, language, content));
            } catch (SQLException | RuntimeException | Error failed) {
                kept.completeExceptionally(failed);
                return;
            }
            // Whoever waits for the commit need not wait for this.
            lookAround();
            noteWhatIsLeft();
            added.run();
        });
        return kept;
    }

    private Committed committed(Instant wall, Uptime uptime, Touchpoint place, UUID response, String survey,
            String language, Content content)
            throws SQLException {
        if (isInOwnWords(content) && health.room().isAtLeast(Room.FULL)) {
            throw new NoRoomForWords();
        }
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Entry entry = new Entry(id, response, wall, Optional.of(uptime), place, survey, language,
                seal.seal(id, content));
        String body = Wire.text(entry);
        return saved(store -> {
            long sequence = store.add(uptime.millis(), entry.id(), response, body);
            fresh(store.head().position(), uptime.millis());
            return new Committed(entry, sequence);
        });
    }

    /**
     * What to send next: something fresh if there is a backlog before it, else the oldest.
     *
     * @param most how many entries at the most
     */
    public Optional<Outgoing> next(int most) {
        while (true) {
            Optional<Outgoing> next = onDiskOfWriter(store -> outgoing(store, Long.MIN_VALUE, most));
            // Looked through here, on the thread of whoever sends: guests wait for the writer's.
            Optional<Waiting> broken = next.flatMap(Broken::firstOf);
            if (broken.isEmpty()) {
                return next;
            }
            LOG.log(Level.ERROR, "entry {0} is no longer what was committed and is set aside", broken.get().id());
            setAside(broken.get().position(), Broken.REASON);
        }
    }

    /**
     * What to send after a batch that is still under way, read meanwhile.
     *
     * @param  most how many entries at the most
     * @return      completes with nothing if there is nothing more, or if {@link #next} has to see to it first
     */
    public CompletableFuture<Optional<Outgoing>> following(Outgoing underWay, int most) {
        long from = underWay.entries().getLast().position() + 1;
        return submit(() -> onDisk(store -> outgoing(store, from, most)))
                .thenApplyAsync(next -> next.filter(outgoing -> Broken.firstOf(outgoing).isEmpty()));
    }

    private Optional<Outgoing> outgoing(OutboxStore store, long from, int most) throws SQLException {
        List<Waiting> entries = unnoted.isFull() ? List.of() : waiting(store, from, most);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Uptime now = clock.uptime();
        if (freshUntil >= now.millis() && freshFrom > entries.getLast().position()) {
            List<Waiting> fresh = waiting(store, freshFrom, Math.min(most, MOST_FRESH));
            entries = fresh.isEmpty() ? entries : fresh;
        }
        long first = entries.getFirst().position();
        OutboxStore.Story story = store.storyOf(first);
        return Optional.of(new Outgoing(story.id(), story.previous(), store.boots(first, now, latest), entries));
    }

    private List<Waiting> waiting(OutboxStore store, long from, int most) throws SQLException {
        List<Waiting> entries = store.oldest(from, most);
        while (!entries.isEmpty()) {
            List<Waiting> left = unnoted.appliedTo(entries);
            if (!left.isEmpty()) {
                return left;
            }
            entries = store.oldest(entries.getLast().position() + 1, most);
        }
        return List.of();
    }

    /**
     * The hub has the entries at these positions, and says where it stands with their story. They are not sent again unless
     * it loses them; what it once confirmed and has no longer waits again.
     *
     * @param asked the uptime when the batch was sent, in milliseconds
     * @return      completes once that is noted, with how many entries wait again
     */
    public CompletableFuture<Integer> received(Collection<Long> positions, UUID story, Mark mark, long asked) {
        return submit(() -> {
            givingWay = false;
            int[] again = new int[1];
            // By the time that the terminal has run: either side's clock may jump, and then what is kept for days, in case
            // the hub is restored, would be forgotten at once.
            noted(store -> store.inTransaction(() -> {
                store.acknowledge(positions, store.ran(clock.uptime()));
                again[0] = marks.sendAgainWhatIsLost(store, story, mark);
            }), () -> unnoted.acknowledge(positions));
            exchanged(new Boot.Exchange(asked, mark.at(), Math.max(asked, clock.uptime().millis())));
            noteWhatIsLeft();
            return again[0];
        });
    }

    /**
     * The hub will never take this one as it is: it is kept, but from now on only its place travels.
     *
     * @param reason the hub's, in words
     */
    public void setAside(long position, String reason) {
        onWriter(() -> {
            noted(store -> store.setAside(position, reason), () -> unnoted.setAside(position, reason));
            lookAround();
            return null;
        });
    }

    /**
     * The guest of a response was erased at the hub: lets go of what is kept of their words, sent or not. Where that waits, or
     * a hub that was set back asks for it again, only its place travels.
     *
     * @throws OutboxFailed if it cannot be written
     */
    public void erase(UUID response) {
        onWriter(() -> written(store -> {
            store.erase(response);
            return null;
        }));
    }

    /**
     * The hub knows other entries under these numbers: what waits gets numbers of a new story, from this number on. If that
     * is so because the entry changed on the disk, it is set aside.
     */
    public void fork(UUID story, long from) {
        onWriter(() -> written(store -> {
            // A file that was set aside meanwhile may have taken the story with it; it comes back by and by.
            Optional<OutboxStore.Story> forked = store.story(story);
            if (forked.isPresent()) {
                Optional<Waiting> broken = offChain(store, forked.get(), from);
                if (broken.isPresent()) {
                    LOG.log(Level.ERROR, "entry {0} is no longer what was committed and is set aside", broken.get().id());
                    store.setAside(broken.get().position(), Broken.REASON);
                }
                store.beginAnew(forked.get(), from, broken.isPresent() ? "damaged" : "forked");
            }
            return null;
        }));
    }

    private static Optional<Waiting> offChain(OutboxStore store, OutboxStore.Story story, long from) throws SQLException {
        Optional<Waiting> entry = store.waiting(story, from);
        Optional<String> before = store.linkBefore(story, from);
        return entry.filter(there -> before.isPresent() && Broken.isOffChain(there, before.get()));
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
        return onWriter(() -> {
            exchanged(new Boot.Exchange(asked, mark.at(), Math.max(asked, clock.uptime().millis())));
            return onDisk(store -> marks.hasToWrite(store, story, mark)) ? written(store -> {
                int[] again = new int[1];
                store.inTransaction(() -> again[0] = marks.sendAgainWhatIsLost(store, story, mark));
                return again[0];
            }) : 0;
        });
    }

    /** The hub will not even keep the place of this one; it stays here and is not sent again. */
    public void giveUp(long position) {
        onWriter(() -> {
            noted(store -> store.acknowledge(List.of(position), 0), () -> unnoted.acknowledge(List.of(position)));
            return null;
        });
    }

    /** All stories were compared with what the hub of this epoch has. */
    public void comparedWith(long epoch) {
        onWriter(() -> {
            if (!onDisk(store -> marks.isComparedWith(store, epoch))) {
                String now = String.valueOf(epoch);
                noted(store -> store.remember(HubMarks.EPOCH, now), () -> unnoted.remember(HubMarks.EPOCH, now));
            }
            return null;
        });
    }

    /** Whether all stories were compared with what the hub of this epoch has. */
    public boolean isComparedWith(long epoch) {
        return onDiskOfWriter(store -> marks.isComparedWith(store, epoch));
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

    /** For the tests alone: commits as most programs do, so that a power cut has something to take. */
    void commitCarelessly() {
        onDiskOfWriter(store -> {
            store.commitCarelessly();
            return null;
        });
    }

    private void fresh(long position, long uptime) {
        if (freshUntil < uptime || position < freshFrom) {
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
            noted(store -> store.exchanged(exchange), () -> {
                // the next one may be written
            });
            noted = latest;
        }
    }

    private static boolean isInOwnWords(Content content) {
        return switch (content) {
            case Content.Comment _,Content.Contact _,Content.Card _,Content.StaffNear _,Content.StaffStep _ -> true;
            case Content.Sealed _ -> true;
            case Content.Rating _,Content.Recommendation _,Content.YesNo _,Content.SomebodyNow _,Content.Reason _ -> false;
            case Content.RecoveryToken _,Content.Correction _,Content.Left _ -> false;
        };
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
            int forgotten = onWriter(() -> written(store -> store
                    .forget(store.ran(clock.uptime()) - KEPT_AFTER_RECEIPT.toMillis(), TIDIED_AT_A_TIME)));
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

    /** Writes what a guest said; whoever asks for it looks around afterwards. Only the next tap that is saved shows that taps can be saved: they need the most room. */
    private Committed saved(OutboxDisk.Work<Committed> work) throws SQLException {
        try {
            Committed committed = onDisk(work);
            failure = Optional.empty();
            otherFailure = Optional.empty();
            return committed;
        } catch (SQLException failed) {
            failure = Optional.of(disk.words(failed));
            lookAround();
            throw failed;
        }
    }

    /** Writes anything else. */
    private <T> T written(OutboxDisk.Work<T> work) throws SQLException {
        try {
            T result = onDisk(work);
            otherFailure = Optional.empty();
            lookAround();
            return result;
        } catch (SQLException failed) {
            otherFailure = Optional.of(disk.words(failed));
            lookAround();
            throw failed;
        }
    }

    private interface Note {
        void write(OutboxStore store) throws SQLException;
    }

    /** Writes what may also be held in memory for as long as the disk takes nothing. */
    private void noted(Note note, Runnable otherwise) throws SQLException {
        try {
            written(store -> {
                note.write(store);
                return null;
            });
        } catch (SQLException failed) {
            if (!disk.mayPass(failed)) {
                throw failed;
            }
            otherwise.run();
        }
    }

    private void noteWhatIsLeft() {
        if (unnoted.isEmpty() || otherFailure.isPresent()) {
            return;
        }
        try {
            written(store -> {
                unnoted.write(store, store.ran(clock.uptime()));
                return null;
            });
            unnoted.clear();
        } catch (SQLException failed) {
            LOG.log(Level.DEBUG, "what the hub said stays in memory", failed);
        }
    }

    /** Tells of any change of the outbox's health, once, and makes room where there is little. */
    private void lookAround() {
        Optional<String> why = failure.or(() -> otherFailure);
        Health now;
        try {
            now = new Health(Room.of(disk.size(), measures.budget()), disk.damaged(), disk.setAside(), why);
        } catch (SQLException failed) {
            now = new Health(health.room(), disk.damaged(), health.setAside(), why);
        }
        boolean makeRoom = now.room().isAtLeast(Room.TIGHT) && !givingWay;
        if (!now.equals(health)) {
            tell(health, now);
            health = now;
            changed.run();
        }
        if (makeRoom) {
            givingWay = true;
            giveWay();
        }
    }

    private static void tell(Health before, Health now) {
        if (now.room() != before.room()) {
            LOG.log(now.room() == Room.AMPLE ? Level.INFO : Level.WARNING, now.room().words());
        }
        if (!now.failure().equals(before.failure())) {
            LOG.log(now.failure().isEmpty() ? Level.INFO : Level.ERROR,
                    now.failure().map(words -> "what guests say cannot be saved: " + words)
                            .orElse("what guests say is saved again"));
        }
    }

    /** Some at a time, behind whatever guests have said meanwhile, until there is room or nothing more to forget. */
    private void giveWay() {
        enqueue(() -> {
            try {
                int forgotten = written(store -> store.forgetEarly(TIDIED_AT_A_TIME));
                // If that was all, there is nothing more before the next receipt.
                givingWay = forgotten < TIDIED_AT_A_TIME && health.room().isAtLeast(Room.TIGHT);
                lookAround();
            } catch (SQLException failed) {
                LOG.log(Level.DEBUG, "nothing could be forgotten before the next receipt", failed);
            }
        });
    }

    private void enqueue(Runnable task) {
        try {
            if (!writer.isShutdown()) {
                writer.execute(task);
            }
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "after the next start", closing);
        }
    }

    private void salvageIfNeeded() {
        if (disk.hasToSalvage() && !salvaging && !writer.isShutdown()) {
            salvaging = true;
            // At the end of the queue each time, so that guests come first.
            enqueue(this::salvage);
        }
    }

    private void salvage() {
        salvaging = false;
        if (!disk.hasToSalvage() || writer.isShutdown()) {
            return;
        }
        try {
            disk.salvageSome();
            lookAround();
            salvageIfNeeded();
        } catch (SQLException failed) {
            LOG.log(Level.WARNING, "copying from a damaged outbox waits: {0}", failed.getMessage());
            salvaging = true;
            CompletableFuture.delayedExecutor(measures.betweenTries().toMillis(), TimeUnit.MILLISECONDS, this::enqueue)
                    .execute(this::salvage);
        }
    }

    private <T> T onDiskOfWriter(OutboxDisk.Work<T> work) {
        return onWriter(() -> onDisk(work));
    }

    private <T> T onWriter(Step<T> step) {
        try {
            return submit(step).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private <T> CompletableFuture<T> submit(Step<T> step) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return step.run();
            } catch (SQLException failed) {
                throw new OutboxFailed(failed);
            }
        }, writer);
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
