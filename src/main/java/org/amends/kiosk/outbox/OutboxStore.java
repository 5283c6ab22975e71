package org.amends.kiosk.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.amends.kiosk.outbox.Outbox.Counts;
import org.amends.kiosk.outbox.Outbox.Waiting;
import org.amends.response.Entry;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** The outbox's file and its SQL. Used from one thread at a time. */
final class OutboxStore implements AutoCloseable {

    static final String FILE = "outbox.db";

    /** Each step leads from the version that is its index to the next; {@code PRAGMA user_version} holds where we are. */
    private static final List<String> STEPS = List.of("""
            CREATE TABLE entry (
                sequence        INTEGER PRIMARY KEY,
                id              TEXT NOT NULL UNIQUE,
                response        TEXT NOT NULL,
                body            TEXT NOT NULL,
                acknowledged_at INTEGER,
                set_aside       TEXT
            );
            CREATE INDEX entry_waiting ON entry (sequence) WHERE acknowledged_at IS NULL AND set_aside IS NULL;
            CREATE INDEX entry_acknowledged ON entry (acknowledged_at) WHERE acknowledged_at IS NOT NULL;
            """);

    private static final String WAITING = "acknowledged_at IS NULL AND set_aside IS NULL";

    private final FileChannel lock;
    private final Connection connection;
    private final PreparedStatement insert;

    private OutboxStore(FileChannel lock, Connection connection) throws SQLException {
        this.lock = lock;
        this.connection = connection;
        this.insert = connection.prepareStatement("INSERT INTO entry (sequence, id, response, body) VALUES (?, ?, ?, ?)");
    }

    static OutboxStore open(Path folder) {
        Path file = folder.resolve(FILE);
        FileChannel lock = lock(folder);
        try {
            if (Files.notExists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            SQLiteConfig config = new SQLiteConfig();
            // NORMAL can lose the last commits at a power cut; a guest who saw "thanks" must be in the file.
            config.setSynchronous(SynchronousMode.FULL);
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try {
                migrate(connection, file);
                return new OutboxStore(lock, connection);
            } catch (SQLException | StartRefused failed) {
                connection.close();
                throw failed;
            }
        } catch (SQLException | IOException failed) {
            release(lock);
            throw new StartRefused(ExitCode.FAILURE, file + ": the outbox cannot be opened: " + failed.getMessage());
        } catch (StartRefused refused) {
            release(lock);
            throw refused;
        }
    }

    long nextSequence() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(sequence), 0) + 1 FROM entry")) {
            return row.getLong(1);
        }
    }

    void insert(Entry entry, String body) throws SQLException {
        insert.setLong(1, entry.sequence());
        insert.setString(2, entry.id().toString());
        insert.setString(3, entry.response().toString());
        insert.setString(4, body);
        insert.executeUpdate();
    }

    List<Waiting> oldest(int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, response, body FROM entry WHERE " + WAITING + " ORDER BY sequence LIMIT ?")) {
            select.setInt(1, most);
            List<Waiting> waiting = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    waiting.add(new Waiting(UUID.fromString(rows.getString(1)), UUID.fromString(rows.getString(2)),
                            rows.getString(3)));
                }
            }
            return waiting;
        }
    }

    void acknowledge(Collection<UUID> ids, long atMillis) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement update = connection.prepareStatement("UPDATE entry SET acknowledged_at = ? WHERE id = ?")) {
            for (UUID id : ids) {
                update.setLong(1, atMillis);
                update.setString(2, id.toString());
                update.addBatch();
            }
            update.executeBatch();
            connection.commit();
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    void setAside(UUID id, String reason) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE entry SET set_aside = ? WHERE id = ?")) {
            update.setString(1, reason);
            update.setString(2, id.toString());
            update.executeUpdate();
        }
    }

    /** Deletes what was acknowledged before a moment, but never the newest row: the next number is counted from it. */
    void forget(long acknowledgedBeforeMillis) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM entry WHERE acknowledged_at < ? AND sequence < (SELECT MAX(sequence) FROM entry)")) {
            delete.setLong(1, acknowledgedBeforeMillis);
            delete.executeUpdate();
        }
    }

    Counts counts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT COALESCE(MAX(sequence), 0) FROM entry),"
                        + " (SELECT COUNT(*) FROM entry WHERE " + WAITING + "),"
                        + " (SELECT COUNT(*) FROM entry WHERE set_aside IS NOT NULL)")) {
            return new Counts(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            System.getLogger(OutboxStore.class.getName()).log(System.Logger.Level.WARNING,
                    "the outbox did not close cleanly; what was committed is kept", failed);
        } finally {
            release(lock);
        }
    }

    private static FileChannel lock(Path folder) {
        Path file = folder.resolve("outbox.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException heldInThisProcess) {
                // said below, as for a lock held by another process
            }
            channel.close();
            throw new StartRefused(ExitCode.FAILURE,
                    folder + ": another terminal is running on this data folder; stop it first, or name another by --data");
        } catch (IOException failed) {
            throw new StartRefused(ExitCode.FAILURE, file + ": cannot be written: " + failed.getMessage());
        }
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            System.getLogger(OutboxStore.class.getName()).log(System.Logger.Level.DEBUG, "lock not released", failed);
        }
    }

    private static void migrate(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            if (version > STEPS.size()) {
                throw new StartRefused(ExitCode.FAILURE,
                        file + ": was written by a newer program (its version is " + version
                                + ", this program knows up to " + STEPS.size()
                                + "); nothing was touched, install the newer program");
            }
            // Not before the version is known: it is written into the file.
            statement.execute("PRAGMA journal_mode = WAL");
            for (int step = version; step < STEPS.size(); step++) {
                statement.executeUpdate(
                        "BEGIN IMMEDIATE; " + STEPS.get(step) + "PRAGMA user_version = " + (step + 1) + "; COMMIT");
            }
        }
    }
}
