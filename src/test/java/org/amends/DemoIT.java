package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

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
