package org.amends.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the machine's own programs, run to its end. */
final class Command {

    private static final int LONGEST_SECONDS = 60;

    private Command() {
    }

    /**
     * Runs it.
     *
     * @return              what it printed, without white space around
     * @throws Failed       if it ends with anything but 0
     */
    static String run(String... words) {
        try {
            // Through a file: a pipe would be held open by whatever it leaves behind.
            Path output = Files.createTempFile("amends-faults", ".out");
            try {
                Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile())
                        .start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
                // Not every program prints text alone.
                String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
                if (!ended) {
                    process.destroyForcibly();
                }
                if (!ended || process.exitValue() != 0) {
                    throw new Failed(String.join(" ", words) + ": " + (ended ? said : "did not end"));
                }
                return said;
            } finally {
                Files.delete(output);
            }
        } catch (IOException failed) {
            throw new Failed(List.of(words) + ": " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            throw new Failed(List.of(words) + ": interrupted");
        }
    }

    /** It could not be run, or says that it failed. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }
}
