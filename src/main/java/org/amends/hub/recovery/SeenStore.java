package org.amends.hub.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Tx;

/** The table of who has seen which case. */
final class SeenStore {

    /** The changes by which a case calls for somebody. */
    private static final String CALLS = "what IN ('opened', 'many', 'reopened')";

    /** By which change a case called for whoever was shown it as it was after a change; empty if there is none such. */
    Optional<Long> alert(Tx tx, long id, long position) {
        return tx.first("SELECT max(position) AS alert FROM case_changes WHERE case_id = ? AND position <= ? AND " + CALLS,
                row -> row.maybeNumber("alert"), id, position).flatMap(alert -> alert);
    }

    boolean has(Tx tx, long id, long alert, String staff) {
        return tx.first("SELECT at FROM case_seen WHERE case_id = ? AND alert = ? AND staff = ?", row -> row.time("at"), id,
                alert, staff).isPresent();
    }

    /** The first time counts. */
    void put(Tx tx, long id, long alert, String staff, Instant at) {
        tx.update("INSERT INTO case_seen (case_id, alert, staff, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", id, alert,
                staff, at);
    }

    /** Whether anybody has seen a case since it called last. */
    boolean isSeen(Tx tx, long id) {
        return tx.first("SELECT at FROM case_seen WHERE case_id = ? AND alert >= (SELECT coalesce(max(position), 0)"
                + " FROM case_changes WHERE case_id = ? AND " + CALLS + ") LIMIT 1", row -> row.time("at"), id, id)
                .isPresent();
    }

    /** Earliest first. */
    List<Sighting> of(Tx tx, long id) {
        return tx.list("SELECT n.*, s.display_name AS person FROM case_seen n JOIN staff s ON s.name = n.staff"
                + " WHERE n.case_id = ? ORDER BY n.at, n.alert, n.staff",
                row -> new Sighting(new Staff(row.text("staff"), row.text("person")), row.number("alert"), row.time("at")),
                id);
    }
}
