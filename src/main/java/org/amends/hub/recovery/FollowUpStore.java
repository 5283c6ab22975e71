package org.amends.hub.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The table of closings and of what guests said when they were asked again. */
final class FollowUpStore {

    private static final String FOLLOW_UP = "SELECT f.*, s.display_name AS closer FROM follow_ups f"
            + " JOIN staff s ON s.name = f.closed_by ";

    FollowUp add(Tx tx, long caseId, int round, Staff closedBy, Closing closing, Instant askedAt, FollowUp.Channel by,
            Optional<Instant> dueAt) {
        FollowUp.Outcome outcome = by == FollowUp.Channel.NONE ? FollowUp.Outcome.NOT_ASKED : FollowUp.Outcome.WAITING;
        long id = tx.first("INSERT INTO follow_ups (case_id, round, closed_by, cause, action, asked_at, by_channel, due_at,"
                + " outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id", row -> row.number("id"), caseId, round,
                closedBy.name(), closing.cause(), closing.action(), askedAt, by.id(), dueAt.orElse(null), outcome.id())
                .orElseThrow();
        return new FollowUp(id, caseId, round, closedBy, closing, askedAt, by, dueAt, Optional.empty(), Optional.empty(),
                outcome);
    }

    /** Of a case, the first closing first. */
    List<FollowUp> of(Tx tx, long caseId) {
        return tx.list(FOLLOW_UP + "WHERE f.case_id = ? ORDER BY f.round", FollowUpStore::followUp, caseId);
    }

    Optional<FollowUp> latest(Tx tx, long caseId) {
        return tx.first(FOLLOW_UP + "WHERE f.case_id = ? ORDER BY f.round DESC LIMIT 1", FollowUpStore::followUp, caseId);
    }

    /** False if it was answered before. Silence can still be broken. */
    boolean answer(Tx tx, long id, int score, FollowUp.Outcome outcome, Instant at) {
        return tx.update("UPDATE follow_ups SET score = ?, outcome = ?, answered_at = ?"
                + " WHERE id = ? AND outcome IN ('waiting', 'silent')", score, outcome.id(), at, id) == 1;
    }

    /** Those that nobody has answered in time, longest first. */
    List<FollowUp> overdue(Tx tx, Instant now, int most) {
        return tx.list(FOLLOW_UP + "WHERE f.outcome = 'waiting' AND f.due_at <= ? ORDER BY f.due_at, f.id LIMIT ?",
                FollowUpStore::followUp, now, most);
    }

    /** False if it was answered meanwhile. */
    boolean silent(Tx tx, long id) {
        return tx.update("UPDATE follow_ups SET outcome = 'silent' WHERE id = ? AND outcome = 'waiting'", id) == 1;
    }

    private static FollowUp followUp(Row row) {
        return new FollowUp(row.number("id"), row.number("case_id"), (int) row.number("round"),
                new Staff(row.text("closed_by"), row.text("closer")),
                new Closing(row.text("cause"), row.text("action"), Optional.empty()), row.time("asked_at"),
                FollowUp.Channel.of(row.text("by_channel")), row.maybeTime("due_at"), row.maybeTime("answered_at"),
                row.maybeNumber("score").map(Long::intValue), FollowUp.Outcome.of(row.text("outcome")));
    }
}
