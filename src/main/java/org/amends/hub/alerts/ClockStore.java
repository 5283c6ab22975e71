package org.amends.hub.alerts;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The tables of clocks and of what they led to. */
final class ClockStore {

    void put(Tx tx, CaseClock clock, Optional<Instant> due, Optional<Instant> next) {
        CaseClock.Goal acknowledge = clock.goals().get(0);
        CaseClock.Goal respond = clock.goals().get(1);
        CaseClock.Goal resolve = clock.goals().get(2);
        tx.update("INSERT INTO case_clocks (case_id, arrived_at, acknowledge_due, respond_due, resolve_due,"
                + " acknowledge_arrival, respond_arrival, resolve_arrival, acknowledged_at, responded_at, resolved_at, due_at,"
                + " next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET"
                + " arrived_at = excluded.arrived_at,"
                + " acknowledge_due = excluded.acknowledge_due, respond_due = excluded.respond_due,"
                + " resolve_due = excluded.resolve_due, acknowledge_arrival = excluded.acknowledge_arrival,"
                + " respond_arrival = excluded.respond_arrival, resolve_arrival = excluded.resolve_arrival,"
                + " acknowledged_at = excluded.acknowledged_at, responded_at = excluded.responded_at,"
                + " resolved_at = excluded.resolved_at, due_at = excluded.due_at, next_at = excluded.next_at",
                clock.caseId(), clock.arrivedAt(), acknowledge.due(), respond.due(), resolve.due(),
                acknowledge.fromArrival(), respond.fromArrival(), resolve.fromArrival(), acknowledge.met().orElse(null),
                respond.met().orElse(null), resolve.met().orElse(null), due.orElse(null), next.orElse(null));
    }

    /** Of those cases whose clocks have been set before. */
    Map<Long, Instant> arrivedAt(Tx tx, Collection<Long> ids) {
        Map<Long, Instant> arrived = new HashMap<>();
        tx.each("SELECT case_id, arrived_at FROM case_clocks WHERE case_id IN (" + Tx.marks(ids.size()) + ")",
                row -> arrived.put(row.number("case_id"), row.time("arrived_at")), ids.toArray());
        return arrived;
    }

    List<CaseClock> find(Tx tx, Collection<Long> ids) {
        return tx.list("SELECT * FROM case_clocks WHERE case_id IN (" + Tx.marks(ids.size()) + ")", ClockStore::clock,
                ids.toArray());
    }

    /** Cases for which there is something to do by now, longest first. */
    List<Long> due(Tx tx, Instant now, int most) {
        return tx.list("SELECT case_id FROM case_clocks WHERE next_at <= ? ORDER BY next_at, case_id LIMIT ?",
                row -> row.number("case_id"), now, most);
    }

    long overdue(Tx tx, Sites sites, Instant now) {
        String here = sites.everywhere()
                ? ""
                : " AND EXISTS (SELECT 1 FROM cases c WHERE c.id = k.case_id AND " + sites.hold("c.site") + ")";
        return tx.first("SELECT count(*) AS overdue FROM case_clocks k WHERE k.due_at <= ?" + here,
                row -> row.number("overdue"), Stream.concat(Stream.of(now), sites.values().stream()).toArray()).orElse(0L);
    }

    /** Those that are not closed, behind a case, for a plan that may have changed. */
    List<Long> running(Tx tx, long after, int most) {
        return tx.list("SELECT case_id FROM case_clocks WHERE case_id > ? AND due_at IS NOT NULL ORDER BY case_id LIMIT ?",
                row -> row.number("case_id"), after, most);
    }

    Set<String> steps(Tx tx, long id) {
        return new HashSet<>(tx.list("SELECT step FROM case_steps WHERE case_id = ?", row -> row.text("step"), id));
    }

    void reached(Tx tx, long id, String step, Instant now) {
        tx.update("INSERT INTO case_steps (case_id, step, at) VALUES (?, ?, ?)", id, step, now);
    }

    private static CaseClock clock(Row row) {
        return new CaseClock(row.number("case_id"), row.time("arrived_at"), List.of(
                goal(row, CaseClock.Kind.ACKNOWLEDGE, "acknowledge", "acknowledged_at"),
                goal(row, CaseClock.Kind.RESPOND, "respond", "responded_at"),
                goal(row, CaseClock.Kind.RESOLVE, "resolve", "resolved_at")));
    }

    private static CaseClock.Goal goal(Row row, CaseClock.Kind kind, String goal, String met) {
        return new CaseClock.Goal(kind, row.time(goal + "_due"), row.time(goal + "_arrival"), row.maybeTime(met));
    }
}
