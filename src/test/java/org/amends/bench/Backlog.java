package org.amends.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.amends.kiosk.outbox.FilledOutbox;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.MachineClock;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.amends.wire.Wire;
import org.sqlite.SQLiteConfig;

/**
 * What a long backlog costs a terminal: its start and a tap's commit, measured within this process beside an empty outbox;
 * and draining it, by the real terminal (headless, 128 MiB of heap) into a real hub (256 MiB) while guests tap. The rate is
 * compared with that of a bare loop that only inserts the same rows into the hub's table, in the same batches.
 */
final class Backlog implements Benchmark {

    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");
    private static final int MEGABYTES = 4000;
    private static final int STARTS = 15;
    private static final int TAPS = 400;
    private static final int BATCH = Wire.MOST_ENTRIES;
    private static final int CHUNK = 10_000;
    private static final int QUIET_SECONDS = 15;
    private static final Pattern TAP = Pattern.compile("guest said=\\w+ .* at=(\\d+) answered=(\\d+)");

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String sentence() {
        return "start, commit and drain of a terminal with a backlog, against an empty one and a bare loop; -Dentries=N,"
                + " default 100000";
    }

    @Override
    public String run() throws Exception {
        int entries = Bench.size("entries", 100_000);
        Path folder = Files.createTempDirectory("amends-backlog");
        try {
            Venue venue = new Venue(folder).with("outbox-megabytes: " + MEGABYTES);
            try (RunningRole _ = venue.startHub(); RunningRole kiosk = venue.startKiosk()) {
                kiosk.line(line -> line.contains("paired as"));
            }
            Path empty = Files.createDirectory(folder.resolve("empty"));
            long begun = System.nanoTime();
            FilledOutbox.fill(venue.kioskData(), MachineClock.ofThisMachine(), PLACE, entries);
            say("filled in " + seconds(begun) + " s, " + Files.size(venue.kioskData().resolve("outbox.db")) / 1_000_000
                    + " MB");
            String starts = starts(empty, venue.kioskData());
            String commits = commits(empty, venue.kioskData());
            say(starts + " " + commits);
            Path table = Files.copy(venue.hubData().resolve("hub.db"), folder.resolve("bare.db"));
            double bare = bare(venue.kioskData().resolve("outbox.db"), table);
            say("bare_rows_s=" + Math.round(bare));
            return "entries=" + entries + " " + starts + " " + commits + " " + drain(venue, bare);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static String starts(Path empty, Path full) {
        List<Long> emptyNanos = new ArrayList<>();
        List<Long> fullNanos = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            emptyNanos.add(start(empty));
            fullNanos.add(start(full));
        }
        // The first ones load classes.
        return String.format(Locale.ROOT, "start_ratio=%.2f start_empty_ms=%.1f start_ms=%.1f",
                median(fullNanos.subList(3, STARTS)) / median(emptyNanos.subList(3, STARTS)),
                median(emptyNanos.subList(3, STARTS)) / 1e6, median(fullNanos.subList(3, STARTS)) / 1e6);
    }

    private static long start(Path folder) {
        long begun = System.nanoTime();
        try (Outbox outbox = Outbox.open(folder, MachineClock.ofThisMachine(), PLACE, new ContentSeal(Optional::empty),
                MEGABYTES)) {
            tap(outbox);
            return System.nanoTime() - begun;
        }
    }

    private static String commits(Path empty, Path full) {
        List<Long> emptyNanos = new ArrayList<>();
        List<Long> fullNanos = new ArrayList<>();
        try (Outbox one = Outbox.open(empty, MachineClock.ofThisMachine(), PLACE, new ContentSeal(Optional::empty),
                MEGABYTES);
                Outbox other = Outbox.open(full, MachineClock.ofThisMachine(), PLACE, new ContentSeal(Optional::empty),
                        MEGABYTES)) {
            for (int i = 0; i < TAPS; i++) {
                emptyNanos.add(tap(one));
                fullNanos.add(tap(other));
            }
        }
        return String.format(Locale.ROOT, "commit_ratio=%.2f commit_empty_ms=%.2f commit_ms=%.2f",
                median(fullNanos) / median(emptyNanos), median(emptyNanos) / 1e6, median(fullNanos) / 1e6);
    }

    private static long tap(Outbox outbox) {
        long begun = System.nanoTime();
        outbox.add(UUID.randomUUID(), "stay", "en", new Content.Rating("stay", 4, 4)).join();
        return System.nanoTime() - begun;
    }

    /** Rows per second of inserting alone into the hub's own table; reading them before that is not counted. */
    private static double bare(Path outbox, Path ledger) throws SQLException {
        long nanos = 0;
        long rows = 0;
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + outbox);
                Connection into = asTheHubDoes().createConnection("jdbc:sqlite:" + ledger)) {
            String terminal;
            try (Statement statement = into.createStatement();
                    ResultSet paired = statement.executeQuery("SELECT id FROM terminals")) {
                terminal = paired.getString(1);
            }
            try (Statement statement = into.createStatement()) {
                statement.executeUpdate("INSERT INTO stories (number, id, terminal, complete, highest, repeats, began_at,"
                        + " heard_at) SELECT 1, 'bare', id, 0, 0, 0, 0, 0 FROM terminals");
            }
            List<String[]> chunk;
            for (long after = 0; !(chunk = read(from, after)).isEmpty(); after += chunk.size()) {
                long begun = System.nanoTime();
                for (int first = 0; first < chunk.size(); first += BATCH) {
                    insert(into, terminal, chunk.subList(first, Math.min(chunk.size(), first + BATCH)), after + first);
                }
                nanos += System.nanoTime() - begun;
                rows += chunk.size();
            }
        }
        return rows / (nanos / 1e9);
    }

    private static SQLiteConfig asTheHubDoes() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return config;
    }

    private static List<String[]> read(Connection from, long after) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (PreparedStatement select = from.prepareStatement(
                "SELECT link, id, response, body FROM entry WHERE position > ? ORDER BY position LIMIT " + CHUNK)) {
            select.setLong(1, after);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(new String[]{found.getString(1), found.getString(2), found.getString(3), found.getString(4)});
                }
            }
        }
        return rows;
    }

    private static void insert(Connection into, String terminal, List<String[]> rows, long before) throws SQLException {
        into.setAutoCommit(false);
        try (PreparedStatement insert = into.prepareStatement("INSERT INTO ledger (terminal, story, sequence, link, digest,"
                + " entry, response, said_at, received_at, happened_at, uncertainty, kind, score, body)"
                + " VALUES (?, 1, ?, ?, NULL, ?, ?, ?, ?, ?, 5, 'rating', 4, ?)")) {
            long sequence = before;
            for (String[] row : rows) {
                sequence++;
                insert.setString(1, terminal);
                insert.setLong(2, sequence);
                insert.setString(3, row[0]);
                insert.setString(4, row[1]);
                insert.setString(5, row[2]);
                insert.setLong(6, System.currentTimeMillis());
                insert.setLong(7, System.currentTimeMillis());
                insert.setLong(8, System.currentTimeMillis());
                insert.setString(9, row[3]);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        into.commit();
    }

    private static String drain(Venue venue, double bare) throws Exception {
        try (RunningRole kiosk = venue.startWatchedKiosk(WatchedKiosk.class, List.of("-Xmx128m", "-XX:TieredStopAtLevel=4"),
                "--guests", "1000000", "--guest-pause", "2000")) {
            kiosk.line(line -> line.startsWith("guest said="));
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            int quiet = kiosk.lines().size();
            long waiting = venue.waiting();
            try (RunningRole hub = venue.startHub(List.of("-Xmx256m", "-XX:TieredStopAtLevel=4"))) {
                int from = kiosk.lines().size();
                // It had waited longer and longer for a hub; its first batch is the start.
                while (venue.waiting() >= waiting) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                waiting = venue.waiting();
                long begun = System.nanoTime();
                List<Long> kioskMb = new ArrayList<>();
                List<Long> hubMb = new ArrayList<>();
                long rest = waiting;
                while (rest > BATCH) {
                    TimeUnit.SECONDS.sleep(1);
                    rest = venue.waiting();
                    kioskMb.add(megabytes(kiosk.pid()));
                    hubMb.add(megabytes(hub.pid()));
                    if (kioskMb.size() % 20 == 0) {
                        say("waiting=" + rest + " kiosk_mb=" + kioskMb.getLast() + " hub_mb=" + hubMb.getLast());
                    }
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                double rate = (waiting - rest) / seconds;
                List<String> before = kiosk.lines().subList(0, quiet);
                List<String> meanwhile = kiosk.lines().subList(from, kiosk.lines().size());
                List<Venue.Kept> ledger = venue.ledger();
                long doubled = ledger.size() - ledger.stream().map(Venue.Kept::id).distinct().count();
                return String.format(Locale.ROOT,
                        "drain_ratio=%.2f drain_rows_s=%.0f bare_rows_s=%.0f drained=%d doubled=%d peak_mb=%d"
                                + " kiosk_mb=%d..%d hub_mb=%d..%d frame_p99_ms=%d frame_quiet_p99_ms=%d frame_max_ms=%d"
                                + " frame_quiet_max_ms=%d tap_p99_ms=%d tap_quiet_p99_ms=%d",
                        rate / bare, rate, bare, waiting - rest, doubled, Math.max(most(kioskMb), most(hubMb)),
                        kioskMb.get(kioskMb.size() / 4), kioskMb.getLast(), hubMb.get(hubMb.size() / 4), hubMb.getLast(),
                        quantile(gaps(meanwhile), 0.99), quantile(gaps(before), 0.99), quantile(gaps(meanwhile), 1),
                        quantile(gaps(before), 1), quantile(taps(meanwhile), 0.99), quantile(taps(before), 0.99));
            }
        }
    }

    private static List<Long> gaps(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("pulses ")).skip(2)
                .flatMap(line -> Stream.of(line.substring("pulses ".length()).split(" "))).map(Long::valueOf).sorted()
                .toList();
    }

    private static List<Long> taps(List<String> lines) {
        return lines.stream().map(TAP::matcher).filter(Matcher::matches).skip(5)
                .map(tap -> Long.parseLong(tap.group(2)) - Long.parseLong(tap.group(1))).sorted().toList();
    }

    private static long quantile(List<Long> sorted, double part) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    private static long most(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** The resident set of a process. */
    private static long megabytes(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst().orElse(0) / 1024;
    }

    private static String seconds(long begun) {
        return String.valueOf((System.nanoTime() - begun) / 1_000_000_000);
    }

    private static void say(String line) {
        System.out.println("backlog: " + line);
    }
}
