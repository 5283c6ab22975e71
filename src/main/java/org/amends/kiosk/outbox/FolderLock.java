package org.amends.kiosk.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.amends.ExitCode;
import org.amends.StartRefused;

/** Holds a terminal's data folder for one process. The kernel lets go of it when the process ends, however it ends. */
final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws StartRefused if another process holds it or the folder cannot be written
     */
    static FolderLock take(Path folder) {
        Path file = folder.resolve("outbox.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new FolderLock(channel);
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

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            System.getLogger(FolderLock.class.getName()).log(System.Logger.Level.DEBUG, "lock not released", failed);
        }
    }
}
