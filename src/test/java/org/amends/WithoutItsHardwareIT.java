package org.amends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A terminal is told of buttons and lights on a chip that its machine does not have. */
@Timeout(300)
class WithoutItsHardwareIT {

    @TempDir
    private Path folder;

    @Test
    void guests_are_served_by_touch_and_staff_see_why_the_buttons_are_dead() throws IOException, InterruptedException {
        Path wiring = Files.writeString(folder.resolve("wiring.yaml"), """
                chip: no-such-chip
                buttons:
                  - {line: 17, does: answer-1, light: 22}
                  - {line: 27, does: help}
                """);
        Venue venue = new Venue(folder).with("wiring: " + wiring);
        try (RunningRole _ = venue.startHub();
                RunningRole kiosk = venue.startKiosk("--guests", "2", "--guest-pause", "0")) {
            kiosk.line(line -> line.contains("not used as it is wired: ") && line.contains("no-such-chip"));
            kiosk.waitForGuests();
            while (venue.waiting() > 0 || venue.troubles().isEmpty()) {
                Thread.sleep(20); // the test's own time limit ends this
            }
            assertThat(venue.ledger()).isEqualTo(venue.outbox()).isNotEmpty();
            assertThat(venue.troubles()).containsOnlyKeys("devices-out-of-order");
            assertThat(venue.troubles().get("devices-out-of-order"))
                    .startsWith("answer-1 on line 17 and 2 more: ").contains("no-such-chip");
        }
    }

    @Test
    void a_terminal_without_a_screen_does_not_start_without_its_buttons_and_says_why() throws IOException {
        Path wiring = Files.writeString(folder.resolve("wiring.yaml"), """
                chip: no-such-chip
                buttons: [{line: 17, does: answer-1}]
                """);
        Venue venue = new Venue(folder).with("wiring: " + wiring).with("screen: none");

        assertThatThrownBy(() -> venue.startKiosk().close()).hasMessageContaining(
                "without a screen and with no button that works nobody could be asked: ")
                .hasMessageContaining("no-such-chip");
    }
}
