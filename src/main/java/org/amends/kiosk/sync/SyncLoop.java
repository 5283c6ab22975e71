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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.outbox.Outbox.Waiting;
import org.amends.response.Touchpoint;
import org.amends.wire.Pairing;
import org.amends.wire.PairingCode;

/**
 * The one loop that empties the outbox, oldest first. It is the only sender, so nothing races; it goes on after anything
 * that can happen on a network; and a new response wakes it at once.
 */
public final class SyncLoop implements AutoCloseable {

    /** Enough that a day's backlog drains in seconds, small enough for a slow link. */
    private static final int LARGEST_BATCH = 100;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    /** A thousand terminals then knock some hundred times a second at a hub that is away, which a network does not feel. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Logger LOG = System.getLogger(SyncLoop.class.getName());

    private final Outbox outbox;
    private final Credentials credentials;
    private final HubAccess access;
    private final HubClient hub;
    private final Touchpoint touchpoint;
    private final Consumer<Set<UUID>> received;
    private final RetrySchedule retries = new RetrySchedule(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wake;
    private volatile boolean closed;

    private Optional<PairingCode> pairingCode;
    private int batchSize = LARGEST_BATCH;
    private String lastTrouble = "";

    /**
     * @param access      where the hub is; its code is what to pair with where there are no credentials yet
     * @param received    is told the responses of which the hub has confirmed an entry; runs on the loop's thread and must
     *                    only pass them on
     */
    public SyncLoop(Outbox outbox, Credentials credentials, HubAccess access, Touchpoint touchpoint,
            Consumer<Set<UUID>> received) {
        this.outbox = outbox;
        this.credentials = credentials;
        this.access = access;
        this.hub = HubClient.forBatches(access);
        this.touchpoint = touchpoint;
        this.pairingCode = access.code();
        this.received = received;
        this.thread = Thread.ofPlatform().name("sync").unstarted(this::run);
    }

    /** Begins; what waits from before is sent first. */
    public void start() {
        thread.start();
    }

    /** There is something new to send. Ends a wait after a failure too, unless the hub asked for patience. */
    public void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the loop; a batch under way is given up and sent again after the next start. */
    @Override
    public void close() {
        closed = true;
        wake();
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
        while (!closed) {
            try {
                step();
            } catch (RuntimeException failed) {
                // The loop is the only way out for every response: whatever failed, it goes on.
                LOG.log(Level.ERROR, "sync failed and goes on", failed);
                pause(retries.afterFailure(), false);
            }
        }
    }

    private void step() {
        Optional<Pairing.Answer> known = credentials.current();
        if (known.isEmpty()) {
            pair();
            return;
        }
        List<Waiting> batch = outbox.oldest(batchSize);
        if (batch.isEmpty()) {
            waitForWork();
            return;
        }
        switch (hub.send(batch, known.get().token())) {
            case HubAnswer.Received(List<UUID> ids) -> {
                outbox.acknowledge(ids);
                retries.succeeded();
                batchSize = LARGEST_BATCH;
                told("");
                Set<UUID> got = new HashSet<>(ids);
                received.accept(Set.copyOf(batch.stream().filter(entry -> got.contains(entry.id())).map(Waiting::response)
                        .toList()));
            }
            case HubAnswer.EntriesRefused(Map<Integer, String> reasons) -> reasons.forEach((index, reason) -> {
                LOG.log(Level.ERROR, "the hub refused entry {0}, which is set aside: {1}", batch.get(index).id(), reason);
                outbox.setAside(batch.get(index).id(), reason);
            });
            case HubAnswer.BatchRefused(String reason) -> refused(batch, reason);
            case HubAnswer.NotKnown(String reason) -> {
                // A token that was replaced while this was under way is no trouble: the next round shows the new one.
                if (credentials.current().equals(known)) {
                    failed("the hub does not know this terminal's token; pair it again: " + reason, Optional.empty());
                }
            }
            case HubAnswer.NotNow(String reason, Optional<Duration> notBefore) -> failed(reason, notBefore);
            case HubAnswer other -> throw new IllegalStateException("an answer to another question: " + other);
        }
    }

    /** Halves the batch until the entry that the hub does not take stands alone, and sets that one aside. */
    private void refused(List<Waiting> batch, String reason) {
        if (batch.size() == 1) {
            LOG.log(Level.ERROR, "the hub refused entry {0}, which is set aside: {1}", batch.getFirst().id(), reason);
            outbox.setAside(batch.getFirst().id(), reason);
            batchSize = LARGEST_BATCH;
        } else {
            batchSize = batch.size() / 2;
        }
    }

    private void pair() {
        if (pairingCode.isEmpty()) {
            told("this terminal is not paired; responses wait here. Start it once with --pairing-code");
            waitForWork();
            return;
        }
        Optional<String> hopeless = access.whyNotPair();
        if (hopeless.isPresent()) {
            pairingCode = Optional.empty();
            told(hopeless.get());
            waitForWork();
            return;
        }
        String attempt;
        try {
            attempt = credentials.attempt();
        } catch (IOException failed) {
            failed("the pairing cannot be kept: " + failed.getMessage(), Optional.empty());
            return;
        }
        switch (hub.pair(new Pairing.Request(pairingCode.get().secret(), touchpoint, Optional.of(attempt)))) {
            case HubAnswer.Paired(Pairing.Answer answer) when !access.fits(answer) ->
                failed("the answer to the pairing is of another hub than the code", Optional.empty());
            case HubAnswer.Paired(Pairing.Answer answer) -> {
                try {
                    credentials.replace(answer);
                    pairingCode = Optional.empty();
                    retries.succeeded();
                    told("");
                    LOG.log(Level.INFO, "paired as {0}", answer.terminal());
                } catch (IOException failed) {
                    failed("the pairing cannot be kept: " + failed.getMessage(), Optional.empty());
                }
            }
            case HubAnswer.NotKnown(String reason) -> {
                pairingCode = Optional.empty();
                told("the hub refused the pairing code: " + reason);
            }
            case HubAnswer.NotNow(String reason, Optional<Duration> notBefore) -> failed(reason, notBefore);
            case HubAnswer other -> throw new IllegalStateException("an answer to another question: " + other);
        }
    }

    private void failed(String reason, Optional<Duration> notBefore) {
        told("responses wait here: " + reason);
        Duration wait = retries.afterFailure();
        pause(notBefore.filter(asked -> asked.compareTo(wait) > 0).orElse(wait), notBefore.isEmpty());
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

    private void waitForWork() {
        lock.lock();
        try {
            while (!wake && !closed) {
                woken.awaitUninterruptibly();
            }
            wake = false;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration wait, boolean endedByWork) {
        long left = wait.toNanos();
        lock.lock();
        try {
            // What was handed in during the failed attempt is no news; only what comes from now on ends the wait.
            wake = false;
            while (left > 0 && !closed && !(wake && endedByWork)) {
                left = woken.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
