package org.amends.kiosk.outbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amends.StartRefused;
import org.amends.kiosk.platform.MachineClock;

/**
 * The file that the outbox has in use, on a disk that may fail. What can be mended is mended here, and the work that failed
 * is done once more, so that the guest who just pressed a face is served. Used from one thread at a time.
 */
final class OutboxDisk implements AutoCloseable {

    private static final Logger LOG = System.getLogger(OutboxDisk.class.getName());

    private final Path folder;
    private final Path file;
    private final MachineClock clock;
    private final DamagedFiles damaged;

    /** Absent only while the file cannot be opened. */
    private Optional<OutboxStore> store = Optional.empty();
    /** The story that a new file goes on from, until it says so. */
    private Optional<UUID> before = Optional.empty();
    /** What is still to be copied from files that could not go on, the newest first. */
    private final Deque<Salvage> salvages = new ArrayDeque<>();
    /** To files without a name. Closing one removes a log by its name, which by then is that of the file in use. */
    private final List<Connection> nameless = new ArrayList<>();

    private final Reserve reserve;
    private final Duration renewal;
    /** By System.nanoTime: when the reserve is looked after again. */
    private long renewAt;
    /** No file that takes the place of another gives a position twice: somebody may still speak of the old ones. */
    private long lastPosition;

    private OutboxDisk(Path folder, MachineClock clock, Measures measures) {
        this.folder = folder;
        this.reserve = new Reserve(folder, measures.reserve());
        this.renewal = measures.renewal();
        this.file = folder.resolve(OutboxStore.FILE);
        this.clock = clock;
        this.damaged = new DamagedFiles(folder);
    }

    /**
     * Opens the file, making it where there is none, and another in its place where it cannot go on.
     *
     * @throws StartRefused if a newer program wrote it
     */
    static OutboxDisk open(Path folder, MachineClock clock, Measures measures) throws SQLException, IOException {
        OutboxDisk disk = new OutboxDisk(folder, clock, measures);
        disk.damaged.finish();
        disk.openAtStart();
        disk.reserve.make();
        disk.renewAt = System.nanoTime() + disk.renewal.toNanos();
        for (Path aside : disk.damaged.unread()) {
            disk.salvage(aside, Optional.empty());
        }
        return disk;
    }

    /** Something to do with the file. It may be done twice, the second time with another file. */
    interface Work<T> {
        T run(OutboxStore store) throws SQLException;
    }

    /** Does something with the file; if it fails and that can be mended, once more. */
    <T> T run(Work<T> work) throws SQLException {
        Set<Trouble> met = EnumSet.noneOf(Trouble.class);
        while (true) {
            try {
                OutboxStore open = store();
                T result = work.run(open);
                if (!open.isInPlace()) {
                    throw new Trouble.Gone(file);
                }
                if (System.nanoTime() - renewAt >= 0) {
                    renewAt = System.nanoTime() + renewal.toNanos();
                    reserve.make();
                }
                return result;
            } catch (SQLException failed) {
                mend(failed, met);
            }
        }
    }

    /** Whether a failure is one of the disk, which may pass. */
    boolean mayPass(SQLException failed) {
        return switch (Trouble.of(failed, folder)) {
            case NO_SPACE, UNREACHABLE, UNREADABLE -> true;
            case DAMAGED, OTHER -> false;
        };
    }

    /** Why something could not be written, for staff. */
    String words(SQLException failed) {
        return switch (Trouble.of(failed, folder)) {
            case NO_SPACE -> "the disk is full";
            case UNREACHABLE -> "the disk cannot be written";
            case UNREADABLE -> "the disk cannot be read";
            case DAMAGED, OTHER -> oneLine(failed.getMessage());
        };
    }

    /** How much of the file holds something, in bytes. */
    long size() throws SQLException {
        return store().size();
    }

    /** How many entries were set aside. */
    long setAside() throws SQLException {
        return store().setAside();
    }

    /** The names of the folders that files were set aside in. */
    List<String> damaged() {
        try {
            return damaged.all().stream().map(aside -> aside.getFileName().toString()).toList();
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "the folder cannot be listed", failed);
            return List.of();
        }
    }

    /** Sets the file aside because of what somebody else found in it. */
    void condemn(String why) throws SQLException {
        replace(why);
    }

    /** Whether the last one to have the file open did not close it. */
    boolean wasLeftOpen() {
        return store.map(OutboxStore::wasLeftOpen).orElse(false);
    }

    /** Whether there is something to copy. */
    boolean hasToSalvage() {
        return !salvages.isEmpty();
    }

    /** Copies some of what could not go on; a few milliseconds' work. */
    void salvageSome() throws SQLException {
        Salvage salvage = salvages.getFirst();
        if (run(salvage::step)) {
            return;
        }
        try {
            String words = salvage.finish(store());
            LOG.log(Level.WARNING, "the outbox that could not go on was read out: {0}", words);
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "it cannot be noted that a damaged outbox was read out: {0}", failed.getMessage());
        }
        salvages.remove(salvage);
    }

    @Override
    public void close() {
        reserve.close();
        salvages.forEach(Salvage::close);
        store.ifPresent(OutboxStore::close);
        if (Files.notExists(folder.resolve(OutboxStore.FILE + "-wal"))) {
            for (Connection connection : nameless) {
                try {
                    connection.close();
                } catch (SQLException nothingToLose) {
                    LOG.log(Level.DEBUG, "not closed", nothingToLose);
                }
            }
        }
    }

    private OutboxStore store() throws SQLException {
        if (store.isEmpty()) {
            try {
                store = Optional.of(opened());
            } catch (IOException failed) {
                throw new SQLException(file + ": " + failed.getMessage(), failed);
            }
        }
        return store.get();
    }

    private OutboxStore opened() throws SQLException, IOException {
        OutboxStore opened = OutboxStore.open(file);
        try {
            opened.boot(clock.uptime());
            opened.countOnFrom(lastPosition);
            if (before.isPresent()) {
                opened.goesOnFrom(before.get());
                before = Optional.empty();
            }
            return opened;
        } catch (SQLException | RuntimeException failed) {
            opened.abandon();
            throw failed;
        }
    }

    private void openAtStart() throws SQLException, IOException {
        if (Files.exists(file) && !isOurs()) {
            setAsideAtStart("it is not this user's to read and write");
        }
        try {
            store = Optional.of(opened());
        } catch (SQLException failed) {
            switch (Trouble.of(failed, folder)) {
                case DAMAGED, UNREADABLE -> setAsideAtStart(failed.getMessage());
                case NO_SPACE -> {
                    if (!reserve.giveUp()) {
                        throw failed;
                    }
                    openAtStart();
                }
                case OTHER -> {
                    if (isBusy(failed)) {
                        throw failed;
                    }
                    setAsideAtStart(failed.getMessage()); // such as a database without our tables
                }
                default -> {
                    if (!Files.isRegularFile(file)) {
                        setAsideAtStart("it is no file");
                    } else {
                        throw failed;
                    }
                }
            }
        } catch (StartRefused newer) {
            throw newer;
        } catch (RuntimeException broken) {
            setAsideAtStart("it makes no sense: " + broken.getMessage());
        }
    }

    private void setAsideAtStart(String why) throws SQLException, IOException {
        Optional<Path> aside = damaged.setAside(clock.wall());
        if (aside.isPresent()) {
            LOG.log(Level.ERROR, "{0} cannot go on ({1}); it lies whole in {2}, and a new one begins", file, oneLine(why),
                    aside.get());
            try {
                Salvage salvage = Salvage.of(aside.get(), Optional.empty());
                before = salvage.story();
                salvage.close();
            } catch (SQLException unreadable) {
                LOG.log(Level.DEBUG, "the file is not readable at all", unreadable);
            }
        }
        store = Optional.of(opened());
    }

    /** Where another user's file or lost rights are in the way, nobody needs to come: what is ours, we may open up. */
    private boolean isOurs() {
        if (isReachable()) {
            return true;
        }
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException notOurs) {
            LOG.log(Level.DEBUG, "another user's", notOurs);
        }
        // On a disk that takes nothing, no file can be written; that is another trouble.
        return isReachable() || !Files.isWritable(folder);
    }

    private boolean isReachable() {
        return Files.isReadable(file) && Files.isWritable(file);
    }

    /**
     * Mends what can be mended. Each kind of trouble is met once: what comes again after that is no better now.
     *
     * @throws SQLException if that cannot be mended
     */
    private void mend(SQLException failed, Set<Trouble> met) throws SQLException {
        Trouble trouble = Trouble.of(failed, folder);
        if (!met.add(trouble)) {
            // Asked again, a bad sector was still bad.
            if (trouble != Trouble.UNREADABLE || !met.add(Trouble.DAMAGED)) {
                throw failed;
            }
            trouble = Trouble.DAMAGED;
        }
        try {
            switch (trouble) {
                case DAMAGED -> replace(failed.getMessage());
                case NO_SPACE -> {
                    if (!reserve.giveUp()) {
                        throw failed;
                    }
                }
                case UNREACHABLE, UNREADABLE -> reopen();
                case OTHER -> throw failed;
            }
        } catch (SQLException another) {
            if (another == failed) {
                throw failed;
            }
            another.addSuppressed(failed);
            mend(another, met);
        }
    }

    /** A disk that came back may be another to the kernel. Until then the old connection may at least still read. */
    private void reopen() throws SQLException {
        OutboxStore fresh;
        try {
            fresh = opened();
        } catch (IOException failed) {
            throw new SQLException(file + ": " + failed.getMessage(), failed);
        }
        store.ifPresent(old -> {
            if (old.isFileInPlace()) {
                old.abandon();
            } else {
                nameless.add(old.connection());
            }
        });
        store = Optional.of(fresh);
    }

    /** The file cannot go on: it is set aside, a new one takes its place, and what can be read of it is copied over. */
    private void replace(String why) throws SQLException {
        Optional<OutboxStore> old = store;
        Optional<OutboxStore.Head> end = old.map(OutboxStore::head);
        boolean named = old.map(OutboxStore::isFileInPlace).orElse(true);
        old.filter(open -> !open.isInPlace()).ifPresent(OutboxDisk::settle);
        Optional<Path> aside;
        try {
            aside = damaged.setAside(clock.wall());
        } catch (IOException failed) {
            throw new SQLException(file + " cannot be set aside: " + failed.getMessage(), failed);
        }
        LOG.log(Level.ERROR, "{0} cannot go on ({1}); a new one takes its place, and what it was lies {2}", file,
                oneLine(why), aside.map(folder -> "whole in " + folder).orElse("nowhere any more"));
        store = Optional.empty();
        before = end.map(OutboxStore.Head::story).or(() -> before);
        lastPosition = Math.max(lastPosition, old.map(OutboxStore::lastPosition).orElse(0L));
        salvages.forEach(Salvage::beginAgain);
        aside.ifPresent(folder -> salvage(folder, end));
        if (named) {
            old.ifPresent(OutboxStore::abandon);
        } else {
            // First of all, as it is gone for good when this process ends.
            salvages.addFirst(Salvage.of(old.get().connection(), "removed " + clock.wall().toEpochMilli(), end.get()));
            nameless.add(old.get().connection());
        }
        store();
    }

    /** What is only in a log that was removed gets into the file. */
    private static void settle(OutboxStore old) {
        try {
            old.settle();
        } catch (SQLException failed) {
            LOG.log(Level.DEBUG, "what was in the log stays there", failed);
        }
    }

    private void salvage(Path aside, Optional<OutboxStore.Head> known) {
        try {
            if (Files.exists(aside.resolve(OutboxStore.FILE))) {
                salvages.addLast(Salvage.of(aside, known));
            } else {
                DamagedFiles.readOut(aside, "There is no outbox here, only its log.");
            }
        } catch (SQLException | IOException unreadable) {
            LOG.log(Level.ERROR, "nothing of {0} can be read: {1}", aside, oneLine(unreadable.getMessage()));
        }
    }

    private static boolean isBusy(SQLException failed) {
        return failed instanceof org.sqlite.SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == org.sqlite.SQLiteErrorCode.SQLITE_BUSY.code;
    }

    private static String oneLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
