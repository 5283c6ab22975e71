package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.response.Content;
import org.amends.survey.Face;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two things that may happen at any point of the way: another language, and the hub's word that it has been told. */
class GuestLanguageAndNewsTest {

    private Visit visit;

    @BeforeEach
    void a_guest_comes() {
        visit = new Visit();
    }

    @Test
    void a_language_chosen_at_rest_asks_in_it_and_is_kept_with_what_is_said() {
        visit.journey.chooseLanguage();
        visit.journey.speak("de");
        assertThat(visit.state()).isEqualTo(new State.Asking("de", Optional.empty(), Visit.SURVEY.first()));
        visit.says(Face.VERY_POOR);
        visit.saysWhy(0);

        assertThat(visit.state().language()).isEqualTo("de");
        assertThat(visit.sink.calls).extracting(HandSink.Call::language).containsOnly("de");
        assertThat(visit.kept().getLast()).as("staff read the house language").isEqualTo(
                new Content.Reason("why", "room", "The room"));
    }

    @Test
    void a_language_chosen_later_keeps_what_was_given() {
        visit.says(Face.POOR);
        State.Asking before = (State.Asking) visit.state();
        visit.journey.chooseLanguage();
        visit.journey.speak("de");
        assertThat(visit.state()).isEqualTo(new State.Asking("de", before.given().map(Visit::settled), before.question()));
        visit.saysWhy(0);
        assertThat(visit.sink.calls).extracting(HandSink.Call::response)
                .containsOnly(before.given().orElseThrow().response());

        visit.journey.timeUp();
        visit.says(Face.GOOD);
        State.Asking more = (State.Asking) visit.state();
        visit.journey.chooseLanguage();
        visit.journey.speak("de");
        assertThat(visit.state()).isEqualTo(new State.Asking("de", more.given().map(Visit::settled), more.question()));
    }

    @Test
    void a_language_that_the_survey_does_not_have_changes_nothing() {
        visit.journey.chooseLanguage();
        visit.journey.speak("tlh");

        assertThat(visit.state()).isInstanceOf(State.ChoosingLanguage.class);
        visit.journey.speak("en");
        assertThat(visit.state()).isInstanceOf(State.Asking.class);
    }

    @Test
    void a_guest_who_goes_while_choosing_a_language_is_noted_where_they_came_from() {
        visit.says(Face.GOOD);
        visit.journey.chooseLanguage();
        visit.journey.timeUp();
        visit.isSaved();

        assertThat(visit.state()).isInstanceOf(State.Idle.class);
        assertThat(visit.kept().getLast()).isEqualTo(new Content.Left("more"));
    }

    @Test
    void the_thanks_say_that_the_hub_was_told_if_it_was_before() {
        visit.says(Face.POOR);
        visit.confirmed();
        assertThat(visit.names()).as("no new page for it").containsExactly("Idle", "Asking");
        visit.saysWhy(0);

        assertThat(visit.given().told()).isTrue();
    }

    @Test
    void the_thanks_say_so_from_the_moment_on_if_it_is_told_later() {
        visit.says(Face.VERY_GOOD);
        assertThat(visit.given().told()).isFalse();
        visit.confirmed();
        visit.confirmed();

        assertThat(visit.given().told()).isTrue();
        assertThat(visit.names()).as("once").containsExactly("Idle", "Thanking", "Thanking");
    }

    @Test
    void that_the_hub_was_told_is_remembered_over_another_question_of_faces() {
        visit.says(Face.GOOD);
        visit.confirmed();
        visit.says(Face.GOOD);

        assertThat(visit.given().told()).isTrue();
    }

    @Test
    void that_the_hub_was_told_while_the_next_thing_is_saved_is_not_lost() {
        visit.says(Face.POOR);
        UUID response = visit.given().response();
        visit.journey.choose(List.of(visit.choice(0)));
        visit.journey.confirmed(Set.of(response));
        visit.isSaved();

        assertThat(visit.given().told()).isTrue();
    }

    @Test
    void that_the_hub_was_told_while_a_language_is_chosen_is_not_lost() {
        visit.says(Face.POOR);
        UUID response = visit.given().response();
        visit.journey.chooseLanguage();
        visit.journey.confirmed(Set.of(response));
        visit.journey.speak("de");
        visit.journey.skip();

        assertThat(visit.given().told()).isTrue();
        assertThat(visit.names()).containsExactly("Idle", "Asking", "ChoosingLanguage", "Asking", "Thanking");
    }

    @Test
    void news_of_another_guest_or_after_the_guest_has_gone_changes_nothing() {
        visit.says(Face.VERY_GOOD);
        UUID gone = visit.given().response();
        visit.journey.confirmed(Set.of(UUID.randomUUID()));
        assertThat(visit.given().told()).isFalse();

        visit.journey.timeUp();
        visit.journey.confirmed(Set.of(gone));
        assertThat(visit.state()).isEqualTo(new State.Idle("en", Visit.SURVEY.first()));
    }
}
