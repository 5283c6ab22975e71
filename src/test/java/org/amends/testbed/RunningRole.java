package org.amends.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
        List<String> withScreens = new ArrayList<>(List.of("--module-path=" + System.getProperty("javafx.path"),
                "--add-modules=javafx.controls", "--enable-native-access=ALL-UNNAMED,javafx.graphics"));
        withScreens.addAll(jvm);
        List<String> named = new ArrayList<>(List.of(role));
        named.addAll(arguments);
        return start(role, environment, withScreens, mainClass, named);
    }

    /**
     * Starts any program of this build that needs no JavaFX, which saves it some of its start.
     *
     * @param name        what it is called here
     * @param environment added to this process's own
     * @param jvm         flags for its Java
     * @param main        the class to run
     */
    public static RunningRole start(String name, Map<String, String> environment, List<String> jvm, String main,
            List<String> arguments) {
        // A shell that runs the tests in the background lets them ignore SIGINT, and what they start would inherit that.
        List<String> command = new ArrayList<>(
                List.of("env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(jvm);
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new RunningRole(name, builder.start());
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

    /** What it has said from the given line on. */
    public List<String> lines(int from) {
        // One array that does not change; a view of the list itself would fail at the next line.
        Object[] said = lines.toArray();
        return Arrays.stream(said, Math.min(from, said.length), said.length).map(String.class::cast).toList();
    }

    /** Types a line at it; one that has ended does not hear it. */
    public void type(String line) {
        try {
            process.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
            process.outputWriter(StandardCharsets.UTF_8).flush();
        } catch (IOException ended) {
            // whoever waits for its answer learns it
        }
    }

    /** Ends its standard input, with which some programs end; waits until it has. */
    public void endInput() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException ended) {
            // as wanted
        }
        exitCode();
    }

    /** Its process id. */
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
                heard(line);
            }
        } catch (IOException gone) {
            heard("(output ended: " + gone.getMessage() + ")");
        }
    }

    private void heard(String line) {
        synchronized (news) {
            lines.add(line);
            news.notifyAll();
        }
    }
}
