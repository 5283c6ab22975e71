package org.amends.kiosk.outbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Room that is kept on the disk by a file of no use, so that when something else has filled the disk, there is room
 * for some hundred ratings left to give up.
 */
final class Reserve {

    static final String FILE = "reserve";
    /** In bytes. */
    static final int SIZE = 8 * 1024 * 1024;

    private static final Logger LOG = System.getLogger(Reserve.class.getName());
    /** So much must be free before it is made: who has less needs it more for other things. In its own sizes. */
    private static final int FREE_BEFORE = 3;
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final int size;
    private volatile boolean closed;

    /**
     * @param size in bytes
     */
    Reserve(Path folder, int size) {
        this.file = folder.resolve(FILE);
        this.size = size;
    }

    /** Gives the room up; false if there was none. */
    synchronized boolean giveUp() {
        try {
            boolean given = Files.deleteIfExists(file);
            if (given) {
                LOG.log(Level.WARNING, "the disk is full: the reserve of {0} KiB is given up, so that ratings still fit",
                        String.valueOf(size / 1024));
            }
            return given;
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "the reserve cannot be given up: {0}", failed.getMessage());
            return false;
        }
    }

    /** Makes it where it is not there and the disk has room, on another thread, as it takes the disk a moment. */
    void make() {
        CompletableFuture.runAsync(this::makeNow);
    }

    /** Makes no more of it; a part of it that is there is made whole after the next start. */
    void close() {
        closed = true;
        synchronized (this) {
            // whoever is making it has noticed
        }
    }

    private boolean isThere() {
        try {
            return Files.size(file) == size;
        } catch (IOException notThere) {
            return false;
        }
    }

    private synchronized void makeNow() {
        try {
            if (closed || isThere() || Files.getFileStore(file.getParent()).getUsableSpace() < (long) FREE_BEFORE * size) {
                return;
            }
            Files.deleteIfExists(file);
            // Noise, as some file systems keep no room for what they can press together.
            byte[] noise = new byte[CHUNK];
            Random random = new Random();
            try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                for (int written = 0; written < size && !closed;) {
                    random.nextBytes(noise);
                    written += channel.write(ByteBuffer.wrap(noise, 0, Math.min(CHUNK, size - written)));
                }
                channel.force(true);
            }
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "there is no reserve on the disk: {0}", failed.getMessage());
        }
    }
}
