package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line as somebody types it. No role gets as far as starting here. */
class AmendsTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void it_says_its_version_and_that_of_java() {
        assertThat(amends("--version")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).matches("amends \\S+ \\(Java 25\\S*\\)\\R");
        assertThat(amends("kiosk", "--version")).isEqualTo(ExitCode.OK);
    }

    @Test
    void its_help_lists_every_role_and_every_exit_code() {
        assertThat(amends("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("kiosk ", "hub ", "demo ").containsPattern("(?m)^ +0 ")
                .containsPattern("(?m)^ +1 ")
                .containsPattern("(?m)^ +2 ").containsPattern("(?m)^ +69 ").containsPattern("(?m)^ +78 ");
    }

    @ParameterizedTest
    @CsvSource({"kiosk,--pairing-code", "hub,--port", "demo,--guests"})
    void the_help_of_a_role_names_its_options_with_their_defaults(String role, String option) {
        assertThat(amends(role, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains(option, "--settings".repeat(role.equals("demo") ? 0 : 1))
                .doesNotContain("stop-with-parent", "DEFAULT-VALUE");
    }

    @ParameterizedTest
    @CsvSource({"kisok,'kisok'", "--kiosk,'--kiosk'", "kiosk --nonsense,'--nonsense'", "kiosk --guests=many,'many'",
            "kiosk --hub=hub.example:8480,'a hub'", "hub --port=many,'many'"})
    void what_is_typed_wrongly_is_named_and_ends_with_2(String typed, String named) throws IOException {
        String[] words = typed.replace("--hub=", "--settings=" + settings("") + " --hub=").split(" ");

        assertThat(amends(words)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains(named.replace("a hub", "--hub: \"hub.example:8480\" is not allowed; allowed: an "));
        assertThat(err.toString()).doesNotContain("\tat ", "Exception");
    }

    @Test
    void without_a_command_those_that_there_are_are_named() {
        assertThat(amends()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Name a command: ", "kiosk", "hub");
    }

    @Test
    void a_malformed_settings_file_ends_with_78_and_one_line_that_names_the_place() throws IOException {
        Path file = settings("persona: phone\n");

        assertThat(amends("kiosk", "--settings", file.toString())).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines("amends kiosk: " + file + ":6: the key \"persona\" stands here "
                        + "a second time; allowed: each key once\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_malformed_survey_ends_with_78_and_one_line_too() throws IOException {
        Path file = settings("");
        Files.writeString(folder.resolve("stay.yaml"), "id: stay\nlanguages: [tlh]\nquestions: []\n");

        assertThat(amends("kiosk", "--settings", file.toString())).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString()).startsWith("amends kiosk: " + folder.resolve("stay.yaml") + ":2: languages[0]: \"tlh\"")
                .doesNotContain("\tat ").hasLineCount(1);
    }

    @Test
    void a_settings_file_that_is_not_there_ends_with_78_for_either_role() {
        Path absent = folder.resolve("absent.yaml");

        assertThat(amends("kiosk", "--settings", absent.toString())).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(amends("hub", "--settings", absent.toString())).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString()).hasLineCount(2).contains("amends kiosk: " + absent + ": there is no such file",
                "amends hub: " + absent + ": there is no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "buttons: [{line: 17, does: help}, {line: 17, does: next}]|:2: buttons[1].line: \"17\" is not allowed; allowed: a line",
            "buttons: [{line: 0, does: help}]|:2: buttons[0].line: \"0\" is not allowed; allowed: a line that the board does not",
            "buttons: [{key: F1, does: help}]|:2: buttons[0].key: \"F1\" is not allowed; allowed: a key that nothing else is"})
    void a_mistake_in_the_wiring_ends_with_78_and_one_line_too(String buttons, String problem) throws IOException {
        Path file = settings("wiring: wiring.yaml\n");
        Files.writeString(folder.resolve("wiring.yaml"), "board: raspberry-pi\n" + buttons + "\n");

        assertThat(amends("kiosk", "--settings", file.toString())).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString()).startsWith("amends kiosk: " + folder.resolve("wiring.yaml") + problem).hasLineCount(1);
    }

    @Test
    void a_terminal_without_a_screen_and_without_buttons_ends_with_78_and_what_to_do() throws IOException {
        Path file = settings("screen: none\nwiring: wiring.yaml\n");
        Files.writeString(folder.resolve("wiring.yaml"), "buttons: [{key: NUMPAD1, does: answer-1}]\n");

        assertThat(amends("kiosk", "--settings", file.toString())).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString())
                .startsWith("amends kiosk: " + file + ": without a screen guests answer by buttons on lines")
                .hasLineCount(1);
    }

    @Test
    void hardware_that_the_machine_refuses_is_shown_with_why_and_ends_with_69() throws IOException {
        Path file = settings("wiring: wiring.yaml\n");
        Files.writeString(folder.resolve("wiring.yaml"), "chip: no-such-chip\nlamp: 5\n");

        assertThat(amends("kiosk", "--settings", file.toString(), "--check-hardware")).isEqualTo(ExitCode.MACHINE_LACKS);
        assertThat(amends("kiosk", "--settings", settings("").toString(), "--check-hardware"))
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString()).startsWith("amends kiosk: " + file + ": nothing is wired to this terminal; the key")
                .hasLineCount(1);
    }

    private Path settings(String more) throws IOException {
        return Files.writeString(folder.resolve("kiosk.yaml"), """
                site: Harbour Hotel
                touchpoint: Reception
                survey: stay.yaml
                hub: http://127.0.0.1:1
                persona: tablet
                """ + more);
    }

    private int amends(String... typed) {
        CommandLine line = Amends.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(typed);
    }
}
