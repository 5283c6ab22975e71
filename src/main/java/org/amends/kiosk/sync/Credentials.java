package org.amends.kiosk.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;

/** The terminal's id and token, in a file that only the terminal's user can read. It is replaced whole, never edited. */
public final class Credentials {

    private static final String FILE = "terminal.json";

    private final Path file;
    private volatile Optional<Pairing.Answer> current;

    private Credentials(Path file, Optional<Pairing.Answer> current) {
        this.file = file;
        this.current = current;
    }

    /**
     * @param  folder       the terminal's data folder
     * @throws StartRefused if the file is there but cannot be read; pairing again would hide that
     */
    public static Credentials in(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return new Credentials(file, Optional.empty());
        }
        try {
            Optional<Pairing.Answer> read = Wire.read(Files.readAllBytes(file), Pairing.Answer.class)
                    .filter(answer -> answer.terminal() != null && answer.token() != null);
            if (read.isEmpty()) {
                throw new StartRefused(ExitCode.FAILURE,
                        file + ": is not what pairing wrote; remove it and pair this terminal again");
            }
            return new Credentials(file, read);
        } catch (IOException unreadable) {
            throw new StartRefused(ExitCode.FAILURE, file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    /** Removes what pairing gave, so that the terminal can be paired anew. */
    public static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** What pairing gave, or empty before it. */
    public Optional<Pairing.Answer> current() {
        return current;
    }

    void replace(Pairing.Answer answer) throws IOException {
        Path next = file.resolveSibling(FILE + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(Wire.json(answer)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        current = Optional.of(answer);
    }
}
