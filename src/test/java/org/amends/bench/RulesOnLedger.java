package org.amends.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.BackTest;
import org.amends.hub.recovery.CaseWorker;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.recovery.Rule;
import org.amends.hub.recovery.Rules;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Wire;

/**
 * What rules cost on a ledger of thirty days: opening the cases of all of it, and trying rules on it. One guest in twenty is
 * unhappy, one in ten writes.
 */
final class RulesOnLedger implements Benchmark {

    private static final long SEED = 20261122;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String sentence() {
        return "opening cases by rules and trying rules on thirty days of the ledger; -Dentries=N responses, default 1000000";
    }

    @Override
    public String run() throws Exception {
        int responses = Bench.size("entries", 1_000_000);
        Path folder = Files.createTempDirectory("amends-rules");
        try (Database database = Database.open(folder)) {
            long last = fill(folder.resolve("hub.db"), responses);
            Ledger ledger = new Ledger();
            Clock clock = Clock.systemUTC();
            SiteKeys site = new SiteKeys(database, clock);
            site.prepare();
            SealedEntries sealed = new SealedEntries(site);
            Rules rules = new Rules(database, clock);
            rules.begin(2);
            BackTest test = new BackTest(database, ledger, sealed, rules, clock);
            StringBuilder told = new StringBuilder("entries=" + responses);
            told.append(tried("score", test, Rule.When.scoreAtMost(1), Optional.empty()));
            told.append(tried("words", test, words("bag"), Optional.empty()));
            told.append(tried("rare_words", test, words("fire"), Optional.empty()));
            told.append(tried("rate", test, Rule.When.scoreAtMost(2),
                    Optional.of(new Rule.Rate(30, Optional.of(60), Optional.empty(), 5))));
            Bell entries = new Bell();
            Cases cases = new Cases(database, clock, new Bell());
            long begun = System.nanoTime();
            try (CaseWorker _ = new CaseWorker(database, ledger, sealed, rules, clock, entries, new Bell()).start()) {
                while (!cases.haveSeen(last)) {
                    Thread.sleep(50);
                }
            }
            told.append(String.format(Locale.ROOT, " open_s=%.1f", (System.nanoTime() - begun) / 1e9));
            return told.toString();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static String tried(String name, BackTest test, Rule.When when, Optional<Rule.Rate> rate) {
        Rule rule = new Rule(0, 0, name, false, Gravity.NORMAL, List.of(), when, rate, Optional.empty());
        long begun = System.nanoTime();
        BackTest.Found found = test.of(rule, org.amends.hub.staff.Sites.ALL);
        return String.format(Locale.ROOT, " %s_s=%.2f %s_found=%d %s_days=%d", name, (System.nanoTime() - begun) / 1e9,
                name,
                found.opened(), name, Duration.between(found.since(), Instant.now()).toDays());
    }

    private static Rule.When words(String word) {
        return new Rule.When(Optional.empty(), Optional.empty(), List.of(), List.of(word), Optional.empty(), List.of(),
                List.of(), List.of(), List.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    /** Writes thirty days of one terminal's responses into a hub's database. Returns the last position. */
    static long fill(Path file, int responses) throws SQLException {
        Random random = new Random(SEED);
        long from = Instant.now().minus(Duration.ofDays(30)).toEpochMilli();
        long step = Duration.ofDays(30).toMillis() / responses;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO terminals (id, site, touchpoint, token_hash, paired_at)"
                    + " VALUES ('t', 'Airport', 'Gate', 'none', 0)");
            statement.execute("INSERT INTO stories (number, id, terminal, complete, highest, repeats, began_at, heard_at)"
                    + " VALUES (1, 'story', 't', 0, 0, 0, 0, 0)");
            connection.setAutoCommit(false);
            long sequence = 0;
            try (PreparedStatement row = connection.prepareStatement("INSERT INTO ledger (terminal, story, sequence, link,"
                    + " entry, response, said_at, received_at, happened_at, kind, score, body)"
                    + " VALUES ('t', 1, ?, '', ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (int i = 0; i < responses; i++) {
                    UUID response = new UUID(random.nextLong(), random.nextLong());
                    Touchpoint where = new Touchpoint("Airport", "Gate " + random.nextInt(100));
                    int score = random.nextInt(20) == 0 ? 1 + random.nextInt(2) : 3 + random.nextInt(2);
                    add(row, ++sequence, response, where, from + i * step, new Content.Rating("stay", score, 4), "rating",
                            score);
                    if (random.nextInt(10) == 0) {
                        String said = random.nextInt(50) == 0
                                ? "I have lost my bag"
                                : "Everything was as it always is here";
                        add(row, ++sequence, response, where, from + i * step, new Content.Comment("more", said), "comment",
                                null);
                    }
                }
            }
            connection.commit();
            return sequence;
        }
    }

    private static void add(PreparedStatement row, long sequence, UUID response, Touchpoint where, long at, Content content,
            String kind, Integer score) throws SQLException {
        UUID id = new UUID(sequence, response.getLeastSignificantBits());
        row.setLong(1, sequence);
        row.setString(2, id.toString());
        row.setString(3, response.toString());
        row.setLong(4, at);
        row.setLong(5, at);
        row.setLong(6, at);
        row.setString(7, kind);
        row.setObject(8, score);
        row.setString(9, Wire.text(
                new Entry(id, response, Instant.ofEpochMilli(at), Optional.empty(), where, "stay", "en", content)));
        row.executeUpdate();
    }
}
