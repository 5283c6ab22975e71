package org.amends.hub.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;

/** The tables of cases and of what happened to them. */
final class CaseStore {

    private static final String CASE = "SELECT c.*, t.display_name AS taker, e.display_name AS closer FROM cases c"
            + " LEFT JOIN staff t ON t.name = c.taken_by LEFT JOIN staff e ON e.name = c.closed_by ";

    /** Opens a case; empty if this response has one already. */
    Optional<Long> open(Tx tx, Entry entry, Content.Rating rating, Ledger.Kept kept, boolean late) {
        return tx.first(
                "INSERT INTO cases (response, entry, site, touchpoint, language, score, best, said_at, uncertainty, late,"
                        + " state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new') ON CONFLICT (response) DO NOTHING RETURNING id",
                row -> row.number("id"), entry.response(), entry.id(), entry.touchpoint().site(), entry.touchpoint().name(),
                entry.language(), rating.score(), rating.best(), kept.happenedAt(),
                kept.uncertainty().map(Duration::toMillis).orElse(null), late ? 1 : 0);
    }

    Optional<Long> ofResponse(Tx tx, UUID response) {
        return tx.first("SELECT id FROM cases WHERE response = ?", row -> row.number("id"), response);
    }

    void say(Tx tx, long id, Optional<String> reason, Optional<String> comment) {
        tx.update("UPDATE cases SET reason = ?, comment = ? WHERE id = ?", reason.orElse(null), comment.orElse(null), id);
    }

    void somebody(Tx tx, long id, Optional<Boolean> wanted) {
        tx.update("UPDATE cases SET somebody = ? WHERE id = ?", wanted.map(yes -> yes ? 1 : 0).orElse(null), id);
    }

    void contact(Tx tx, long id, String contact) {
        tx.update("UPDATE cases SET contact = ? WHERE id = ?", contact, id);
    }

    /** False if somebody is on it already, or was. */
    boolean withdraw(Tx tx, long id, Instant at) {
        return tx.update("UPDATE cases SET state = 'closed', closed_at = ? WHERE id = ? AND state = 'new'", at, id) == 1;
    }

    /** What the guest says instead; a case that was withdrawn is new again. */
    void sayInstead(Tx tx, long id, Entry entry, Content.Rating rating) {
        tx.update("UPDATE cases SET entry = ?, score = ?, best = ?, closed_at = CASE WHEN closed_by IS NULL THEN NULL"
                + " ELSE closed_at END, state = CASE WHEN state = 'closed' AND closed_by IS NULL THEN 'new' ELSE state END"
                + " WHERE id = ?", entry.id(), rating.score(), rating.best(), id);
    }

    void left(Tx tx, long id, Instant at) {
        tx.update("UPDATE cases SET left_at = ? WHERE id = ?", at, id);
    }

    /** False if it was not new: somebody else was quicker. */
    boolean take(Tx tx, long id, String who, Instant now) {
        return tx.update("UPDATE cases SET state = 'taken', taken_by = ?, taken_at = ? WHERE id = ? AND state = 'new'", who,
                now, id) == 1;
    }

    /** False if this person does not have it. */
    boolean close(Tx tx, long id, String who, Instant now, Optional<String> note) {
        return tx.update("UPDATE cases SET state = 'closed', closed_by = ?, closed_at = ?, note = ?"
                + " WHERE id = ? AND state = 'taken' AND taken_by = ?", who, now, note.orElse(null), id, who) == 1;
    }

    void note(Tx tx, long id, Instant at, What what, Optional<String> who, Optional<String> words) {
        tx.update("INSERT INTO case_changes (case_id, at, what, who, words) VALUES (?, ?, ?, ?, ?)", id, at, what.id(),
                who.orElse(null), words.orElse(null));
    }

    Optional<RecoveryCase> find(Tx tx, long id) {
        return tx.first(CASE + "WHERE c.id = ?", CaseStore::recoveryCase, id);
    }

    List<RecoveryCase> find(Tx tx, Collection<Long> ids) {
        return tx.list(CASE + "WHERE c.id IN (" + Tx.marks(ids.size()) + ")", CaseStore::recoveryCase, ids.toArray());
    }

    List<RecoveryCase> open(Tx tx, int most) {
        return tx.list(CASE + "WHERE c.state IN ('new', 'taken') ORDER BY c.said_at DESC, c.id DESC LIMIT ?",
                CaseStore::recoveryCase, most);
    }

    List<RecoveryCase> takenBy(Tx tx, String who, int most) {
        return tx.list(CASE + "WHERE c.state = 'taken' AND c.taken_by = ? ORDER BY c.said_at DESC, c.id DESC LIMIT ?",
                CaseStore::recoveryCase, who, most);
    }

    List<RecoveryCase> closed(Tx tx, int most) {
        return tx.list(CASE + "WHERE c.state = 'closed' ORDER BY c.closed_at DESC, c.id DESC LIMIT ?",
                CaseStore::recoveryCase, most);
    }

    Cases.Counts counts(Tx tx, String who) {
        return tx.first(
                "SELECT (SELECT count(*) FROM cases WHERE state IN ('new', 'taken')) AS open,"
                        + " (SELECT count(*) FROM cases WHERE state = 'taken' AND taken_by = ?) AS mine,"
                        + " (SELECT count(*) FROM cases WHERE state = 'closed') AS closed",
                row -> new Cases.Counts(row.number("open"), row.number("mine"), row.number("closed")), who).orElseThrow();
    }

    List<CaseChange> history(Tx tx, long id) {
        return changes(tx, "WHERE h.case_id = ? ORDER BY h.position", id);
    }

    List<CaseChange> after(Tx tx, long position, int most) {
        return changes(tx, "WHERE h.position > ? ORDER BY h.position LIMIT ?", position, most);
    }

    long lastChange(Tx tx) {
        return tx.first("SELECT coalesce(max(position), 0) AS last FROM case_changes", row -> row.number("last"))
                .orElse(0L);
    }

    private static List<CaseChange> changes(Tx tx, String where, Object... values) {
        return tx.list("SELECT h.*, s.display_name AS person FROM case_changes h LEFT JOIN staff s ON s.name = h.who "
                + where,
                row -> new CaseChange(row.number("position"), row.number("case_id"), row.time("at"),
                        What.of(row.text("what")),
                        row.maybeText("who").map(who -> new Staff(who, row.text("person"))), row.maybeText("words")),
                values);
    }

    private static RecoveryCase recoveryCase(Row row) {
        return new RecoveryCase(row.number("id"), row.id("response"), row.id("entry"),
                new Touchpoint(row.text("site"), row.text("touchpoint")), row.text("language"), (int) row.number("score"),
                (int) row.number("best"), row.time("said_at"),
                row.maybeNumber("uncertainty").map(Duration::ofMillis), row.number("late") == 1, row.maybeText("reason"),
                row.maybeText("comment"), row.maybeNumber("somebody").map(wanted -> wanted == 1), row.maybeText("contact"),
                row.maybeTime("left_at"), state(row));
    }

    private static CaseState state(Row row) {
        if (row.text("state").equals("closed") && row.maybeText("closed_by").isEmpty()) {
            return new CaseState.Withdrawn(row.time("closed_at"));
        }
        return switch (row.text("state")) {
            case "new" -> new CaseState.New();
            case "taken" -> new CaseState.Taken(new Staff(row.text("taken_by"), row.text("taker")), row.time("taken_at"));
            default -> new CaseState.Closed(new Staff(row.text("closed_by"), row.text("closer")), row.time("closed_at"),
                    row.maybeText("note"));
        };
    }
}
