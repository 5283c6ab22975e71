package org.amends.hub.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.amends.ExitCode;
import org.amends.StartRefused;

/** The folder that holds everything the hub must not lose. Nobody but its owner can look into it. */
final class DataFolder {

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws StartRefused if it is not a folder that can be written to
     */
    static DataFolder prepare(Path folder) {
        try {
            Files.createDirectories(folder, only("rwx------"));
            DataFolder prepared = new DataFolder(folder);
            createPrivately(prepared.database());
            createPrivately(folder.resolve("hub.lock"));
            if (!Files.isWritable(folder) || !Files.isWritable(prepared.database())) {
                throw refused(folder, "it belongs to somebody else");
            }
            return prepared;
        } catch (IOException failure) {
            throw refused(folder, failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
    }

    Path database() {
        return folder.resolve("hub.db");
    }

    /** Waits until no other process is changing the schema, then holds the others off until closed. */
    Held hold() throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("hub.lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        return () -> {
            lock.release();
            channel.close();
        };
    }

    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Makes an empty file that nobody but its owner can look into, if there is none. */
    static void createPrivately(Path file) throws IOException {
        try {
            Files.createFile(file, only("rw-------"));
        } catch (FileAlreadyExistsException _) {
            // from an earlier start: its owner may have chosen other permissions since
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private static StartRefused refused(Path folder, String why) {
        return new StartRefused(ExitCode.FAILURE,
                "the data folder " + folder + " cannot be written to (" + why + "); choose another with --data FOLDER");
    }
}
