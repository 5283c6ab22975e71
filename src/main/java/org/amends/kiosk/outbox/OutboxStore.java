package org.amends.kiosk.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
import org.amends.wire.Wire;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** The outbox's file and its SQL. Used from one thread at a time. */
final class OutboxStore implements AutoCloseable {

    static final String FILE = "outbox.db";

    private static final String WAITING = "acknowledged_at IS NULL";
    private static final String COLUMNS = "position, sequence, link, id, response, body, set_aside";
    /** So many boots are remembered; a terminal that starts more often while it is offline knows its times less well. */
    private static final int MOST_BOOTS = 1000;
    /** The version of an id that is made of a name. */
    private static final int NAMED = 3;
    /** Is there while nobody has the file open who may yet change it. */
    private static final String RAN_BEFORE = "ran before";
    private static final String CLOSED = "closed";

    private final Connection connection;
    private final Path file;
    private final Path log;
    private final boolean leftOpen;
    /** What the file and its log are to the kernel, whatever their names. */
    private final Optional<Object> fileKey;
    private final Optional<Object> logKey;

    /** Where the present story ends; moved on only by what was committed. */
    private Head head;
    private long lastPosition;
    /** What the terminal had run before the present boot, and when this file was opened, in milliseconds. */
    private long ranBefore;
    private long ranAtOpening;
    private boolean inTransaction;
    /** The present boot's number. */
    private long boot;

    /**
     * The end of a story.
     *
     * @param number   of the story in this file
     * @param position of its last entry, 0 before the first
     * @param sequence of its last entry, 0 before the first
     */
    record Head(long number, UUID story, long position, long sequence, String link) {
    }

    private OutboxStore(Connection connection, Path file, boolean isNew) throws SQLException {
        this.connection = connection;
        this.file = file;
        this.log = file.resolveSibling(file.getFileName() + "-wal");
        this.head = readHead();
        // Below that lies what was copied from a file that could not go on.
        this.lastPosition = number("SELECT MAX(0, COALESCE(MAX(position), 0)) FROM entry");
        this.leftOpen = change("DELETE FROM fact WHERE name = ?", CLOSED) == 0 && !isNew;
        this.fileKey = key(file);
        this.logKey = key(log);
    }

    /**
     * Opens the file, making it where there is none.
     *
     * @throws StartRefused if a newer program wrote it
     */
    static OutboxStore open(Path file) throws SQLException, IOException {
        boolean isNew = Files.notExists(file);
        if (isNew) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        SQLiteConfig config = new SQLiteConfig();
        // NORMAL can lose the last commits at a power cut; a guest who saw "thanks" must be in the file.
        config.setSynchronous(SynchronousMode.FULL);
        // What is erased, or old, is overwritten.
        config.setPragma(Pragma.SECURE_DELETE, "true");
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            OutboxSchema.bringUp(connection, file);
            return new OutboxStore(connection, file, isNew);
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    Head head() {
        return head;
    }

    long lastPosition() {
        return lastPosition;
    }

    /** The next position lies behind this one. */
    void countOnFrom(long position) {
        lastPosition = Math.max(lastPosition, position);
    }

    /** The first position that is taken or comes next. */
    long leastPosition() throws SQLException {
        return number("SELECT COALESCE((SELECT MIN(position) FROM entry), ?)", lastPosition + 1);
    }

    /** How much of the file holds something, in bytes: a few microseconds. */
    long size() throws SQLException {
        return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size");
    }

    /** How many entries were set aside. */
    long setAside() throws SQLException {
        return number("SELECT COUNT(*) FROM entry WHERE set_aside IS NOT NULL");
    }

    /** Whether whoever had the file open before did not close it, as at a power cut. */
    boolean wasLeftOpen() {
        return leftOpen;
    }

    /** Whether the file and its log are still those that were opened: a few microseconds. */
    boolean isInPlace() {
        return isFileInPlace() && key(log).equals(logKey);
    }

    /** Whether the file itself is still where it was opened. */
    boolean isFileInPlace() {
        return key(file).equals(fileKey);
    }

    private static Optional<Object> key(Path path) {
        try {
            return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** Says from which story that of this new file goes on. */
    void goesOnFrom(UUID before) throws SQLException {
        change("UPDATE story SET previous = ?, reason = 'damaged' WHERE number = ?", before.toString(), head.number());
    }

    /** The number of a story in this file; one that it does not have yet gets a place before all others. */
    long keepStory(UUID id, Optional<Batch.Previous> previous) throws SQLException {
        Optional<Long> there = list("SELECT number FROM story WHERE id = ?", row -> row.getLong(1), id.toString()).stream()
                .findFirst();
        if (there.isPresent()) {
            return there.get();
        }
        long number = number("SELECT MIN(number) - 1 FROM story");
        addStory(number, id, previous);
        return number;
    }

    private void addStory(long number, UUID id, Optional<Batch.Previous> previous) throws SQLException {
        change("INSERT INTO story (number, id, previous, reason) VALUES (?, ?, ?, ?)", number, id.toString(),
                previous.map(before -> before.story().toString()).orElse(null),
                previous.map(Batch.Previous::reason).orElse(null));
        remember("story " + number, id.toString());
    }

    /** Commits an entry as the next of the present story. */
    long add(long uptime, UUID id, UUID response, String body) throws SQLException {
        long sequence = head.sequence() + 1;
        String link = Chain.link(head.link(), sequence, Chain.digest(body));
        long position = lastPosition + 1;
        // Prepared each time: after one that failed, as on a full disk, the driver runs a statement no more.
        change("INSERT INTO entry (position, story, sequence, link, boot, uptime, id, response, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", position, head.number(), sequence, link, boot, uptime,
                id.toString(), response.toString(), body);
        lastPosition = position;
        head = new Head(head.number(), head.story(), position, sequence, link);
        return sequence;
    }

    /**
     * The oldest waiting entries from a position on, as far as they are of one story. The index is named, as the planner
     * would rather read the whole story and sort it.
     */
    List<Waiting> oldest(long fromPosition, int most) throws SQLException {
        record OfStory(long story, Waiting entry) {
        }
        List<OfStory> oldest = list("SELECT " + COLUMNS + ", story FROM entry INDEXED BY entry_waiting WHERE " + WAITING
                + " AND position >= ? ORDER BY position LIMIT ?", row -> new OfStory(row.getLong(8), waiting(row)),
                fromPosition, most);
        return oldest.stream().takeWhile(entry -> entry.story() == oldest.getFirst().story()).map(OfStory::entry).toList();
    }

    /** The link before that of a number, if it is known. */
    Optional<String> linkBefore(Story story, long sequence) throws SQLException {
        return sequence == 1
                ? Optional.of(Chain.start(story.id())).filter(_ -> !story.isRenamed())
                : text("SELECT link FROM entry WHERE story = ? AND sequence = ?", story.number(), sequence - 1);
    }

    /** An entry that waits and was not set aside. */
    Optional<Waiting> waiting(Story story, long sequence) throws SQLException {
        return list(
                "SELECT " + COLUMNS + " FROM entry WHERE story = ? AND sequence = ? AND set_aside IS NULL AND " + WAITING,
                OutboxStore::waiting, story.number(), sequence).stream().findFirst();
    }

    /** The story of an entry. */
    Story storyOf(long position) throws SQLException {
        return list("SELECT s.number, s.id, s.previous, s.reason FROM story s JOIN entry e ON e.story = s.number"
                + " WHERE e.position = ?", OutboxStore::story, position).getFirst();
    }

    /** A story of which something is kept. */
    Optional<Story> story(UUID id) throws SQLException {
        return stories().stream().filter(story -> story.id().equals(id)).findFirst();
    }

    /** Every story of which something is kept. */
    List<Story> stories() throws SQLException {
        return list("SELECT number, id, previous, reason FROM story WHERE number = ?"
                + " OR EXISTS (SELECT 1 FROM entry WHERE story = story.number) ORDER BY number", OutboxStore::story,
                head.number());
    }

    /** A story of this file. */
    record Story(long number, UUID id, Optional<Batch.Previous> previous) {

        /** Whether its own name was lost with a damaged file: it has a made one, of a kind that no story is given. */
        boolean isRenamed() {
            return id.version() == NAMED;
        }

        static UUID rename(String source, long number) {
            return UUID.nameUUIDFromBytes((source + " " + number).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Notes receipts, by the time that the terminal has run in milliseconds. One statement for each run of positions without
     * a gap: a backlog is one.
     */
    void acknowledge(Collection<Long> positions, long ran) throws SQLException {
        List<Long> sorted = positions.stream().sorted().toList();
        inTransaction(() -> {
            for (int first = 0, next; first < sorted.size(); first = next) {
                next = first + 1;
                while (next < sorted.size() && sorted.get(next) == sorted.get(next - 1) + 1) {
                    next++;
                }
                change("UPDATE entry SET acknowledged_at = ? WHERE position BETWEEN ? AND ?", ran, sorted.get(first),
                        sorted.get(next - 1));
            }
        });
    }

    void setAside(long position, String reason) throws SQLException {
        change("UPDATE entry SET set_aside = ? WHERE position = ?", reason, position);
    }

    /** Leaves of what a response tells of its guest the digests alone; the chain needs no more. */
    void erase(UUID response) throws SQLException {
        record Body(long position, String text) {
        }
        List<Body> bodies = list("SELECT position, body FROM entry WHERE response = ?",
                row -> new Body(row.getLong(1), orEmpty(row.getString(2))), response.toString());
        inTransaction(() -> {
            for (Body body : bodies) {
                if (tellsOfGuest(body.text())) {
                    change("UPDATE entry SET body = ? WHERE position = ?", Waiting.erased(body.text()), body.position());
                }
            }
        });
    }

    /** What cannot be read any more goes, too. */
    private static boolean tellsOfGuest(String body) {
        try {
            return Wire.entry(body).content().tellsOfGuest();
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    /** Whether the hub, which says that it has a story up to a number, once confirmed what comes next. */
    boolean wasConfirmedAfter(long story, long complete) throws SQLException {
        return !list("SELECT 1 FROM (SELECT acknowledged_at FROM entry WHERE story = ? AND sequence > ? ORDER BY sequence"
                + " LIMIT 1) WHERE acknowledged_at IS NOT NULL", row -> true, story, complete).isEmpty();
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
            addStory(number, id, Optional.of(new Batch.Previous(old.id(), reason)));
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
                        digests.add(Waiting.digest(rows.getString(2)));
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

    /** How long the terminal has run since this file was made, in milliseconds: no clock that jumps has a part in it. */
    long ran(Uptime now) {
        return ranBefore + now.millis();
    }

    /** As {@link #ran}, when this file was opened. */
    long ranAtOpening() {
        return ranAtOpening;
    }

    /** Deletes some of what was acknowledged before so much running time, never the last of the present story: it is counted from. */
    int forget(long ran, int most) throws SQLException {
        return change("DELETE FROM entry WHERE position IN (SELECT position FROM entry WHERE acknowledged_at < ?"
                + " AND set_aside IS NULL AND position <> ? LIMIT ?)", ran, head.position(), most);
    }

    /** From now on a commit is in the file's cache only; what {@code FULL} is there to prevent. */
    void commitCarelessly() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = NORMAL");
        }
    }

    /** Deletes some of what was acknowledged, the oldest first, because the file has no room for it. */
    int forgetEarly(int most) throws SQLException {
        return change("DELETE FROM entry WHERE position IN (SELECT position FROM entry WHERE acknowledged_at IS NOT NULL"
                + " AND set_aside IS NULL AND position <> ? ORDER BY acknowledged_at LIMIT ?)", head.position(), most);
    }

    Counts counts() throws SQLException {
        return new Counts(head.sequence(), number("SELECT COUNT(*) FROM entry WHERE " + WAITING),
                setAside());
    }

    /** Notes that the machine runs in this boot, and up to when it is known to have run in the one before. */
    void boot(Uptime now) throws SQLException {
        long latest = number("SELECT COALESCE(MAX(number), 0) FROM boot");
        ranBefore = fact(RAN_BEFORE).map(Long::valueOf).orElse(0L);
        if (latest > 0 && text("SELECT id FROM boot WHERE number = ?", latest).equals(Optional.of(now.boot()))) {
            boot = latest;
            ranAtOpening = ran(now);
            return;
        }
        inTransaction(() -> {
            // Only the last entry of all may be of that boot's end: no search through a long backlog.
            change("UPDATE boot SET last = MAX(last, COALESCE((SELECT uptime FROM (SELECT boot, uptime FROM entry"
                    + " ORDER BY position DESC LIMIT 1) WHERE boot = ?1), 0),"
                    + " COALESCE((SELECT MAX(answered) FROM exchange WHERE boot = ?1), 0)) WHERE number = ?1", latest);
            long ran = ranBefore + number("SELECT COALESCE((SELECT last FROM boot WHERE number = ?), 0)", latest);
            change("INSERT INTO boot (number, id, last) VALUES (?, ?, ?)", latest + 1, now.boot(), now.millis());
            remember(RAN_BEFORE, String.valueOf(ran));
            change("DELETE FROM exchange WHERE boot <= ?", latest + 1 - MOST_BOOTS);
            change("DELETE FROM boot WHERE number <= ?", latest + 1 - MOST_BOOTS);
        });
        boot = latest + 1;
        ranBefore = fact(RAN_BEFORE).map(Long::valueOf).orElseThrow();
        ranAtOpening = ran(now);
    }

    /** Notes an exchange; of one boot a few are enough, those next to what waits. */
    void exchanged(Boot.Exchange exchange) throws SQLException {
        inTransaction(() -> {
            // While something of an earlier boot waits, all that were noted stay: no search through a long backlog.
            long oldest = number("SELECT COALESCE((SELECT CASE WHEN boot = ? THEN uptime ELSE 0 END FROM entry WHERE "
                    + WAITING + " ORDER BY position LIMIT 1), ?)", boot, exchange.answered());
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
     * @param now    the present one's uptime
     * @param latest the latest exchange, which need not have been written down
     */
    List<Boot> boots(long position, Uptime now, Optional<Boot.Exchange> latest) throws SQLException {
        long first = number("SELECT COALESCE((SELECT MAX(boot) FROM exchange WHERE boot < e.boot), e.boot) FROM entry e"
                + " WHERE position = ?", position);
        List<Boot> boots = new ArrayList<>();
        for (KeptBoot kept : list("SELECT number, id, last FROM boot WHERE number BETWEEN ? AND ? ORDER BY number",
                row -> new KeptBoot(row.getLong(1), row.getString(2), row.getLong(3)), first, boot)) {
            List<Boot.Exchange> exchanges = new ArrayList<>(
                    list("SELECT asked, hub, answered FROM exchange WHERE boot = ? ORDER BY answered",
                            row -> new Boot.Exchange(row.getLong(1), row.getLong(2), row.getLong(3)), kept.number()));
            boolean here = kept.number() == boot;
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

    /** Writes the log into the file, so that the file alone has everything. */
    void settle() throws SQLException {
        list("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
    }

    /** The connection, for whoever reads on in a file that has no name any more. */
    Connection connection() {
        return connection;
    }

    /** Lets go of a file that is in trouble. */
    void abandon() {
        try {
            connection.close();
        } catch (SQLException nothingToLose) {
            System.getLogger(OutboxStore.class.getName()).log(System.Logger.Level.DEBUG, "not closed", nothingToLose);
        }
    }

    @Override
    public void close() {
        try {
            remember(CLOSED, "yes");
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
        return new Waiting(row.getLong(1), row.getLong(2), orEmpty(row.getString(3)), id(row.getString(4)),
                id(row.getString(5)), orEmpty(row.getString(6)), Optional.ofNullable(row.getString(7)));
    }

    /** A broken id is replaced by one that is always the same: its row is in the way of nobody, and its body tells. */
    private static UUID id(String text) {
        try {
            return UUID.fromString(orEmpty(text));
        } catch (IllegalArgumentException broken) {
            return UUID.nameUUIDFromBytes(orEmpty(text).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    static Story story(ResultSet row) throws SQLException {
        String previous = row.getString(3);
        return new Story(row.getLong(1), UUID.fromString(row.getString(2)), previous == null
                ? Optional.empty()
                : Optional.of(new Batch.Previous(UUID.fromString(previous), row.getString(4))));
    }

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    interface Work {
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

    long number(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getLong(1), values).getFirst();
    }

    Optional<String> text(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getString(1), values).stream().findFirst();
    }

    int change(String sql, Object... values) throws SQLException {
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

    /** All of it or nothing; within another, as a part of that. */
    void inTransaction(Work work) throws SQLException {
        if (inTransaction) {
            work.run();
            return;
        }
        inTransaction = true;
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
        } finally {
            inTransaction = false;
        }
    }
}
