package org.amends.hub.messages;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;

/**
 * Empties the queue. Each try is counted in the database before it is made; a hub that is killed while it sends tries again
 * once the time is over that a try may take. One receiver that stalls holds up nobody but itself.
 */
public final class OutboundWorker implements AutoCloseable {

    private static final Logger LOG = System.getLogger(OutboundWorker.class.getName());
    /** A try that is not over by then is taken for one that died with its hub. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** Receivers that came back are not hit by all at once: a pause is up to so much shorter or longer. */
    private static final double JITTER = 0.2;
    private static final Duration LOOKS_UNASKED = Duration.ofSeconds(5);
    private static final Duration LAST_TRIES = Duration.ofSeconds(2);
    private static final int AT_A_TIME = 200;
    private static final int MOST_TO_ONE = 4;
    private static final int LONGEST_PROBLEM = 200;

    private final Database database;
    private final Clock clock;
    private final Bell queued;
    private final Bell changes;
    private final Map<Channel, Sender> senders;
    private final DoubleSupplier random;
    private final Letters letters;
    private final OutboundStore store = new OutboundStore();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private final Phaser tries = new Phaser(1);
    private final Follower follower;

    /**
     * @param queued  rung when there is something to send
     * @param changes to be rung when something died
     * @param senders one for each way that is set up
     * @param random  from 0 to 1, for pauses
     * @param letters what guests are sent
     */
    public OutboundWorker(Database database, Clock clock, Bell queued, Bell changes, List<Sender> senders,
            DoubleSupplier random, Letters letters) {
        this.database = database;
        this.clock = clock;
        this.queued = queued;
        this.changes = changes;
        this.senders = senders.stream().collect(Collectors.toMap(Sender::channel, Function.identity()));
        this.random = random;
        this.letters = letters;
        follower = new Follower("outbound", queued, "messages could not be sent", this::send);
    }

    /** Begins to send, first what was left over. */
    public OutboundWorker start() {
        follower.start();
        return this;
    }

    /** Begins no further try. One that is under way is not waited for long: after the next start it is made again. */
    @Override
    public void close() {
        follower.close();
        try {
            tries.awaitAdvanceInterruptibly(tries.arrive(), LAST_TRIES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stalled) {
            LOG.log(Level.INFO, "messages that were being sent are sent again after the next start");
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes every try that is due now, and waits for the outcome of each. */
    public void sendDue() {
        begin();
        tries.awaitAdvance(tries.arrive());
    }

    /** Begins the tries that are due. */
    private void begin() {
        Instant now = clock.instant();
        for (Outgoing message : database.read(tx -> store.due(tx, now, AT_A_TIME))) {
            if (message.isStale(now)) {
                bury(message, now, "it waited for too long and was not sent");
                continue;
            }
            Optional<Sender> sender = Optional.ofNullable(senders.get(message.channel()));
            String destination = message.channel() + " " + sender.map(one -> one.destination(message)).orElse("");
            if (!reserve(destination)) {
                continue;
            }
            if (!database.write(tx -> store.begin(tx, message.id(), now, now.plus(LONGEST_TRY)))) {
                release(destination);
                continue;
            }
            tries.register();
            Thread.ofVirtual().name("outbound-" + message.id()).start(() -> {
                try {
                    attempt(sender, message);
                } finally {
                    release(destination);
                    queued.ring();
                    tries.arriveAndDeregister();
                }
            });
        }
    }

    private void attempt(Optional<Sender> sender, Outgoing message) {
        try {
            Optional<Outgoing> whole = message.letter().isEmpty()
                    ? Optional.of(message)
                    : letters.letter(message.letter().get()).map(message::saying);
            if (whole.isEmpty()) {
                database.change(tx -> store.takeBack(tx, message.letter().get(), clock.instant()));
                return;
            }
            Sender.Outcome outcome = sender.map(one -> one.send(whole.get()))
                    .orElseGet(() -> new Sender.Outcome.Refused("this way is not set up any more"));
            settle(message, outcome);
        } catch (RuntimeException failure) {
            // Tried again when the time for this try is over. What is in the exception may name somebody.
            LOG.log(Level.ERROR, "{0} could not be settled: {1}", message, failure.getClass().getName());
        }
    }

    private void settle(Outgoing message, Sender.Outcome outcome) {
        Instant now = clock.instant();
        switch (outcome) {
            case Sender.Outcome.Delivered _ -> database.change(tx -> store.sent(tx, message.id(), now));
            case Sender.Outcome.Refused refused -> bury(message, now, refused.why());
            case Sender.Outcome.Later later -> {
                Duration pause = pause(message.tries() + 1);
                Duration asked = later.after().orElse(Duration.ZERO);
                Instant next = now.plus(asked.compareTo(pause) > 0 ? asked : pause);
                if (next.isAfter(message.lastAt())) {
                    bury(message, now, later.why());
                } else {
                    database.change(tx -> store.again(tx, message.id(), next, shortened(later.why())));
                }
            }
        }
    }

    private void bury(Outgoing message, Instant now, String why) {
        database.change(tx -> store.dead(tx, message.id(), now, shortened(why)));
        LOG.log(Level.WARNING, "{0} could not be delivered and is tried no more; staff are shown that", message);
        changes.ring();
    }

    /** How long after a try, counted from 1, the next one is made. */
    private Duration pause(int tried) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tried - 1, 10));
        Duration most = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return Duration.ofMillis((long) (most.toMillis() * (1 - JITTER + 2 * JITTER * random.getAsDouble())));
    }

    private boolean reserve(String destination) {
        synchronized (inFlight) {
            int now = inFlight.getOrDefault(destination, 0);
            if (now < MOST_TO_ONE) {
                inFlight.put(destination, now + 1);
            }
            return now < MOST_TO_ONE;
        }
    }

    private void release(String destination) {
        synchronized (inFlight) {
            inFlight.computeIfPresent(destination, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private static String shortened(String words) {
        String oneLine = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return oneLine.length() <= LONGEST_PROBLEM ? oneLine : oneLine.substring(0, LONGEST_PROBLEM) + "...";
    }

    private Duration send() {
        begin();
        // What is due and not begun waits for its destination, which rings when it is free.
        return database.read(store::nextDue).map(next -> Duration.between(clock.instant(), next))
                .filter(left -> left.isPositive() && left.compareTo(LOOKS_UNASKED) < 0).orElse(LOOKS_UNASKED);
    }
}
