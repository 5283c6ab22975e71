package org.amends.hub.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * The hub's database. There is exactly one writing connection: waiting for it is the lock, so that writers queue here, in
 * order, instead of failing on each other. Readers see the last commit and never wait for a writer.
 */
public final class Database implements AutoCloseable {

    /** How long another process, such as {@code amends hub staff add}, may hold the file before a writer gives up. */
    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final int READERS = 4;

    private final HikariDataSource writer;
    private final HikariDataSource readers;

    private Database(HikariDataSource writer, HikariDataSource readers) {
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Opens the database in a folder, making and bringing up whatever is not there yet.
     *
     * @throws StartRefused if the folder cannot be written to or the data belongs to a newer program
     */
    public static Database open(Path folder) {
        DataFolder data = DataFolder.prepare(folder.toAbsolutePath().normalize());
        String url = "jdbc:sqlite:" + data.database();
        try (DataFolder.Held _ = data.hold()) {
            Schema.bringUp(source(url), data.database().toString());
        } catch (IOException failure) {
            throw new StartRefused(ExitCode.FAILURE, "the data folder " + folder + " cannot be locked: " + failure);
        }
        return new Database(pool("writer", source(url), 1),
                pool("readers", source(url), READERS));
    }

    /**
     * Runs work that may change things, alone. All of it is committed when this returns, none of it when it throws.
     *
     * @throws StorageFailure if the disk or the database fails
     */
    public <T> T write(Function<Tx, T> work) {
        // A writer that began as a reader could find its view stale when it comes to write, and fail.
        return run(writer, "BEGIN IMMEDIATE", work);
    }

    /** As {@link #write}, for work that has nothing to say. */
    public void change(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /** Runs work that only looks, on one unchanging view of the data. */
    public <T> T read(Function<Tx, T> work) {
        return run(readers, "BEGIN", work);
    }

    /**
     * Copies everything that is committed now into a file of its own, without holding writers up.
     *
     * @param  file         where to; it must not be there yet
     * @param  finish       what is to be changed in the copy, and in the copy only
     * @throws StartRefused if the file is there already or cannot be written
     */
    public void backUp(Path file, Consumer<Tx> finish) {
        Path copy = file.toAbsolutePath();
        if (Files.exists(copy)) {
            throw new StartRefused(ExitCode.FAILURE, copy + ": is there already; name a file that is not");
        }
        try {
            DataFolder.createPrivately(copy);
            try (Connection connection = readers.getConnection();
                    PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
                statement.setString(1, copy.toString());
                statement.execute();
            }
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(JournalMode.DELETE); // a back-up is one file
            config.setSynchronous(SynchronousMode.FULL);
            try (Connection connection = config.createConnection("jdbc:sqlite:" + copy); Tx tx = new Tx(connection)) {
                finish.accept(tx);
            }
        } catch (SQLException | IOException failure) {
            throw new StartRefused(ExitCode.FAILURE, copy + ": the back-up cannot be written: " + failure.getMessage());
        }
    }

    /**
     * Empties the write-ahead log, in which what was deleted still stands: it is cut to nothing after what it has is in the
     * file. Waits for those who read an older state, and no longer than a writer would.
     *
     * @return         whether it is empty; if not, somebody read for long, and it is worth another try
     * @throws StorageFailure if the disk or the database fails
     */
    public boolean emptyLog() {
        try (Connection connection = writer.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return row.next() && row.getInt(1) == 0;
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** Waits for the writer's work in hand, then closes everything. */
    @Override
    public void close() {
        readers.close();
        writer.close();
    }

    /**
     * Begins and ends transactions by statements: the driver's own way begins the next one as soon as one ends, and so an
     * idle hub would hold the lock for good and shut out the command line.
     */
    private static <T> T run(HikariDataSource pool, String begin, Function<Tx, T> work) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                Tx tx = new Tx(connection)) {
            statement.execute(begin);
            try {
                T result = work.apply(tx);
                statement.execute("COMMIT");
                return result;
            } catch (Throwable failure) {
                rollBack(pool, connection, statement, failure);
                throw failure;
            }
        } catch (SQLException failure) {
            throw new StorageFailure(failure);
        }
    }

    private static void rollBack(HikariDataSource pool, Connection connection, Statement statement, Throwable failure) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // After a full disk, for one, SQLite has done it itself; who knows what else this connection is in.
            failure.addSuppressed(alreadyRolledBack);
            pool.evictConnection(connection);
        }
    }

    private static SQLiteDataSource source(String url) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // NORMAL can lose the last commits at a power cut, and receipts were sent for those.
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // What is deleted is overwritten: who asks to be forgotten must not be found in the file by other means.
        config.setPragma(Pragma.SECURE_DELETE, "true");
        config.setBusyTimeout(Math.toIntExact(BUSY.toMillis()));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    private static HikariDataSource pool(String name, SQLiteDataSource source, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(BUSY.toMillis());
        return new HikariDataSource(config);
    }
}
