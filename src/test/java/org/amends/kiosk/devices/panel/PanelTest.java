package org.amends.kiosk.devices.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.Wiring.Contact.OnKey;
import org.amends.kiosk.devices.Wiring.Contact.OnLine;
import org.amends.kiosk.devices.Wiring.LightLine;
import org.amends.kiosk.devices.panel.Panel.Press;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.devices.wires.RecordingWires;
import org.amends.kiosk.platform.DeviceRefused;
import org.amends.kiosk.settings.ButtonAct.Answer;
import org.amends.kiosk.settings.ButtonAct.Other;
import org.junit.jupiter.api.Test;

/** Buttons and lights put together on a recorded chip. */
class PanelTest {

    private static final Wiring.Button FIRST = new Wiring.Button(new OnLine(1, Pull.UP, false), new Answer(1),
            Optional.of(new LightLine(11, true)));
    private static final Wiring.Button STAFF = new Wiring.Button(new OnLine(2, Pull.DOWN, true), Other.STAFF_CALL,
            Optional.empty());
    private static final Wiring.Button KEY = new Wiring.Button(new OnKey("NUMPAD1"), Other.HELP,
            Optional.of(new LightLine(12, false)));
    private static final UUID CALL = new UUID(0, 7);

    private final RecordingWires wires = new RecordingWires(20);
    private final HandTurns turns = new HandTurns();
    private final DeviceHealth health = new DeviceHealth(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final List<Press> presses = new ArrayList<>();

    @Test
    void a_press_is_told_once_after_the_debounce_time_and_its_light_only_when_that_is_said() {
        Panel panel = started(wiring());
        assertThat(wires.pull(1)).isEqualTo(Pull.UP);
        assertThat(turns.isAtRest()).isTrue();

        wires.edge(1, false, turns.nanos());
        turns.passes(Duration.ofMillis(20));
        assertThat(presses).containsExactly(new Press(0, new Answer(1), turns.nanos()));
        assertThat(wires.isHigh(11)).isFalse();

        panel.acknowledge(0);
        assertThat(wires.isHigh(11)).isTrue();
        wires.edge(1, true, turns.nanos());
        turns.passes(Duration.ofSeconds(2));
        assertThat(wires.isHigh(11)).isFalse();
        assertThat(presses).hasSize(1);
        assertThat(turns.isAtRest()).isTrue();
        assertThat(health.devices().getFirst().seen().orElseThrow().what()).isEqualTo("pressed");
    }

    @Test
    void a_key_is_a_button_that_does_not_bounce_however_often_it_comes_again_while_it_is_held() {
        Panel panel = started(wiring());

        assertThat(panel.key("NUMPAD1", true)).isTrue();
        assertThat(panel.key("NUMPAD1", true)).isTrue();
        assertThat(panel.key("NUMPAD1", false)).isTrue();
        assertThat(panel.key("NUMPAD2", true)).isFalse();

        assertThat(presses).extracting(Press::act).containsExactly(Other.HELP);
        assertThat(wires.isHigh(12)).as("dark, of a light that is lit by the low level").isTrue();
        panel.refuse(2);
        assertThat(wires.isHigh(12)).isFalse();
    }

    @Test
    void a_stuck_button_is_out_of_order_to_staff_and_by_its_light_until_it_is_free() {
        started(wiring());
        wires.edge(1, false, turns.nanos());
        turns.passes(Duration.ofMillis(20_020));

        assertThat(health.complaint().orElseThrow()).startsWith("answer-1 on line 1: it has been down for 20 seconds; ");
        assertThat(wires.isHigh(11)).isTrue();
        wires.edge(1, true, turns.nanos());
        turns.passes(Duration.ofSeconds(1));
        assertThat(health.complaint()).isEmpty();
        assertThat(wires.isHigh(11)).isFalse();
        assertThat(presses).hasSize(1);
    }

    @Test
    void staff_who_hold_their_button_end_the_local_alarm() {
        Panel panel = started(wiring());
        panel.called(CALL);
        turns.passes(Duration.ofSeconds(10));
        assertThat(wires.isHigh(15)).isTrue();

        wires.edge(2, true, turns.nanos());
        turns.passes(Duration.ofMillis(2_020));
        assertThat(wires.isHigh(15)).isFalse();
        assertThat(presses).extracting(Press::act).containsExactly(Other.STAFF_CALL);
    }

    @Test
    void what_the_hub_confirms_in_time_raises_no_alarm() {
        Panel panel = started(wiring());
        panel.called(CALL);
        panel.confirmed(Set.of(CALL));
        turns.passes(Duration.ofMinutes(2));

        assertThat(wires.set(15)).containsExactly(false);
        assertThat(wires.set(11)).as("nobody has taken it yet").containsExactly(false);
        panel.taken(CALL);
        turns.passes(Duration.ofMinutes(2));
        assertThat(wires.set(11)).as("all buttons say that somebody is coming").hasSizeGreaterThan(50);
    }

    @Test
    void a_chip_that_goes_while_nobody_presses_is_seen_on_every_button_that_hangs_on_it() {
        Panel panel = started(wiring());
        panel.look();
        assertThat(health.complaint()).isEmpty();

        wires.goes();
        panel.look();

        assertThat(health.devices()).filteredOn(device -> device.trouble().isPresent())
                .extracting(DeviceHealth.Device::name).contains("answer-1 on line 1", "staff-call on line 2");
        assertThat(health.complaint().orElseThrow()).contains("look whether the chip is still plugged in");
    }

    @Test
    void a_chip_that_was_away_is_used_again_by_itself_and_its_lights_are_as_they_should_be() {
        List<RecordingWires> chips = new ArrayList<>(List.of(wires));
        AtomicBoolean away = new AtomicBoolean();
        Panel panel = new Panel(wiring(), _ -> {
            if (away.get()) {
                throw new DeviceRefused("there is no GPIO chip");
            }
            return chips.getLast();
        }, health, turns);
        panel.start(presses::add);
        wires.edge(2, true, turns.nanos());
        turns.passes(Duration.ofMillis(500));
        away.set(true);
        wires.goes();
        panel.look();
        panel.look();
        assertThat(wires.isClosed()).isTrue();
        assertThat(health.devices()).filteredOn(device -> device.name().contains("line")).isNotEmpty()
                .allMatch(device -> device.trouble().isPresent());
        turns.passes(Duration.ofSeconds(3));
        assertThat(presses).as("nobody has held the button, of which nothing is heard, for two seconds").isEmpty();
        panel.key("NUMPAD1", true);
        panel.key("NUMPAD1", false);
        assertThat(presses).as("what hangs on no line goes on").hasSize(1);
        panel.called(CALL);
        turns.passes(Duration.ofSeconds(11));

        away.set(false);
        chips.add(new RecordingWires(20));
        panel.look();
        panel.look();

        assertThat(health.complaint()).isEmpty();
        RecordingWires back = chips.getLast();
        turns.passes(Duration.ofSeconds(1));
        assertThat(back.set(15)).as("the lamp still calls").contains(true);
        back.edge(1, false, turns.nanos());
        turns.passes(Duration.ofMillis(20));
        assertThat(presses).extracting(Press::act).containsExactly(Other.HELP, new Answer(1));
    }

    @Test
    void a_chip_of_which_a_line_cannot_be_had_again_is_let_go_of_and_tried_anew() {
        List<RecordingWires> chips = new ArrayList<>(List.of(wires, new RecordingWires(12), new RecordingWires(20)));
        Panel panel = new Panel(wiring(), _ -> chips.removeFirst(), health, turns);
        panel.start(presses::add);
        RecordingWires lacking = chips.getFirst();
        RecordingWires whole = chips.getLast();
        wires.goes();
        panel.look();
        assertThat(lacking.isClosed()).isTrue();
        assertThat(health.complaint()).isPresent();

        panel.look();
        panel.look();
        assertThat(whole.isClosed()).isFalse();
        assertThat(health.complaint()).isEmpty();
    }

    @Test
    void a_chip_that_is_refused_leaves_keys_to_press_and_says_why_of_everything_on_it() {
        Panel panel = new Panel(wiring(), _ -> {
            throw new DeviceRefused("/dev/gpiochip0: no permission; adduser USER gpio");
        }, health, turns);
        panel.start(presses::add);

        panel.key("NUMPAD1", true);
        panel.key("NUMPAD1", false);
        panel.acknowledge(0);
        turns.passes(Duration.ofSeconds(30));

        assertThat(presses).hasSize(1);
        assertThat(panel.hasButtons()).isTrue();
        assertThat(panel.refusals()).containsExactly("/dev/gpiochip0: no permission; adduser USER gpio");
        assertThat(health.devices()).filteredOn(device -> device.trouble().isPresent())
                .extracting(DeviceHealth.Device::name)
                .contains("answer-1 on line 1", "light of answer-1 on line 1, line 11", "lamp, line 15");
    }

    @Test
    void a_line_that_the_chip_does_not_have_is_out_of_order_and_the_rest_works() {
        Panel panel = started(new Wiring(List.of("chip"), List.of(FIRST, new Wiring.Button(new OnLine(99, Pull.UP, false),
                new Answer(2), Optional.of(new LightLine(98, true)))), Optional.empty(), Optional.empty(),
                Duration.ofMillis(20), Duration.ZERO, false, List.of(), KnownCards.NONE));

        wires.edge(1, false, turns.nanos());
        turns.passes(Duration.ofMillis(20));
        assertThat(presses).hasSize(1);
        assertThat(panel.refusals()).hasSize(2);
        assertThat(health.complaint().orElseThrow()).contains("answer-2 on line 99: line 99: there is no such line",
                "line 98: line 98: there is no such line");
    }

    @Test
    void a_light_whose_line_fails_is_told_while_the_button_works() {
        Panel panel = started(wiring());
        wires.breaks(11);
        panel.acknowledge(0);
        panel.look();

        assertThat(health.complaint().orElseThrow())
                .contains("light of answer-1 on line 1, line 11: its line is gone");
        assertThat(wires.isClosed()).as("the others stay as they are").isFalse();
    }

    @Test
    void without_lines_no_chip_is_asked_for() {
        Panel panel = new Panel(
                new Wiring(List.of(), List.of(new Wiring.Button(new OnKey("F9"), Other.HELP, Optional.empty())),
                        Optional.empty(), Optional.empty(), Duration.ofMillis(20), Duration.ZERO, false, List.of(),
                        KnownCards.NONE),
                _ -> {
                    throw new AssertionError("there is nothing on a line");
                }, health, turns);
        panel.start(presses::add);

        panel.key("F9", true);
        assertThat(presses).hasSize(1);
    }

    @Test
    void at_the_end_all_is_dark_and_the_lines_are_let_go() {
        Panel panel = started(wiring());
        panel.acknowledge(0);
        panel.close();

        assertThat(wires.isHigh(11)).isFalse();
        assertThat(wires.isClosed()).isTrue();
        wires.edge(1, false, turns.nanos());
        panel.acknowledge(0);
    }

    private Panel started(Wiring wiring) {
        Panel panel = new Panel(wiring, _ -> wires, health, turns);
        panel.start(presses::add);
        return panel;
    }

    private static Wiring wiring() {
        return new Wiring(List.of("chip"), List.of(FIRST, STAFF, KEY), Optional.of(new LightLine(15, true)),
                Optional.empty(),
                Duration.ofMillis(20), Duration.ZERO, false, List.of(), KnownCards.NONE);
    }
}
