package org.amends.kiosk.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.amends.checkedfile.FileProblem;
import org.amends.response.Touchpoint;
import org.amends.wire.TerminalSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

    private static final String LEAST = """
            site: Harbour Hotel
            touchpoint: Reception
            survey: stay.yaml
            hub: http://hub.example:8480
            persona: tablet
            """;

    @TempDir
    private Path folder;

    @Test
    void the_shipped_settings_are_read_whole() {
        Path file = Path.of("kiosk-config", "kiosk.yaml");

        assertThat(SettingsFile.read(file)).isEqualTo(new Settings(new Touchpoint("Harbour Hotel", "Reception"),
                Path.of("kiosk-config", "stay.yaml").toAbsolutePath(), List.of(), List.of(),
                URI.create("http://127.0.0.1:8480/"), HubLink.DIRECT,
                Persona.TABLET, LookName.DAY, Optional.empty(), true, Duration.ofSeconds(30), Duration.ofSeconds(6),
                Duration.ofSeconds(4),
                500,
                OptionalInt.empty(), new Presses(Duration.ofMillis(700), Presses.Keys.SHIPPED), true,
                Optional.empty(), true, true));
    }

    @Test
    void the_shipped_settings_name_every_key_and_show_every_default() throws IOException {
        String shipped = Files.readString(Path.of("kiosk-config", "kiosk.yaml"));

        Settings least = read(LEAST);

        assertThat(least.lines())
                .allSatisfy(line -> assertThat(shipped).contains(line.substring(0, line.indexOf(':') + 1)));
        assertThat(shipped).contains("Default day.", "Default true.", "Default 30.", "Default 6.", "Default 4.",
                "Default 500.", "Default display.", "Default 700.", "Default F1, F2, F3 and F4.");
        assertThat(least.look()).isEqualTo(LookName.DAY);
        assertThat(least.motion()).isTrue();
        assertThat(least.answerTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(least.thanksTime()).isEqualTo(Duration.ofSeconds(6));
        assertThat(least.outboxMegabytes()).isEqualTo(500);
        assertThat(least.screenWidthMm()).isEmpty();
        assertThat(least.staffPin()).isTrue();
        assertThat(least.recoveryCode()).isTrue();
    }

    @Test
    void what_is_set_is_what_is_told_to_be_in_force() throws IOException {
        Settings settings = read(LEAST + "look: night\nmotion: false\nanswer-seconds: 10\nthanks-seconds: 30\n"
                + "outbox-megabytes: 100000\nscreen-width-mm: 217\nstaff-pin: false\nrecovery-code: false\n");

        assertThat(settings.lines()).containsExactly("site: Harbour Hotel", "touchpoint: Reception",
                "survey: " + folder.toAbsolutePath().resolve("stay.yaml"), "surveys: none", "open-hours: always",
                "hub: http://hub.example:8480/",
                "proxy: none", "hub-ca: the one that pairing names", "persona: tablet", "look: night", "brand: none",
                "motion: false",
                "answer-seconds: 10", "thanks-seconds: 30", "undo-seconds: 4", "outbox-megabytes: 100000",
                "screen-width-mm: 217", "guard-ms: 700", "keys: F1 F2 F3 F4", "screen: display",
                "wiring: none", "staff-pin: false", "recovery-code: false");
    }

    @Test
    void the_tactile_keys_are_named_one_by_one_and_the_rest_stay_as_shipped() throws IOException {
        Settings settings = read(LEAST + "guard-ms: 0\nkeys:\n  next: NUMPAD6\n  voice: HOME\n");

        assertThat(settings.presses())
                .isEqualTo(new Presses(Duration.ZERO, new Presses.Keys("F1", "NUMPAD6", "F3", "HOME")));
    }

    @Test
    void a_terminal_without_a_screen_says_so_and_what_is_wired_to_it_lies_beside_its_settings() throws IOException {
        Settings settings = read(LEAST + "screen: none\nwiring: wiring.yaml\n");

        assertThat(settings.hasScreen()).isFalse();
        assertThat(settings.wiringFile()).contains(folder.toAbsolutePath().resolve("wiring.yaml"));
        assertThat(settings.with(TerminalSettings.NONE).withHub(settings.hub())).isEqualTo(settings);
        assertThat(settings.lines()).contains("screen: none", "wiring: " + folder.toAbsolutePath().resolve("wiring.yaml"));
        assertThatThrownBy(() -> read(LEAST + "screen: small\n"))
                .hasMessageContaining("kiosk.yaml:6: screen: \"small\" is not allowed; allowed: display, none");
    }

    @Test
    void a_survey_elsewhere_is_taken_where_it_is() throws IOException {
        assertThat(read(LEAST.replace("stay.yaml", "/srv/surveys/stay.yaml")).surveyFile())
                .isEqualTo(Path.of("/srv/surveys/stay.yaml"));
    }

    @Test
    void the_way_to_the_hub_is_read_and_told(@TempDir Path elsewhere) throws IOException {
        Settings settings = read(LEAST + "proxy: proxy.example:3128\nhub-ca: company.pem\n");

        assertThat(settings.link()).isEqualTo(new HubLink(
                Optional.of(InetSocketAddress.createUnresolved("proxy.example", 3128)),
                new HubLink.Ca.File(folder.toAbsolutePath().resolve("company.pem"))));
        assertThat(settings.lines()).contains("proxy: proxy.example:3128",
                "hub-ca: " + folder.toAbsolutePath().resolve("company.pem"));
        assertThat(read(LEAST + "hub-ca: system\n").link().ca()).isEqualTo(new HubLink.Ca.Machine());
        assertThat(read(LEAST + "hub-ca: " + elsewhere + "/ca.pem\n").link().ca())
                .isEqualTo(new HubLink.Ca.File(elsewhere.resolve("ca.pem")));
    }

    @Test
    void surveys_and_open_hours_are_read_by_day_and_hour_and_told() throws IOException {
        Settings settings = read(LEAST + """
                surveys:
                  - {survey: breakfast.yaml, days: monday-friday, from: 06:30, until: "10:30"}
                  - {survey: /srv/bar.yaml, days: "friday, sunday-monday", from: "20:00", until: "02:00"}
                open-hours: [{from: "00:00", until: "24:00"}]
                """);

        assertThat(settings.timedSurveys()).containsExactly(
                new Settings.TimedSurvey(folder.toAbsolutePath().resolve("breakfast.yaml"),
                        new Hours(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 390, 630)),
                new Settings.TimedSurvey(Path.of("/srv/bar.yaml"),
                        new Hours(Set.of(DayOfWeek.FRIDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY), 1200, 120)));
        assertThat(settings.lines()).contains("surveys: " + folder.toAbsolutePath().resolve("breakfast.yaml")
                + " monday, tuesday, wednesday, thursday, friday 06:30-10:30; /srv/bar.yaml monday, friday, sunday"
                + " 20:00-02:00", "open-hours: every day 00:00-24:00");
        assertThat(settings.with(TerminalSettings.NONE).withHub(settings.hub())).isEqualTo(settings);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{survey: a.yaml, from: '6:30', until: '10:30'}|7: surveys[0].from: \"6:30\" is not allowed; allowed: a time from",
            "{survey: a.yaml, from: '24:00', until: '10:30'}|7: surveys[0].from: \"24:00\" is not allowed; allowed: a time",
            "{survey: a.yaml, from: '06:30', until: '24:01'}|7: surveys[0].until: \"24:01\" is not allowed; allowed: a time",
            "{survey: a.yaml, from: '06:30', until: '06:30'}|7: surveys[0].until: \"06:30\" is not allowed; allowed: another",
            "{survey: a.yaml, from: '06:30'}|7: surveys[0]: the key \"until\" is missing",
            "{from: '06:30', until: '07:30'}|7: surveys[0]: the key \"survey\" is missing",
            "{survey: a.yaml, day: monday, from: '06:30', until: '07:30'}|7: unknown key \"day\"; allowed: days, from, survey",
            "{survey: a.yaml, days: montag, from: '06:30', until: '07:30'}|7: surveys[0].days: \"montag\" is not allowed; ",
            "{survey: a.yaml, days: mon-fri-sun, from: '06:30', until: '07:30'}|7: surveys[0].days: \"mon-fri-sun\" is not",
            "{survey: a.yaml, days: 'monday,', from: '06:30', until: '07:30'}|7: surveys[0].days: \"monday,\" is not allowed"})
    void hours_that_are_none_are_refused_with_what_is_allowed(String item, String problem) {
        assertThatThrownBy(() -> read(LEAST + "surveys:\n  - " + item + "\n")).isInstanceOf(FileProblem.class).message()
                .startsWith(folder.resolve("kiosk.yaml") + ":" + problem);
    }

    @Test
    void hours_that_two_have_are_refused_with_both_lines_and_the_first_minute() throws IOException {
        String night = "  - {survey: a.yaml, days: sunday, from: '20:00', until: '02:00'}\n";
        String morning = "  - {survey: b.yaml, days: monday, from: '01:30', until: '03:00'}\n";

        assertThatThrownBy(() -> read(LEAST + "surveys:\n" + night + morning)).isInstanceOf(FileProblem.class)
                .hasMessageContaining("kiosk.yaml:8: surveys[1].from: \"01:30\" is not allowed; allowed: hours that nothing"
                        + " else has: monday 01:30 is in those of line 7, too");
        assertThat(read(LEAST + "surveys:\n" + night + morning.replace("01:30", "02:00")).timedSurveys()).hasSize(2);
        assertThatThrownBy(() -> read(LEAST + "open-hours: []\n")).hasMessageContaining("at least one period");
    }

    @Test
    void what_the_hub_sets_goes_before_the_file_and_leaves_the_rest() throws IOException {
        Settings file = read(LEAST + "look: sand\nanswer-seconds: 20\n");

        assertThat(file.with(TerminalSettings.NONE)).isEqualTo(file);
        assertThat(file.with(TerminalSettings.NONE.with("answer-seconds", "45").with("thanks-seconds", "9")
                .with("look", "night").with("motion", "false")).lines())
                .contains("look: night", "motion: false", "answer-seconds: 45", "thanks-seconds: 9");
        assertThat(file.with(new TerminalSettings(Optional.empty(), Optional.empty(), Optional.of("of a later version"),
                Optional.empty()))).isEqualTo(file);
        assertThat(TerminalSettings.LOOKS).containsExactlyElementsOf(Stream.of(LookName.values())
                .map(look -> look.name().toLowerCase(Locale.ROOT)).toList());
    }

    @Test
    void another_hub_changes_nothing_else() throws IOException {
        Settings settings = read(LEAST);
        URI other = URI.create("https://other.example/");

        assertThat(settings.withHub(other).hub()).isEqualTo(other);
        assertThat(settings.withHub(other).withHub(settings.hub())).isEqualTo(settings);
    }

    @ParameterizedTest(name = "{0} => {1}")
    @MethodSource
    void a_malformed_file_is_refused_with_line_value_and_what_is_allowed(String from, String to, String problem) {
        String all = LEAST + "look: day\nmotion: true\nanswer-seconds: 30\nthanks-seconds: 6\nscreen-width-mm: 217\n"
                + "outbox-megabytes: 500\n";
        assertThat(all).contains(from);

        assertThatThrownBy(() -> read(all.replace(from, to))).isInstanceOf(FileProblem.class)
                .message().startsWith(folder.resolve("kiosk.yaml") + ":" + problem).doesNotContain("\n");
    }

    static Stream<Arguments> a_malformed_file_is_refused_with_line_value_and_what_is_allowed() {
        return Stream.of(Arguments.of("site: Harbour Hotel\n", "", "1: the key \"site\" is missing"),
                Arguments.of("Harbour Hotel", "", "1: site: \"\" is not allowed; allowed: a text of 1 to 80 characters"),
                Arguments.of("Reception", "R".repeat(81), "2: touchpoint: \"" + "R".repeat(60) + "...\" is not allowed;"),
                Arguments.of("Reception", "[a, b]", "2: touchpoint: a list is not allowed; allowed: a text"),
                Arguments.of("Reception", "\"a\\tb\"", "2: touchpoint: \"a?b\" is not allowed; allowed: a text"),
                Arguments.of("http:", "ftp:",
                        "4: hub: \"ftp://hub.example:8480\" is not allowed; allowed: an address such"),
                Arguments.of("tablet", "phone", "5: persona: \"phone\" is not allowed; allowed: banner, kiosk, tablet"),
                Arguments.of("look: day", "look: Day", "6: look: \"Day\" is not allowed; allowed: day, night, sand"),
                Arguments.of("look: day", "loook: day",
                        "6: unknown key \"loook\"; allowed: answer-seconds, brand, guard-ms, hub, hub-ca, keys, look, "),
                Arguments.of("look: day", "hub: http://other", "6: the key \"hub\" stands here a second time"),
                Arguments.of("motion: true", "motion: no", "7: motion: \"no\" is not allowed; allowed: false, true"),
                Arguments.of("onds: 30", "onds: 9",
                        "8: answer-seconds: \"9\" is not allowed; allowed: a whole number from 10"),
                Arguments.of("onds: 30", "onds: 121", "8: answer-seconds: \"121\" is not allowed; allowed: a whole number"),
                Arguments.of("onds: 30", "onds: 30s", "8: answer-seconds: \"30s\" is not allowed; allowed: a whole number"),
                Arguments.of("onds: 6", "onds: 2",
                        "9: thanks-seconds: \"2\" is not allowed; allowed: a whole number from 3 to"),
                Arguments.of("mm: 217", "mm: 49",
                        "10: screen-width-mm: \"49\" is not allowed; allowed: a whole number from 50"),
                Arguments.of("mm: 217", "mm:", "10: screen-width-mm: \"\" is not allowed; allowed: a whole number"),
                Arguments.of("persona:", "proxy: proxy.example\npersona:",
                        "5: proxy: \"proxy.example\" is not allowed; allowed: a host and a port, such as proxy"),
                Arguments.of("persona:", "proxy: \npersona:", "5: proxy: \"\" is not allowed; allowed: a text"),
                Arguments.of("bytes: 500", "bytes: 9",
                        "11: outbox-megabytes: \"9\" is not allowed; allowed: a whole number from 10 to 100000"),
                Arguments.of("persona:", "guard-ms: 5001\npersona:",
                        "5: guard-ms: \"5001\" is not allowed; allowed: a whole number from 0 to 5000"),
                Arguments.of("persona:", "keys: {next: A}\npersona:",
                        "5: keys.next: \"A\" is not allowed; allowed: F1 to F24"),
                Arguments.of("persona:", "keys: {next: F1}\npersona:",
                        "5: keys: a block is not allowed; allowed: F1 to F24"),
                Arguments.of("persona:", "keys: {again: F1}\npersona:",
                        "5: unknown key \"again\"; allowed: choose, next"),
                Arguments.of("persona:", "\tpersona:", "5: is not YAML"));
    }

    @ParameterizedTest
    @CsvSource({"http://hub.example:8480,http://hub.example:8480/", "https://hub.example/,https://hub.example/",
            "http://10.0.0.7,http://10.0.0.7/", "http://[::1]:8480,http://[::1]:8480/",
            "http://localhost:1,http://localhost:1/",
            "http://hub:65535,http://hub:65535/"})
    void an_address_of_a_hub_is_taken(String typed, URI meant) {
        assertThat(SettingsFile.hub(typed)).contains(meant);
    }

    /** The first ones are what people type. */
    @ParameterizedTest
    @ValueSource(strings = {"hub.example:8480", "localhost:8480", "hub.example", "127.0.0.1:8480", "http:8480",
            "http:hub.example", "http://", "http:///", "http://hub.example:8480/inbox", "http://user@hub.example",
            "http://hub.example?x=1", "http://hub.example#x", "http://hub.example:0", "http://hub.example:65536",
            "http://hub.example:99999", "http://hub.example:99999999999", "http://hub.example:-1",
            "http://my_hub:8480", "http://hub example", "mailto:a@b", "file:///etc/passwd", "http://%zz", "//hub.example"})
    void what_is_no_address_of_a_hub_is_refused_and_never_fails_otherwise(String typed) {
        assertThat(SettingsFile.hub(typed)).isEmpty();
        assertThatThrownBy(() -> read(LEAST.replace("http://hub.example:8480", "'" + typed + "'")))
                .isInstanceOf(FileProblem.class)
                .message().contains("kiosk.yaml:4: hub: \"" + typed + "\" is not allowed; allowed: an address such as");
    }

    private Settings read(String yaml) throws IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("kiosk.yaml"), yaml));
    }
}
