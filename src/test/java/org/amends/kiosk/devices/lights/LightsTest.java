package org.amends.kiosk.devices.lights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.amends.kiosk.devices.wires.RecordingWires;
import org.junit.jupiter.api.Test;

/** What lights, lamp and buzzer show. Lines 0 and 1 light buttons, 2 the lamp; 3 is the buzzer, which sounds when it is low. */
class LightsTest {

    private static final UUID RESPONSE = new UUID(0, 1);

    private RecordingWires wires = new RecordingWires(4);
    private Lights lights = lights(false);
    private long now = 1_000_000_000;

    @Test
    void at_rest_all_is_dark_and_nothing_is_awaited() {
        lights.at(now);

        assertThat(lit()).isEmpty();
        assertThat(lights.due(now)).isEmpty();
    }

    @Test
    void the_light_under_a_thumb_answers_for_a_moment_and_only_that_one() {
        lights.acknowledge(1, now);
        assertThat(lit()).containsExactly(1);

        passes(Duration.ofMillis(599));
        assertThat(lit()).containsExactly(1);
        passes(Duration.ofMillis(1));
        assertThat(lit()).isEmpty();
        assertThat(lights.due(now)).isEmpty();
        assertThat(wires.set(1)).containsExactly(false, true, false);
    }

    @Test
    void what_could_not_be_kept_flashes_six_times() {
        lights.refuse(0, now);
        passes(Duration.ofSeconds(5));

        assertThat(wires.set(0)).hasSize(13);
        assertThat(lit()).isEmpty();
    }

    @Test
    void a_button_that_is_out_of_order_says_so_until_it_is_well_and_an_answer_is_still_seen() {
        lights.outOfOrder(0, true, now);
        assertThat(lit()).containsExactly(0);
        passes(Duration.ofMillis(80));
        assertThat(lit()).isEmpty();
        passes(Duration.ofSeconds(8));
        assertThat(wires.set(0)).as("two flashes in four seconds").hasSize(1 + 2 * 5);

        lights.acknowledge(0, now);
        assertThat(lit()).containsExactly(0);
        passes(Duration.ofSeconds(2));
        lights.outOfOrder(0, false, now);
        assertThat(lit()).isEmpty();
    }

    @Test
    void once_a_person_has_taken_a_call_all_buttons_say_that_somebody_is_coming_for_three_minutes() {
        lights.called(RESPONSE, now);
        lights.confirmed(Set.of(RESPONSE), now);
        lights.taken(new UUID(0, 2), now);
        assertThat(lit()).as("that the hub knows brings nobody").isEmpty();
        passes(Duration.ofMinutes(1));
        assertThat(lit()).isEmpty();

        lights.taken(RESPONSE, now);
        assertThat(lit()).containsExactly(0, 1);
        passes(Duration.ofMillis(1_500));
        assertThat(lit()).isEmpty();
        passes(Duration.ofSeconds(177).plusMillis(500));
        passes(Duration.ofSeconds(1));
        assertThat(lit()).isEmpty();
        assertThat(lights.due(now)).isEmpty();
        assertThat(wires.set(2)).as("the lamp did not call").containsExactly(false);
    }

    @Test
    void where_the_hub_does_not_answer_a_call_lamp_and_buzzer_call_until_it_does() {
        lights.called(RESPONSE, now);
        passes(Duration.ofMillis(9_999));
        assertThat(lit()).isEmpty();
        passes(Duration.ofMillis(1));
        assertThat(lit()).containsExactly(2, 3);

        passes(Duration.ofSeconds(32));
        assertThat(lit()).containsExactly(2, 3);
        lights.confirmed(Set.of(RESPONSE), now);
        assertThat(lit()).as("staff may see it now, but nobody has taken it").containsExactly(2);
        lights.taken(RESPONSE, now);
        assertThat(lit()).containsExactly(0, 1);
    }

    @Test
    void the_lamp_calls_without_a_sound_where_nobody_is_free_until_somebody_takes_it_or_is_there() {
        lights.called(RESPONSE, now);
        lights.confirmed(Set.of(RESPONSE), now);
        passes(Duration.ofSeconds(90));
        lights.nobodyFree(RESPONSE, now);
        assertThat(lit()).containsExactly(2);

        lights.taken(RESPONSE, now);
        assertThat(lit()).containsExactly(0, 1);
        lights.over(RESPONSE, now);
        assertThat(lit()).isEmpty();
        lights.nobodyFree(RESPONSE, now);
        lights.taken(RESPONSE, now);
        assertThat(lit()).as("what is over is over").isEmpty();
        assertThat(lights.due(now)).isEmpty();
    }

    @Test
    void a_call_that_could_not_be_kept_calls_at_once() {
        lights.callLost(RESPONSE, now);

        assertThat(lit()).containsExactly(2, 3);
    }

    @Test
    void a_call_sounds_for_two_minutes_is_seen_for_ten_and_then_is_over() {
        lights.callLost(RESPONSE, now);
        passes(Duration.ofMinutes(2));
        int sounded = wires.set(3).size();
        int blinked = wires.set(2).size();
        passes(Duration.ofMinutes(1));
        assertThat(wires.set(3)).hasSize(sounded);
        assertThat(wires.set(2)).hasSize(blinked + 120);
        passes(Duration.ofMinutes(7));

        assertThat(lit()).isEmpty();
        assertThat(lights.due(now)).isEmpty();
    }

    @Test
    void staff_who_are_there_silence_it() {
        lights.callLost(RESPONSE, now);
        lights.silence(now);

        assertThat(lit()).isEmpty();
        assertThat(lights.due(now)).isEmpty();
    }

    @Test
    void in_quiet_mode_the_lamp_calls_alone() {
        wires = new RecordingWires(4);
        lights = lights(true);
        lights.callLost(RESPONSE, now);

        assertThat(lit()).containsExactly(2);
    }

    @Test
    void in_closed_hours_all_is_dark_but_the_answer_to_a_press_and_what_lasts_is_seen_again_after() {
        lights.callLost(RESPONSE, now);
        lights.allOutOfOrder(true, now);
        lights.closed(true, now);
        assertThat(lit()).isEmpty();
        lights.acknowledge(0, now);
        assertThat(lit()).containsExactly(0);

        lights.closed(false, now);
        assertThat(lit()).contains(0, 2, 3);
    }

    @Test
    void at_the_end_nothing_stays_lit() {
        lights.callLost(RESPONSE, now);
        lights.acknowledge(0, now);
        lights.dark();

        assertThat(lit()).isEmpty();
    }

    /** Asks the lights whenever they want to be, as a terminal's panel does. */
    private void passes(Duration time) {
        long end = now + time.toNanos();
        for (OptionalLong due = lights.due(now); due.isPresent() && due.getAsLong() <= end; due = lights.due(now)) {
            assertThat(due.getAsLong()).as("what is due lies ahead").isGreaterThan(now);
            now = due.getAsLong();
            lights.at(now);
        }
        now = end;
    }

    private List<Integer> lit() {
        return List.of(0, 1, 2, 3).stream().filter(line -> wires.isHigh(line) == (line != 3)).toList();
    }

    private Lights lights(boolean quiet) {
        return new Lights(List.of(light(0, true), light(1, true)), light(2, true), light(3, false), quiet);
    }

    private Optional<Light> light(int line, boolean activeHigh) {
        return Optional.of(new Light(wires.drive(line, !activeHigh), activeHigh));
    }
}
