package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.testbed.InboxBrowser;
import org.amends.testbed.RunningRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as a newcomer and a script meet it. */
@Timeout(240)
class DemoIT {

    private static final Pattern READY = Pattern.compile("ready inbox=(\\S+) user=(\\S+) password=(\\S+)");

    @TempDir
    private Path folder;

    @Test
    void it_pairs_both_lets_guests_tap_shows_their_cases_and_goes_on_where_it_was_when_started_again() {
        String password;
        try (RunningRole demo = demo("--guests", "3")) {
            Matcher ready = ready(demo);
            password = ready.group(3);
            try (InboxBrowser browser = InboxBrowser.open(ready.group(1), ready.group(2), password)) {
                demo.line(line -> line.equals("guests done=3"));
                browser.waitForText("body", "Cleanliness");
                assertThat(browser.count("li[data-state=new]")).isEqualTo(2);
                browser.picture("inbox-desk", 1280, 800);
                browser.click("li[data-case] a.place");
                browser.waitForText("#detail", "Reception");
                browser.picture("inbox-case", 1280, 800);
                browser.goToInbox();
                browser.picture("inbox-phone", 500, 900);
            }
            demo.signal("INT");
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.lines()).last().asString().startsWith("stopped");
        }
        try (RunningRole demo = demo()) {
            Matcher ready = ready(demo);
            assertThat(ready.group(3)).isEqualTo(password);
            try (InboxBrowser browser = InboxBrowser.open(ready.group(1), ready.group(2), password)) {
                browser.waitForRow("[data-state=new]");
                assertThat(browser.count("li[data-state=new]")).isEqualTo(2);
            }
        }
    }

    @Test
    void with_a_day_that_was_played_every_page_has_something_to_show() {
        try (RunningRole demo = demo("--day")) {
            Matcher ready = ready(demo);
            assertThat(demo.lines()).anyMatch(line -> line.startsWith("Plays a day of "));
            try (InboxBrowser browser = InboxBrowser.open(ready.group(1), ready.group(2), ready.group(3))) {
                browser.screen(1280, 800, 16);
                browser.waitForText("#rows", "Broken glass");
                browser.picture("day-inbox");
                browser.goTo("/inbox?view=mine");
                browser.click("#rows li:last-child a.place");
                browser.waitForText("#detail", "Other cases of this guest");
                browser.screen(1280, 1250, 16);
                browser.picture("day-case");
                browser.screen(1280, 800, 16);
                browser.goTo("/rules/4");
                browser.click("[formaction='/rules/try']");
                browser.waitForText(".tried .first", "this would have opened 1 case.");
                browser.picture("day-rule");
                browser.goTo("/undelivered");
                browser.waitForText("body", "manager-at-home");
                browser.picture("day-undelivered");
                browser.goTo("/terminals");
                browser.waitForText("body", "Breakfast room");
                browser.picture("day-terminals");
                browser.goToInbox();
                browser.screen(390, 844, 16);
                browser.picture("day-phone");
            }
        }
        try (RunningRole demo = demo("--day")) {
            ready(demo);
            assertThat(demo.lines()).noneMatch(line -> line.startsWith("Plays"));
        }
    }

    @Test
    void a_day_is_played_into_a_new_folder_only() throws IOException {
        Files.createDirectory(folder.resolve("hub"));

        try (RunningRole demo = demo("--day=2")) {
            assertThat(demo.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(demo.lines()).last().asString().contains("holds data already", "--data");
        }
        try (RunningRole demo = demo("--day=monday")) {
            assertThat(demo.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(demo.lines()).last().asString().contains("--day must be a whole number, not \"monday\"");
        }
    }

    @Test
    void it_stops_the_hub_when_the_terminal_ends() {
        try (RunningRole demo = demo()) {
            ready(demo);
            ProcessHandle hub = demo.children().getFirst();
            ProcessHandle kiosk = demo.children().getLast();
            kiosk.destroyForcibly();
            assertThat(demo.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(demo.lines()).anyMatch(line -> line.contains("the kiosk ended with code 137"));
            assertThat(hub.onExit().join().isAlive()).isFalse();
        }
    }

    private RunningRole demo(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--data", folder.toString(), "--headless", "--port", "0", "--guest-pause", "0"));
        arguments.addAll(List.of(more));
        return RunningRole.start("demo", Map.of(), List.of(), arguments);
    }

    private static Matcher ready(RunningRole demo) {
        Matcher ready = READY.matcher(demo.line(line -> READY.matcher(line).matches()));
        assertThat(ready.matches()).isTrue();
        return ready;
    }
}
