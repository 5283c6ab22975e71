package org.amends.hub.lines;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;

/** The tables of lines and their texts. */
final class LineStore {

    private static final String LINE = "SELECT l.*, p.display_name AS proposer, d.display_name AS decider,"
            + " w.display_name AS withdrawer FROM lines l JOIN staff p ON p.name = l.proposed_by"
            + " LEFT JOIN staff d ON d.name = l.decided_by LEFT JOIN staff w ON w.name = l.withdrawn_by WHERE ";
    private static final String STANDS = "l.state = 'shown' AND l.until > ?";

    /** False if the same form was posted before. */
    boolean add(Tx tx, String once, RecoveryCase of, Line.Place place, Map<String, String> texts, Instant until, Staff by,
            Instant now) {
        Optional<Long> id = tx.first("INSERT INTO lines (once, case_id, site, touchpoint, place, until, state, proposed_by,"
                + " proposed_at) VALUES (?, ?, ?, ?, ?, ?, 'asked', ?, ?) ON CONFLICT (once) DO NOTHING RETURNING id",
                row -> row.number("id"), once, of.id(), of.where().site(), of.where().name(), place.id(), until, by.name(),
                now);
        int at = 0;
        for (Map.Entry<String, String> text : id.isPresent() ? texts.entrySet() : Map.<String, String>of().entrySet()) {
            tx.update("INSERT INTO line_texts (line, place, language, words) VALUES (?, ?, ?, ?)", id.get(), at++,
                    text.getKey(), text.getValue());
        }
        return id.isPresent();
    }

    Optional<Line> find(Tx tx, Sites sites, long id) {
        return lines(tx, "l.id = ? AND " + sites.hold("l.site"), Stream.of(id), sites.values().stream()).stream()
                .findFirst();
    }

    /** False if it was decided before. */
    boolean decide(Tx tx, long id, Line.State state, Staff by, Instant now) {
        return tx.update("UPDATE lines SET state = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'asked'",
                state.id(), by.name(), now, id) == 1;
    }

    /** False if it does not stand anywhere, be it as its day is over. */
    boolean withdraw(Tx tx, long id, Staff by, Instant now) {
        return tx.update("UPDATE lines SET state = 'withdrawn', withdrawn_by = ?, withdrawn_at = ? WHERE id = ?"
                + " AND state = 'shown' AND until > ?", by.name(), now, id, now) == 1;
    }

    /** What was proposed on a case, latest first. */
    List<Line> ofCase(Tx tx, long caseId) {
        return lines(tx, "l.case_id = ? ORDER BY l.id DESC", Stream.of(caseId));
    }

    /** What waits to be decided at some sites, oldest first, at most so many. */
    List<Line> waiting(Tx tx, Sites sites, Instant now, int most) {
        return lines(tx, "l.state = 'asked' AND l.until > ? AND " + sites.hold("l.site") + " ORDER BY l.id LIMIT ?",
                Stream.of(now), sites.values().stream(), Stream.of(most));
    }

    /** All that is to stand on screens now, by whomever and wherever, newest first. */
    List<Line> shown(Tx tx, Instant now) {
        return lines(tx, STANDS + " ORDER BY l.decided_at DESC, l.id DESC", Stream.of(now));
    }

    /** The same by number: another answer says that screens may have to change. */
    List<Long> numbersShown(Tx tx, Instant now) {
        return tx.list("SELECT l.id FROM lines l WHERE " + STANDS + " ORDER BY l.id", row -> row.number("id"), now);
    }

    /** What is over at some sites, latest first, at most so many. */
    List<Line> over(Tx tx, Sites sites, Instant now, int most) {
        return lines(tx, "(l.state IN ('refused', 'withdrawn') OR l.until <= ?) AND " + sites.hold("l.site")
                + " ORDER BY l.id DESC LIMIT ?", Stream.of(now), sites.values().stream(), Stream.of(most));
    }

    private static List<Line> lines(Tx tx, String which, Stream<?>... values) {
        return tx.list(LINE + which, row -> line(row, texts(tx, row.number("id"))),
                Stream.of(values).flatMap(some -> some).toArray());
    }

    private static Map<String, String> texts(Tx tx, long line) {
        Map<String, String> texts = new LinkedHashMap<>();
        tx.each("SELECT language, words FROM line_texts WHERE line = ? ORDER BY place",
                row -> texts.put(row.text("language"), row.text("words")), line);
        return texts;
    }

    private static Line line(Row row, Map<String, String> texts) {
        return new Line(row.number("id"), row.number("case_id"), new Touchpoint(row.text("site"), row.text("touchpoint")),
                Line.Place.of(row.text("place")).orElseThrow(), texts, row.time("until"), Line.State.of(row.text("state")),
                new Staff(row.text("proposed_by"), row.text("proposer")), row.time("proposed_at"),
                step(row, "decided", "decider"), step(row, "withdrawn", "withdrawer"));
    }

    private static Optional<Line.Step> step(Row row, String what, String who) {
        return row.maybeText(what + "_by")
                .map(by -> new Line.Step(new Staff(by, row.text(who)), row.time(what + "_at")));
    }
}
