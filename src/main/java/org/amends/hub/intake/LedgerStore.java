package org.amends.hub.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.wire.Wire;

/** The table of everything that was ever said. */
final class LedgerStore {

    private static final String KEPT = "SELECT position, received_at, body FROM ledger WHERE ";

    /** An entry as it lies in the ledger, reduced to what tells a repeat from a conflict. */
    record Held(String terminal, String body) {
    }

    /** Those of some ids that are in the ledger. */
    Map<UUID, Held> held(Tx tx, List<Wire.Received> batch) {
        Map<UUID, Held> held = new HashMap<>();
        tx.list("SELECT entry, terminal, body FROM ledger WHERE entry IN (" + Tx.marks(batch.size()) + ")",
                row -> held.put(row.id("entry"), new Held(row.text("terminal"), row.text("body"))),
                batch.stream().map(received -> received.entry().id()).toArray());
        return held;
    }

    /** Which entry of a terminal has which of some sequence numbers. */
    Map<Long, UUID> numbered(Tx tx, String terminal, List<Wire.Received> batch) {
        Map<Long, UUID> numbered = new HashMap<>();
        Object[] values = new Object[batch.size() + 1];
        values[0] = terminal;
        for (int i = 0; i < batch.size(); i++) {
            values[i + 1] = batch.get(i).entry().sequence();
        }
        tx.list("SELECT sequence, entry FROM ledger WHERE terminal = ? AND sequence IN (" + Tx.marks(batch.size()) + ")",
                row -> numbered.put(row.number("sequence"), row.id("entry")), values);
        return numbered;
    }

    void add(Tx tx, String terminal, List<Wire.Received> fresh, Instant now) {
        tx.batch("INSERT INTO ledger (terminal, sequence, entry, response, said_at, received_at, kind, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", fresh.stream().map(received -> {
                    Entry entry = received.entry();
                    return new Object[]{terminal, entry.sequence(), entry.id(), entry.response(), entry.at(), now,
                            kind(entry.content()), received.text()};
                }).toList());
    }

    List<Ledger.Kept> after(Tx tx, long position, int most) {
        return tx.list(KEPT + "position > ? ORDER BY position LIMIT ?", LedgerStore::kept, position, most);
    }

    List<Ledger.Kept> ofResponse(Tx tx, UUID response, long before) {
        return tx.list(KEPT + "response = ? AND position < ? ORDER BY position", LedgerStore::kept, response, before);
    }

    private static Ledger.Kept kept(Row row) {
        return new Ledger.Kept(row.number("position"), row.time("received_at"), row.text("body"));
    }

    private static String kind(Content content) {
        return content.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
