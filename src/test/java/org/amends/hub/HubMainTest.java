package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub as IT meets it: a process with a command line, lines of output and an exit code. */
@Timeout(180)
class HubMainTest {

    @TempDir
    private Path data;

    @Test
    void itSaysWhenItIsReadyWorksBesideItsCommandLineAndStopsInOrderOnASignal() throws Exception {
        Process hub = start("--port", "0");
        try {
            String ready = ready(hub);
            String url = ready.replaceAll("hub ready url=(\\S+) data=.*", "$1");
            assertThat(ready).endsWith("data=" + data);
            assertThat(status(url + "/health")).isEqualTo(200);
            Process commandLine = start("pairing-code");
            assertThat(output(commandLine)).matches("[2-9A-Z]{4}-[2-9A-Z]{4}\\R");
            assertThat(commandLine.waitFor()).isZero();

            hub.toHandle().destroy(); // unlike the process itself, leaves its output open
            assertThat(output(hub)).isEqualTo("hub stopped\n");
            assertThat(hub.waitFor()).isZero();
        } finally {
            hub.destroyForcibly();
        }
    }

    @Test
    void withTlsItSaysWhereAndItsTerminalsAreServedFromTheCommandLine() throws Exception {
        Path settings = Files.writeString(data.resolve("hub.yaml"), "tls-port: " + freePort() + "\n");
        Process hub = start("--settings", settings.toString(), "--port", "0");
        try {
            assertThat(ready(hub)).matches("hub ready url=http://\\S+ https-url=https://127.0.0.1:[0-9]+ data=.*");
            assertThat(output(start("pairing-code"))).matches("([2-9A-Z]{4}-){5}[2-9A-Z]{4}\\R");
            assertThat(output(start("terminal", "list"))).isEmpty();
            assertThat(output(start("site-key", "rotate"))).matches("k-[2-9A-Z]{8}\\R");
            assertThat(errors(start("terminal", "revoke", "t-none"))).contains("\"t-none\" is no terminal");
        } finally {
            hub.destroyForcibly();
        }
    }

    @Test
    void aTerminalIsListedSetAndRevokedFromTheCommandLine() throws Exception {
        String id;
        try (HubDesk desk = HubDesk.open(data);
                org.amends.hub.storage.Database database = org.amends.hub.storage.Database
                        .open(data)) {
            id = new org.amends.hub.fleet.Fleet(database, java.time.Clock.systemUTC())
                    .pair(desk.issuePairingCode(java.time.Duration.ofMinutes(1)),
                            new org.amends.response.Touchpoint("Harbour Hotel", "Reception"), java.util.Optional.empty())
                    .orElseThrow().terminal();
        }
        assertThat(output(start("terminal", "set", id, "answer-seconds=45", "look=night")))
                .isEqualTo("answer-seconds=45\nlook=night\n");
        assertThat(output(start("terminal", "set", id, "answer-seconds="))).isEqualTo("look=night\n");
        assertThat(errors(start("terminal", "set", id, "look=dusk")))
                .contains("look: \"dusk\" is not allowed; allowed: day, night, sand").doesNotContain("\tat ");
        assertThat(start("terminal", "renew", id).waitFor()).isZero();
        assertThat(start("terminal", "revoke", id).waitFor()).isZero();
        assertThat(start("terminal", "revoke", id).waitFor()).isEqualTo(2);
        assertThat(output(start("terminal", "list"))).matches(id
                + "  paired [0-9-]{10}  token [0-9-]{10}  Harbour Hotel, Reception  revoked\\R");
    }

    @Test
    void aBadgeIsGivenToOneAccountAndTakenBackFromTheCommandLine() throws Exception {
        String digest = "A".repeat(43);
        try (HubDesk desk = HubDesk.open(data);
                org.amends.hub.storage.Database database = org.amends.hub.storage.Database.open(data)) {
            desk.setPassword("mara", "Mara Berg", "correct horse battery");
            desk.setPassword("jonas", "Jonas Vale", "correct horse battery");
            org.amends.hub.staff.Badges badges = new org.amends.hub.staff.Badges();
            assertThat(start("staff", "badge", "mara", "--badge", digest).waitFor()).isZero();
            assertThat(database.read(tx -> badges.owner(tx, digest)).orElseThrow().name()).isEqualTo("mara");
            assertThat(start("staff", "badge", "Jonas", "--badge", digest).waitFor()).isZero();
            assertThat(database.read(tx -> badges.owner(tx, digest)).orElseThrow().name()).isEqualTo("jonas");
            assertThat(start("staff", "badge", "jonas", "--none").waitFor()).isZero();
            assertThat(database.read(tx -> badges.owner(tx, digest)).isPresent()).isFalse();
        }
        assertThat(errors(start("staff", "badge", "nobody", "--none"))).contains("there is no account \"nobody\"")
                .doesNotContain("\tat ");
        assertThat(errors(start("staff", "badge", "mara", "--badge", "04A1B2C3"))).contains("43 characters of base64url");
        assertThat(errors(start("staff", "badge", "mara"))).contains("--badge", "--none");
    }

    @Test
    void aPinIsGivenToAnAccountAndTakenBackFromTheCommandLine() throws Exception {
        try (HubDesk desk = HubDesk.open(data);
                org.amends.hub.storage.Database database = org.amends.hub.storage.Database.open(data)) {
            desk.setPassword("mara", "Mara Berg", "correct horse battery");
            org.amends.hub.staff.Pins pins = new org.amends.hub.staff.Pins(database,
                    org.amends.hub.storage.KeyFile.in(data), java.time.Clock.systemUTC());
            String said = output(start("staff", "pin", "Mara"));
            assertThat(said).matches("pin       [0-9]{8}   \\(shown only now\\)\\R");
            String pin = said.replaceAll("[^0-9]", "");
            assertThat(pins.holder(pin, "Harbour Hotel").orElseThrow().staff().displayName()).isEqualTo("Mara Berg");
            assertThat(start("staff", "pin", "mara", "--none").waitFor()).isZero();
            assertThat(pins.holder(pin, "Harbour Hotel")).isEmpty();
        }
        assertThat(errors(start("staff", "pin", "nobody"))).contains("there is no account \"nobody\"")
                .doesNotContain("\tat ");
    }

    @Test
    void anAccountIsGivenARoleSitesAndOneTimeCodesFromTheCommandLine() throws Exception {
        assertThat(output(start("staff", "add", "ada"))).contains("role      administrator", "sites     all sites");
        assertThat(output(start("staff", "add", "nina", "--role", "lead", "--site", "Airport", "--site", "Harbour")))
                .contains("role      lead", "sites     Airport, Harbour", "no terminal stands at \"Airport\" so far");
        assertThat(output(start("staff", "add", "nina", "--all-sites"))).contains("role      lead", "sites     all sites");
        assertThat(output(start("staff", "list"))).containsPattern("ada +administrator +ada +\\(all sites\\)");
        assertThat(errors(start("staff", "add", "omar", "--role", "boss")))
                .contains("role: \"boss\" is not allowed; allowed: staff, lead, manager, administrator, auditor")
                .doesNotContain("\tat ");
        assertThat(errors(start("staff", "add", "omar", "--site", " "))).contains("site: \" \" is not allowed");
        assertThat(output(start("staff", "totp", "ada"))).matches("otpauth://totp/Amends:ada\\?secret=[A-Z2-7]{32}&.*\\R");
        assertThat(errors(start("staff", "totp", "nobody"))).contains("there is no account \"nobody\"");
        assertThat(start("staff", "totp", "ada", "--none").waitFor()).isZero();
    }

    @Test
    void aRoleAndSitesAreChangedFromTheCommandLineAndThePasswordStays() throws Exception {
        try (HubDesk desk = HubDesk.open(data);
                org.amends.hub.storage.Database database = org.amends.hub.storage.Database.open(data)) {
            desk.setPassword("mara", "Mara Berg", "correct horse battery");
            desk.setPassword("nina", "Nina Holm", "correct horse battery");
            String before = hashOf(database, "nina");
            assertThat(output(start("staff", "role", "Nina", "--role", "manager", "--site", "Airport"))).contains(
                    "name      nina", "role      manager", "sites     Airport", "no terminal stands at \"Airport\" so far");
            assertThat(output(start("staff", "role", "nina", "--all-sites"))).contains("role      manager",
                    "sites     all sites");
            assertThat(output(start("staff", "role", "nina", "--role", "lead"))).contains("role      lead",
                    "sites     all sites");
            assertThat(hashOf(database, "nina")).isEqualTo(before);
        }
        assertThat(output(start("staff", "list"))).containsPattern("nina +lead +Nina Holm +\\(all sites\\)")
                .containsPattern("mara +administrator +Mara Berg");
        assertThat(errors(start("staff", "role", "nina"))).contains("one of --role, --site and --all-sites");
        assertThat(errors(start("staff", "role", "nobody", "--role", "lead"))).contains("there is no account \"nobody\"")
                .doesNotContain("\tat ");
        assertThat(errors(start("staff", "role", "nina", "--role", "boss"))).contains("role: \"boss\" is not allowed");
    }

    private static String hashOf(org.amends.hub.storage.Database database, String name) {
        return database.read(tx -> tx.first("SELECT password_hash FROM staff WHERE name = ?",
                row -> row.text("password_hash"), name)).orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void itEndsWithTheParentThatStartedIt() throws Exception {
        Process hub = start("--port", "0", "--stop-with-parent");
        try {
            ready(hub);
            hub.getOutputStream().close();
            assertThat(hub.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(hub.exitValue()).isZero();
        } finally {
            hub.destroyForcibly();
        }
    }

    @Test
    void aPortThatIsTakenIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Process hub = start("--port", String.valueOf(taken.getLocalPort()));
            assertThat(errors(hub)).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()).doesNotContain("\tat ");
            assertThat(hub.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void aSettingThatIsWrongIsNamedWithFileLineValueAndWhatIsAllowed() throws Exception {
        Path settings = Files.writeString(data.resolve("hub.yaml"), "bind: 0.0.0.0\nport: 99999\n");
        Process hub = start("--settings", settings.toString());

        assertThat(errors(hub))
                .contains(settings + ":2: port: \"99999\" is not allowed; allowed: a whole number from 0 to 65535")
                .doesNotContain("\tat ");
        assertThat(hub.waitFor()).isEqualTo(78);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "org.amends.Amends", "hub"));
        command.addAll(List.of(arguments));
        command.add("--data=" + data);
        return new ProcessBuilder(command).start();
    }

    private static String ready(Process hub) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = hub.getInputStream().read(); c != '\n'; c = hub.getInputStream().read()) {
            if (c < 0) {
                throw new AssertionError("it ended: " + errors(hub));
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String errors(Process process) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            return String.join("\n", lines.lines().toList());
        }
    }

    private static int status(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding()).statusCode();
        }
    }
}
