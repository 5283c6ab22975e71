package org.amends.kiosk.devices.cards;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amends.kiosk.platform.PcscLite;
import org.amends.kiosk.platform.PcscLite.Slot;
import org.amends.kiosk.platform.PcscTrouble;

/**
 * Every USB reader that pcscd knows of, those that are plugged in later too.
 *
 * <p>One thread waits for what changes; each card is read on a thread of its own, in a conversation of its own with the daemon,
 * so that a reader that hangs holds up no other. Calls that hang cannot be ended from here: they end when the reader is
 * unplugged or the daemon goes, and until then the reader's state says so.
 */
public final class PcscReaders extends ReaderOnThreads {

    /** What it is called as long as no reader has a name. */
    public static final String NAME = "pcsc";

    private static final Logger LOG = System.getLogger(PcscReaders.class.getName());

    /** The longest wait for a change: what a notification missed is found with the next look. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Between two tries to reach the daemon. */
    private static final Duration RETRY = Duration.ofMillis(500);
    /** Between two looks at whether something hangs. */
    private static final Duration WATCH = Duration.ofMillis(500);
    /** A card is read in 50 to 500 ms; what takes longer than this hangs. */
    private static final Duration HANGS = Duration.ofSeconds(3);
    /** A card gone for less was not taken away: USB readers look 2 to 10 times a second. */
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    /** From one reading of a card that could not be read to the next. */
    private static final Duration AGAIN = Duration.ofSeconds(2);
    /** How long closing waits for the threads. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private static final byte[] GET_UID = {(byte) 0xFF, (byte) 0xCA, 0, 0, 0};
    /** PC/SC part 3: what the ATR of a card without commands of its own begins with. */
    private static final String STORAGE_CARD = "3b8f8001804f0ca000000306";

    private static final ReaderState NO_LIBRARY = new ReaderState(ReaderState.Kind.NO_MIDDLEWARE,
            "libpcsclite.so.1 is not installed; install with: apt-get install pcscd libpcsclite1");
    private static final ReaderState NOT_ASKED = new ReaderState(ReaderState.Kind.UNPLUGGED, "pcscd was not yet asked");
    private static final ReaderState NO_READER = new ReaderState(ReaderState.Kind.UNPLUGGED, "no USB reader is plugged in");
    private static final ReaderState GONE = new ReaderState(ReaderState.Kind.UNPLUGGED, "the reader was unplugged");
    private static final ReaderState READER_HANGS = new ReaderState(ReaderState.Kind.HUNG,
            "the reader does not come back from reading a card; unplug it and plug it in again");
    private static final ReaderState DAEMON_HANGS = new ReaderState(ReaderState.Kind.HUNG,
            "pcscd does not answer; restart it with: systemctl restart pcscd");

    private final Map<String, Desk> desks = new HashMap<>();
    private Map<String, ReaderState> told = Map.of(NAME, NOT_ASKED);

    private Optional<ReaderState> trouble = Optional.of(NOT_ASKED);
    private long looked = System.nanoTime();
    private final Thread monitor = Thread.ofPlatform().daemon().name("card readers").unstarted(this::run);
    private final Thread watch = Thread.ofPlatform().daemon().name("card readers' watch").unstarted(this::watch);

    @Override
    void begin() {
        monitor.start();
        watch.start();
    }

    @Override
    List<Thread> threads() {
        List<Thread> threads = new ArrayList<>(List.of(monitor, watch));
        desks.values().forEach(desk -> desk.reading.ifPresent(threads::add));
        return threads;
    }

    @Override
    public synchronized Map<String, ReaderState> states() {
        return told;
    }

    private void run() {
        Optional<PcscLite> library = Optional.empty();
        while (!isClosed()) {
            library = library.or(PcscLite::load);
            if (library.isEmpty()) {
                stands(Optional.of(NO_LIBRARY));
            } else {
                try (PcscLite.Context context = library.get().open()) {
                    LOG.log(Level.INFO, "speaking with pcscd");
                    converse(library.get(), context);
                } catch (PcscTrouble lost) {
                    stands(Optional.of(lost.isRefused()
                            ? refused(lost)
                            : new ReaderState(ReaderState.Kind.NO_MIDDLEWARE,
                                    lost.getMessage() + "; start it with: systemctl start pcscd")));
                }
            }
            pause(RETRY);
        }
    }

    /** Debian lets only who sits at the machine use readers, which the user of a service does not. */
    private static ReaderState refused(PcscTrouble by) {
        return new ReaderState(ReaderState.Kind.REFUSED, by.getMessage()
                + "; write in /etc/polkit-1/rules.d/50-amends.rules:"
                + " polkit.addRule(function(action, subject) { if (action.id.indexOf(\"org.debian.pcsc-lite.\") == 0"
                + " && subject.user == \"" + System.getProperty("user.name") + "\") return polkit.Result.YES; });");
    }

    private void converse(PcscLite library, PcscLite.Context context) throws PcscTrouble {
        List<Slot> known = List.of();
        while (!isClosed()) {
            Map<String, Slot> before = new LinkedHashMap<>();
            for (String reader : context.readers()) {
                before.put(reader, Slot.unknown(reader));
            }
            known.forEach(slot -> before.replace(slot.reader(), slot));
            plugged(library, before.keySet());
            try {
                known = context.await(List.copyOf(before.values()), LOOK).stream().filter(Slot::isThere).toList();
            } catch (PcscTrouble unplugged) {
                if (!unplugged.isCardGone()) {
                    throw unplugged;
                }
                known = List.of();
            }
            known.forEach(now -> noticed(before.get(now.reader()), now));
            if (known.size() < before.size()) {
                pause(RETRY); // what is coming or going just now would be told again and again
            }
        }
    }

    private synchronized void noticed(Slot before, Slot now) {
        Desk desk = desks.get(now.reader());
        desk.occupied = now.isPresent();
        if (!now.isPresent()) {
            desk.presentations.nothing(System.nanoTime());
            desk.unread = false;
        } else if (!before.isPresent() || before.changes() != now.changes() || desk.isToBeTriedAgain()) {
            desk.arrived(now.atr());
        }
    }

    /** What lies on one reader. */
    private final class Desk {

        private final PcscLite library;
        private final String reader;
        private final Presentations presentations = new Presentations(AWAY.toNanos());
        private boolean plugged = true;
        private boolean occupied;
        /** What lies there could not be read, which was told. */
        private boolean unread;
        private Optional<Thread> reading = Optional.empty();
        private long began;
        /** The answer to what came while another card was read. */
        private Optional<String> next = Optional.empty();

        Desk(PcscLite library, String reader) {
            this.library = library;
            this.reader = reader;
        }

        /** A card came; the lock is held. */
        void arrived(String atr) {
            if (reading.isPresent()) {
                next = Optional.of(atr);
                return;
            }
            began = System.nanoTime();
            Thread thread = Thread.ofPlatform().daemon().name("card in " + reader).unstarted(() -> read(atr));
            reading = Optional.of(thread);
            thread.start();
        }

        /** A card that was powered while the daemon was just starting may answer a little later. */
        boolean isToBeTriedAgain() {
            return unread && reading.isEmpty() && System.nanoTime() - began > AGAIN.toNanos();
        }

        boolean hangs() {
            return reading.isPresent() && System.nanoTime() - began > HANGS.toNanos();
        }

        private void read(String atr) {
            Optional<Looked> looked = Optional.empty();
            try {
                looked = look(atr);
            } finally {
                done(looked);
            }
        }

        /** However late: a card that was read to the end was still there when its UID was asked for last. */
        private void done(Optional<Looked> looked) {
            synchronized (PcscReaders.this) {
                reading = Optional.empty();
                looked.ifPresent(this::tell);
                Optional<String> waited = next;
                next = Optional.empty();
                if (!isClosed()) {
                    waited.ifPresent(this::arrived);
                }
            }
        }

        private void tell(Looked looked) {
            switch (looked) {
                case Looked.Whole(Card card) -> {
                    unread = false;
                    if (presentations.alone(Card.lasting(card.uid()), System.nanoTime())) {
                        PcscReaders.this.tell(new CardEvent.Read(reader, card));
                    }
                    if (!occupied) {
                        presentations.nothing(System.nanoTime()); // it was seen to go before it was told
                    }
                }
                case Looked.Not(CardEvent.Why why) -> {
                    if (!unread) {
                        PcscReaders.this.tell(new CardEvent.NotRead(reader, why));
                    }
                    unread = why == CardEvent.Why.UNREADABLE;
                }
            }
        }

        /** Empty if the daemon went: what lies there is read when it is back. */
        private Optional<Looked> look(String atr) {
            for (int tries = 1;; tries++) {
                try (PcscLite.Context context = library.open(); PcscLite.Card card = context.connect(reader)) {
                    Optional<Card> read = card(atr, card);
                    if (read.isPresent()) {
                        return read.map(Looked.Whole::new);
                    }
                } catch (PcscTrouble failed) {
                    if (failed.isDaemonGone()) {
                        return Optional.empty();
                    }
                    if (failed.isCardGone()) {
                        return Optional.of(new Looked.Not(CardEvent.Why.TAKEN_AWAY));
                    }
                    LOG.log(Level.DEBUG, "{0}: {1}", reader, failed.getMessage());
                }
                if (tries == TRIES || isClosed()) {
                    return Optional.of(new Looked.Not(CardEvent.Why.UNREADABLE));
                }
                pause(BETWEEN_TRIES);
            }
        }

        private static Optional<Card> card(String atr, PcscLite.Card card) throws PcscTrouble {
            Optional<String> uid = uid(card);
            if (uid.isEmpty()) {
                return Optional.empty();
            }
            Card read = card(uid.get(), atr, card);
            // A card swapped for another between two commands would be taken for one that has the words of both.
            return uid(card).filter(now -> Card.lasting(now).equals(Card.lasting(uid.get()))).map(_ -> read);
        }

        /**
         * The ATR only says what to try first: a card that was swapped for another while the daemon did not look has that of
         * the one before.
         */
        private static Card card(String uid, String atr, PcscLite.Card card) throws PcscTrouble {
            boolean storage = atr.startsWith(STORAGE_CARD);
            Optional<List<NdefRecord>> type4 = storage ? Optional.empty() : NdefTag.type4(card::transmit);
            if (type4.isPresent()) {
                return new Card(uid, Card.Kind.TYPE_4, type4.get());
            }
            Optional<List<NdefRecord>> type2 = NdefTag.type2(page -> data(card.transmit(readPage(page))));
            if (type2.isPresent()) {
                return new Card(uid, Card.Kind.TYPE_2, type2.get());
            }
            type4 = storage ? NdefTag.type4(card::transmit) : type4;
            return new Card(uid, type4.isPresent() || !storage ? Card.Kind.TYPE_4 : Card.Kind.UID_ONLY,
                    type4.orElse(List.of()));
        }

        private static Optional<String> uid(PcscLite.Card card) throws PcscTrouble {
            byte[] answer = data(card.transmit(GET_UID));
            return answer.length >= 4 && answer.length <= 10 ? Optional.of(Card.uid(answer)) : Optional.empty();
        }

        private static byte[] readPage(int page) {
            return new byte[]{(byte) 0xFF, (byte) 0xB0, 0, (byte) page, 16};
        }

        private static byte[] data(byte[] answer) {
            return NdefTag.isDone(answer) ? Arrays.copyOf(answer, answer.length - 2) : new byte[0];
        }
    }

    private sealed interface Looked {
        record Whole(Card card) implements Looked {
        }

        record Not(CardEvent.Why why) implements Looked {
        }
    }

    /** What is wrong with all of it, or that nothing is. */
    private synchronized void stands(Optional<ReaderState> now) {
        trouble = now;
        looked = System.nanoTime();
        tellStates();
    }

    private synchronized void plugged(PcscLite library, Set<String> readers) {
        readers.forEach(name -> desks.computeIfAbsent(name, _ -> new Desk(library, name)));
        desks.forEach((name, desk) -> desk.plugged = readers.contains(name));
        stands(readers.isEmpty() ? Optional.of(NO_READER) : Optional.empty());
    }

    private void watch() {
        while (!isClosed()) {
            synchronized (this) {
                tellStates();
            }
            pause(WATCH);
        }
    }

    private void tellStates() {
        Map<String, ReaderState> now = new LinkedHashMap<>();
        if (System.nanoTime() - looked > LOOK.plus(HANGS).toNanos()) {
            now.put(NAME, DAEMON_HANGS);
        } else if (trouble.isPresent()) {
            now.put(NAME, trouble.get());
        } else {
            desks.forEach((name, desk) -> {
                if (desk.plugged) {
                    now.put(name, desk.hangs() ? READER_HANGS : ReaderState.READY);
                }
            });
        }
        if (!now.equals(told)) {
            Map<String, ReaderState> before = told;
            told = Map.copyOf(now);
            List<CardEvent> changes = new ArrayList<>();
            // Once readers have names, what was said of all of them together is settled.
            before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(
                    name -> changes.add(new CardEvent.Changed(name, name.equals(NAME) ? ReaderState.READY : GONE)));
            now.entrySet().stream().filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                    .forEach(entry -> changes.add(new CardEvent.Changed(entry.getKey(), entry.getValue())));
            changes.forEach(this::tell);
        }
    }

    @Override
    public void close() {
        end(CLOSING);
    }
}
