package org.amends.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.amends.hub.HubDesk;
import org.amends.testbed.Needs;
import org.amends.testbed.RunningRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thief takes the terminal and reads its disk, and another one the logs: neither finds what guests wrote. The terminal is
 * a real one below its screen, the hub is a real one, both log all that they can.
 */
@Timeout(300)
class StolenTerminalIT {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);
    private static final List<String> MARKERS = List.of("Quzzelfroschkonfitüre", "wibbergasthof", "jaxonplover@example.org",
            "5550173-9942", "紫陽花の部屋は黴臭い");
    private static final String WHILE_AWAY = "The Quzzelfroschkonfitüre was off, says wibbergasthof; 紫陽花の部屋は黴臭い";
    private static final String WHILE_THERE = "Write to jaxonplover@example.org, my card is 5550173-9942";
    private static final OpenWords WORDS = new OpenWords(MARKERS);

    @TempDir
    private static Path folder;
    private static final Map<String, List<String>> LOGS = new java.util.LinkedHashMap<>();
    /** The terminal's folder as a thief finds it, who pulls the plug. */
    private static Path stolenWhileAway;
    private static Path stolenAfterSync;
    private static Path stolenWhenOff;
    private static Path stolenUnpaired;

    @BeforeAll
    static void guests_write_while_the_hub_is_away_and_while_it_is_there() throws IOException {
        Path data = Files.createDirectories(folder.resolve("terminal"));
        String code;
        try (HubDesk desk = HubDesk.open(hubData())) {
            code = desk.issuePairingCode(Duration.ofMinutes(10));
        }
        try (Link link = new Link()) {
            RunningRole hub = hub(link);
            RunningRole terminal = terminal(data, link, code);
            try {
                terminal.line(line -> line.contains("paired as"));
                hub.close();
                write(terminal, WHILE_AWAY);
                terminal.line(line -> line.contains("responses wait here"));
                stolenWhileAway = steal(data, "away");
                LOGS.put("the hub before", hub.lines());
                hub = hub(link);
                write(terminal, WHILE_THERE);
                terminal.type("wake");
                assertThat(Pause.until(LONGEST_DRAIN, () -> Books.waiting(data) == 0)).as("all arrived").isTrue();
                assertThat(Pause.until(LONGEST_DRAIN, () -> caseComments().size() == 2)).as("all became cases").isTrue();
                stolenAfterSync = steal(data, "synced");
                terminal.endInput();
                stolenWhenOff = steal(data, "off");
            } finally {
                terminal.kill();
                hub.close();
                LOGS.put("the terminal", terminal.lines());
                LOGS.put("the hub", hub.lines());
            }
            Path unpaired = Files.createDirectories(folder.resolve("unpaired"));
            RunningRole nobodys = terminal(unpaired, link, "");
            try {
                write(nobodys, WHILE_AWAY);
                stolenUnpaired = steal(unpaired, "stolen-unpaired");
            } finally {
                nobodys.kill();
                LOGS.put("the unpaired terminal", nobodys.lines());
            }
        }
    }

    @Test
    void no_file_of_the_terminal_holds_what_guests_wrote_in_any_way_of_writing_it() {
        assertThat(OpenWords.files(stolenWhileAway)).extracting(file -> file.getFileName().toString())
                .contains("outbox.db", "outbox.db-wal", "terminal.json");
        for (Path stolen : stolen()) {
            assertThat(WORDS.in(stolen)).as(stolen.toString()).isEmpty();
            assertThat(new OpenWords(List.of("Harbour Hotel")).in(stolen)).as("what lies open is found").isNotEmpty();
        }
    }

    @Test
    void sqlite3_and_strings_show_nothing_of_it() {
        String sqlite3 = Needs.program("sqlite3", "sqlite3").toString();
        String strings = Needs.program("strings", "binutils").toString();
        for (Path stolen : stolen()) {
            // Read by strings first: sqlite3 tidies the log of the database away.
            for (Path file : OpenWords.files(stolen)) {
                for (String encoding : List.of("s", "S", "l", "b")) {
                    assertThat(WORDS.in(Command.run(strings, "-a", "-n", "4", "-e", encoding, file.toString())))
                            .as("strings %s", file).isEmpty();
                }
            }
            Path copy = steal(stolen, stolen.getFileName() + "-dumped");
            String dump = Command.run(sqlite3, copy.resolve("outbox.db").toString(), ".dump");
            assertThat(dump).contains("CREATE TABLE", "\"kind\":\"rating\"");
            assertThat(WORDS.in(dump)).isEmpty();
        }
    }

    @Test
    void no_log_of_terminal_or_hub_holds_it() {
        LOGS.forEach((who, lines) -> {
            assertThat(lines).as("%s says something", who).isNotEmpty();
            assertThat(WORDS.in(String.join("\n", lines))).as("what %s says", who).isEmpty();
        });
        assertThat(LOGS.get("the unpaired terminal")).as("words without a key to seal them to are refused")
                .anyMatch(line -> line.startsWith("refused ") && line.contains("before the terminal is paired"));
    }

    @Test
    void staff_read_it_on_the_hubs_cases_and_its_ledger_holds_it_sealed_only() {
        assertThat(caseComments()).containsExactlyInAnyOrder(WHILE_AWAY, WHILE_THERE);
        List<String> bodies = Books.bodies(hubData());
        assertThat(bodies).filteredOn(body -> body.contains("\"kind\":\"sealed\"")).hasSize(2);
        assertThat(bodies).hasSize(4).allSatisfy(body -> assertThat(WORDS.in(body)).isEmpty());
    }

    @Test
    void a_thief_can_count_ratings_and_that_is_all() {
        assertThat(Books.scores(stolenAfterSync)).containsExactly(1, 1);
        assertThat(Books.scores(stolenUnpaired)).containsExactly(1);
        for (String key : Books.sealingKeys(hubData())) {
            assertThat(OpenWords.files(stolenAfterSync)).allSatisfy(file -> assertThat(
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain(key));
        }
    }

    @Test
    void whoever_looks_for_words_finds_them_in_every_way_of_writing_them() {
        for (String marker : MARKERS) {
            for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                for (String before : List.of("", "a", "ab", "abc")) {
                    byte[] bytes = (before + marker + "?").getBytes(charset);
                    assertThat(WORDS.in(bytes)).isNotEmpty();
                    assertThat(WORDS.in(Base64.getEncoder().encode(bytes))).as("%s in base64", charset).isNotEmpty();
                    assertThat(WORDS.in(Base64.getUrlEncoder().encode(bytes))).as("%s in base64url", charset).isNotEmpty();
                    assertThat(WORDS.in(java.util.HexFormat.of().formatHex(bytes))).isNotEmpty();
                }
            }
        }
        assertThat(WORDS.in("{\"text\":\"Quzzelfroschkonfit\\u00fcre\"}")).isNotEmpty();
    }

    private static List<Path> stolen() {
        return List.of(stolenWhileAway, stolenAfterSync, stolenWhenOff, stolenUnpaired);
    }

    private static List<String> caseComments() {
        return Books.comments(hubData());
    }

    private static void write(RunningRole terminal, String words) {
        int before = terminal.lines().size();
        terminal.type("comment " + words);
        terminal.line(before, line -> line.equals("commented"));
    }

    private static Path steal(Path data, String name) {
        Path stolen = folder.resolve(name);
        Command.run("cp", "--archive", data.toString(), stolen.toString());
        return stolen;
    }

    private static Path hubData() {
        return folder.resolve("hub");
    }

    private static RunningRole hub(Link link) throws IOException {
        RunningRole hub = RunningRole.start("hub", Map.of(), talkative(), "org.amends.Amends",
                List.of("hub", "--data", hubData().toString(), "--port", "0", "--stop-with-parent"));
        String ready = hub.line(line -> line.startsWith("hub ready "));
        link.leadTo(Integer.parseInt(ready.replaceAll(".*url=http://[^ ]*:(\\d+) .*", "$1")));
        return hub;
    }

    private static RunningRole terminal(Path data, Link link, String code) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(data.toString(), link.url(), "FULL"));
        if (!code.isEmpty()) {
            arguments.add(code);
        }
        RunningRole terminal = RunningRole.start("terminal", Map.of(), talkative(), TerminalWithoutScreen.class.getName(),
                arguments);
        terminal.line(line -> line.equals("ready"));
        return terminal;
    }

    /** Logs everything that ours would ever log. */
    private static List<String> talkative() throws IOException {
        Path ours = Path.of("src", "main", "resources", "org", "amends", "logging.properties");
        Path all = folder.resolve("logging.properties");
        Files.writeString(all, Files.readString(ours).replace("org.amends.level = INFO", "org.amends.level = ALL"));
        assertThat(all).content().contains("org.amends.level = ALL");
        return List.of("--enable-native-access=ALL-UNNAMED", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
                "-Djava.util.logging.config.file=" + all);
    }
}
