package org.amends.hub.funnel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;

/** The tables of the funnel, and what it reads of those that others own. */
final class FunnelStore {

    /**
     * An entry of the ledger.
     *
     * @param first  whether nothing of its response came before it
     * @param body   empty where it was erased
     * @param erased where the response of such a one was given
     */
    record Entered(long position, String response, boolean first, Instant at, Optional<String> body,
            Optional<Touchpoint> erased) {
    }

    /** Entries behind a position, no further than to another, oldest first. */
    List<Entered> entries(Tx tx, long after, long to, int most) {
        return tx.list("SELECT l.position, l.response, l.body, coalesce(l.happened_at, l.received_at) AS at,"
                + " (SELECT min(e.position) FROM ledger e WHERE e.response = l.response) AS first, x.site, x.touchpoint"
                + " FROM ledger l LEFT JOIN erased_responses x ON l.body IS NULL AND x.response = l.response"
                + " WHERE l.position > ? AND l.position <= ? AND l.response IS NOT NULL ORDER BY l.position LIMIT ?",
                row -> new Entered(row.number("position"), row.text("response"),
                        row.number("first") == row.number("position"), row.time("at"), row.maybeText("body"),
                        row.maybeText("site").map(site -> new Touchpoint(site, row.text("touchpoint")))),
                after, to, most);
    }

    /** Whether a guest had a response erased; staff, who have nothing to be erased, then did not give it. */
    boolean isErased(Tx tx, String response) {
        return tx.first("SELECT at FROM erased_responses WHERE response = ?", row -> row.time("at"), response).isPresent();
    }

    /** What a response began with, as it travelled. */
    Optional<String> beginning(Tx tx, String response) {
        return tx.first("SELECT body FROM ledger WHERE response = ? AND body IS NOT NULL ORDER BY position LIMIT 1",
                row -> row.text("body"), response);
    }

    /** The cases of some responses. */
    List<Long> casesOf(Tx tx, Collection<String> responses) {
        return responses.isEmpty()
                ? List.of()
                : tx.list("SELECT id FROM cases WHERE response IN (" + Tx.marks(responses.size()) + ")",
                        row -> row.number("id"), responses.toArray());
    }

    /** Something that happened to a case, at some place of the table that says so. */
    record Touched(long position, long caseId) {
    }

    /** What happened to cases behind a position, no further than to another. */
    List<Touched> changes(Tx tx, long after, long to, int most) {
        return tx.list("SELECT position, case_id FROM case_changes WHERE position > ? AND position <= ? ORDER BY position"
                + " LIMIT ?", FunnelStore::touched, after, to, most);
    }

    private static Touched touched(Row row) {
        return new Touched(row.number("position"), row.number("case_id"));
    }

    /** Counted cases that by now are to be taken by another time than they were counted by. */
    List<Long> reckonedAnew(Tx tx, int most) {
        return tx.list("SELECT f.case_id FROM case_clocks k JOIN funnel_cases f ON f.case_id = k.case_id"
                + " WHERE k.due_at IS NOT NULL AND k.acknowledge_due <> f.acknowledge_due LIMIT ?",
                row -> row.number("case_id"), most);
    }

    /** The cases that some go on as; of one that was not merged, itself. */
    Set<Long> goOnAs(Tx tx, Collection<Long> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(tx.list(
                        "WITH RECURSIVE up (id, into_id) AS (SELECT id, merged_into FROM cases WHERE id IN ("
                                + Tx.marks(ids.size()) + ") UNION SELECT c.id, c.merged_into FROM up u"
                                + " JOIN cases c ON c.id = u.into_id) SELECT id FROM up WHERE into_id IS NULL",
                        row -> row.number("id"), ids.toArray()));
    }

    /**
     * A case as its row says.
     *
     * @param head         the one that it goes on as
     * @param withdrawn    taken back before anybody took it
     * @param closedAt     empty while it is open
     * @param acknowledged by its clock; that also stops where a case is merged
     */
    record CaseRow(long head, long id, String response, Touchpoint where, String kind, boolean callAlone, Instant saidAt,
            boolean contact, boolean withdrawn, Optional<String> person, Optional<Instant> closedAt,
            Optional<Instant> due, Optional<Instant> acknowledged) {
    }

    /** Some cases that go on, each with all those that were merged into it. */
    List<CaseRow> rows(Tx tx, Collection<Long> heads) {
        return heads.isEmpty()
                ? List.of()
                : tx.list("WITH RECURSIVE down (head, id) AS (SELECT id, id FROM cases WHERE id IN ("
                        + Tx.marks(heads.size())
                        + ") UNION SELECT d.head, c.id FROM down d JOIN cases c ON c.merged_into = d.id)"
                        + " SELECT d.head, c.id, c.response, c.site, c.touchpoint, c.kind, c.best, c.said_at, c.contact,"
                        + " c.state, c.taken_by, c.closed_by, c.closed_at, k.acknowledge_due, k.acknowledged_at"
                        + " FROM down d JOIN cases c ON c.id = d.id LEFT JOIN case_clocks k ON k.case_id = c.id",
                        FunnelStore::caseRow, heads.toArray());
    }

    private static CaseRow caseRow(Row row) {
        boolean closed = row.text("state").equals("closed");
        Optional<String> closer = row.maybeText("closed_by");
        return new CaseRow(row.number("head"), row.number("id"), row.text("response"),
                new Touchpoint(row.text("site"), row.text("touchpoint")), row.text("kind"), row.number("best") == 0,
                row.time("said_at"), row.maybeText("contact").isPresent(), closed && closer.isEmpty(),
                closed ? closer : row.maybeText("taken_by"), closed ? row.maybeTime("closed_at") : Optional.empty(),
                row.maybeTime("acknowledge_due"), row.maybeTime("acknowledged_at"));
    }

    /**
     * When what first happened to each of some cases, as their history says: taken, arrived, contact, card,
     * wrote-guest where a person did, and erased where they could be reached until then.
     */
    Map<Long, Map<String, Instant>> first(Tx tx, Collection<Long> ids) {
        Map<Long, Map<String, Instant>> first = new HashMap<>();
        tx.each("SELECT case_id, what, min(at) AS at FROM case_changes WHERE case_id IN (" + Tx.marks(ids.size())
                + ") AND (what IN ('taken', 'arrived', 'contact', 'card') OR what = 'wrote-guest' AND who IS NOT NULL"
                + " OR what = 'erased' AND coalesce(words, '') NOT IN ('no-contact', 'old-comments')) GROUP BY case_id, what",
                row -> first.computeIfAbsent(row.number("case_id"), _ -> new HashMap<>()).put(row.text("what"),
                        row.time("at")),
                ids.toArray());
        return first;
    }

    /** Those of some responses at which the terminal showed a code for a page of the guest's own. */
    Set<String> withCode(Tx tx, Collection<String> responses) {
        return new HashSet<>(tx.list("SELECT DISTINCT response FROM ledger WHERE response IN ("
                + Tx.marks(responses.size()) + ") AND kind = 'recovery-token'", row -> row.text("response"),
                responses.toArray()));
    }

    /** A closing, and what came of asking the guest then. */
    record Closing(String cause, String channel, boolean answered, String outcome) {
    }

    /** The closings of each of some cases, the first first. */
    Map<Long, List<Closing>> closings(Tx tx, Collection<Long> ids) {
        Map<Long, List<Closing>> closings = new HashMap<>();
        tx.each("SELECT case_id, cause, by_channel, answered_at, outcome FROM follow_ups WHERE case_id IN ("
                + Tx.marks(ids.size()) + ") ORDER BY case_id, round",
                row -> closings.computeIfAbsent(row.number("case_id"), _ -> new ArrayList<>())
                        .add(new Closing(row.text("cause"), row.text("by_channel"),
                                row.maybeTime("answered_at").isPresent(),
                                row.text("outcome"))),
                ids.toArray());
        return closings;
    }

    /** Forgets all that was counted. */
    void clear(Tx tx) {
        for (String table : List.of("funnel_cases", "funnel_responses", "funnel_names", "funnel_places", "funnel_zones")) {
            tx.update("DELETE FROM " + table);
        }
    }

    /** By whose days each site was counted. */
    Map<String, String> zones(Tx tx) {
        Map<String, String> zones = new HashMap<>();
        tx.each("SELECT site, zone FROM funnel_zones", row -> zones.put(row.text("site"), row.text("zone")));
        return zones;
    }

    void zone(Tx tx, String site, String zone) {
        tx.update("INSERT INTO funnel_zones (site, zone) VALUES (?, ?) ON CONFLICT (site) DO NOTHING", site, zone);
    }

    void countResponses(Tx tx, Touchpoint where, long day, long more) {
        tx.update("INSERT INTO funnel_responses (place, day, responses) VALUES (?, ?, ?) ON CONFLICT (place, day)"
                + " DO UPDATE SET responses = funnel_responses.responses + excluded.responses", place(tx, where), day,
                more);
    }

    void put(Tx tx, CountedCase one) {
        tx.update(
                "INSERT INTO funnel_cases (case_id, place, day, person, cause, facts, acknowledge_ms, attend_ms, close_ms,"
                        + " acknowledge_due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET"
                        + " place = excluded.place, day = excluded.day, person = excluded.person, cause = excluded.cause,"
                        + " facts = excluded.facts, acknowledge_ms = excluded.acknowledge_ms, attend_ms = excluded.attend_ms,"
                        + " close_ms = excluded.close_ms, acknowledge_due = excluded.acknowledge_due",
                one.caseId(),
                place(tx, one.where()), one.day(), one.person().map(name -> name(tx, name)).orElse(null),
                one.cause().map(name -> name(tx, name)).orElse(null), one.facts(), millis(one.toAcknowledge()),
                millis(one.toAttend()), millis(one.toClose()), one.due().orElse(null));
    }

    private static Long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(null);
    }

    void remove(Tx tx, long caseId) {
        tx.update("DELETE FROM funnel_cases WHERE case_id = ?", caseId);
    }

    private static long place(Tx tx, Touchpoint where) {
        return tx.first("SELECT number FROM funnel_places WHERE site = ? AND touchpoint = ?", row -> row.number("number"),
                where.site(), where.name())
                .or(() -> tx.first("INSERT INTO funnel_places (site, touchpoint) VALUES (?, ?) RETURNING number",
                        row -> row.number("number"), where.site(), where.name()))
                .orElseThrow();
    }

    private static long name(Tx tx, String name) {
        return tx.first("SELECT number FROM funnel_names WHERE name = ?", row -> row.number("number"), name)
                .or(() -> tx.first("INSERT INTO funnel_names (name) VALUES (?) RETURNING number",
                        row -> row.number("number"), name))
                .orElseThrow();
    }

    /** Where something was counted, by number. */
    Map<Long, Touchpoint> places(Tx tx, Sites sites) {
        Map<Long, Touchpoint> places = new HashMap<>();
        tx.each("SELECT number, site, touchpoint FROM funnel_places WHERE " + sites.hold("site"),
                row -> places.put(row.number("number"), new Touchpoint(row.text("site"), row.text("touchpoint"))),
                sites.values().toArray());
        return places;
    }

    /** Accounts and causes, by number. */
    Map<Long, String> names(Tx tx) {
        Map<Long, String> names = new HashMap<>();
        tx.each("SELECT number, name FROM funnel_names", row -> names.put(row.number("number"), row.text("name")));
        return names;
    }

    /** How many responses began at each place on each of some days. */
    void eachResponses(Tx tx, long from, long to, Consumer<Row> reader) {
        tx.each("SELECT place, day, responses FROM funnel_responses WHERE day BETWEEN ? AND ?", reader, from, to);
    }

    /** Each counted case of some days. A time that there is not is -1, a name 0: a page asks for tens of thousands of rows. */
    void eachCase(Tx tx, long from, long to, Consumer<Row> reader) {
        tx.each("SELECT place, day, coalesce(person, 0) AS person, coalesce(cause, 0) AS cause, facts,"
                + " coalesce(acknowledge_ms, -1) AS acknowledge_ms, coalesce(attend_ms, -1) AS attend_ms,"
                + " coalesce(close_ms, -1) AS close_ms FROM funnel_cases WHERE day BETWEEN ? AND ?", reader, from, to);
    }
}
