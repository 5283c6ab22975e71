package org.amends.hub.recovery;

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
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.staff.Sites;
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

    private final Sites sites;

    CaseStore() {
        this(Sites.ALL);
    }

    /**
     * @param sites where what is read lies; of anything elsewhere nothing is found
     */
    CaseStore(Sites sites) {
        this.sites = sites;
    }

    /**
     * What a new case is made of.
     *
     * @param rating empty where nothing was rated
     * @param late   whether it was long ago already when it arrived
     */
    record Opening(UUID response, UUID entry, Touchpoint where, String language, Optional<Content.Rating> rating,
            Instant saidAt, Optional<Duration> unsure, boolean late, RecoveryCase.Kind kind, Rule rule) {
    }

    /** Opens a case; empty if this response has one already. */
    Optional<Long> open(Tx tx, Opening opening) {
        return tx.first(
                "INSERT INTO cases (response, entry, site, touchpoint, language, score, best, said_at, uncertainty, late,"
                        + " gravity, kind, rule, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new')"
                        + " ON CONFLICT (response) DO NOTHING RETURNING id",
                row -> row.number("id"), opening.response(), opening.entry(), opening.where().site(),
                opening.where().name(), opening.language(), opening.rating().map(Content.Rating::score).orElse(0),
                opening.rating().map(Content.Rating::best).orElse(0), opening.saidAt(),
                opening.unsure().map(Duration::toMillis).orElse(null), opening.late() ? 1 : 0,
                opening.rule().gravity().id(), opening.kind().id(), opening.rule().id());
    }

    Optional<Long> ofResponse(Tx tx, UUID response) {
        Asked asked = here(new Asked("c.response = ?", List.of(response)));
        return tx.first("SELECT c.id FROM cases c WHERE " + asked.sql(), row -> row.number("id"), asked.with());
    }

    /**
     * What of a response is shown on its case.
     *
     * @param left  when the guest went away before the end
     * @param guest what the guest is known by, in other responses too
     * @param reply the e-mail address at which the guest agreed to be answered
     */
    record Shown(Optional<String> reason, Optional<String> comment, Optional<Boolean> somebody, Optional<String> contact,
            Optional<Instant> left, Set<String> guest, Optional<String> reply) {
    }

    /** Shows that; a wish for somebody to come that a merged case brought along stays. */
    void show(Tx tx, long id, Shown shown) {
        boolean brought = joined(tx, List.of(id)).values().stream().anyMatch(
                others -> find(tx, others).stream().anyMatch(other -> other.somebody().orElse(false)));
        Optional<Boolean> somebody = brought ? Optional.of(true) : shown.somebody();
        tx.update("UPDATE cases SET reason = ?, comment = ?, somebody = ?, contact = ?, left_at = ?,"
                + " reply_to = ? WHERE id = ?",
                shown.reason().orElse(null), shown.comment().orElse(null),
                somebody.map(yes -> yes ? 1 : 0).orElse(null), shown.contact().orElse(null),
                shown.left().orElse(null), shown.reply().orElse(null), id);
        tx.update("DELETE FROM case_guests WHERE case_id = ?", id);
        shown.guest().forEach(
                mark -> tx.update("INSERT INTO case_guests (case_id, known_by) VALUES (?, ?)", id, mark));
    }

    void gravity(Tx tx, long id, Gravity gravity) {
        tx.update("UPDATE cases SET gravity = ? WHERE id = ?", gravity.id(), id);
    }

    void tag(Tx tx, long id, Collection<String> tags) {
        tags.forEach(
                tag -> tx.update("INSERT INTO case_tags (case_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING", id, tag));
    }

    /** Notes what became of asking the guest of a closed case again. */
    void outcome(Tx tx, long id, FollowUp.Outcome outcome) {
        tx.update("UPDATE cases SET outcome = ? WHERE id = ? AND state = 'closed'", outcome.id(), id);
    }

    /** A closed case is new again, as its guest is not content; whoever was at the place has to be there once more. */
    void goOn(Tx tx, long id, Instant at) {
        if (tx.update("UPDATE cases SET state = 'new', reopened = reopened + 1, reopened_at = ?, outcome = NULL,"
                + " taken_by = NULL, taken_at = NULL, closed_by = NULL, closed_at = NULL, arrived_at = NULL,"
                + " resolved_at = NULL WHERE id = ? AND state = 'closed'", at, id) != 1) {
            throw new IllegalStateException("case " + id + " is not closed and cannot go on");
        }
    }

    /** The case that goes on in the place of one that was merged; the same if it was not. */
    long goesOnAs(Tx tx, long id) {
        long last = id;
        Optional<Long> next = mergedInto(tx, id);
        while (next.isPresent()) {
            last = next.get();
            next = mergedInto(tx, last);
        }
        return last;
    }

    private static Optional<Long> mergedInto(Tx tx, long id) {
        return tx.first("SELECT merged_into FROM cases WHERE id = ?", row -> row.maybeNumber("merged_into"), id)
                .flatMap(into -> into);
    }

    /** Whether one of some cases' guests agreed to be answered at an e-mail address. */
    boolean hasEmail(Tx tx, Collection<Long> ids) {
        return tx.first("SELECT id FROM cases WHERE reply_to IS NOT NULL AND id IN (" + Tx.marks(ids.size()) + ") LIMIT 1",
                row -> row.number("id"), ids.toArray()).isPresent();
    }

    /** A case, and whether anybody ever took it. */
    record Fate(long id, boolean taken) {
    }

    Optional<Fate> fate(Tx tx, UUID response) {
        return tx.first("SELECT id, taken_at, reopened FROM cases WHERE response = ?", CaseStore::fate, response);
    }

    /** What became of the cases that a rule opened since some moment. */
    List<Fate> fates(Tx tx, Rule rule, Instant since) {
        return tx.list("SELECT id, taken_at, reopened FROM cases WHERE rule = ? AND said_at >= ?", CaseStore::fate,
                rule.id(), since);
    }

    private static Fate fate(Row row) {
        return new Fate(row.number("id"), row.maybeTime("taken_at").isPresent() || row.number("reopened") > 0);
    }

    /** When a rule last opened a case for a touchpoint. */
    Optional<Instant> lastOf(Tx tx, Rule rule, Touchpoint where) {
        return tx.first("SELECT max(said_at) AS last FROM cases WHERE rule = ? AND site = ? AND touchpoint = ?",
                row -> row.maybeTime("last"), rule.id(), where.site(), where.name()).flatMap(last -> last);
    }

    /** False if somebody is on it already, or was. */
    boolean withdraw(Tx tx, long id, Instant at) {
        return tx.update("UPDATE cases SET state = 'closed', closed_at = ? WHERE id = ? AND state = 'new' AND reopened = 0",
                at,
                id) == 1;
    }

    /** What the guest says instead. */
    void sayInstead(Tx tx, long id, Entry entry, Content.Rating rating) {
        tx.update("UPDATE cases SET entry = ?, score = ?, best = ? WHERE id = ?", entry.id(), rating.score(),
                rating.best(), id);
    }

    /** A case that its guest had taken back is new again; any other stays as it is. */
    void reopen(Tx tx, long id) {
        tx.update("UPDATE cases SET state = 'new', closed_at = NULL WHERE id = ? AND state = 'closed'"
                + " AND closed_by IS NULL", id);
    }

    /** False if it was not new: somebody else was quicker. */
    boolean take(Tx tx, long id, String who, Instant now) {
        return tx.update("UPDATE cases SET state = 'taken', taken_by = ?, taken_at = ? WHERE id = ? AND state = 'new'", who,
                now, id) == 1;
    }

    /** False if this person does not have it. */
    boolean close(Tx tx, long id, String who, Instant now, Closing closing) {
        return tx.update("UPDATE cases SET state = 'closed', closed_by = ?, closed_at = ?, note = ?, cause = ?, action = ?,"
                + " first_closed_at = coalesce(first_closed_at, ?) WHERE id = ? AND state = 'taken' AND taken_by = ?", who,
                now, closing.note().orElse(null), closing.cause(), closing.action(), now, id, who) == 1;
    }

    /** False if the one who gives it does not have it. */
    boolean handOver(Tx tx, long id, String from, String to, Instant now) {
        return tx.update("UPDATE cases SET taken_by = ?, taken_at = ? WHERE id = ? AND state = 'taken' AND taken_by = ?",
                to,
                now, id, from) == 1;
    }

    /** Somebody is to look at a case; the last reason counts. */
    void call(Tx tx, long id, String staff, Notice.Why why, String by, Instant at) {
        tx.update("INSERT INTO case_notices (staff, case_id, why, by_whom, at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (staff, case_id) DO UPDATE SET why = excluded.why, by_whom = excluded.by_whom,"
                + " at = excluded.at", staff, id, why.id(), by, at);
    }

    boolean isCalled(Tx tx, long id, String staff) {
        return tx.first("SELECT at FROM case_notices WHERE staff = ? AND case_id = ?", row -> row.time("at"), staff, id)
                .isPresent();
    }

    /** False if nobody had asked them to. */
    boolean looked(Tx tx, long id, String staff) {
        return tx.update("DELETE FROM case_notices WHERE staff = ? AND case_id = ?", staff, id) == 1;
    }

    /** By whom they are for, latest first, at most so many of each. */
    Map<String, List<Notice>> notices(Tx tx, int most) {
        Asked asked = here(new Asked("1 = 1", List.of()));
        Map<String, List<Notice>> notices = new HashMap<>();
        tx.each("SELECT * FROM (SELECT n.*, c.site, c.touchpoint, s.display_name AS caller, row_number() OVER"
                + " (PARTITION BY n.staff ORDER BY n.at DESC, n.case_id DESC) AS place FROM case_notices n"
                + " JOIN cases c ON c.id = n.case_id JOIN staff s ON s.name = n.by_whom WHERE " + asked.sql()
                + ") WHERE place <= ? ORDER BY staff, place",
                row -> notices.computeIfAbsent(row.text("staff"), _ -> new ArrayList<>()).add(new Notice(
                        row.number("case_id"), new Touchpoint(row.text("site"), row.text("touchpoint")),
                        Notice.Why.of(row.text("why")), new Staff(row.text("by_whom"), row.text("caller")),
                        row.time("at"))),
                asked.with(most));
        return notices;
    }

    /** Other cases of a case's guest, latest first. */
    List<RecoveryCase> ofSameGuest(Tx tx, long id, int most) {
        Asked asked = here(new Asked("c.id IN (SELECT o.case_id FROM case_guests g"
                + " JOIN case_guests o ON o.known_by = g.known_by WHERE g.case_id = ? AND o.case_id <> g.case_id)",
                List.of(id)));
        return tagged(tx, tx.list(CASE + "WHERE " + asked.sql() + " ORDER BY c.said_at DESC, c.id DESC LIMIT ?",
                CaseStore::recoveryCase, asked.with(most)));
    }

    boolean areOfOneGuest(Tx tx, long one, long other) {
        return tx.first("SELECT o.case_id FROM case_guests g JOIN case_guests o ON o.known_by = g.known_by"
                + " WHERE g.case_id = ? AND o.case_id = ? LIMIT 1", row -> row.number("case_id"), one, other).isPresent();
    }

    /** False if either is closed, or with somebody else, by now. */
    boolean merge(Tx tx, long id, long into, String who, Instant now) {
        String free = "(%1$s.state = 'new' OR %1$s.state = 'taken' AND %1$s.taken_by = ?)";
        return tx
                .update("UPDATE cases SET state = 'closed', closed_by = ?, closed_at = ?, merged_into = ? WHERE id = ? AND "
                        + free.formatted("cases") + " AND EXISTS (SELECT 1 FROM cases t WHERE t.id = ? AND "
                        + free.formatted("t")
                        + ")", who, now, into, id, who, into, who) == 1;
    }

    /** The guest wants somebody to come, whatever they said of it on this case itself. */
    void wantSomebody(Tx tx, long id) {
        tx.update("UPDATE cases SET somebody = 1 WHERE id = ?", id);
    }

    /** For each of some cases those that were merged into it, and those merged into these. */
    Map<Long, List<Long>> joined(Tx tx, Collection<Long> ids) {
        Map<Long, List<Long>> joined = new HashMap<>();
        tx.each("WITH RECURSIVE joined (root, id) AS (SELECT merged_into, id FROM cases WHERE merged_into IN ("
                + Tx.marks(ids.size()) + ") UNION ALL SELECT j.root, c.id FROM joined j JOIN cases c"
                + " ON c.merged_into = j.id) SELECT root, id FROM joined ORDER BY id",
                row -> joined.computeIfAbsent(row.number("root"), _ -> new ArrayList<>()).add(row.number("id")),
                ids.toArray());
        return joined;
    }

    /** False if somebody was there before. */
    boolean arrive(Tx tx, long id, Instant at) {
        return tx.update("UPDATE cases SET arrived_at = ? WHERE id = ? AND arrived_at IS NULL", at, id) == 1;
    }

    /** False if it was done before. */
    boolean resolve(Tx tx, long id, Instant at) {
        return tx.update("UPDATE cases SET resolved_at = ? WHERE id = ? AND resolved_at IS NULL", at, id) == 1;
    }

    /**
     * The case that somebody at a place means: one of their own, else one whose guest wants somebody, else the newest, of those
     * there that are neither closed nor done.
     */
    Optional<RecoveryCase> meantAt(Tx tx, Touchpoint place, String who, Instant from, Instant to) {
        return tagged(tx, tx.list(
                CASE + "WHERE c.state IN ('new', 'taken') AND c.resolved_at IS NULL AND c.site = ? AND c.touchpoint = ?"
                        + " AND c.said_at BETWEEN ? AND ? ORDER BY CASE WHEN c.taken_by = ? THEN 0 ELSE 1 END,"
                        + " CASE WHEN c.somebody = 1 THEN 0 ELSE 1 END, c.said_at DESC, c.id DESC LIMIT 1",
                CaseStore::recoveryCase,
                place.site(), place.name(), from, to, who)).stream().findFirst();
    }

    /** Those that nobody has taken although the guest wants somebody, and has not been told that nobody is free. */
    List<Long> waiting(Tx tx, Instant since) {
        return tx.list("SELECT c.id FROM cases c WHERE c.state = 'new' AND c.somebody = 1 AND c.late = 0 AND c.said_at >= ?"
                + " AND NOT EXISTS (SELECT 1 FROM case_changes h WHERE h.case_id = c.id AND h.what = ?)",
                row -> row.number("id"), since, What.NOBODY_FREE.id());
    }

    void note(Tx tx, long id, Instant at, What what, Optional<String> who, Optional<String> words) {
        tx.update("INSERT INTO case_changes (case_id, at, what, who, words) VALUES (?, ?, ?, ?, ?)", id, at, what.id(),
                who.orElse(null), words.orElse(null));
    }

    Optional<RecoveryCase> find(Tx tx, long id) {
        Asked asked = here(new Asked("c.id = ?", List.of(id)));
        return tagged(tx, tx.list(CASE + "WHERE " + asked.sql(), CaseStore::recoveryCase, asked.with())).stream()
                .findFirst();
    }

    List<RecoveryCase> find(Tx tx, Collection<Long> ids) {
        Asked asked = here(new Asked("c.id IN (" + Tx.marks(ids.size()) + ")", List.copyOf(ids)));
        return tagged(tx, tx.list(CASE + "WHERE " + asked.sql(), CaseStore::recoveryCase, asked.with()));
    }

    /** What a statement asks of a case, and the values in it. */
    private record Asked(String sql, List<Object> values) {

        Asked and(String more, Object... others) {
            return new Asked(sql + " AND " + more, Stream.concat(values.stream(), Stream.of(others)).toList());
        }

        /** Also, that it is a team's. */
        Asked and(Cases.View view, CaseFilter.Team team) {
            String whose = " IN (" + Tx.marks(team.people().size()) + ")";
            return view == Cases.View.CLOSED
                    ? and("c.closed_by" + whose, team.people().toArray())
                    : and("(c.taken_by" + whose + " OR c.state = 'new' AND " + team.sites().hold("c.site") + ")",
                            Stream.concat(team.people().stream(), team.sites().values().stream()).toArray());
        }

        /** The values with others behind them. */
        Object[] with(Object... others) {
            return Stream.concat(values.stream(), Stream.of(others)).toArray();
        }
    }

    /** The same, of cases at these sites alone; whoever belongs everywhere asks no more than before. */
    private Asked here(Asked asked) {
        return sites.everywhere() ? asked : asked.and(sites.hold("c.site"), sites.values().toArray());
    }

    private Asked asked(CaseFilter filter, String who, Instant now) {
        Asked asked = here(switch (filter.view()) {
            // In these words, which an index is made for.
            case OPEN -> new Asked("c.state IN ('new', 'taken')", List.of());
            case MINE -> new Asked("c.state = 'taken' AND c.taken_by = ?", List.of(who));
            case CLOSED -> new Asked("c.state = 'closed'", List.of());
        });
        if (filter.team().isPresent()) {
            asked = asked.and(filter.view(), filter.team().get());
        }
        if (filter.site().isPresent()) {
            asked = asked.and("c.site = ?", filter.site().get());
        }
        if (filter.touchpoint().isPresent()) {
            asked = asked.and("c.touchpoint = ?", filter.touchpoint().get());
        }
        if (filter.gravity().isPresent()) {
            asked = asked.and("c.gravity = ?", filter.gravity().get().id());
        }
        if (filter.tag().isPresent()) {
            asked = asked.and("EXISTS (SELECT 1 FROM case_tags g WHERE g.case_id = c.id AND g.tag = ?)",
                    filter.tag().get());
        }
        if (filter.outcome().isPresent()) {
            asked = asked.and("c.outcome = ?", filter.outcome().get().id());
        }
        if (filter.overdue()) {
            // Clocks follow behind: a case that was taken just now waits for what comes after that.
            asked = asked.and("c.state <> 'closed' AND EXISTS (SELECT 1 FROM case_clocks k WHERE k.case_id = c.id AND"
                    + " CASE WHEN c.state = 'taken' AND k.acknowledged_at IS NULL THEN k.respond_due ELSE k.due_at END"
                    + " <= ?)", now);
        }
        return asked;
    }

    /** Newest first. */
    List<RecoveryCase> list(Tx tx, CaseFilter filter, String who, Instant now, int most) {
        Asked asked = asked(filter, who, now);
        String order = filter.view() == Cases.View.CLOSED ? "c.closed_at DESC" : "c.said_at DESC";
        return tagged(tx, tx.list(CASE + "WHERE " + asked.sql() + " ORDER BY " + order + ", c.id DESC LIMIT ?",
                CaseStore::recoveryCase, asked.with(most)));
    }

    long count(Tx tx, CaseFilter filter, String who, Instant now) {
        return count(tx, asked(filter, who, now));
    }

    /** Which of some cases are in a list. */
    Set<Long> listed(Tx tx, CaseFilter filter, String who, Instant now, Collection<Long> ids) {
        Asked asked = asked(filter, who, now);
        return new HashSet<>(tx.list("SELECT c.id FROM cases c WHERE " + asked.sql() + " AND c.id IN ("
                + Tx.marks(ids.size()) + ")", row -> row.number("id"), asked.with(ids.toArray())));
    }

    Cases.Choices choices(Tx tx, CaseFilter filter, String who, Instant now) {
        Asked all = asked(CaseFilter.all(filter.view()), who, now);
        Asked there = filter.site().map(site -> all.and("c.site = ?", site)).orElse(all);
        return new Cases.Choices(
                tx.list("SELECT DISTINCT c.site FROM cases c WHERE " + all.sql() + " ORDER BY c.site",
                        row -> row.text("site"), all.with()),
                tx.list("SELECT DISTINCT c.touchpoint FROM cases c WHERE " + there.sql() + " ORDER BY c.touchpoint",
                        row -> row.text("touchpoint"), there.with()),
                sites.everywhere()
                        ? tx.list("SELECT DISTINCT tag FROM case_tags ORDER BY tag", row -> row.text("tag"))
                        : tx.list("SELECT DISTINCT g.tag FROM cases c JOIN case_tags g ON g.case_id = c.id WHERE "
                                + all.sql() + " ORDER BY g.tag", row -> row.text("tag"), all.with()));
    }

    Cases.Tally tally(Tx tx) {
        Asked taken = here(new Asked("c.state = 'taken'", List.of()));
        Asked open = asked(CaseFilter.all(Cases.View.OPEN), "", Instant.EPOCH);
        Asked closed = asked(CaseFilter.all(Cases.View.CLOSED), "", Instant.EPOCH);
        Map<String, Long> byHolder = new HashMap<>();
        tx.each("SELECT c.taken_by, count(*) AS many FROM cases c WHERE " + taken.sql() + " GROUP BY c.taken_by",
                row -> byHolder.put(row.text("taken_by"), row.number("many")), taken.with());
        return new Cases.Tally(count(tx, open), count(tx, closed), Map.copyOf(byHolder));
    }

    private static long count(Tx tx, Asked asked) {
        return tx.first("SELECT count(*) AS matching FROM cases c WHERE " + asked.sql(), row -> row.number("matching"),
                asked.with()).orElseThrow();
    }

    List<CaseChange> history(Tx tx, long id) {
        return changes(tx, "WHERE h.case_id = ? ORDER BY h.position", id);
    }

    List<CaseChange> histories(Tx tx, Collection<Long> ids) {
        return changes(tx, "WHERE h.case_id IN (" + Tx.marks(ids.size()) + ") ORDER BY h.position", ids.toArray());
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
                row.maybeTime("left_at"), Gravity.of(row.text("gravity")),
                RecoveryCase.Kind.of(row.text("kind")), List.of(), onSite(row),
                row.maybeTime("reopened_at").map(at -> new RecoveryCase.Reopened((int) row.number("reopened"), at)),
                state(row));
    }

    private static List<RecoveryCase> tagged(Tx tx, List<RecoveryCase> cases) {
        if (cases.isEmpty()) {
            return cases;
        }
        Map<Long, List<String>> tags = new HashMap<>();
        tx.each("SELECT case_id, tag FROM case_tags WHERE case_id IN (" + Tx.marks(cases.size()) + ") ORDER BY tag",
                row -> tags.computeIfAbsent(row.number("case_id"), _ -> new ArrayList<>()).add(row.text("tag")),
                cases.stream().map(RecoveryCase::id).toArray());
        return cases.stream().map(one -> tags.containsKey(one.id()) ? one.with(tags.get(one.id())) : one).toList();
    }

    private static RecoveryCase.OnSite onSite(Row row) {
        Optional<Instant> arrived = row.maybeTime("arrived_at");
        return new RecoveryCase.OnSite(arrived, arrived.flatMap(at -> row.maybeTime("taken_at").filter(at::isAfter)
                .map(taken -> Duration.between(taken, at))), row.maybeTime("resolved_at"));
    }

    private static CaseState state(Row row) {
        if (row.text("state").equals("closed") && row.maybeText("closed_by").isEmpty()) {
            return new CaseState.Withdrawn(row.time("closed_at"));
        }
        Optional<Long> into = row.maybeNumber("merged_into");
        if (into.isPresent()) {
            return new CaseState.Merged(new Staff(row.text("closed_by"), row.text("closer")), row.time("closed_at"),
                    into.get());
        }
        return switch (row.text("state")) {
            case "new" -> new CaseState.New();
            case "taken" -> new CaseState.Taken(new Staff(row.text("taken_by"), row.text("taker")), row.time("taken_at"));
            default -> new CaseState.Closed(new Staff(row.text("closed_by"), row.text("closer")), row.time("closed_at"),
                    row.maybeText("note"), row.maybeText("cause"), row.maybeText("action"),
                    row.maybeText("outcome").map(FollowUp.Outcome::of));
        };
    }
}
