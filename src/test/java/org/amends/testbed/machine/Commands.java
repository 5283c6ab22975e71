package org.amends.testbed.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the host that prepare the machine. */
final class Commands {

    private static final Duration LONGEST = Duration.ofSeconds(240);

    private Commands() {
    }

    /** Runs one and gives what it said; all of it where it failed. */
    static String run(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread limit = Thread.ofVirtual().start(() -> endAfter(process));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        limit.interrupt();
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code + ":\n" + said.strip());
        }
        return said;
    }

    private static void endAfter(Process process) {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            // in time
        }
    }
}
