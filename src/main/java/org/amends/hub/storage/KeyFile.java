package org.amends.hub.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.amends.ExitCode;
import org.amends.StartRefused;

/**
 * The hub's own key, in a file beside its database: what is sealed to it is of no use to whoever has a copy of the database
 * alone, such as a back-up, which does not hold this file.
 */
public final class KeyFile {

    private static final int BYTES = 32;
    /** Held while a key is made: the folder keeps other programs out meanwhile, and fails for a second thread of this one. */
    private static final Lock MAKING = new ReentrantLock();

    private final Path folder;
    private final Path file;

    private KeyFile(Path folder) {
        this.folder = folder;
        file = folder.resolve("hub.key");
    }

    /** That of the hub whose data lies in a folder, whether or not there is one yet. */
    public static KeyFile in(Path folder) {
        return new KeyFile(folder.toAbsolutePath().normalize());
    }

    /** The key, 32 bytes; empty if there is none, or the file holds something else. */
    public Optional<byte[]> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).strip()))
                            .filter(key -> key.length == BYTES)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * The key, which is made if there is none.
     *
     * @throws StartRefused if it cannot be written, or what lies there is no key
     */
    public byte[] readOrMake() {
        return read().orElseGet(this::make);
    }

    private byte[] make() {
        MAKING.lock();
        try {
            return madeOnce();
        } finally {
            MAKING.unlock();
        }
    }

    private byte[] madeOnce() {
        DataFolder data = DataFolder.prepare(folder);
        try (DataFolder.Held _ = data.hold()) {
            if (!Files.exists(file)) {
                write();
            }
        } catch (IOException failure) {
            throw new StartRefused(ExitCode.FAILURE, file + " cannot be written: " + failure);
        }
        return read().orElseThrow(() -> new StartRefused(ExitCode.FAILURE,
                file + " holds no key of this hub; put back the one that was there, or take it away"));
    }

    /** All of it or nothing, and on disk before anything is sealed to it. */
    private void write() throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = folder.resolve("hub.key.new");
        Files.deleteIfExists(fresh);
        DataFolder.createPrivately(fresh);
        Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n", StandardCharsets.US_ASCII);
        force(fresh, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder, StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
