package org.amends.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.StartRefused;
import org.amends.kiosk.outbox.Outbox.Counts;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.response.Uptime;
import org.amends.wire.Batch;
import org.amends.wire.Boot;
import org.amends.wire.Chain;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** The outbox's file and its SQL. Used from one thread at a time. */
final class OutboxStore implements AutoCloseable {

    static final String FILE = "outbox.db";

    private static final String WAITING = "acknowledged_at IS NULL";
    private static final String COLUMNS = "position, sequence, link, id, response, body, set_aside";
    /** So many boots are remembered; a terminal that starts more often while it is offline knows its times less well. */
    private static final int MOST_BOOTS = 1000;

    private final Connection connection;
    private final PreparedStatement insert;

    /** Where the present story ends; moved on only by what was committed. */
    private Head head;
    private long lastPosition;

    /**
     * The end of a story.
     *
     * @param number   of the story in this file
     * @param position of its last entry, 0 before the first
     * @param sequence of its last entry, 0 before the first
     */
    record Head(long number, UUID story, long position, long sequence, String link) {
    }

    private OutboxStore(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(
                "INSERT INTO entry (position, story, sequence, link, boot, uptime, id, response, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.head = readHead();
        this.lastPosition = number("SELECT COALESCE(MAX(position), 0) FROM entry");
    }

    /**
     * Opens the file, making it where there is none.
     *
     * @throws StartRefused if a newer program wrote it
     */
    static OutboxStore open(Path file) throws SQLException, IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        SQLiteConfig config = new SQLiteConfig();
        // NORMAL can lose the last commits at a power cut; a guest who saw "thanks" must be in the file.
        config.setSynchronous(SynchronousMode.FULL);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            OutboxSchema.bringUp(connection, file);
            return new OutboxStore(connection);
        } catch (SQLException | StartRefused failed) {
            connection.close();
            throw failed;
        }
    }

    Head head() {
        return head;
    }

    /** Commits an entry as the next of the present story. */
    long add(long boot, long uptime, UUID id, UUID response, String body) throws SQLException {
        long sequence = head.sequence() + 1;
        String link = Chain.link(head.link(), sequence, Chain.digest(body));
        long position = lastPosition + 1;
        insert.setLong(1, position);
        insert.setLong(2, head.number());
        insert.setLong(3, sequence);
        insert.setString(4, link);
        insert.setLong(5, boot);
        insert.setLong(6, uptime);
        insert.setString(7, id.toString());
        insert.setString(8, response.toString());
        insert.setString(9, body);
        insert.executeUpdate();
        lastPosition = position;
        head = new Head(head.number(), head.story(), position, sequence, link);
        return sequence;
    }

    /** The oldest waiting entries of the story of the oldest one, from a position on. */
    List<Waiting> oldest(long fromPosition, int most) throws SQLException {
        return list("SELECT " + COLUMNS + " FROM entry WHERE " + WAITING + " AND position >= ?1 AND story ="
                + " (SELECT story FROM entry WHERE " + WAITING + " AND position >= ?1 ORDER BY position LIMIT 1)"
                + " ORDER BY position LIMIT ?2", OutboxStore::waiting, fromPosition, most);
    }

    /** The story of an entry. */
    Story storyOf(long position) throws SQLException {
        return list("SELECT s.number, s.id, s.previous, s.reason FROM story s JOIN entry e ON e.story = s.number"
                + " WHERE e.position = ?", OutboxStore::story, position).getFirst();
    }

    /** Every story of which something is kept. */
    List<Story> stories() throws SQLException {
        return list("SELECT number, id, previous, reason FROM story WHERE number = ?"
                + " OR EXISTS (SELECT 1 FROM entry WHERE story = story.number) ORDER BY number", OutboxStore::story,
                head.number());
    }

    /** A story of this file. */
    record Story(long number, UUID id, Optional<Batch.Previous> previous) {
    }

    void acknowledge(Collection<Long> positions, long atMillis) throws SQLException {
        inTransaction(() -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE entry SET acknowledged_at = ? WHERE position = ?")) {
                for (long position : positions) {
                    update.setLong(1, atMillis);
                    update.setLong(2, position);
                    update.executeUpdate();
                }
            }
        });
    }

    void setAside(long position, String reason) throws SQLException {
        change("UPDATE entry SET set_aside = ? WHERE position = ?", reason, position);
    }

    /** The highest number of a story up to which the hub has confirmed all; 0 if it has not even the first. */
    long complete(long story) throws SQLException {
        return number("SELECT COALESCE((SELECT MIN(sequence) - 1 FROM entry WHERE story = ?1 AND " + WAITING + "),"
                + " (SELECT MAX(sequence) FROM entry WHERE story = ?1), 0)", story);
    }

    /** What the hub no longer has waits again. */
    int sendAgain(long story, long above) throws SQLException {
        return change("UPDATE entry SET acknowledged_at = NULL WHERE story = ? AND sequence > ?"
                + " AND acknowledged_at IS NOT NULL", story, above);
    }

    /**
     * Begins a new story with what waits in an old one from a number on. The bodies and ids stay as they are; they get new
     * numbers and links.
     */
    void beginAnew(Story old, long from, String reason) throws SQLException {
        UUID id = UUID.randomUUID();
        Head[] end = new Head[1];
        inTransaction(() -> {
            long number = number("SELECT MAX(number) + 1 FROM story");
            change("INSERT INTO story (number, id, previous, reason) VALUES (?, ?, ?, ?)", number, id.toString(),
                    old.id().toString(), reason);
            Head last = new Head(number, id, 0, 0, Chain.start(id));
            try (PreparedStatement select = connection.prepareStatement("SELECT position, body FROM entry WHERE story = ?"
                    + " AND sequence >= ? AND " + WAITING + " ORDER BY position");
                    PreparedStatement update = connection.prepareStatement(
                            "UPDATE entry SET story = ?, sequence = ?, link = ? WHERE position = ?")) {
                select.setLong(1, old.number());
                select.setLong(2, from);
                // Read out first: a row that moves within the index must not be met twice.
                List<Long> positions = new ArrayList<>();
                List<String> digests = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        positions.add(rows.getLong(1));
                        digests.add(Chain.digest(rows.getString(2)));
                    }
                }
                for (int i = 0; i < positions.size(); i++) {
                    last = new Head(number, id, positions.get(i), i + 1L, Chain.link(last.link(), i + 1L, digests.get(i)));
                    update.setLong(1, number);
                    update.setLong(2, last.sequence());
                    update.setString(3, last.link());
                    update.setLong(4, last.position());
                    update.executeUpdate();
                }
            }
            end[0] = last;
        });
        head = end[0];
    }

    /** Deletes some of what was acknowledged before a moment, never the last of the present story: it is counted from. */
    int forget(long acknowledgedBeforeMillis, int most) throws SQLException {
        return change("DELETE FROM entry WHERE position IN (SELECT position FROM entry WHERE acknowledged_at < ?"
                + " AND set_aside IS NULL AND position <> ? LIMIT ?)", acknowledgedBeforeMillis, head.position(), most);
    }

    Counts counts() throws SQLException {
        return new Counts(head.sequence(), number("SELECT COUNT(*) FROM entry WHERE " + WAITING),
                number("SELECT COUNT(*) FROM entry WHERE set_aside IS NOT NULL"));
    }

    /** Notes that the machine runs in this boot, and up to when it is known to have run in the one before. */
    long boot(Uptime now) throws SQLException {
        long latest = number("SELECT COALESCE(MAX(number), 0) FROM boot");
        if (latest > 0 && text("SELECT id FROM boot WHERE number = ?", latest).equals(Optional.of(now.boot()))) {
            return latest;
        }
        inTransaction(() -> {
            change("UPDATE boot SET last = MAX(last, COALESCE((SELECT uptime FROM entry WHERE boot = ?1 ORDER BY position"
                    + " DESC LIMIT 1), 0), COALESCE((SELECT MAX(answered) FROM exchange WHERE boot = ?1), 0)) WHERE number ="
                    + " ?1", latest);
            change("INSERT INTO boot (number, id, last) VALUES (?, ?, ?)", latest + 1, now.boot(), now.millis());
            change("DELETE FROM exchange WHERE boot <= ?", latest + 1 - MOST_BOOTS);
            change("DELETE FROM boot WHERE number <= ?", latest + 1 - MOST_BOOTS);
        });
        return latest + 1;
    }

    /** Notes an exchange; of one boot a few are enough, those next to what waits. */
    void exchanged(long boot, Boot.Exchange exchange) throws SQLException {
        inTransaction(() -> {
            long oldest = number("SELECT COALESCE((SELECT uptime FROM entry WHERE " + WAITING + " AND boot = ?"
                    + " ORDER BY position LIMIT 1), ?)", boot, exchange.answered());
            change("DELETE FROM exchange WHERE boot = ?1 AND answered < (SELECT MAX(answered) FROM exchange WHERE boot = ?1"
                    + " AND answered <= ?2)", boot, oldest);
            change("DELETE FROM exchange WHERE rowid IN (SELECT rowid FROM exchange WHERE boot = ? ORDER BY answered"
                    + " LIMIT -1 OFFSET ?)", boot, Boot.MOST_EXCHANGES - 2);
            change("INSERT INTO exchange (boot, asked, hub, answered) VALUES (?, ?, ?, ?)", boot, exchange.asked(),
                    exchange.hub(), exchange.answered());
        });
    }

    /**
     * The boots from the last one before an entry's in which a hub told its time, up to the present one.
     *
     * @param present the present boot's number
     * @param now     its uptime
     * @param latest  the latest exchange, which need not have been written down
     */
    List<Boot> boots(long position, long present, Uptime now, Optional<Boot.Exchange> latest) throws SQLException {
        long first = number("SELECT COALESCE((SELECT MAX(boot) FROM exchange WHERE boot < e.boot), e.boot) FROM entry e"
                + " WHERE position = ?", position);
        List<Boot> boots = new ArrayList<>();
        for (KeptBoot kept : list("SELECT number, id, last FROM boot WHERE number BETWEEN ? AND ? ORDER BY number",
                row -> new KeptBoot(row.getLong(1), row.getString(2), row.getLong(3)), first, present)) {
            List<Boot.Exchange> exchanges = new ArrayList<>(
                    list("SELECT asked, hub, answered FROM exchange WHERE boot = ? ORDER BY answered",
                            row -> new Boot.Exchange(row.getLong(1), row.getLong(2), row.getLong(3)), kept.number()));
            boolean here = kept.number() == present;
            if (here) {
                latest.filter(exchange -> !exchanges.contains(exchange)).ifPresent(exchanges::add);
            }
            boots.add(new Boot(kept.id(), here ? now.millis() : kept.last(), exchanges));
        }
        return boots;
    }

    private record KeptBoot(long number, String id, long last) {
    }

    Optional<String> fact(String name) throws SQLException {
        return text("SELECT value FROM fact WHERE name = ?", name);
    }

    void remember(String name, String value) throws SQLException {
        change("INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name,
                value);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            System.getLogger(OutboxStore.class.getName()).log(System.Logger.Level.WARNING,
                    "the outbox did not close cleanly; what was committed is kept", failed);
        }
    }

    private Head readHead() throws SQLException {
        Story story = list("SELECT number, id, previous, reason FROM story ORDER BY number DESC LIMIT 1",
                OutboxStore::story).getFirst();
        return list("SELECT position, sequence, link FROM entry WHERE story = ? ORDER BY sequence DESC LIMIT 1",
                row -> new Head(story.number(), story.id(), row.getLong(1), row.getLong(2), row.getString(3)),
                story.number()).stream().findFirst()
                .orElseGet(() -> new Head(story.number(), story.id(), 0, 0, Chain.start(story.id())));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(row.getLong(1), row.getLong(2), row.getString(3), UUID.fromString(row.getString(4)),
                UUID.fromString(row.getString(5)), row.getString(6), Optional.ofNullable(row.getString(7)));
    }

    private static Story story(ResultSet row) throws SQLException {
        String previous = row.getString(3);
        return new Story(row.getLong(1), UUID.fromString(row.getString(2)), previous == null
                ? Optional.empty()
                : Optional.of(new Batch.Previous(UUID.fromString(previous), row.getString(4))));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Work {
        void run() throws SQLException;
    }

    private <T> List<T> list(String sql, Reader<T> reader, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            List<T> list = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    list.add(reader.read(rows));
                }
            }
            return list;
        }
    }

    private long number(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getLong(1), values).getFirst();
    }

    private Optional<String> text(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getString(1), values).stream().findFirst();
    }

    private int change(String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            bind(update, values);
            return update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private void inTransaction(Work work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                work.run();
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException failed) {
                try {
                    statement.execute("ROLLBACK");
                } catch (SQLException alreadyRolledBack) {
                    failed.addSuppressed(alreadyRolledBack); // as SQLite does itself on a full disk
                }
                throw failed;
            }
        }
    }
}
