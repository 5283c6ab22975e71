package org.amends.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The funnel worked out from the rows of a hub's database alone, in one go and by none of the hub's own code: what its table to
 * download is held against, line by line.
 */
public final class RawFunnel {

    private static final List<String> FIGURES = List.of("negative", "reachable", "in_time", "attended", "resolved", "asked",
            "answered", "recovered", "reopened", "silent");
    /** What each is a share of, by place in that list; the first is one of all responses. */
    private static final int[] OF = {-1, 0, 0, 0, 0, 4, 5, 6, 6, 5};
    private static final int FEWEST = 5;
    private static final Pattern PLACE = Pattern.compile("\"site\":\"([^\"]*)\".*?\"(?:touchpoint|name)\":\"([^\"]*)\"");

    private final Function<String, ZoneId> zones;
    private final LocalDate from;
    private final LocalDate to;
    private final Function<LocalDate, LocalDate> stretch;
    private final Map<String, Line> lines = new TreeMap<>();
    private final Map<String, Long> causes = new TreeMap<>();
    private final Set<String> guests = new HashSet<>();

    private static final class Line {
        long responses;
        boolean counted;
        final long[] figures = new long[FIGURES.size()];
        final List<List<Long>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private static final class Guest {
        long id;
        String response;
        String site;
        String touchpoint;
        String kind;
        String state;
        long saidAt;
        boolean contact;
        boolean calls;
        String taker;
        String closer;
        Long closedAt;
        Long into;
        Long due;
        Long acknowledged;
        final Map<String, Long> happened = new HashMap<>();
        final List<String[]> closings = new ArrayList<>();
        final List<Guest> together = new ArrayList<>();
    }

    private RawFunnel(Function<String, ZoneId> zones, LocalDate from, LocalDate to,
            Function<LocalDate, LocalDate> stretch) {
        this.zones = zones;
        this.from = from;
        this.to = to;
        this.stretch = stretch;
    }

    /**
     * The lines of the table without its head, each without its days, in order.
     *
     * @param step    such as {@code day}
     * @param stretch the first day of the stretch that a day is in
     * @param teams   that somebody is in
     */
    public static List<String> of(String file, Function<String, ZoneId> zones, LocalDate from, LocalDate to, String step,
            Function<LocalDate, LocalDate> stretch, Function<String, List<String>> teams) throws SQLException {
        RawFunnel raw = new RawFunnel(zones, from, to, stretch);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000")) {
            raw.line("all,,").counted = true;
            for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
                raw.line(step + ",," + stretch.apply(day)).counted = true;
            }
            raw.responses(connection, step);
            raw.cases(connection, step, teams);
        }
        List<String> all = new ArrayList<>();
        raw.lines.forEach((name, line) -> all.add(name + written(line)));
        raw.causes.forEach((name, count) -> all.add("cause,," + name + ",,,,,,,,," + count));
        Collections.sort(all);
        return all;
    }

    /** The same of a table that was downloaded. */
    public static List<String> lines(String csv) {
        List<String> lines = new ArrayList<>();
        for (String line : csv.split("\r\n")) {
            String[] cells = line.split(",", -1);
            if (!cells[0].equals("slice")) {
                List<String> kept = new ArrayList<>(List.of(cells));
                kept.subList(3, 5).clear();
                lines.add(cells[0].equals("cause")
                        ? "cause,," + cells[2] + ",,,,,,,,," + cells[14]
                        : String.join(",", kept));
            }
        }
        Collections.sort(lines);
        return lines;
    }

    private Line line(String name) {
        return lines.computeIfAbsent(name, _ -> new Line());
    }

    private LocalDate day(String site, long at) {
        return Instant.ofEpochMilli(at).atZone(zones.apply(site)).toLocalDate();
    }

    private void responses(Connection connection, String step) throws SQLException {
        Set<String> seen = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT response, happened_at, body FROM ledger ORDER BY position")) {
            while (rows.next()) {
                String response = rows.getString(1);
                String body = rows.getString(3);
                Matcher place = PLACE.matcher(body);
                if (!seen.add(response) || !place.find() || body.contains("staff-call-button")) {
                    continue;
                }
                guests.add(response);
                LocalDate day = day(place.group(1), rows.getLong(2));
                if (!day.isBefore(from) && !day.isAfter(to)) {
                    for (String name : List.of("all,,", step + ",," + stretch.apply(day),
                            "site," + place.group(1) + "," + place.group(1),
                            "touchpoint," + place.group(1) + "," + place.group(2))) {
                        Line line = line(name);
                        line.counted = true;
                        line.responses++;
                    }
                }
            }
        }
    }

    private void cases(Connection connection, String step, Function<String, List<String>> teams) throws SQLException {
        Map<Long, Guest> all = read(connection);
        all.values().forEach(guest -> {
            Guest head = guest;
            while (head.into != null) {
                head = all.get(head.into);
            }
            head.together.add(guest);
        });
        for (Guest head : all.values()) {
            boolean withdrawn = head.state.equals("closed") && head.closer == null;
            if (head.into != null || withdrawn || head.kind.equals("rate")
                    || head.calls && !guests.contains(head.response)) {
                continue;
            }
            long pressed = head.together.stream().mapToLong(one -> one.saidAt).min().orElseThrow();
            LocalDate day = day(head.site, pressed);
            if (day.isBefore(from) || day.isAfter(to)) {
                continue;
            }
            boolean[] is = is(head);
            long[] times = {first(head, "taken"), Math.min(first(head, "arrived"), first(head, "wrote-guest")),
                    head.state.equals("closed") ? head.closedAt : Long.MAX_VALUE};
            List<String> names = new ArrayList<>(List.of("all,,", step + ",," + stretch.apply(day),
                    "site," + head.site + "," + head.site, "touchpoint," + head.site + "," + head.touchpoint));
            String who = head.state.equals("closed") ? head.closer : head.taker;
            if (who != null) {
                names.add("person,," + who);
                teams.apply(who).forEach(team -> names.add("team,," + team));
            }
            for (String name : names) {
                Line line = line(name);
                line.counted |= !name.startsWith("person") && !name.startsWith("team");
                for (int i = 0; i < is.length; i++) {
                    line.figures[i] += is[i] ? 1 : 0;
                }
                for (int i = 0; i < times.length; i++) {
                    if (times[i] != Long.MAX_VALUE) {
                        line.times.get(i).add(Math.max(0, times[i] - pressed));
                    }
                }
            }
            if (!head.closings.isEmpty()) {
                causes.merge(head.closings.getLast()[0], 1L, Long::sum);
            }
        }
    }

    private static boolean[] is(Guest head) {
        boolean[] is = new boolean[FIGURES.size()];
        boolean erased = first(head, "erased") != Long.MAX_VALUE;
        boolean inTime = first(head, "taken") != Long.MAX_VALUE;
        is[0] = true;
        for (Guest one : head.together) {
            is[1] |= one.contact || one.happened.containsKey("code");
            inTime &= one.acknowledged != null && one.acknowledged <= one.due;
        }
        is[1] |= erased && first(head, "contact") != Long.MAX_VALUE;
        is[2] = inTime;
        is[3] = first(head, "arrived") != Long.MAX_VALUE || first(head, "wrote-guest") != Long.MAX_VALUE;
        is[4] = !head.closings.isEmpty();
        for (String[] closing : head.closings) {
            is[5] |= !closing[1].equals("none");
            is[6] |= closing[2] != null;
            is[8] |= closing[3].equals("reopened");
            is[7] = closing[3].equals("recovered");
            is[9] = closing[3].equals("silent");
        }
        return is;
    }

    private static long first(Guest head, String what) {
        return head.together.stream().mapToLong(one -> one.happened.getOrDefault(what, Long.MAX_VALUE)).min().orElseThrow();
    }

    private static Map<Long, Guest> read(Connection connection) throws SQLException {
        Map<Long, Guest> all = new HashMap<>();
        Map<String, Guest> byResponse = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT * FROM cases")) {
                while (rows.next()) {
                    Guest guest = new Guest();
                    guest.id = rows.getLong("id");
                    guest.response = rows.getString("response");
                    guest.site = rows.getString("site");
                    guest.touchpoint = rows.getString("touchpoint");
                    guest.kind = rows.getString("kind");
                    guest.state = rows.getString("state");
                    guest.saidAt = rows.getLong("said_at");
                    guest.contact = rows.getString("contact") != null;
                    guest.calls = rows.getInt("best") == 0;
                    guest.taker = rows.getString("taken_by");
                    guest.closer = rows.getString("closed_by");
                    guest.closedAt = number(rows, "closed_at");
                    guest.into = number(rows, "merged_into");
                    all.put(guest.id, guest);
                    byResponse.put(guest.response, guest);
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT * FROM case_clocks")) {
                while (rows.next()) {
                    all.get(rows.getLong("case_id")).due = number(rows, "acknowledge_due");
                    all.get(rows.getLong("case_id")).acknowledged = number(rows, "acknowledged_at");
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT case_id, at, what, who FROM case_changes")) {
                while (rows.next()) {
                    if (!rows.getString("what").equals("wrote-guest") || rows.getString("who") != null) {
                        all.get(rows.getLong("case_id")).happened.merge(rows.getString("what"), rows.getLong("at"),
                                Math::min);
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT response FROM ledger WHERE kind = 'recovery-token'")) {
                while (rows.next()) {
                    Guest guest = byResponse.get(rows.getString(1));
                    if (guest != null) {
                        guest.happened.put("code", 0L);
                    }
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT * FROM follow_ups ORDER BY case_id, round")) {
                while (rows.next()) {
                    all.get(rows.getLong("case_id")).closings.add(new String[]{rows.getString("cause"),
                            rows.getString("by_channel"), rows.getString("answered_at"), rows.getString("outcome")});
                }
            }
        }
        return all;
    }

    private static Long number(ResultSet rows, String column) throws SQLException {
        long number = rows.getLong(column);
        return rows.wasNull() ? null : number;
    }

    private static String written(Line line) {
        StringBuilder text = new StringBuilder(",").append(line.counted ? String.valueOf(line.responses) : "");
        for (int i = 0; i < OF.length; i++) {
            long of = OF[i] >= 0 ? line.figures[OF[i]] : line.counted ? line.responses : 0;
            text.append(',').append(line.figures[i]).append(',');
            text.append(of < FEWEST ? "" : String.format(Locale.ROOT, "%.4f", (double) line.figures[i] / of));
        }
        for (List<Long> times : line.times) {
            Collections.sort(times);
            text.append(',').append(times.size()).append(',').append(quantile(times, 0.5)).append(',')
                    .append(quantile(times, 0.9));
        }
        return text.toString();
    }

    /** The least that at least that part did not exceed, counted out one by one. */
    private static String quantile(List<Long> times, double part) {
        if (times.size() < FEWEST) {
            return "";
        }
        int i = 0;
        while ((i + 1) * 100L < Math.round(part * 100) * times.size()) {
            i++;
        }
        return String.format(Locale.ROOT, "%.3f", times.get(i) / 1000.0);
    }
}
