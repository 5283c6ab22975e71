package org.amends.hub.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The table of saved answers. */
final class SavedAnswerStore {

    private static final String ANSWER = "SELECT a.*, s.display_name AS person FROM saved_answers a"
            + " JOIN staff s ON s.name = a.changed_by ";

    List<SavedAnswer> all(Tx tx) {
        return tx.list(ANSWER + "ORDER BY a.language, a.id", SavedAnswerStore::answer);
    }

    Optional<SavedAnswer> find(Tx tx, long id) {
        return tx.first(ANSWER + "WHERE a.id = ?", SavedAnswerStore::answer, id);
    }

    long count(Tx tx) {
        return tx.first("SELECT count(*) AS answers FROM saved_answers", row -> row.number("answers")).orElseThrow();
    }

    void add(Tx tx, SavedAnswer answer, String who, Instant now) {
        tx.update("INSERT INTO saved_answers (version, kind, language, words, changed_by, changed_at)"
                + " VALUES (1, ?, ?, ?, ?, ?)", answer.kind().id(), answer.language(), answer.words(), who, now);
    }

    /** False if it is no longer the version that the answer names. */
    boolean change(Tx tx, SavedAnswer answer, String who, Instant now) {
        return tx.update("UPDATE saved_answers SET version = version + 1, kind = ?, language = ?, words = ?,"
                + " changed_by = ?, changed_at = ? WHERE id = ? AND version = ?", answer.kind().id(), answer.language(),
                answer.words(), who, now, answer.id(), answer.version()) == 1;
    }

    boolean delete(Tx tx, long id, long version) {
        return tx.update("DELETE FROM saved_answers WHERE id = ? AND version = ?", id, version) == 1;
    }

    private static SavedAnswer answer(Row row) {
        return new SavedAnswer(row.number("id"), row.number("version"), SavedAnswer.Kind.of(row.text("kind")),
                row.text("language"), row.text("words"), Optional.of(new SavedAnswer.Changed(
                        new Staff(row.text("changed_by"), row.text("person")), row.time("changed_at"))));
    }
}
