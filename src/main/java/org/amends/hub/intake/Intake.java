package org.amends.hub.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;
import org.amends.response.Entry;
import org.amends.wire.Batch;
import org.amends.wire.Mark;
import org.amends.wire.Problem;
import org.amends.wire.Receipt;
import org.amends.wire.Receipts;
import org.amends.wire.Wire;

/** Puts batches into the ledger: all of a batch or nothing of it, and each entry once however often it comes. */
public final class Intake {

    private static final Logger LOG = System.getLogger(Intake.class.getName());

    private final Database database;
    private final Clock clock;
    private final Bell news;
    private final LedgerStore store = new LedgerStore();

    /**
     * @param news rung after each commit that brought something new
     */
    public Intake(Database database, Clock clock, Bell news) {
        this.database = database;
        this.clock = clock;
        this.news = news;
    }

    /** What became of a batch. */
    public sealed interface Outcome {

        /** It is on disk. */
        record Accepted(Receipts receipts) implements Outcome {
        }

        /** Nothing of it was stored, since these entries contradict what is in the ledger. */
        record Contradicts(List<Problem.RefusedEntry> entries) implements Outcome {
        }

        /** Nothing of it was stored, since the story goes on otherwise in the ledger, from this entry on. */
        record Forked(Problem.RefusedEntry entry) implements Outcome {
        }
    }

    /**
     * Takes a batch in.
     *
     * @param terminal who sent it
     * @param batch    1 to {@link Wire#MOST_ENTRIES} numbers of a story
     */
    public Outcome accept(Terminal terminal, Batch batch) {
        Outcome outcome;
        try {
            outcome = database.write(tx -> sort(tx, terminal, batch, true));
        } catch (HeldAlready sentBefore) {
            outcome = database.write(tx -> sort(tx, terminal, batch, false));
        }
        if (outcome instanceof Outcome.Accepted accepted
                && accepted.receipts().receipts().stream().anyMatch(r -> r.outcome() == Receipt.Outcome.STORED)) {
            news.ring();
        }
        return outcome;
    }

    /** Where this hub stands with a story; with one that it does not know, at 0. */
    public Mark mark(UUID story) {
        return database.read(tx -> new Mark(store.epoch(tx),
                store.story(tx, story).map(LedgerStore.Story::complete).orElse(0L), clock.millis()));
    }

    /** Undoes what was begun in the belief that nothing of a batch is in the ledger, as is so for almost every batch. */
    private static final class HeldAlready extends RuntimeException {

        private static final long serialVersionUID = 1;

        HeldAlready() {
            super(null, null, false, false);
        }
    }

    /**
     * @param trusting to look for a batch's entries in the ledger only where there is a sign of them
     */
    private Outcome sort(Tx tx, Terminal terminal, Batch batch, boolean trusting) {
        Optional<LedgerStore.Story> known = store.story(tx, batch.story());
        boolean goesOn = trusting
                && batch.items().getFirst().sequence() > known.map(LedgerStore.Story::highest).orElse(0L)
                && batch.items().stream().allMatch(Batch.Given.class::isInstance);
        Map<UUID, String> held = goesOn ? Map.of() : store.held(tx, batch);
        Places places = new Places(batch.story(),
                known.map(story -> store.places(tx, story, batch)).orElseGet(Map::of));
        Instant now = clock.instant();
        TrueTime time = new TrueTime(batch.boots(), now);
        List<LedgerStore.Fresh> fresh = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        List<Problem.RefusedEntry> contradicting = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < batch.items().size(); i++) {
            Batch.Item item = batch.items().get(i);
            if (!seen.add(item.id())) {
                contradicting.add(new Problem.RefusedEntry(i, "an entry with this id stands before it in the batch"));
                continue;
            }
            String before = held.get(item.id());
            if (before != null && item instanceof Batch.Given given && !before.equals(given.digest())) {
                contradicting.add(
                        new Problem.RefusedEntry(i, "an entry with this id and another content is in the ledger"));
                continue;
            }
            if (places.has(item, before != null)) {
                receipts.add(new Receipt(item.id(), Receipt.Outcome.REPEATED));
                continue;
            }
            Optional<String> wrong = places.put(item);
            if (before != null) {
                // It came under another number before. Its place here is kept, if it fits.
                if (wrong.isEmpty()) {
                    fresh.add(new LedgerStore.Fresh(item, LedgerStore.ELSEWHERE, Optional.empty()));
                }
                receipts.add(new Receipt(item.id(), Receipt.Outcome.REPEATED));
            } else if (wrong.isPresent() && goesOn) {
                throw new HeldAlready(); // or so it may be: what is held may stand anywhere
            } else if (wrong.isPresent()) {
                return new Outcome.Forked(new Problem.RefusedEntry(i, wrong.get()));
            } else {
                fresh.add(fresh(item, time, now));
                receipts.add(new Receipt(item.id(), Receipt.Outcome.STORED));
            }
        }
        if (!contradicting.isEmpty()) {
            return new Outcome.Contradicts(contradicting);
        }
        LedgerStore.Story story = known.orElseGet(() -> store.begin(tx, batch, terminal.id(), now));
        if (!story.terminal().equals(terminal.id())) {
            LOG.log(Level.WARNING, "story {0} is told by terminal {1} now, no longer by {2}", story.id(), terminal.id(),
                    story.terminal());
            store.move(tx, story, terminal.id());
        }
        if (!store.add(tx, terminal.id(), story, fresh, now)) {
            throw new HeldAlready();
        }
        long complete = advance(tx, story, fresh, receipts.size() - (int) receipts.stream()
                .filter(receipt -> receipt.outcome() == Receipt.Outcome.STORED).count());
        return new Outcome.Accepted(new Receipts(receipts, new Mark(store.epoch(tx), complete, clock.millis())));
    }

    private static LedgerStore.Fresh fresh(Batch.Item item, TrueTime time, Instant now) {
        return switch (item) {
            case Batch.Withheld _ -> new LedgerStore.Fresh(item, LedgerStore.WITHHELD, Optional.empty());
            case Batch.Given given -> new LedgerStore.Fresh(item, LedgerStore.kind(given.entry().content()),
                    Optional.of(happened(given.entry(), time, now)));
        };
    }

    /** Who has no clock but the one on the wall may be wrong, but not from the future. */
    private static TrueTime.Happened happened(Entry entry, TrueTime time, Instant now) {
        return entry.uptime().map(time::when).orElseGet(
                () -> new TrueTime.Happened(entry.at().isAfter(now) ? now : entry.at(), Optional.empty()));
    }

    /** How far the story is complete now; beyond a gap that was just filled there may be more. */
    private long advance(Tx tx, LedgerStore.Story story, List<LedgerStore.Fresh> fresh, int repeats) {
        long highest = Math.max(story.highest(), fresh.isEmpty() ? 0 : fresh.getLast().item().sequence());
        long complete = story.complete();
        for (LedgerStore.Fresh one : fresh) {
            complete += one.item().sequence() == complete + 1 ? 1 : 0;
        }
        for (boolean more = complete > story.complete() && complete < story.highest(); more;) {
            List<Long> next = store.numbersAfter(tx, story, complete, Wire.MOST_ENTRIES);
            long before = complete;
            for (long number : next) {
                complete += number == complete + 1 ? 1 : 0;
            }
            more = complete == before + Wire.MOST_ENTRIES;
        }
        if (!fresh.isEmpty() || repeats > 0) {
            store.advance(tx, story, complete, highest, repeats, clock.instant());
        }
        return complete;
    }
}
