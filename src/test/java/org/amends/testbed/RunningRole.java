package org.amends.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One role in a process of its own, as this build compiled it. */
public final class RunningRole implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private final String role;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Object news = new Object();
    private final Thread reader;

    private RunningRole(String role, Process process) {
        this.role = role;
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name(role + " output").start(this::read);
    }

    /**
     * Starts a role.
     *
     * @param environment added to this process's own
     * @param jvm         flags for its Java
     */
    public static RunningRole start(String role, Map<String, String> environment, List<String> jvm,
            List<String> arguments) {
        return start(role, "org.amends.Amends", environment, jvm, arguments);
    }

    /** Starts a role by another main class, which looks on. */
    public static RunningRole start(String role, String mainClass, Map<String, String> environment, List<String> jvm,
            List<String> arguments) {
        // A shell that runs the tests in the background lets them ignore SIGINT, and what they start would inherit that.
        List<String> command = new ArrayList<>(
                List.of("env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--module-path=" + System.getProperty("javafx.path"),
                        "--add-modules=javafx.controls", "--enable-native-access=ALL-UNNAMED,javafx.graphics", "-cp",
                        System.getProperty("java.class.path")));
        command.addAll(jvm);
        command.addAll(List.of(mainClass, role));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new RunningRole(role, builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits for a line of its output, error output included, from the first line on. */
    public String line(Predicate<String> wanted) {
        return line(0, wanted);
    }

    /** Waits for a line from the given one on. */
    public String line(int from, Predicate<String> wanted) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        synchronized (news) {
            while (true) {
                boolean over = !reader.isAlive();
                for (int i = from; i < lines.size(); i++) {
                    if (wanted.test(lines.get(i))) {
                        return lines.get(i);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (over || left <= 0) {
                    throw new AssertionError("the " + role + (over ? " ended" : " did not say it in time") + ":\n"
                            + String.join("\n", lines));
                }
                try {
                    news.wait(Math.min(left, 200));
                } catch (InterruptedException interrupted) {
                    throw new AssertionError("interrupted", interrupted);
                }
            }
        }
    }

    /** Waits until the last simulated guest has gone; each of them has the usual time. */
    public void waitForGuests() {
        while (lines.stream().noneMatch(line -> line.startsWith("guests done"))) {
            line(lines.size(), line -> line.startsWith("guest"));
            if (lines.stream().anyMatch(line -> line.startsWith("guests stuck"))) {
                throw new AssertionError(String.join("\n", lines));
            }
        }
    }

    /** What it has said so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The processes it has started, the oldest first. */
    public List<ProcessHandle> children() {
        return process.children().sorted(Comparator.comparing(child -> child.info().startInstant().orElseThrow())).toList();
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** A signal by its name, such as INT. */
    public void signal(String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Waits for its end. */
    public int exitCode() {
        try {
            if (!process.waitFor(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the " + role + " does not end:\n" + String.join("\n", lines));
            }
            reader.join(LONGEST_WAIT);
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Asks it to stop and waits until it has. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            exitCode();
        }
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                say(line);
            }
        } catch (IOException gone) {
            say("(output ended: " + gone.getMessage() + ")");
        }
    }

    private void say(String line) {
        synchronized (news) {
            lines.add(line);
            news.notifyAll();
        }
    }
}
