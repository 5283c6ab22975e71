package org.amends.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import org.amends.wire.Batch;
import org.amends.wire.Boot;
import org.sqlite.SQLiteConfig;

/**
 * Copies what can be read of a file that could not go on into the one that does, a little at a time, so that guests never
 * wait for it. Where a page is broken, the range of rows around it is halved until only the unreadable is left out.
 *
 * <p>An entry keeps its story, number, link and state. Its position is moved by one figure for the whole file, below all
 * that the new file has, so that the oldest stay first; and since it can be foretold, a copy that a kill broke off goes on
 * without doubling anything.
 */
final class Salvage {

    /** At a time: some milliseconds. */
    private static final int ROWS = 200;
    private static final int TRIES = 200;
    /** More tries in vain than these, and the rest of the file is given up: they are what a few hundred lost pages need. */
    private static final int MOST_MISSES = 200_000;
    /** Beyond every position, for a file whose first or last page is broken. */
    private static final long FAR = 1L << 40;
    private static final String FACT = "salvage ";

    private static final String PRESENT = "SELECT rowid, story, sequence, link, boot, uptime, id, response, body,"
            + " acknowledged_at, set_aside FROM entry";
    /** Of the file's first version, which knew no stories. */
    private static final String FIRST = "SELECT rowid, 1, rowid, '', 0, 0, id, response, body, acknowledged_at, set_aside"
            + " FROM entry";
    private static final int COLUMNS_AT_FIRST = 6;

    private final String name;
    private final Optional<Path> folder;
    private final Connection source;
    private final Optional<OutboxStore.Head> known;

    /** What is still to be read, the widest first, as most of it is likely to be well. */
    private final PriorityQueue<Range> ranges = new PriorityQueue<>(Comparator.comparingLong(Range::width).reversed());
    /** What was read and is not yet in the new file. */
    private final List<Row> read = new ArrayList<>();
    private final Map<Long, Long> stories = new HashMap<>();
    private Optional<Shift> shift = Optional.empty();
    private String select = PRESENT;
    private long reached;
    private int misses;
    private boolean whole = true;
    private long kept;

    private Salvage(String name, Optional<Path> folder, Connection source, Optional<OutboxStore.Head> known) {
        this.name = name;
        this.folder = folder;
        this.source = source;
        this.known = known;
    }

    /**
     * Reads a file that was set aside; it is not changed by that.
     *
     * @param  folder       where it lies
     * @param  known        the end of its story, if the file was in use until now
     * @throws SQLException if it cannot even be opened
     */
    static Salvage of(Path folder, Optional<OutboxStore.Head> known) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        Connection source = config.createConnection("jdbc:sqlite:" + folder.resolve(OutboxStore.FILE));
        try (PreparedStatement lenient = source.prepareStatement("PRAGMA writable_schema = ON")) {
            lenient.execute(); // a part of the schema that makes no sense is then passed over
        } catch (SQLException failed) {
            source.close();
            throw failed;
        }
        return new Salvage(folder.getFileName().toString(), Optional.of(folder), source, known);
    }

    /** Reads a file that has no name any more, over the connection that still holds it. */
    static Salvage of(Connection holding, String name, OutboxStore.Head known) {
        return new Salvage(name, Optional.empty(), holding, Optional.of(known));
    }

    /** The new file could not go on either, and there is another. */
    void beginAgain() {
        shift = Optional.empty();
        ranges.clear();
        read.clear();
        stories.clear();
        misses = 0;
        kept = 0;
    }

    /** The id of the file's present story, if it can be read. */
    Optional<UUID> story() {
        return readAll("SELECT id FROM story ORDER BY number DESC LIMIT 1", row -> UUID.fromString(row.getString(1)))
                .stream().findFirst();
    }

    /**
     * Copies some more.
     *
     * @return              whether there is more to copy
     * @throws SQLException if the new file cannot be written; then nothing is lost and the same is tried again
     */
    boolean step(OutboxStore target) throws SQLException {
        if (shift.isEmpty()) {
            begin(target);
        }
        if (read.isEmpty()) {
            gather();
        }
        if (!read.isEmpty()) {
            int[] added = new int[1];
            target.inTransaction(() -> {
                added[0] = 0;
                for (Row row : read) {
                    added[0] += add(target, row);
                }
                target.remember(FACT + name, shift.get().positions() + " " + shift.get().boots() + " " + reached);
            });
            kept += added[0];
            read.clear();
        }
        return !ranges.isEmpty() && misses < MOST_MISSES;
    }

    /** Notes that all was read that can be. What lies in a folder is let go of; a connection that was lent is not. */
    String finish(OutboxStore target) throws SQLException, IOException {
        String words = kept + " entries were copied from here into the outbox in use"
                + (whole && misses == 0 ? "; all of it could be read." : "; not all of it could be read.");
        if (folder.isPresent()) {
            source.close();
            DamagedFiles.readOut(folder.get(), words);
        }
        target.change("DELETE FROM fact WHERE name = ?", FACT + name);
        return words;
    }

    /** Lets go of the file; what was not copied yet is copied after the next start. */
    void close() {
        if (folder.isPresent()) {
            try {
                source.close();
            } catch (SQLException nothingToLose) {
                // it was only read
            }
        }
    }

    private record Range(long from, long to) {

        long width() {
            return to - from;
        }
    }

    /** By how much positions and boots are moved, so that they lie below those of the new file. */
    private record Shift(long positions, long boots) {
    }

    private record Row(long position, long story, long sequence, String link, long boot, long uptime, String id,
            String response, String body, Optional<Long> acknowledged, Optional<String> setAside) {
    }

    private void begin(OutboxStore target) throws SQLException {
        select = columns() == COLUMNS_AT_FIRST ? FIRST : PRESENT;
        long least = readAll("SELECT MIN(rowid) FROM entry", row -> row.getLong(1)).stream().findFirst().orElse(-FAR);
        long most = readAll("SELECT MAX(rowid) FROM entry", row -> row.getLong(1)).stream().findFirst().orElse(FAR);
        Optional<String[]> before = target.fact(FACT + name).map(text -> text.split(" "));
        Map<Long, OutboxStore.Story> told = stories();
        List<OldBoot> boots = readAll("SELECT number, id, last FROM boot ORDER BY number",
                row -> new OldBoot(row.getLong(1), row.getString(2), row.getLong(3)));
        Shift moved = before.isPresent()
                ? new Shift(Long.parseLong(before.get()[0]), Long.parseLong(before.get()[1]))
                : new Shift(target.leastPosition() - 1 - most,
                        bootShift(target, boots));
        target.inTransaction(() -> {
            for (OutboxStore.Story story : told.values()) {
                stories.put(story.number(), target.keepStory(story.id(), story.previous()));
            }
            for (OldBoot boot : boots) {
                target.change("INSERT OR IGNORE INTO boot (number, id, last) VALUES (?, ?, ?)",
                        boot.number() + moved.boots(), boot.id() == null ? "" : boot.id(), boot.last());
            }
            if (before.isEmpty()) {
                for (OldExchange old : readAll("SELECT boot, asked, hub, answered FROM exchange ORDER BY answered",
                        row -> new OldExchange(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))) {
                    target.change("INSERT INTO exchange (boot, asked, hub, answered) SELECT ?1, ?2, ?3, ?4"
                            + " WHERE (SELECT COUNT(*) FROM exchange WHERE boot = ?1) < ?5", old.boot() + moved.boots(),
                            old.asked(), old.hub(), old.answered(), Boot.MOST_EXCHANGES - 2);
                }
                for (Map.Entry<String, String> fact : facts().entrySet()) {
                    target.change("INSERT OR IGNORE INTO fact (name, value) VALUES (?, ?)", fact.getKey(), fact.getValue());
                }
            }
            reached = before.map(text -> Long.parseLong(text[2])).orElse(least - 1);
            target.remember(FACT + name, moved.positions() + " " + moved.boots() + " " + reached);
        });
        shift = Optional.of(moved);
        if (reached < most) {
            ranges.add(new Range(reached + 1, most));
        }
    }

    /** The last boot of the file may be the one that still goes on; then it is the same there. */
    private static long bootShift(OutboxStore target, List<OldBoot> boots) throws SQLException {
        if (boots.isEmpty()) {
            return 0;
        }
        OldBoot last = boots.getLast();
        long least = target.number("SELECT COALESCE(MIN(number), 1) FROM boot");
        boolean same = target.text("SELECT id FROM boot WHERE number = ?", least).equals(Optional.ofNullable(last.id()));
        return (same ? least : least - 1) - last.number();
    }

    private void gather() {
        for (int tries = 0; read.size() < ROWS && tries < TRIES && !ranges.isEmpty() && misses < MOST_MISSES; tries++) {
            Range range = ranges.poll();
            long next = range.from();
            int wanted = ROWS - read.size();
            int got = 0;
            try (PreparedStatement statement = source
                    .prepareStatement(select + " WHERE rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?")) {
                statement.setLong(1, range.from());
                statement.setLong(2, range.to());
                statement.setInt(3, wanted);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        long position = rows.getLong(1);
                        if (position < next || position > range.to()) {
                            throw new SQLException("a row lies where it does not belong");
                        }
                        read.add(row(rows));
                        next = position + 1;
                        got++;
                    }
                }
                if (got == wanted && next <= range.to()) {
                    ranges.add(new Range(next, range.to()));
                }
                if (misses == 0) {
                    reached = got == wanted ? next - 1 : range.to();
                }
            } catch (SQLException broken) {
                misses++;
                if (next < range.to()) {
                    long middle = next + (range.to() - next) / 2;
                    ranges.add(new Range(next, middle));
                    ranges.add(new Range(middle + 1, range.to()));
                }
            }
        }
    }

    private int add(OutboxStore target, Row row) throws SQLException {
        Long story = stories.get(row.story());
        if (story == null) {
            // Its story's name is lost. Under a name of our own its chain holds from the second entry on.
            story = target.keepStory(OutboxStore.Story.rename(name, row.story()), Optional.empty());
            stories.put(row.story(), story);
        }
        return target.change("INSERT INTO entry (position, story, sequence, link, boot, uptime, id, response, body,"
                + " acknowledged_at, set_aside) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE NOT EXISTS"
                + " (SELECT 1 FROM entry WHERE position = ?1) AND NOT EXISTS (SELECT 1 FROM entry WHERE story = ?2"
                + " AND sequence = ?3)", row.position() + shift.orElseThrow().positions(), story, row.sequence(),
                row.link(), row.boot() + shift.orElseThrow().boots(), row.uptime(), row.id(), row.response(), row.body(),
                // The new file counts the terminal's running time anew.
                row.acknowledged().map(at -> Math.min(at, target.ranAtOpening())).orElse(null),
                row.setAside().orElse(null));
    }

    /** The file's stories by number: from their table, else from the facts that repeat it, else from who used it last. */
    private Map<Long, OutboxStore.Story> stories() {
        Map<Long, OutboxStore.Story> found = new HashMap<>();
        known.ifPresent(
                head -> found.put(head.number(), new OutboxStore.Story(head.number(), head.story(), Optional.empty())));
        readAll("SELECT name, value FROM fact WHERE name LIKE 'story %'",
                row -> new OutboxStore.Story(Long.parseLong(row.getString(1).substring("story ".length())),
                        UUID.fromString(row.getString(2)), Optional.empty()))
                .forEach(story -> found.put(story.number(), story));
        readAll("SELECT number, id, previous, reason FROM story", OutboxStore::story)
                .forEach(story -> found.put(story.number(), story));
        return found;
    }

    /** What holds for the new file as it did for the old. */
    private Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        readAll("SELECT name, value FROM fact WHERE name = 'epoch'", row -> facts.put(row.getString(1), row.getString(2)));
        return facts;
    }

    private int columns() {
        return readAll("SELECT name FROM pragma_table_info('entry')", row -> row.getString(1)).size();
    }

    private Row row(ResultSet row) throws SQLException {
        String body = orEmpty(row.getString(9));
        long acknowledged = row.getLong(10);
        Optional<Long> at = row.wasNull() ? Optional.empty() : Optional.of(acknowledged);
        return new Row(row.getLong(1), row.getLong(2), row.getLong(3), orEmpty(row.getString(4)), row.getLong(5),
                row.getLong(6), orEmpty(row.getString(7)), orEmpty(row.getString(8)),
                select.equals(FIRST) ? OutboxSchema.withoutNumber(body) : body, at, Optional.ofNullable(row.getString(11)));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private record OldBoot(long number, String id, long last) {
    }

    private record OldExchange(long boot, long asked, long hub, long answered) {
    }

    /** As much of an answer as can be read. */
    private <T> List<T> readAll(String query, OutboxStore.Reader<T> reader) {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = source.prepareStatement(query); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        } catch (SQLException | RuntimeException broken) {
            whole = false; // what came before is better than nothing
        }
        return found;
    }
}
