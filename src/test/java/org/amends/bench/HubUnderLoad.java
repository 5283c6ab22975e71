package org.amends.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amends.hub.HubDesk;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.storage.Database;
import org.amends.response.Touchpoint;
import org.amends.testbed.RunningRole;

/** A real hub in a process of its own, with a heap that is kept small, and its data looked at from behind. */
final class HubUnderLoad implements AutoCloseable {

    static final String STAFF = "reception";
    static final String PASSWORD = "press-a-sad-face";
    /** What the hub is given for a thousand terminals, so that growth shows as failure. */
    private static final String HEAP = "-Xmx192m";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Path folder;
    private RunningRole process;
    private int port;

    HubUnderLoad() {
        try {
            folder = Files.createTempDirectory("amends-bench");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        try (HubDesk desk = HubDesk.open(folder)) {
            desk.setPassword(STAFF, "Reception", PASSWORD);
        }
    }

    /** Pairs terminals, past the limit that people who type codes have. */
    List<SimulatedTerminal> pair(int count, String site) {
        List<SimulatedTerminal> terminals = new ArrayList<>();
        try (Database database = Database.open(folder)) {
            Fleet fleet = new Fleet(database, Clock.systemUTC());
            for (int i = 0; i < count; i++) {
                Touchpoint touchpoint = new Touchpoint(site, "Table " + (i + 1));
                String code = fleet.issueCode(Duration.ofMinutes(5));
                terminals.add(
                        new SimulatedTerminal(fleet.pair(code, touchpoint, Optional.empty()).orElseThrow(), touchpoint));
            }
        }
        return terminals;
    }

    void start() {
        process = RunningRole.start("hub", Map.of(),
                // As in a package, the compiler may do all it can; RunningRole spares the short tests that.
                List.of(HEAP, "-XX:TieredStopAtLevel=4", "-XX:+ExitOnOutOfMemoryError"),
                // Once it has a port it keeps it, so that whoever was cut off finds it again.
                List.of("--data", folder.toString(), "--port", String.valueOf(port)));
        String ready = process.line(line -> line.startsWith("hub ready "));
        port = Integer.parseInt(ready.replaceAll(".*url=http://127\\.0\\.0\\.1:(\\d+).*", "$1"));
    }

    int port() {
        return port;
    }

    /** Asks it to stop, and waits until it has. */
    void stop() {
        process.close();
    }

    /** SIGKILL, at whatever it is doing. */
    void kill() {
        process.kill();
    }

    /** Accounts of several people, with {@link #PASSWORD}. Returns what each types to sign in. */
    List<String> staff(int count) {
        List<String> names = IntStream.rangeClosed(1, count).mapToObj(i -> "person-" + i).toList();
        try (HubDesk desk = HubDesk.open(folder)) {
            names.forEach(name -> desk.setPassword(name, displayName(name), PASSWORD));
        }
        return names;
    }

    /** What pages call somebody of {@link #staff}. None is the beginning of another. */
    static String displayName(String name) {
        return "Person (" + name.replace("person-", "") + ")";
    }

    /** Waits until a query gives at least a number. */
    void waitFor(String query, long least) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (long now = number(query); now < least; now = number(query)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(query + " is " + now + " and not " + least + "\n"
                        + String.join("\n", lastLines(40)));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    Path folder() {
        return folder;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote to its log, last of all. */
    List<String> lastLines(int most) {
        List<String> lines = process.lines();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** The most memory it ever had, in MB of 1024 * 1024 bytes: all of the process, not the heap alone. */
    long mostMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(-1);
        } catch (IOException noProc) {
            return -1;
        }
    }

    /** What is in use of its heap after a full collection, in MB. */
    long liveHeap() {
        try {
            Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    String.valueOf(process.pid()), "GC.class_histogram").redirectErrorStream(true).start();
            String all = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)").matcher(all);
            if (!total.find()) {
                throw new IllegalStateException("jcmd says " + all + "\n" + String.join("\n", lastLines(40)));
            }
            return Long.parseLong(total.group(1)) / 1024 / 1024;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long number(String query) {
        try (Connection connection = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("hub.db") + "?busy_timeout=10000");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(query, failed);
        }
    }

    /** The first column of all rows. */
    List<String> texts(String query) {
        try (Connection connection = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("hub.db") + "?busy_timeout=10000");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException(query, failed);
        }
    }

    /** Changes its data from behind, while it does not run. */
    void change(List<String> statements) {
        try (Connection connection = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("hub.db") + "?busy_timeout=10000");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Signs a member of staff in and returns the cookie. */
    String signIn() throws IOException {
        try (PlainConnection browser = new PlainConnection("127.0.0.1", port, Duration.ofSeconds(20))) {
            String form = "name=" + STAFF + "&password=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
            browser.say(("POST /sign-in HTTP/1.1\r\nHost: hub\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: " + form.length() + "\r\n\r\n" + form).getBytes(StandardCharsets.UTF_8));
            PlainConnection.Answer answer = browser.answer(false);
            return answer.header("set-cookie").orElseThrow(() -> new IllegalStateException(answer.text())).split(";")[0];
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
