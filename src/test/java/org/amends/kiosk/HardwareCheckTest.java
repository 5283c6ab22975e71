package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.amends.ExitCode;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.platform.DeviceRefused;
import org.amends.kiosk.settings.ButtonAct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HardwareCheckTest {

    private static final Wiring WIRING = new Wiring(List.of("chip"), List.of(
            new Wiring.Button(new Wiring.Contact.OnLine(1, Pull.UP, false), new ButtonAct.Answer(1),
                    Optional.of(new Wiring.LightLine(11, true))),
            new Wiring.Button(new Wiring.Contact.OnLine(2, Pull.UP, false), ButtonAct.Other.HELP, Optional.empty()),
            new Wiring.Button(new Wiring.Contact.OnKey("F9"), ButtonAct.Other.NEXT, Optional.empty())),
            Optional.of(new Wiring.LightLine(12, true)), Optional.empty(), Duration.ofMillis(1), Duration.ZERO, false,
            List.of(), KnownCards.NONE);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final CountDownLatch done = new CountDownLatch(1);
    private final DeviceHealth health = new DeviceHealth(
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    private final HardwareCheck check = new HardwareCheck(WIRING, health,
            new PrintStream(shown, true, StandardCharsets.UTF_8), done::countDown);

    @Test
    void every_device_is_shown_then_each_press_and_it_ends_when_all_were_pressed() throws Exception {
        LiveWires wires = new LiveWires();
        try (Panel panel = check.begin(WIRING, _ -> wires)) {
            assertThat(wires.next(12)).as("the lamp is tried out").isTrue();
            assertThat(lines()).contains("answer-1 on line 1: well; nothing seen yet",
                    "lamp, line 12: well; nothing seen yet",
                    "light of answer-1 on line 1, line 11: well; nothing seen yet",
                    "key F9 is a button of the terminal's window; press it there");
            wires.press(1);
            assertThat(wires.next(11)).isTrue();
            assertThat(wires.next(11)).as("so long after it another button is no press of the same hand").isFalse();
            wires.press(2);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(check.exitCode(panel)).isEqualTo(ExitCode.OK);
        }
        assertThat(lines()).contains("help on line 2: well; last seen: pressed at 2026-11-22T10:00:00Z",
                "every button on a line was pressed");
    }

    @Test
    void whoever_ends_it_before_is_told_what_nobody_pressed() {
        LiveWires wires = new LiveWires();
        try (Panel panel = check.begin(WIRING, _ -> wires)) {
            assertThat(check.notPressed()).containsExactlyInAnyOrder("answer-1 on line 1", "help on line 2");
            assertThat(check.exitCode(panel)).isEqualTo(ExitCode.FAILURE);
        }
    }

    @Test
    void what_the_machine_refuses_is_shown_with_why() {
        try (Panel panel = check.begin(WIRING, _ -> {
            throw new DeviceRefused("/dev/gpiochip0 may not be opened; adduser USER gpio");
        })) {
            assertThat(check.exitCode(panel)).isEqualTo(ExitCode.MACHINE_LACKS);
        }
        assertThat(lines()).contains(
                "help on line 2: OUT OF ORDER since 2026-11-22T10:00:00Z: /dev/gpiochip0 may not be opened; adduser USER gpio; nothing seen yet");
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
