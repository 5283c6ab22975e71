package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.amends.kiosk.guest.ButtonPresses.Outcome;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.response.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presses at a terminal without a screen, whose disk and clock are moved by hand. */
class ButtonPressesTest {

    private static final Duration INTERVAL = Duration.ofMillis(700);

    private final HandSink sink = new HandSink();
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private long now = 5_000_000_000L;
    private final Timetable timetable = new Timetable(Visit.SURVEY, List.of(), List.of()).onlyFirst();
    private final GuestJourney journey = new GuestJourney(timetable.otherwise(), sink, turns::add,
            Visit.ANSWER_TIME, Visit.THANKS_TIME);
    private final WithoutScreen terminal = new WithoutScreen(journey, timetable,
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> now);
    private final ButtonPresses presses = ButtonPresses.at(journey, terminal, INTERVAL, () -> now);

    @Test
    void a_press_is_done_when_it_is_on_disk_and_not_before() {
        press(4);
        assertThat(sink.calls).extracting(HandSink.Call::content).containsExactly(new Content.Rating("how", 1, 4));
        assertThat(outcomes).isEmpty();

        isSaved();
        assertThat(outcomes).containsExactly(Outcome.DONE);
        assertThat(journey.state()).as("nothing is asked that nobody can read").isInstanceOf(State.Thanking.class);
    }

    @Test
    void what_could_not_be_kept_is_told_and_never_done_and_the_next_guest_is_heard() {
        press(4);
        sink.fails();
        run();
        assertThat(outcomes).containsExactly(Outcome.NOT_KEPT);

        passes(Duration.ofSeconds(1));
        press(3);
        isSaved();
        assertThat(outcomes).containsExactly(Outcome.NOT_KEPT, Outcome.DONE);
    }

    @Test
    void a_press_while_the_disk_is_busy_waits_for_it_and_is_another_guests() {
        press(1);
        passes(Duration.ofMillis(800));
        press(2);
        assertThat(sink.calls).hasSize(1);

        isSaved();
        isSaved();
        assertThat(sink.calls).extracting(HandSink.Call::response).doesNotHaveDuplicates().hasSize(2);
        assertThat(outcomes).containsExactly(Outcome.DONE, Outcome.DONE);
    }

    @Test
    void a_press_that_waited_too_long_is_nobodys_any_more() {
        press(1);
        passes(Duration.ofMillis(800));
        press(2);
        passes(Duration.ofMillis(1501));

        isSaved();
        assertThat(sink.calls).hasSize(1);
        assertThat(outcomes).containsExactly(Outcome.DONE, Outcome.IGNORED);
    }

    @Test
    void no_more_than_a_few_presses_wait() {
        for (int i = 0; i < 6; i++) {
            presses.press(i, new ButtonAct.Answer(1), now, outcomes::add);
        }
        assertThat(outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void an_answer_that_there_is_not_does_nothing_and_begins_no_interval() {
        press(5);
        press(2);
        isSaved();
        assertThat(outcomes).containsExactly(Outcome.IGNORED, Outcome.DONE);
    }

    @Test
    void a_call_belongs_to_what_the_guest_has_just_pressed_and_is_kept_once() {
        press(4);
        isSaved();
        press(ButtonAct.Other.HELP);
        isSaved();
        press(ButtonAct.Other.HELP);

        assertThat(sink.calls).hasSize(2).extracting(HandSink.Call::response)
                .containsOnly(sink.calls.getFirst().response());
        assertThat(sink.calls.getLast().content()).isEqualTo(new Content.SomebodyNow("help-button", true));
        assertThat(outcomes).containsExactly(Outcome.DONE, Outcome.DONE, Outcome.DONE);
    }

    @Test
    void a_call_of_somebody_who_said_nothing_is_a_response_of_its_own() {
        press(ButtonAct.Other.HELP);
        isSaved();
        assertThat(journey.state()).isInstanceOf(State.Thanking.class);

        passes(Duration.ofSeconds(7));
        terminal.tick();
        press(ButtonAct.Other.STAFF_CALL);
        isSaved();
        assertThat(sink.calls).extracting(call -> call.content().question()).containsExactly("help-button",
                "staff-call-button");
        assertThat(sink.calls).extracting(HandSink.Call::response).doesNotHaveDuplicates();
    }

    @Test
    void what_a_screen_is_needed_for_does_nothing() {
        for (ButtonAct.Other act : List.of(ButtonAct.Other.CONFIRM, ButtonAct.Other.NEXT, ButtonAct.Other.PREVIOUS,
                ButtonAct.Other.LANGUAGE, ButtonAct.Other.VOICE)) {
            press(act);
        }
        assertThat(outcomes).hasSize(5).containsOnly(Outcome.IGNORED);
    }

    @Test
    void the_thanks_are_over_by_themselves() {
        press(1);
        isSaved();
        passes(Visit.THANKS_TIME.plusMillis(1));
        terminal.tick();
        assertThat(journey.state()).isInstanceOf(State.Idle.class);
    }

    @Test
    void a_thousand_presses_beyond_the_interval_are_a_thousand_responses() {
        for (int i = 0; i < 1_000; i++) {
            press(1 + i % 4);
            isSaved();
            passes(INTERVAL);
        }
        assertThat(outcomes).hasSize(1_000).containsOnly(Outcome.DONE);
        assertThat(sink.calls).extracting(HandSink.Call::response).doesNotHaveDuplicates();
    }

    /** The rule worked out otherwise: of all presses in order, the first counts, then the next that lies an interval on. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void pressed_within_the_interval_exactly_those_count_that_the_rule_allows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            passes(Duration.ofMillis(random.nextInt(10) < 7 ? random.nextInt(300) : random.nextInt(2_000)));
            times.add(now);
            press(1 + random.nextInt(4));
            isSaved();
        }
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < times.size();) {
            expected.add(times.get(i));
            long open = times.get(i) + INTERVAL.toNanos();
            while (i < times.size() && times.get(i) < open) {
                i++;
            }
        }
        assertThat(expected).hasSizeBetween(200, 900);
        assertThat(sink.calls).hasSize(expected.size());
        assertThat(outcomes).hasSize(1_000);
        for (int i = 0; i < times.size(); i++) {
            assertThat(outcomes.get(i)).as("press " + i).isEqualTo(
                    expected.contains(times.get(i)) && times.indexOf(times.get(i)) == i ? Outcome.DONE : Outcome.IGNORED);
        }
    }

    private void press(int answer) {
        press(new ButtonAct.Answer(answer));
    }

    private void press(ButtonAct act) {
        presses.press(List.copyOf(ButtonAct.words().values()).indexOf(act), act, now, outcomes::add);
    }

    private void isSaved() {
        if (sink.isSaving()) {
            sink.completes();
        }
        run();
    }

    private void run() {
        for (Runnable next = turns.poll(); next != null; next = turns.poll()) {
            next.run();
        }
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }
}
