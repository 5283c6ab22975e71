package org.amends.hub.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.amends.ExitCode;
import org.amends.FileLock;
import org.amends.StartRefused;

/**
 * The right to be the one hub on a data folder. The kernel takes it back when the process ends, however it ends. The
 * command line does its other work beside a running hub and does not need it.
 */
public final class RunningHub implements AutoCloseable {

    /** What every SQLite file begins with. */
    private static final String HEADER = "SQLite format 3\0";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);

    private final FileLock lock;
    private final Path folder;

    private RunningHub(FileLock lock, Path folder) {
        this.lock = lock;
        this.folder = folder;
    }

    /**
     * @throws StartRefused if a hub runs on this folder, or it cannot be written to
     */
    public static RunningHub on(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        DataFolder.prepare(absolute);
        return new RunningHub(FileLock.take(absolute.resolve("hub.running"),
                absolute + ": a hub is running on this data folder; stop it first, or name another by --data"), absolute);
    }

    /**
     * Puts a back-up in the place of the database. What was there is kept in a folder beside it: with its write-ahead log,
     * which SQLite would otherwise mix into the back-up.
     *
     * @param  backUp       the file
     * @return              where the former database is now
     * @throws StartRefused if the file is no database, the back-up cannot be read or the folder not be written; then nothing was changed
     */
    public Path replaceDatabase(Path backUp, Instant now) {
        Path next = folder.resolve("hub.db.next");
        Path former = folder.resolve("replaced-" + STAMP.format(now));
        try {
            if (!isDatabase(backUp)) {
                throw new StartRefused(ExitCode.FAILURE, backUp + ": is no back-up; amends hub ledger back-up makes one");
            }
            Files.deleteIfExists(next);
            DataFolder.createPrivately(next);
            Files.copy(backUp, next, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel copied = FileChannel.open(next, StandardOpenOption.WRITE)) {
                copied.force(true);
            }
            Files.createDirectory(former);
            for (String name : List.of("hub.db-wal", "hub.db-shm", "hub.db")) {
                try {
                    Files.move(folder.resolve(name), former.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                } catch (NoSuchFileException _) {
                    // a hub that was stopped in order leaves no log behind
                }
            }
            Files.move(next, folder.resolve("hub.db"), StandardCopyOption.ATOMIC_MOVE);
            return former;
        } catch (IOException failed) {
            throw new StartRefused(ExitCode.FAILURE, backUp + ": cannot be put in the place of " + folder.resolve("hub.db")
                    + ": " + failed);
        }
    }

    @Override
    public void close() {
        lock.close();
    }

    /** Anything else in the place of the database would only be found out at the next start. */
    private static boolean isDatabase(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(HEADER.length()), StandardCharsets.ISO_8859_1).equals(HEADER);
        }
    }
}
