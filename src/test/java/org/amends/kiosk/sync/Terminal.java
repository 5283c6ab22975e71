package org.amends.kiosk.sync;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.outbox.Outbox.Counts;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.HubLink;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Pairing;

/** A terminal without a screen: a real outbox and the loop that empties it, with what it logs. */
final class Terminal implements AutoCloseable {

    static final String TOKEN = "tok3n-s3cret";
    static final String CODE = "WXYZ-2345";
    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");

    final Outbox outbox;
    final Credentials credentials;
    final SyncLoop loop;
    final List<String> log = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final BlockingQueue<Set<UUID>> received = new LinkedBlockingQueue<>();
    private final Logger logger = Logger.getLogger(SyncLoop.class.getName());
    private final Handler handler = new Handler() {

        {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            log.add(new SimpleFormatter().format(entry)); // with whatever was thrown
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    private Terminal(Path folder, URI hub, Optional<String> code, HubLink link, HubClient.TimeOuts timeOuts) {
        MachineClock clock = MachineClock.ofThisMachine();
        credentials = Credentials.in(folder);
        outbox = Outbox.open(folder, clock, PLACE,
                new ContentSeal(() -> credentials.current().flatMap(Pairing.Answer::sealingKey)));
        loop = new SyncLoop(outbox, clock, credentials,
                new HubAccess(hub, link, credentials, code, Clock.systemUTC()), PLACE, received::add, timeOuts);
        outbox.whenAdded(loop::wake);
        outbox.whenChanged(loop::healthChanged);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    static Terminal paired(Path folder, URI hub) throws IOException {
        return paired(folder, hub, HubLink.DIRECT, HubClient.TimeOuts.OF_BATCHES);
    }

    static Terminal paired(Path folder, URI hub, HubLink link, HubClient.TimeOuts timeOuts) throws IOException {
        Terminal terminal = new Terminal(folder, hub, Optional.empty(), link, timeOuts);
        if (terminal.credentials.current().isEmpty()) {
            terminal.credentials.replace(new Pairing.Answer("t-1", TOKEN));
        }
        return terminal;
    }

    static Terminal unpaired(Path folder, URI hub, String... code) {
        return new Terminal(folder, hub, Stream.of(code).findFirst(), HubLink.DIRECT, HubClient.TimeOuts.OF_BATCHES);
    }

    /** A guest says something; comes back when it is on disk. */
    Entry says() {
        return outbox.add(UUID.randomUUID(), "stay", "en", new Content.Rating("stay", 1, 4)).join().entry();
    }

    List<UUID> says(int times) {
        return Stream.generate(this::says).limit(times).map(Entry::id).toList();
    }

    /** The responses that the hub has confirmed next. */
    Set<UUID> confirmed() throws InterruptedException {
        Set<UUID> responses = received.poll(10, TimeUnit.SECONDS);
        if (responses == null) {
            throw new AssertionError("nothing was confirmed; " + log);
        }
        return responses;
    }

    /** Comes back when the outbox has come to this; fails after a while if it never does. */
    void comesTo(long committed, long waiting, long setAside) {
        Counts wanted = new Counts(committed, waiting, setAside);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!outbox.counts().equals(wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("wanted " + wanted + ", came to " + outbox.counts() + "; " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Comes back when a line with these words was logged; fails after a while if there is none. */
    void logs(String words) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (log.stream().noneMatch(line -> line.contains(words))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nobody said \"" + words + "\"; " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public void close() {
        loop.close();
        outbox.close();
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
