package org.amends.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.HubDesk;

/** A hub and a terminal with their data in one folder, started, killed and restarted at will. */
public final class Venue {

    /** Signs in as {@code reception} and as {@code manager}. */
    public static final String PASSWORD = "press-a-sad-face";

    private final Path folder;
    private final int port;
    private String moreSettings = "";
    private String survey = "stay.yaml";
    private Optional<Path> hubSettings = Optional.empty();

    /**
     * @param folder an empty one
     */
    public Venue(Path folder) {
        this.folder = folder;
        this.port = freePort();
        try (HubDesk desk = HubDesk.open(hubData())) {
            desk.setPassword("reception", "Reception", PASSWORD);
            desk.setPassword("manager", "Duty manager", PASSWORD, Optional.of("manager"), Optional.empty());
        }
    }

    /** One entry as it lies in a file. */
    public record Kept(String id, long sequence, String response, String text) {
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** With one more line in the terminal's settings. */
    public Venue with(String setting) {
        moreSettings += setting + "\n";
        return this;
    }

    /** Asks another of the samples in kiosk-config. */
    public Venue asking(String sample) {
        survey = sample;
        return this;
    }

    public RunningRole startHub() {
        return startHub(List.of());
    }

    /** With a file of settings for the hub. */
    public Venue withHub(Path settings) {
        hubSettings = Optional.of(settings);
        return this;
    }

    /** Starts the hub with flags for its Java. */
    public RunningRole startHub(List<String> jvm) {
        List<String> arguments = new ArrayList<>();
        hubSettings.ifPresent(file -> arguments.addAll(List.of("--settings", file.toString())));
        arguments.addAll(List.of("--data", hubData().toString(), "--port", String.valueOf(port)));
        RunningRole hub = RunningRole.start("hub", Map.of(), jvm, arguments);
        hub.line(line -> line.startsWith("hub ready "));
        return hub;
    }

    /** Starts the terminal, paired already or now, headless and without motion. */
    public RunningRole startKiosk(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--headless"));
        arguments.addAll(List.of(more));
        return startKiosk(Map.of(), arguments);
    }

    /** Starts the terminal headless, by a main class that looks on. */
    public RunningRole startWatchedKiosk(Class<?> main, List<String> jvm, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--headless"));
        arguments.addAll(List.of(more));
        return startKiosk(main.getName(), Map.of(), jvm, arguments);
    }

    /** Starts the terminal as told. */
    public RunningRole startKiosk(Map<String, String> environment, List<String> more) {
        return startKiosk("org.amends.Amends", environment, List.of(), more);
    }

    private RunningRole startKiosk(String main, Map<String, String> environment, List<String> jvm, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("--settings", settings().toString(), "--data",
                kioskData().toString()));
        if (Files.notExists(kioskData().resolve("terminal.json"))) {
            try (HubDesk desk = HubDesk.open(hubData())) {
                arguments.addAll(List.of("--pairing-code", desk.issuePairingCode(Duration.ofMinutes(10))));
            }
        }
        arguments.addAll(more);
        RunningRole kiosk = RunningRole.start("kiosk", main, environment, jvm, arguments);
        kiosk.line(line -> line.startsWith("kiosk ready "));
        return kiosk;
    }

    /** What the terminal has committed, in its order. */
    public List<Kept> outbox() {
        return kept(kioskData().resolve("outbox.db"), "SELECT id, sequence, response, body FROM entry ORDER BY position");
    }

    /** What the hub has committed, in the order of arrival. */
    public List<Kept> ledger() {
        return kept(hubData().resolve("hub.db"),
                "SELECT entry, sequence, response, body FROM ledger WHERE body IS NOT NULL ORDER BY position");
    }

    /** How many entries wait for a receipt. */
    public long waiting() {
        return number(kioskData().resolve("outbox.db"), "SELECT COUNT(*) FROM entry WHERE acknowledged_at IS NULL");
    }

    /** Waits until the hub has given a receipt for every entry; the test's own time limit ends this. */
    public void waitUntilDelivered() throws InterruptedException {
        while (waiting() > 0) {
            Thread.sleep(20); // another process's commit tells nobody here
        }
    }

    /** How many cases there are. */
    public long cases() {
        return number(hubData().resolve("hub.db"), "SELECT COUNT(*) FROM cases");
    }

    /** What the hub was told to be wrong with the terminal: kinds, each with its words for staff. */
    public Map<String, String> troubles() {
        try (Connection connection = open(hubData().resolve("hub.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT kind, words FROM conditions")) {
            Map<String, String> troubles = new HashMap<>();
            while (rows.next()) {
                troubles.put(rows.getString(1), rows.getString(2));
            }
            return troubles;
        } catch (SQLException failed) {
            throw new AssertionError("the conditions cannot be read", failed);
        }
    }

    private Path settings() {
        Path file = folder.resolve("kiosk.yaml");
        try {
            Files.writeString(file, """
                    site: Harbour Hotel
                    touchpoint: Reception
                    survey: %s
                    hub: %s
                    persona: tablet
                    guard-ms: 0
                    motion: false
                    """.formatted(Path.of("kiosk-config", survey).toAbsolutePath(), url()) + moreSettings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    /** Where the hub keeps its data. */
    public Path hubData() {
        return folder.resolve("hub");
    }

    /** Where the terminal keeps its data. */
    public Path kioskData() {
        return folder.resolve("kiosk");
    }

    private static List<Kept> kept(Path file, String query) {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<Kept> kept = new ArrayList<>();
            while (rows.next()) {
                kept.add(new Kept(rows.getString(1), rows.getLong(2), rows.getString(3), rows.getString(4)));
            }
            return kept;
        } catch (SQLException failed) {
            throw new AssertionError(file + ": " + query, failed);
        }
    }

    private static long number(Path file, String query) {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new AssertionError(file + ": " + query, failed);
        }
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
