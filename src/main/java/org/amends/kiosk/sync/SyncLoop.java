package org.amends.kiosk.sync;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.outbox.Outgoing;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.sync.HubClient.Packed;
import org.amends.response.Touchpoint;
import org.amends.wire.Condition;
import org.amends.wire.Mark;
import org.amends.wire.Pairing;
import org.amends.wire.PairingCode;
import org.amends.wire.Wire;

/**
 * The one loop that empties the outbox, oldest first. It is the only sender, so nothing races; it goes on after anything
 * that can happen on a network; and a new response wakes it at once.
 */
public final class SyncLoop implements AutoCloseable {

    private static final int LARGEST_BATCH = Wire.MOST_ENTRIES;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    /** A thousand terminals then knock some hundred times a second at a hub that is away, which a network does not feel. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    /** So soon an idle terminal finds out that the hub was restored. */
    private static final Duration BETWEEN_COMPARISONS = Duration.ofMinutes(5);
    private static final CompletableFuture<Optional<Packed>> NOTHING = CompletableFuture
            .completedFuture(Optional.empty());
    private static final Logger LOG = System.getLogger(SyncLoop.class.getName());

    private final Outbox outbox;
    private final MachineClock clock;
    private final Credentials credentials;
    private final HubAccess access;
    private final HubClient hub;
    private final Touchpoint touchpoint;
    private final Consumer<Set<UUID>> received;
    private final RetrySchedule retries = new RetrySchedule(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    private final Complaints complaints = new Complaints();
    private final Thread thread;

    private final Rest rest = new Rest();

    private Optional<PairingCode> pairingCode;
    private int batchSize = LARGEST_BATCH;
    /** Read and packed while the hub is busy with the batch before. */
    private CompletableFuture<Optional<Packed>> following = NOTHING;
    /** What is being noted of the last answer while the next batch is on its way. */
    private Runnable settle = () -> {
    };
    /** By System.nanoTime. */
    private long compareAt = System.nanoTime();
    private String lastTrouble = "";

    /**
     * @param access      where the hub is; its code is what to pair with where there are no credentials yet
     * @param received    is told the responses of which the hub has confirmed an entry; runs on the loop's thread and must
     *                    only pass them on
     */
    public SyncLoop(Outbox outbox, MachineClock clock, Credentials credentials, HubAccess access, Touchpoint touchpoint,
            Consumer<Set<UUID>> received) {
        this(outbox, clock, credentials, access, touchpoint, received, HubClient.TimeOuts.OF_BATCHES);
    }

    SyncLoop(Outbox outbox, MachineClock clock, Credentials credentials, HubAccess access, Touchpoint touchpoint,
            Consumer<Set<UUID>> received, HubClient.TimeOuts timeOuts) {
        this.outbox = outbox;
        this.clock = clock;
        this.credentials = credentials;
        this.access = access;
        this.hub = HubClient.forBatches(access, timeOuts);
        this.touchpoint = touchpoint;
        this.pairingCode = access.code();
        this.received = received;
        this.thread = Thread.ofPlatform().name("sync").unstarted(this::run);
    }

    /** Begins; what waits from before is sent first. */
    public void start() {
        complaints.see(outbox.health());
        thread.start();
    }

    /** There is something new to send. Ends a wait after a failure too, unless the hub asked for patience. */
    public void wake() {
        rest.wake();
    }

    /** The outbox's health has changed, of which staff are told if something is wrong. */
    public void healthChanged() {
        complaints.see(outbox.health());
        wake();
    }

    /**
     * Tells staff which devices of this terminal are out of order.
     *
     * @param which and why; empty where all are well
     */
    public void devicesChanged(Optional<String> which) {
        complaints.see(which);
        wake();
    }

    /** Ends the loop; a batch under way is given up and sent again after the next start. */
    @Override
    public void close() {
        rest.end();
        hub.cancel();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        hub.close();
    }

    private void run() {
        while (!rest.isOver()) {
            try {
                step();
            } catch (RuntimeException failed) {
                following = NOTHING;
                // The loop is the only way out for every response: whatever failed, it goes on.
                LOG.log(Level.ERROR, "sync failed and goes on", failed);
                rest.pause(retries.afterFailure(), false);
            }
        }
    }

    private void step() {
        if (following.join().isEmpty()) {
            settle();
        }
        Optional<Pairing.Answer> known = credentials.current();
        if (known.isEmpty()) {
            pair();
            return;
        }
        if (compareAt <= System.nanoTime()) {
            compare(known.get().token());
            return;
        }
        if (complaints.areDue()) {
            complain(known.get().token());
        }
        Optional<Packed> next = following.join().or(() -> outbox.next(batchSize).map(Packed::of));
        following = NOTHING;
        if (next.isEmpty()) {
            retries.succeeded();
            told("");
            rest.untilWoken(Duration.ofNanos(compareAt - System.nanoTime()));
            return;
        }
        send(next.get(), known.get().token());
    }

    /** Once for each change; entries do not wait for a hub that does not take it. */
    private void complain(String token) {
        Condition condition = complaints.condition();
        if (hub.tell(condition, token) instanceof HubAnswer.Told) {
            complaints.told(condition);
        } else {
            complaints.notNow();
        }
    }

    private void settle() {
        Runnable last = settle;
        settle = () -> {
        };
        last.run();
    }

    private void send(Packed packed, String token) {
        Outgoing batch = packed.batch();
        List<Waiting> entries = batch.entries();
        long asked = clock.uptime().millis();
        CompletableFuture<Optional<Packed>> behind = outbox.following(batch, batchSize)
                .thenApplyAsync(next -> next.map(Packed::of));
        HubAnswer answer = hub.send(packed, token);
        settle();
        switch (answer) {
            case HubAnswer.Received(List<UUID> ids, Mark mark) -> {
                Set<UUID> got = new HashSet<>(ids);
                List<Waiting> confirmed = entries.stream().filter(entry -> got.contains(entry.id())).toList();
                CompletableFuture<Integer> noted = outbox
                        .received(confirmed.stream().map(Waiting::position).toList(), batch.story(), mark, asked);
                settle = () -> heard(batch.story(), mark, noted.join());
                following = behind;
                retries.succeeded();
                batchSize = Math.min(LARGEST_BATCH, 2 * batchSize);
                told("");
                received.accept(Set.copyOf(confirmed.stream().map(Waiting::response).toList()));
            }
            case HubAnswer.Forked(int index) -> {
                LOG.log(Level.ERROR,
                        "the hub knows other entries of story {0} from number {1} on: this terminal was copied or"
                                + " put back to an earlier state. It goes on in a new story.",
                        batch.story(),
                        entries.get(index).sequence());
                outbox.fork(batch.story(), entries.get(index).sequence());
                // A hub that says so of the new story, too, must not be asked without end.
                rest.pause(retries.afterFailure(), true);
            }
            case HubAnswer.EntriesRefused(Map<Integer, String> reasons) ->
                reasons.forEach((index, reason) -> refused(entries.get(index), reason));
            case HubAnswer.BatchRefused(String reason) -> {
                if (entries.size() == 1) {
                    refused(entries.getFirst(), reason);
                } else {
                    batchSize = entries.size() / 2; // until what the hub does not take stands alone
                }
            }
            case HubAnswer.NotKnown(String reason) -> notKnown(token, reason);
            case HubAnswer.NotNow notNow -> {
                batchSize = notNow.tooSlow() ? Math.max(1, entries.size() / 2) : batchSize;
                failed(notNow);
            }
            case HubAnswer other -> throw new IllegalStateException("an answer to another question: " + other);
        }
    }

    /** What the hub will not take is kept here. If it does not even take its place in the story, that is left out. */
    private void refused(Waiting entry, String reason) {
        if (entry.setAside().isPresent()) {
            LOG.log(Level.ERROR, "the hub refused the place of entry {0}: {1}", entry.id(), reason);
            outbox.giveUp(entry.position());
        } else {
            LOG.log(Level.ERROR, "the hub refused entry {0}, which is set aside: {1}", entry.id(), reason);
            outbox.setAside(entry.position(), reason);
        }
    }

    /** Asks where the hub stands with each story, before anything is sent, after any trouble, and from time to time. */
    private void compare(String token) {
        long epoch = 0;
        for (UUID story : outbox.stories()) {
            long asked = clock.uptime().millis();
            switch (hub.mark(story, token)) {
                case HubAnswer.Stands(Mark mark) -> {
                    heard(story, mark, outbox.heard(story, mark, asked));
                    epoch = mark.epoch();
                }
                case HubAnswer.NotKnown(String reason) -> {
                    notKnown(token, reason);
                    return;
                }
                case HubAnswer.NotNow notNow -> {
                    failed(notNow);
                    return;
                }
                case HubAnswer other -> throw new IllegalStateException("an answer to another question: " + other);
            }
        }
        outbox.comparedWith(epoch);
        compareAt = System.nanoTime() + BETWEEN_COMPARISONS.toNanos();
    }

    private void heard(UUID story, Mark mark, int again) {
        if (again > 0) {
            LOG.log(Level.WARNING, "the hub has story {0} up to {1} only; {2} entries are sent again", story,
                    mark.complete(),
                    again);
        }
        if (!outbox.isComparedWith(mark.epoch())) {
            compareAt = System.nanoTime();
        }
    }

    /** A token that was replaced while this was under way is no trouble: the next round shows the new one. */
    private void notKnown(String token, String reason) {
        if (credentials.current().filter(known -> known.token().equals(token)).isPresent()) {
            failed("the hub does not know this terminal's token; pair it again: " + reason);
        }
    }

    private void pair() {
        if (pairingCode.isEmpty()) {
            told("this terminal is not paired; responses wait here. Start it once with --pairing-code");
            rest.untilWoken(BETWEEN_COMPARISONS);
            return;
        }
        Optional<String> hopeless = access.whyNotPair();
        if (hopeless.isPresent()) {
            pairingCode = Optional.empty();
            told(hopeless.get());
            rest.untilWoken(BETWEEN_COMPARISONS);
            return;
        }
        String attempt;
        try {
            attempt = credentials.attempt();
        } catch (IOException failed) {
            failed("the pairing cannot be kept: " + failed.getMessage());
            return;
        }
        switch (hub.pair(new Pairing.Request(pairingCode.get().secret(), touchpoint, Optional.of(attempt)))) {
            case HubAnswer.Paired(Pairing.Answer answer) when !access.fits(answer) ->
                failed("the answer to the pairing is of another hub than the code");
            case HubAnswer.Paired(Pairing.Answer answer) -> {
                try {
                    credentials.replace(answer);
                    pairingCode = Optional.empty();
                    retries.succeeded();
                    told("");
                    LOG.log(Level.INFO, "paired as {0}", answer.terminal());
                } catch (IOException failed) {
                    failed("the pairing cannot be kept: " + failed.getMessage());
                }
            }
            case HubAnswer.NotKnown(String reason) -> {
                pairingCode = Optional.empty();
                told("the hub refused the pairing code: " + reason);
            }
            case HubAnswer.NotNow notNow -> failed(notNow);
            case HubAnswer other -> throw new IllegalStateException("an answer to another question: " + other);
        }
    }

    private void failed(String reason) {
        failed(new HubAnswer.NotNow(reason, Optional.empty(), false));
    }

    private void failed(HubAnswer.NotNow answer) {
        if (rest.isOver()) {
            return; // what was given up for the end is no trouble
        }
        told("responses wait here: " + answer.reason());
        // Whoever answers next may be another hub than before, or one that was restored.
        compareAt = System.nanoTime();
        Duration wait = retries.afterFailure();
        Optional<Duration> notBefore = answer.notBefore();
        rest.pause(notBefore.filter(asked -> asked.compareTo(wait) > 0).orElse(wait), notBefore.isEmpty());
    }

    /** Says a trouble once, not at every retry, and once that it is over. */
    private void told(String trouble) {
        if (!trouble.equals(lastTrouble)) {
            if (trouble.isEmpty()) {
                LOG.log(Level.INFO, "the hub receives again");
            } else {
                LOG.log(Level.WARNING, trouble);
            }
            lastTrouble = trouble;
        }
    }
}
