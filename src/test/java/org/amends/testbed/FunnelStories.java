package org.amends.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.CrockfordBase32;
import org.amends.wire.RecoveryCode;
import org.amends.wire.Wire;

/**
 * Random guests and what became of their cases, written into the database of a hub that does not run: responses with several
 * ratings, corrections and late entries; cases that are taken back, taken, merged, attended to, closed, asked about, reopened
 * and erased; calls of staff and alarms of many, which are no guests.
 */
public final class FunnelStories implements AutoCloseable {

    private static final List<String> CAUSES = List.of("waiting", "noise", "staff", "other", "a-cause-of-long-ago");

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Random random;
    private final Instant end;
    private final List<Touchpoint> places;
    private final List<String> people;
    private final List<Told> cases = new ArrayList<>();
    private final List<Answer> unhappy = new ArrayList<>();
    private long sequence;

    private record Answer(UUID id, Touchpoint where, Instant at, boolean late) {
    }

    private static final class Told {
        long id;
        Answer answer;
        Instant now;
        String state = "new";
        String holder;
        int round;
        boolean over;
    }

    /**
     * @param days   that the guests come in, before the end
     * @param people accounts that work on cases
     */
    public FunnelStories(String file, long seed, Instant end, List<Touchpoint> places, List<String> people)
            throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
        connection.setAutoCommit(false);
        random = new Random(seed);
        this.end = end;
        this.places = places;
        this.people = people;
        run("INSERT INTO terminals (id, site, touchpoint, token_hash, paired_at) VALUES ('stories', 'None', 'None', 'none', 0)"
                + " ON CONFLICT DO NOTHING");
        run("INSERT INTO stories (id, terminal, complete, highest, repeats, began_at, heard_at)"
                + " VALUES ('stories', 'stories', 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING");
    }

    /** Adds responses of some days before the end, of which a part will be unhappy; some entries come later than others. */
    public void respond(int responses, int ofWhichUnhappy, int days) throws SQLException {
        List<Entry> late = new ArrayList<>();
        long span = Duration.ofDays(days).toMillis();
        for (int i = 0; i < responses; i++) {
            Instant at = end.minusMillis(span - (long) (span * (double) i / responses)).minusMillis(random.nextInt(60_000));
            UUID id = new UUID(random.nextLong(), random.nextLong());
            Touchpoint where = places.get(random.nextInt(places.size()));
            if (i % Math.max(1, responses / ofWhichUnhappy) == 0) {
                unhappy.add(new Answer(id, where, at, random.nextInt(20) == 0));
            }
            int kind = random.nextInt(40);
            if (kind == 0) {
                add(entry(id, at, where, new Content.SomebodyNow(Content.SomebodyNow.STAFF_CALL, true)), "somebody-now");
                continue;
            }
            add(entry(id, at, where, new Content.Rating("stay", 1 + random.nextInt(4), 4)), "rating");
            if (kind < 4) {
                add(entry(id, at.plusSeconds(3), where, new Content.Rating("food", 1 + random.nextInt(4), 4)), "rating");
            } else if (kind == 4) {
                add(entry(id, at.plusSeconds(3), where, new Content.Correction("stay")), "correction");
                add(entry(id, at.plusSeconds(4), where, new Content.Rating("stay", 4, 4)), "rating");
            } else if (kind == 5) {
                late.add(entry(id, at.plusSeconds(9), where, new Content.Left("stay")));
            } else if (kind == 6) {
                add(entry(id, at.plusSeconds(9), where, new Content.RecoveryToken(Content.RecoveryToken.SHOWN,
                        code().digest())), "recovery-token");
            }
        }
        for (Entry entry : late) {
            add(entry, "left");
        }
    }

    /** One of the seed's, which no terminal would make. */
    private RecoveryCode code() {
        return RecoveryCode.read(random.ints(RecoveryCode.LETTERS, 0, CrockfordBase32.ALPHABET.length())
                .mapToObj(CrockfordBase32.ALPHABET::charAt).map(String::valueOf).collect(Collectors.joining()))
                .orElseThrow();
    }

    private Entry entry(UUID response, Instant at, Touchpoint where, Content content) {
        return new Entry(new UUID(random.nextLong(), random.nextLong()), response, at, Optional.empty(), where, "stay",
                "en",
                content);
    }

    private void add(Entry entry, String kind) throws SQLException {
        long number = ++sequence;
        long at = entry.at().toEpochMilli();
        run("INSERT INTO ledger (terminal, story, sequence, link, entry, response, said_at, received_at, happened_at, kind, body)"
                + " VALUES ('stories', (SELECT number FROM stories WHERE id = 'stories'), ?, '', ?, ?, ?, ?, ?, ?, ?)",
                number, new UUID(random.nextLong(), random.nextLong()).toString(),
                entry.response().toString(), at, at, at, kind, Wire.text(entry));
    }

    /** Opens a case for each who is unhappy and has none yet. */
    public void open() throws SQLException {
        long id = number("SELECT coalesce(max(id), 0) FROM cases");
        for (Answer answer : unhappy) {
            Told told = new Told();
            told.id = ++id;
            told.answer = answer;
            told.now = answer.at;
            int kind = random.nextInt(30);
            String rule = kind == 0 ? "rate" : kind == 1 ? "heard" : "guest";
            boolean call = kind == 2 || number("SELECT count(*) FROM ledger WHERE response = '" + answer.id
                    + "' AND kind = 'somebody-now'") > 0;
            run("INSERT INTO cases (id, response, entry, site, touchpoint, language, score, best, said_at, late, gravity, kind,"
                    + " state) VALUES (?, ?, ?, ?, ?, 'en', ?, ?, ?, ?, 'normal', ?, 'new')", id, answer.id.toString(),
                    answer.id.toString(),
                    answer.where.site(), answer.where.name(), call ? 0 : 1, call ? 0 : 4, answer.at.toEpochMilli(),
                    answer.late ? 1 : 0, rule);
            long begins = answer.late ? answer.at.plus(Duration.ofHours(5)).toEpochMilli() : answer.at.toEpochMilli();
            run("INSERT INTO case_clocks (case_id, arrived_at, acknowledge_due, respond_due, resolve_due, acknowledge_arrival,"
                    + " respond_arrival, resolve_arrival) VALUES (?, ?, ?, 0, 0, 0, 0, 0)", id, begins,
                    begins + Duration.ofMinutes(10).toMillis());
            changed(told, "opened", null);
            cases.add(told);
        }
        unhappy.clear();
    }

    /** So many things happen to each of some cases. */
    public void live(int first, int last, int steps) throws SQLException {
        for (Told told : cases.subList(first, last)) {
            for (int i = 0; i < steps; i++) {
                step(told);
            }
        }
    }

    public int cases() {
        return cases.size();
    }

    private void step(Told told) throws SQLException {
        told.now = told.now.plusMillis((long) (-Math.log(1 - random.nextDouble()) * Duration.ofMinutes(12).toMillis()));
        int what = random.nextInt(20);
        if (told.over) {
            return;
        }
        if (what == 0) {
            run("UPDATE cases SET contact = 'guest@example.org' WHERE id = ?", told.id);
            changed(told, "contact", null);
            return;
        }
        if (what == 1 && told.state.equals("closed")) {
            run("UPDATE cases SET contact = NULL WHERE id = ?", told.id);
            changed(told, "erased", null);
            return;
        }
        switch (told.state) {
            case "new" -> {
                if (what == 2 && told.round == 0) {
                    run("UPDATE cases SET state = 'closed', closed_at = ? WHERE id = ?", told.now.toEpochMilli(), told.id);
                    run("UPDATE case_clocks SET acknowledged_at = ? WHERE case_id = ?", told.now.toEpochMilli(), told.id);
                    changed(told, "corrected", null);
                    told.state = "withdrawn";
                } else if (what == 3 && told.round == 0) {
                    merge(told);
                } else if (what > 6) {
                    told.holder = people.get(random.nextInt(people.size()));
                    run("UPDATE cases SET state = 'taken', taken_by = ?, taken_at = ? WHERE id = ?", told.holder,
                            told.now.toEpochMilli(), told.id);
                    run("UPDATE case_clocks SET acknowledged_at = ? WHERE case_id = ? AND acknowledged_at IS NULL",
                            told.now.toEpochMilli(), told.id);
                    changed(told, "taken", told.holder);
                    told.state = "taken";
                }
            }
            case "withdrawn" -> {
                if (what < 6) {
                    run("UPDATE cases SET state = 'new', closed_at = NULL WHERE id = ?", told.id);
                    run("UPDATE case_clocks SET acknowledged_at = NULL WHERE case_id = ?", told.id);
                    changed(told, "opened", null);
                    told.state = "new";
                }
            }
            case "taken" -> {
                if (what < 5) {
                    run("UPDATE cases SET arrived_at = coalesce(arrived_at, ?) WHERE id = ?", told.now.toEpochMilli(),
                            told.id);
                    changed(told, "arrived", told.holder);
                } else if (what < 8) {
                    changed(told, "wrote-guest", random.nextInt(4) == 0 ? null : told.holder);
                } else if (what < 10) {
                    merge(told);
                } else {
                    close(told);
                }
            }
            case "closed" -> {
                if (what > 4) {
                    answer(told, what);
                }
            }
            default -> throw new IllegalStateException(told.state);
        }
    }

    private void close(Told told) throws SQLException {
        told.round++;
        String cause = CAUSES.get(random.nextInt(CAUSES.size()));
        String channel = List.of("page", "email", "none").get(random.nextInt(3));
        run("UPDATE cases SET state = 'closed', closed_by = ?, closed_at = ?, cause = ?, action = 'other',"
                + " first_closed_at = coalesce(first_closed_at, ?) WHERE id = ?", told.holder, told.now.toEpochMilli(),
                cause,
                told.now.toEpochMilli(), told.id);
        run("INSERT INTO follow_ups (case_id, round, closed_by, cause, action, asked_at, by_channel, due_at, outcome)"
                + " VALUES (?, ?, ?, ?, 'other', ?, ?, ?, ?)", told.id, told.round, told.holder, cause,
                told.now.toEpochMilli(), channel, channel.equals("none") ? null : Long.MAX_VALUE,
                channel.equals("none") ? "not-asked" : "waiting");
        changed(told, "closed", told.holder);
        told.state = "closed";
    }

    private void answer(Told told, int what) throws SQLException {
        String outcome = what < 8 ? "silent" : what < 12 ? "reopened" : what < 14 ? "answered" : "recovered";
        String open = what < 8 ? "('waiting')" : "('waiting', 'silent')";
        int changed = run(
                "UPDATE follow_ups SET outcome = ?, answered_at = ? WHERE case_id = ? AND round = ? AND outcome IN "
                        + open,
                outcome, what < 8 ? null : told.now.toEpochMilli(), told.id, told.round);
        if (changed == 0) {
            return;
        }
        if (outcome.equals("reopened")) {
            run("UPDATE cases SET state = 'new', reopened = reopened + 1, taken_by = NULL, taken_at = NULL, closed_by = NULL,"
                    + " closed_at = NULL, arrived_at = NULL WHERE id = ?", told.id);
            told.state = "new";
        }
        changed(told, outcome.equals("silent") ? "follow-up-silent" : outcome, null);
    }

    private void merge(Told told) throws SQLException {
        Told into = cases.get(random.nextInt(cases.size()));
        boolean open = into.state.equals("new") || into.state.equals("taken");
        if (into == told || into.over || !open || !into.answer.where.site().equals(told.answer.where.site())) {
            return;
        }
        String who = told.holder == null ? people.getFirst() : told.holder;
        run("UPDATE cases SET state = 'closed', closed_by = ?, closed_at = ?, merged_into = ? WHERE id = ?", who,
                told.now.toEpochMilli(), into.id, told.id);
        run("UPDATE case_clocks SET acknowledged_at = coalesce(acknowledged_at, ?) WHERE case_id = ?",
                told.now.toEpochMilli(), told.id);
        changed(told, "merged-into", who);
        changed(into, "merged", who);
        told.over = true;
    }

    private void changed(Told told, String what, String who) throws SQLException {
        run("INSERT INTO case_changes (case_id, at, what, who) VALUES (?, ?, ?, ?)", told.id, told.now.toEpochMilli(), what,
                who);
    }

    /** As if the steps before the funnel had said all they have to say. */
    public void done() throws SQLException {
        for (String step : List.of("cases", "rates", "answers")) {
            cursor(step, "SELECT coalesce(max(position), 0) FROM " + (step.equals("answers") ? "case_changes" : "ledger"));
        }
        cursor("clocks", "SELECT coalesce(max(position), 0) FROM case_changes");
        connection.commit();
    }

    private void cursor(String step, String position) throws SQLException {
        run("INSERT INTO cursors (step, position) VALUES (?, ?) ON CONFLICT (step) DO UPDATE SET position = excluded.position",
                step, number(position));
    }

    private long number(String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        }
    }

    private int run(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
