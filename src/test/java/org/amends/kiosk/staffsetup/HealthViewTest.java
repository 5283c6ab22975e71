package org.amends.kiosk.staffsetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.settings.LookName;
import org.amends.response.Touchpoint;
import org.junit.jupiter.api.Test;

/** What staff see of the devices on the terminal's own screen; the pictures are for eyes. */
class HealthViewTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final DeviceHealth health = new DeviceHealth(Clock.fixed(NOON, ZoneOffset.UTC));
    private int left;

    @Test
    void every_device_is_there_with_what_was_last_seen_and_when_or_why_it_is_out_of_order() {
        OnScreen.run(() -> {
            manyDevices();
            HealthView view = view();
            for (int[] size : new int[][]{{1920, 1080}, {1024, 600}, {800, 1280}, {1080, 1920}}) {
                Scene scene = new Scene(view, size[0], size[1]);
                OnScreen.save(scene.snapshot(null), "health-" + size[0] + "x" + size[1]);
                scene.setRoot(new javafx.scene.Group());
            }

            assertThat(words(view)).contains("1 of 6 out of order", "Harbour Hotel, Gate B7", "answer-1 on line 17",
                    "pressed, 13:00:00", "nothing seen yet",
                    "Out of order since 13:00:00: it has been down for 20 seconds; look whether something leans on it");
        });
    }

    @Test
    void what_changes_meanwhile_is_shown_and_the_button_ends_it() {
        OnScreen.run(() -> {
            HealthView view = view();
            Scene scene = new Scene(view, 1280, 800);
            scene.snapshot(null);
            assertThat(words(view)).contains("Nothing is wired to this terminal");
            health.well("lamp, line 5");
            view.refresh();
            assertThat(words(view)).contains("All devices are well", "lamp, line 5");
            ((Button) view.lookup("#health-done")).fire();
            assertThat(left).isEqualTo(1);
        });
    }

    private void manyDevices() {
        health.well("answer-1 on line 17");
        health.saw("answer-1 on line 17", "pressed");
        health.well("light of answer-1 on line 17, line 22");
        health.outOfOrder("answer-2 on line 27",
                "it has been down for 20 seconds; look whether something leans on it");
        health.well("lamp, line 5");
        health.well("buzzer, line 6");
        health.well("card reader ACS ACR122U PICC Interface 00 00");
        health.saw("card reader ACS ACR122U PICC Interface 00 00", "the staff badge of Anna Weber");
    }

    private HealthView view() {
        return new HealthView(new Look(LookName.DAY, false, OnScreen.typefaces()),
                new Touchpoint("Harbour Hotel", "Gate B7"),
                health::devices, ZoneId.of("Europe/Berlin"), () -> left++);
    }

    private static List<String> words(HealthView view) {
        view.applyCss();
        view.layout();
        return view.lookupAll(".label").stream().filter(Label.class::isInstance)
                .map(Label.class::cast).map(Label::getText).toList();
    }
}
