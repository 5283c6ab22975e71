package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.response.Content;
import org.amends.survey.Branch;
import org.amends.survey.Condition;
import org.amends.survey.Consent;
import org.amends.survey.Face;
import org.amends.survey.Question;
import org.amends.survey.Survey;
import org.amends.survey.Texts;
import org.junit.jupiter.api.Test;

/** A card held to the reader in place of an address. */
class GuestCardTest {

    private static final String UID = "04A1B2C3D4E5F6";
    private static final List<Content.Consent> AGREED = List.of(new Content.Consent("reply", "To answer me"));

    private final HandSink sink = new HandSink();
    private final GuestJourney journey = new GuestJourney(survey(), sink, Runnable::run, Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    @Test
    void stands_for_the_address_with_what_was_ticked_beside_it() {
        isAskedForAnAddress();
        journey.card(UID, AGREED);
        sink.completes();

        assertThat(sink.calls.getLast().content()).isEqualTo(new Content.Card("reach", UID, AGREED));
        assertThat(journey.state()).isInstanceOf(GuestJourney.State.Thanking.class);
    }

    @Test
    void without_a_tick_nothing_is_kept() {
        isAskedForAnAddress();
        journey.card(UID, List.of());

        assertThat(sink.calls).hasSize(1);
    }

    @Test
    void where_nobody_was_asked_it_says_nothing() {
        journey.card(UID, AGREED);

        assertThat(sink.calls).isEmpty();
    }

    private void isAskedForAnAddress() {
        journey.choose(Face.POOR);
        sink.completes();
    }

    private static Survey survey() {
        Map<Face, Texts> words = new EnumMap<>(Face.class);
        for (Face face : Face.scale(4).orElseThrow()) {
            words.put(face, text(face.id()));
        }
        return new Survey("short", "0123456789ab", List.of("en"), List.of(),
                List.of(new Question.Faces("how", text("How was it?"), words,
                        List.of(new Branch(List.of(new Condition.ScoreWithin("how", 1, 4)), Optional.of("reach")))),
                        new Question.Contact("reach", text("May we write to you?"), List.of(Question.Contact.By.EMAIL),
                                List.of(new Consent("reply", text("To answer me"))), List.of())));
    }

    private static Texts text(String english) {
        return new Texts(Map.of("en", english));
    }
}
