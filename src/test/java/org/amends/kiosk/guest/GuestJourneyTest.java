package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.response.Content;
import org.amends.survey.Face;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way from the resting screen to the thanks, and what is kept on it. */
class GuestJourneyTest {

    private Visit visit;

    @BeforeEach
    void a_guest_comes() {
        visit = new Visit();
    }

    @Test
    void an_unhappy_guest_is_asked_why_and_then_thanked() {
        visit.says(Face.VERY_POOR);
        visit.saysWhy(1);

        assertThat(visit.names()).containsExactly("Idle", "Asking", "Thanking");
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 1, 4),
                new Content.Reason("why", "noise", "Noise"));
        assertThat(visit.sink.calls).extracting(HandSink.Call::response).containsOnly(visit.given().response());
        assertThat(visit.sink.calls).extracting(HandSink.Call::language).containsOnly("en");
    }

    @Test
    void a_happy_guest_is_thanked_at_once() {
        visit.says(Face.VERY_GOOD);

        assertThat(visit.names()).containsExactly("Idle", "Thanking");
        assertThat(visit.given().face()).contains(Face.VERY_GOOD);
    }

    @Test
    void a_score_in_the_middle_leads_by_another_question_of_faces_within_the_same_response() {
        visit.says(Face.GOOD);
        assertThat(visit.state()).isInstanceOfSatisfying(State.Asking.class,
                more -> assertThat(more.question().id()).isEqualTo("more"));
        visit.says(Face.POOR);

        assertThat(visit.names()).containsExactly("Idle", "Asking", "Thanking");
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 3, 4), new Content.Rating("more", 2, 4));
        assertThat(visit.sink.calls).extracting(HandSink.Call::response).containsOnly(visit.given().response());
        assertThat(visit.given().face()).contains(Face.POOR);
    }

    @Test
    void the_screen_goes_on_only_when_what_was_said_is_on_disk() {
        visit.journey.choose(Face.POOR);
        assertThat(visit.state()).isInstanceOf(State.Idle.class);

        visit.sink.completes();
        assertThat(visit.state()).as("not on the writer's thread either").isInstanceOf(State.Idle.class);

        visit.screenRuns();
        assertThat(visit.state()).isInstanceOf(State.Asking.class);
    }

    @Test
    void whatever_is_pressed_while_saving_changes_nothing() {
        visit.journey.choose(Face.POOR);
        visit.pressesEverything();
        assertThat(visit.names()).containsExactly("Idle");
        visit.isSaved();

        visit.journey.choose(List.of(visit.choice(0)));
        visit.pressesEverything();
        assertThat(visit.names()).containsExactly("Idle", "Asking");
        visit.isSaved();

        assertThat(visit.names()).containsExactly("Idle", "Asking", "Thanking");
        assertThat(visit.kept()).hasSize(2);
    }

    @Test
    void whatever_is_pressed_while_the_going_is_saved_changes_nothing() {
        visit.says(Face.POOR);
        visit.journey.chooseLanguage();
        visit.journey.timeUp();
        visit.pressesEverything();
        assertThat(visit.state()).isInstanceOf(State.ChoosingLanguage.class);

        visit.isSaved();
        assertThat(visit.state()).isInstanceOf(State.Idle.class);
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 2, 4), new Content.Left("why"));
    }

    @Test
    void a_guest_may_skip_the_reason_and_is_thanked_without_a_word_kept() {
        visit.says(Face.VERY_POOR);
        visit.journey.skip();

        assertThat(visit.state()).isInstanceOf(State.Thanking.class);
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 1, 4));
    }

    @Test
    void two_guests_never_share_a_response_nor_a_language() {
        visit.journey.chooseLanguage();
        visit.journey.speak("de");
        visit.says(Face.VERY_GOOD);
        visit.journey.timeUp();
        visit.says(Face.VERY_GOOD);

        assertThat(visit.sink.calls).extracting(HandSink.Call::response).doesNotHaveDuplicates().hasSize(2);
        assertThat(visit.sink.calls).extracting(HandSink.Call::language).containsExactly("de", "en");
    }

    @Test
    void what_cannot_be_saved_is_never_thanked_for() {
        visit.journey.choose(Face.VERY_GOOD);
        visit.failsToSave();

        assertThat(visit.names()).containsExactly("Idle", "CannotSave");
        visit.journey.timeUp();
        visit.says(Face.POOR);
        visit.journey.choose(List.of(visit.choice(0)));
        visit.failsToSave();
        assertThat(visit.names()).containsExactly("Idle", "CannotSave", "Idle", "Asking", "CannotSave");
    }

    @Test
    void after_a_failure_the_next_guest_is_served_as_if_nothing_had_been() {
        visit.journey.choose(Face.VERY_GOOD);
        visit.failsToSave();
        visit.journey.touched();
        visit.says(Face.VERY_GOOD);

        assertThat(visit.names()).containsExactly("Idle", "CannotSave", "Idle", "Thanking");
    }

    @Test
    void a_sink_that_refuses_at_once_is_a_failure_like_any_other() {
        visit.sink.refusing = true;
        visit.journey.choose(Face.VERY_GOOD);
        visit.screenRuns();
        assertThat(visit.state()).isInstanceOf(State.CannotSave.class);

        visit.sink.refusing = false;
        visit.journey.touched();
        visit.says(Face.VERY_GOOD);
        assertThat(visit.state()).isInstanceOf(State.Thanking.class);
    }

    @Test
    void a_guest_who_goes_after_a_rating_is_noted_with_the_question_they_left_at() {
        visit.says(Face.POOR);
        visit.journey.timeUp();
        assertThat(visit.state()).isInstanceOf(State.Asking.class);
        visit.isSaved();
        assertThat(visit.state()).isInstanceOf(State.Idle.class);

        visit.says(Face.GOOD);
        visit.journey.timeUp();
        visit.isSaved();
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 2, 4), new Content.Left("why"),
                new Content.Rating("how", 3, 4), new Content.Left("more"));
    }

    @Test
    void a_guest_who_goes_before_a_rating_leaves_nothing() {
        visit.journey.touched();
        visit.journey.timeUp();
        visit.journey.chooseLanguage();
        visit.journey.timeUp();

        assertThat(visit.names()).containsExactly("Idle", "Asking", "Idle", "ChoosingLanguage", "Idle");
        assertThat(visit.kept()).isEmpty();
    }

    @Test
    void time_that_is_up_while_saving_waits_for_the_disk() {
        visit.journey.choose(Face.POOR);
        visit.journey.timeUp();
        visit.isSaved();

        assertThat(visit.state()).isInstanceOf(State.Asking.class);
    }

    @Test
    void every_state_but_rest_has_its_time() {
        visit.journey.touched();
        visit.journey.chooseLanguage();
        visit.journey.speak("en");
        visit.says(Face.GOOD);
        visit.says(Face.GOOD);
        visit.journey.timeUp();
        visit.says(Face.POOR);
        visit.journey.choose(List.of(visit.choice(0)));
        visit.failsToSave();

        assertThat(visit.seen).extracting(visit.journey::limit).containsExactly(Optional.empty(),
                Optional.of(Visit.ANSWER_TIME), Optional.of(Visit.ANSWER_TIME), Optional.of(Visit.ANSWER_TIME),
                Optional.of(Visit.ANSWER_TIME), Optional.of(Visit.THANKS_TIME), Optional.empty(),
                Optional.of(Visit.ANSWER_TIME), Optional.of(Duration.ofSeconds(8)));
    }

    @Test
    void everybody_who_watches_is_told_the_present_state_at_once_and_every_later_one() {
        List<State> late = new java.util.ArrayList<>();
        visit.journey.touched();
        visit.journey.watch(late::add);
        visit.says(Face.VERY_GOOD);

        assertThat(visit.names(late)).containsExactly("Asking", "Thanking");
        assertThat(visit.names()).containsExactly("Idle", "Asking", "Thanking");
    }
}
