package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.survey.Face;
import org.amends.survey.Question;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no guest should type and no venue should ask: the screens go on, and what is kept is what was shown. */
class GuestsAtTheirWorstTest {

    private static final String FACES = "    ask: faces\n    text: {en: How was part %d?}\n    faces:\n"
            + "      good: {en: Good}\n      fair: {en: Fair}\n      poor: {en: Poor}\n";

    @TempDir
    private Path folder;

    @Test
    void ten_thousand_characters_end_where_a_comment_does_and_what_turns_letters_round_is_not_among_them()
            throws IOException {
        Survey survey = survey("id: words\nlanguages: [en]\nquestions:\n  - id: q1\n" + FACES.formatted(1)
                + "    branch: [{to: say}]\n  - id: say\n    ask: comment\n    text: {en: What should we know?}\n");
        List<Content> said = OnScreen.get(() -> {
            AtTheScreen guest = new AtTheScreen(survey, Persona.TABLET, 1280, 800, 5.9);
            guest.taps("face-poor");
            guest.screens.arrived();
            for (int i = 0; i < 2000; i++) {
                for (String typed : List.of("a", "\u202E", "é", "\uD83D\uDE42", "\uD83D")) {
                    Event.fireEvent(guest.screens,
                            new KeyEvent(KeyEvent.KEY_TYPED, typed, typed, KeyCode.UNDEFINED, false, false, false, false));
                }
            }
            guest.taps("key-done");
            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            return guest.said;
        });

        Content.Comment kept = (Content.Comment) said.getLast();
        assertThat(kept.text()).isEqualTo("aé\uD83D\uDE42".repeat(500));
    }

    @Test
    void sixty_questions_are_asked_and_kept_as_one_response() throws IOException {
        StringBuilder file = new StringBuilder("id: sixty\nlanguages: [en]\nquestions:\n");
        for (int i = 1; i <= 60; i++) {
            file.append("  - id: q").append(i).append('\n').append(FACES.formatted(i))
                    .append(i == 60 ? "" : "    branch: [{to: q" + (i + 1) + "}]\n");
        }
        Survey survey = survey(file.toString());
        OnScreen.run(() -> {
            AtTheScreen guest = new AtTheScreen(survey, Persona.TABLET, 1280, 800, 5.9);
            for (int i = 1; i <= 60; i++) {
                guest.taps("face-" + (i % 2 == 0 ? Face.GOOD : Face.POOR).id());
            }

            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            assertThat(guest.responses).hasSize(60).containsOnly(guest.responses.getFirst());
            assertThat(guest.said).extracting(Content::question)
                    .containsExactlyElementsOf(survey.questions().stream().map(Question::id).toList());
        });
    }

    private Survey survey(String yaml) throws IOException {
        return SurveyFile.read(Files.writeString(folder.resolve("survey.yaml"), yaml), AtTheScreen.TEXTS.languages(),
                (_, _) -> Optional.empty());
    }
}
