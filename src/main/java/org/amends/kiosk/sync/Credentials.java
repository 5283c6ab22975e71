package org.amends.kiosk.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;

/**
 * The terminal's id and token and what it knows its hub by, in a file that only the terminal's user can read. It is
 * replaced whole, never edited.
 */
public final class Credentials {

    private static final String FILE = "terminal.json";
    /** There only while this terminal is being paired. */
    private static final String ATTEMPT = FILE + ".pairing";
    private static final int SECRET_BYTES = 32;

    private final Path file;
    private volatile Optional<Pairing.Answer> current;
    private volatile Runnable replaced = () -> {
    };

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
        Files.deleteIfExists(folder.resolve(ATTEMPT));
    }

    /** What pairing gave, or empty before it. */
    public Optional<Pairing.Answer> current() {
        return current;
    }

    /** What to call when they have been replaced; it must only wake somebody. */
    void whenReplaced(Runnable wake) {
        replaced = wake;
    }

    /**
     * What the hub may know this pairing by: a hash of a secret that is on disk before it is first sent, so that after a
     * lost answer, even one that a power cut took, the terminal is recognised and gets the same id.
     */
    synchronized String attempt() throws IOException {
        Path secret = file.resolveSibling(ATTEMPT);
        if (Files.notExists(secret)) {
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            PrivateFile.replace(secret,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(random).getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(secret)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    synchronized void replace(Pairing.Answer answer) throws IOException {
        PrivateFile.replace(file, Wire.json(answer));
        Files.deleteIfExists(file.resolveSibling(ATTEMPT));
        current = Optional.of(answer);
        replaced.run();
    }

    /** Replaces a part of what pairing gave. */
    synchronized void change(UnaryOperator<Pairing.Answer> change) throws IOException {
        replace(change.apply(current.orElseThrow()));
    }
}
