package org.amends.hub.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;

/** The table of conditions. */
final class ConditionStore {

    /** Forgets what a terminal no longer says. */
    void forget(Tx tx, String terminal, List<String> exceptKinds) {
        List<Object> values = new ArrayList<>(List.of(terminal));
        values.addAll(exceptKinds);
        tx.update("DELETE FROM conditions WHERE terminal = ?"
                + (exceptKinds.isEmpty() ? "" : " AND kind NOT IN (" + Tx.marks(exceptKinds.size()) + ")"),
                values.toArray());
    }

    /** A trouble that goes on keeps its beginning. */
    void put(Tx tx, String terminal, String kind, Instant since, String words) {
        tx.update("INSERT INTO conditions (terminal, kind, since, words) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (terminal, kind) DO UPDATE SET words = excluded.words", terminal, kind, since, words);
    }

    List<Conditions.InTrouble> all(Tx tx) {
        return tx.list(
                "SELECT t.site, t.touchpoint, c.kind, c.since, c.words FROM conditions c JOIN terminals t ON t.id = c.terminal"
                        + " WHERE t.revoked_at IS NULL ORDER BY c.kind <> 'cannot-save', c.since, c.terminal, c.kind",
                row -> new Conditions.InTrouble(new Touchpoint(row.text("site"), row.text("touchpoint")),
                        row.text("kind"), row.time("since"), row.text("words")));
    }
}
