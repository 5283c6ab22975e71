package org.amends;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that one process holds at a time. The kernel lets go of it when the process ends, however it ends. */
public final class FileLock implements AutoCloseable {

    private final FileChannel channel;

    private FileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param  file         made if it is not there, for its own user only
     * @param  held         what to say where another process holds it
     * @throws StartRefused if another process, or this one, holds it, or the file cannot be written
     */
    public static FileLock take(Path file, String held) {
        try {
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                if (channel.tryLock() != null) {
                    return new FileLock(channel);
                }
            } catch (OverlappingFileLockException heldInThisProcess) {
                // said below, as for a lock held by another process
            }
            channel.close();
            throw new StartRefused(ExitCode.FAILURE, held);
        } catch (IOException failed) {
            throw new StartRefused(ExitCode.FAILURE, file + ": cannot be written: " + failed.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            System.getLogger(FileLock.class.getName()).log(System.Logger.Level.DEBUG, "lock not released", failed);
        }
    }
}
