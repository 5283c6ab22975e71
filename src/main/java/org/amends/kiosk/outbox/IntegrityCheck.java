package org.amends.kiosk.outbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/**
 * Reads the file through once, on a connection and a thread of its own, after it was left open: then the disk may have
 * suffered too. Pages that nobody needs for weeks are found broken now, while what is around them can be saved.
 */
final class IntegrityCheck implements AutoCloseable {

    private static final Logger LOG = System.getLogger(IntegrityCheck.class.getName());

    private final Path file;
    private final Duration before;
    private final Consumer<String> damaged;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Statement running;

    private IntegrityCheck(Path file, Duration before, Consumer<String> damaged) {
        this.file = file;
        this.before = before;
        this.damaged = damaged;
        this.thread = Thread.ofPlatform().daemon().name("outbox check").priority(Thread.MIN_PRIORITY).unstarted(this::run);
    }

    /**
     * Begins after a while.
     *
     * @param damaged is told what was found, if anything is wrong
     */
    static IntegrityCheck of(Path file, Duration before, Consumer<String> damaged) {
        IntegrityCheck check = new IntegrityCheck(file, before, damaged);
        check.thread.start();
        return check;
    }

    /** Breaks it off if it is still under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Statement statement = running;
            if (statement != null) {
                statement.cancel();
            }
            thread.join(Duration.ofSeconds(10));
        } catch (SQLException over) {
            LOG.log(Level.DEBUG, "the check was over", over);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            if (closed.await(before.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            String found = found();
            if (!found.equals("ok") && closed.getCount() > 0) {
                damaged.accept(found);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "the outbox was found damaged but not replaced: {0}", failed.getMessage());
        }
    }

    private String found() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            running = statement;
            try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
                // Its first line only names the database.
                return row.getString(1).lines().toList().getLast();
            }
        } catch (SQLException failed) {
            boolean broken = Trouble.of(failed, file.getParent()) == Trouble.DAMAGED;
            LOG.log(Level.DEBUG, "the check ended early", failed);
            return broken ? failed.getMessage() : "ok";
        } finally {
            running = null;
        }
    }
}
