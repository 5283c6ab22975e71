package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.response.Content;
import org.amends.survey.Face;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "I meant another": both answers stay on record, and the way goes on from the corrected one. */
class GuestCorrectionTest {

    private Visit visit;

    @BeforeEach
    void a_guest_comes() {
        visit = new Visit();
    }

    @Test
    void a_guest_who_meant_another_face_is_asked_again_within_the_same_response() {
        visit.says(Face.VERY_POOR);
        UUID response = visit.given().response();
        assertThat(visit.given().last()).hasValueSatisfying(last -> assertThat(last.word()).isEqualTo("very-poor"));
        visit.journey.meantAnother();
        visit.isSaved();
        assertThat(visit.state()).isInstanceOfSatisfying(State.Asking.class,
                asking -> assertThat(asking.question().id()).isEqualTo("how"));
        visit.says(Face.VERY_GOOD);

        assertThat(visit.state()).isInstanceOf(State.Thanking.class);
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 1, 4), new Content.Correction("how"),
                new Content.Rating("how", 4, 4));
        assertThat(visit.sink.calls).extracting(HandSink.Call::response).containsOnly(response);
    }

    @Test
    void what_was_taken_back_counts_no_more_on_the_way() {
        visit.says(Face.VERY_POOR);
        visit.saysWhy(0);
        visit.journey.meantAnother();
        visit.isSaved();

        assertThat(visit.given().answers()).containsOnlyKeys("how");
        assertThat(visit.given().last()).isEmpty();
    }

    @Test
    void after_its_time_nothing_can_be_taken_back_any_more() {
        visit.says(Face.VERY_POOR);
        visit.journey.lastStands();
        visit.journey.meantAnother();

        assertThat(visit.sink.isSaving()).isFalse();
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 1, 4));
    }

    @Test
    void neither_at_rest_nor_after_skipping_is_there_anything_to_take_back() {
        visit.journey.meantAnother();
        assertThat(visit.kept()).isEmpty();
        visit.says(Face.POOR);
        visit.journey.skip();

        assertThat(visit.given().last()).isEmpty();
    }

    @Test
    void a_guest_who_leaves_after_taking_back_leaves_the_correction_on_record() {
        visit.says(Face.VERY_POOR);
        visit.journey.meantAnother();
        visit.isSaved();
        visit.journey.timeUp();
        visit.isSaved();

        assertThat(visit.state()).isInstanceOf(State.Idle.class);
        assertThat(visit.kept()).containsExactly(new Content.Rating("how", 1, 4), new Content.Correction("how"),
                new Content.Left("how"));
    }

    @Test
    void a_correction_that_cannot_be_saved_is_not_claimed() {
        visit.says(Face.VERY_POOR);
        visit.journey.meantAnother();
        visit.failsToSave();

        assertThat(visit.state()).isInstanceOf(State.CannotSave.class);
    }

    @Test
    void only_one_choice_is_taken_where_one_is_asked_for() {
        visit.says(Face.VERY_POOR);
        visit.journey.choose(List.of(visit.choice(0), visit.choice(1)));

        assertThat(visit.sink.isSaving()).isFalse();
    }
}
