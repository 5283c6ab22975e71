package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.settings.Hours;
import org.amends.survey.Face;
import org.amends.survey.Texts;
import org.amends.wire.HouseLine;
import org.junit.jupiter.api.Test;

/** What moves while nobody is here, second by second, without a screen. */
class RestTest {

    private static final Clock MONDAY_NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final Visit visit = new Visit();
    private final StillScreen screen = new StillScreen();
    private final Rest rest = rest(List.of());

    @Test
    void the_question_comes_in_one_language_after_the_other_and_rests_in_between() {
        goOn(11);
        assertThat(visit.seen).hasSize(1);
        goOn(1);
        assertThat(visit.state()).isEqualTo(new State.Idle("de", Visit.SURVEY.first()));
        goOn(12);
        assertThat(visit.state().language()).isEqualTo("en");
        assertThat(visit.seen).hasSize(3);
    }

    @Test
    void what_is_pressed_is_answered_in_the_language_that_is_shown_and_the_next_guest_begins_in_the_houses() {
        goOn(12);
        visit.says(Face.POOR);
        visit.saysWhy(0);
        visit.journey.timeUp();

        assertThat(visit.sink.calls).extracting(HandSink.Call::language).containsExactly("de", "de");
        assertThat(visit.state().language()).isEqualTo("en");
    }

    @Test
    void language_and_panel_take_turns_so_that_one_thing_moves_at_a_time() {
        screen.hasMore = true;
        goOn(12);
        assertThat(visit.state().language()).isEqualTo("de");
        assertThat(screen.told).isEmpty();
        goOn(12);
        assertThat(visit.state().language()).isEqualTo("de");
        assertThat(screen.told).containsExactly("turn");
        goOn(12);
        assertThat(visit.state().language()).isEqualTo("en");
        assertThat(screen.told).containsExactly("turn");
    }

    @Test
    void a_finger_that_comes_down_stops_the_next_move_and_a_guest_stops_all() {
        goOn(11);
        rest.touched();
        goOn(11);
        assertThat(visit.seen).hasSize(1);

        visit.journey.touched();
        goOn(200);
        assertThat(visit.names()).containsExactly("Idle", "Asking");
        assertThat(screen.told).isEmpty();
        visit.journey.timeUp();
        goOn(11);
        assertThat(visit.names()).containsExactly("Idle", "Asking", "Idle");
    }

    @Test
    void what_the_hub_wants_shown_is_told_without_a_restart_once_no_finger_is_down() {
        HouseLine line = new HouseLine(Map.of("en", "There is a fire now."), Instant.parse("2026-11-24T00:00:00Z"));
        List<HouseLine> said = new ArrayList<>(List.of(line));
        Rest resting = new Rest(visit.journey, screen, new Timetable(Visit.SURVEY, List.of(), List.of()), MONDAY_NOON,
                new HubLines(() -> List.copyOf(said), MONDAY_NOON, (_, _) -> Optional.empty()));
        resting.tick();
        resting.touched();
        resting.tick();
        assertThat(screen.lines).isEmpty();
        resting.tick();
        assertThat(screen.lines).containsExactly(new Texts(line.texts()));
        said.clear();
        visit.journey.touched();
        resting.tick();
        resting.tick();
        assertThat(screen.lines).as("while a guest is here").isNotEmpty();
        visit.journey.timeUp();
        resting.tick();
        resting.tick();
        assertThat(screen.lines).isEmpty();
    }

    @Test
    void nothing_moves_while_a_rating_is_being_saved() {
        visit.journey.choose(Face.POOR);
        goOn(20);

        assertThat(visit.seen).hasSize(1);
    }

    @Test
    void all_shifts_once_a_minute_and_nothing_else_in_the_same_second() {
        goOn(480);

        assertThat(screen.told).isEqualTo(Collections.nCopies(8, "shift"));
        assertThat(visit.seen).hasSize(1 + 480 / 12 - 480 / 60);
    }

    @Test
    void in_closed_hours_it_is_dim_and_still_in_the_house_language_but_shifts_and_answers() {
        screen.hasMore = true;
        goOn(12);
        Rest closed = rest(List.of(new Hours(Set.of(DayOfWeek.TUESDAY), 0, 60)));
        for (int second = 0; second < 120; second++) {
            closed.tick();
        }

        assertThat(screen.dim).isTrue();
        assertThat(visit.state().language()).isEqualTo("en");
        assertThat(visit.seen).hasSize(3);
        assertThat(screen.told).containsExactly("shift", "shift");
        visit.says(Face.VERY_GOOD);
        assertThat(visit.state()).isInstanceOf(State.Thanking.class);
        rest.tick();
        assertThat(screen.dim).isFalse();
    }

    private void goOn(int seconds) {
        for (int second = 0; second < seconds; second++) {
            rest.tick();
        }
    }

    private Rest rest(List<Hours> open) {
        return new Rest(visit.journey, screen, new Timetable(Visit.SURVEY, List.of(), open), MONDAY_NOON,
                HubLines.NONE);
    }
}
