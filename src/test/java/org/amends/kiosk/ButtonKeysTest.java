package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.devices.panel.Panel.Press;
import org.amends.kiosk.platform.DeviceRefused;
import org.amends.kiosk.settings.ButtonAct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keys of a button box on their way to a window. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ButtonKeysTest {

    private static final Wiring WIRING = new Wiring(List.of(),
            List.of(new Wiring.Button(new Wiring.Contact.OnKey("NUMPAD1"), new ButtonAct.Answer(1), Optional.empty())),
            Optional.empty(), Optional.empty(), Duration.ofMillis(20), Duration.ZERO, false, List.of(), KnownCards.NONE);

    @Test
    void a_key_that_is_a_button_presses_once_while_it_is_held_and_types_nothing() throws Exception {
        BlockingQueue<Press> presses = new LinkedBlockingQueue<>();
        try (Panel panel = Panel.open(WIRING, _ -> {
            throw new DeviceRefused("no lines are in use");
        }, new DeviceHealth(Clock.systemUTC()))) {
            panel.start(presses::add);
            ButtonKeys keys = new ButtonKeys(panel);

            assertThat(isTaken(keys, KeyEvent.KEY_PRESSED, KeyCode.NUMPAD1)).isTrue();
            assertThat(isTaken(keys, KeyEvent.KEY_TYPED, KeyCode.UNDEFINED)).isTrue();
            assertThat(isTaken(keys, KeyEvent.KEY_PRESSED, KeyCode.NUMPAD1)).as("it comes again, as it is held").isTrue();
            assertThat(isTaken(keys, KeyEvent.KEY_RELEASED, KeyCode.NUMPAD1)).isTrue();
            assertThat(isTaken(keys, KeyEvent.KEY_PRESSED, KeyCode.NUMPAD1)).isTrue();
            assertThat(presses.poll(20, TimeUnit.SECONDS).act()).isEqualTo(new ButtonAct.Answer(1));
            assertThat(presses.poll(20, TimeUnit.SECONDS).act()).isEqualTo(new ButtonAct.Answer(1));
        }
        assertThat(presses).isEmpty();
    }

    @Test
    void every_other_key_goes_on_and_types() {
        try (Panel panel = Panel.open(WIRING, _ -> {
            throw new DeviceRefused("no lines are in use");
        }, new DeviceHealth(Clock.systemUTC()))) {
            ButtonKeys keys = new ButtonKeys(panel);

            assertThat(isTaken(keys, KeyEvent.KEY_PRESSED, KeyCode.NUMPAD1)).isTrue();
            assertThat(isTaken(keys, KeyEvent.KEY_PRESSED, KeyCode.NUMPAD2)).isFalse();
            assertThat(isTaken(keys, KeyEvent.KEY_TYPED, KeyCode.UNDEFINED)).isFalse();
            assertThat(isTaken(keys, KeyEvent.KEY_RELEASED, KeyCode.NUMPAD2)).isFalse();
        }
    }

    private static boolean isTaken(ButtonKeys keys, EventType<KeyEvent> type, KeyCode code) {
        KeyEvent event = new KeyEvent(type, "1", "1", code, false, false, false, false);
        keys.handle(event);
        return event.isConsumed();
    }
}
