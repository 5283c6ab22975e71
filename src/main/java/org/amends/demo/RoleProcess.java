package org.amends.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One role in a process of its own, started with the Java and the libraries of this one. */
final class RoleProcess {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);

    private final String role;
    private final Path log;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    /**
     * @param role      the first word of the command line
     * @param arguments the others
     * @param log       where its log goes, from the end on
     * @param lines     is told every line of its output
     */
    RoleProcess(String role, List<String> arguments, Path log, Consumer<String> lines) throws IOException {
        this.role = role;
        this.log = log;
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // Out of the terminal's reach: Ctrl-C comes to the demo alone, which then stops both in order.
            command.add(SETSID.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), "org.amends.Amends", role,
                "--stop-with-parent"));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        Thread.ofPlatform().daemon().name(role + " output").start(() -> read(lines));
    }

    /**
     * Waits until it says that it is ready.
     *
     * @return the line it says so with
     */
    Optional<String> ready() throws InterruptedException {
        try {
            return Optional.of(ready.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException never) {
            return Optional.empty();
        }
    }

    /** Completes when it has ended. */
    CompletableFuture<Process> ended() {
        return process.onExit();
    }

    /** Asks it to end by closing its input, and waits until it has. */
    void stop() throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // then it has ended by itself
        }
        if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** What it said last, for somebody who wonders why it ended. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "the " + role + " ended with code " + (process.isAlive() ? "(still running)" : process.exitValue())
                    + "; "
                    + log + " ends with: " + (lines.isEmpty() ? "nothing" : lines.getLast());
        } catch (IOException unreadable) {
            return "the " + role + " ended, and its log " + log + " cannot be read";
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(role + " ready ")) {
                    ready.complete(line);
                }
                lines.accept(line);
            }
        } catch (IOException broken) {
            lines.accept("its output broke: " + broken.getMessage());
        } finally {
            ready.completeExceptionally(new IOException("ended"));
        }
    }
}
