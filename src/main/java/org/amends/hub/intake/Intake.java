package org.amends.hub.intake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;
import org.amends.response.Entry;
import org.amends.wire.Problem;
import org.amends.wire.Receipt;
import org.amends.wire.Receipts;
import org.amends.wire.Wire;

/** Puts batches into the ledger: all of a batch or nothing of it, and each entry once however often it comes. */
public final class Intake {

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

        /** Nothing of it was stored, since these entries contradict what is in the ledger or each other. */
        record Contradicts(List<Problem.RefusedEntry> entries) implements Outcome {
        }
    }

    /**
     * Takes a batch in.
     *
     * @param terminal who sent it
     * @param batch    1 to {@link Wire#MOST_ENTRIES} entries
     */
    public Outcome accept(Terminal terminal, List<Wire.Received> batch) {
        Outcome outcome = database.write(tx -> sort(tx, terminal, batch));
        if (outcome instanceof Outcome.Accepted accepted
                && accepted.receipts().receipts().stream().anyMatch(r -> r.outcome() == Receipt.Outcome.STORED)) {
            news.ring();
        }
        return outcome;
    }

    private Outcome sort(Tx tx, Terminal terminal, List<Wire.Received> batch) {
        Map<UUID, LedgerStore.Held> held = store.held(tx, batch);
        Map<Long, UUID> numbered = store.numbered(tx, terminal.id(), batch);
        List<Wire.Received> fresh = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        List<Problem.RefusedEntry> refused = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Wire.Received received = batch.get(i);
            Entry entry = received.entry();
            LedgerStore.Held before = held.get(entry.id());
            UUID withNumber = numbered.putIfAbsent(entry.sequence(), entry.id());
            if (before != null && !before.equals(new LedgerStore.Held(terminal.id(), received.text()))) {
                refused.add(new Problem.RefusedEntry(i, "an entry with this id and another content is in the ledger"));
            } else if (withNumber != null && !withNumber.equals(entry.id())) {
                refused.add(new Problem.RefusedEntry(i, "another entry of this terminal has the sequence number "
                        + entry.sequence()));
            } else if (before != null) {
                receipts.add(new Receipt(entry.id(), Receipt.Outcome.REPEATED));
            } else {
                // From here on a second one in the same batch is a repeat, too.
                held.put(entry.id(), new LedgerStore.Held(terminal.id(), received.text()));
                fresh.add(received);
                receipts.add(new Receipt(entry.id(), Receipt.Outcome.STORED));
            }
        }
        if (!refused.isEmpty()) {
            return new Outcome.Contradicts(refused);
        }
        store.add(tx, terminal.id(), fresh, clock.instant());
        return new Outcome.Accepted(new Receipts(receipts));
    }
}
