package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.amends.kiosk.guest.ButtonPresses.Outcome;
import org.amends.kiosk.guest.GuestJourney.State;
import javafx.scene.Scene;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.guest.look.Look;
import org.amends.response.Touchpoint;
import java.util.Set;
import java.util.Optional;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.survey.Question;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;

/** The terminal's buttons at its screens do what a touch would. */
class ScreenButtonsTest {

    private static final Survey STAY = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), AtTheScreen.TEXTS.languages(),
            Typefaces::undrawable);
    private static final Survey EVERY_KIND = SurveyFile.read(Path.of("kiosk-config", "every-kind.yaml"),
            AtTheScreen.TEXTS.languages(), Typefaces::undrawable);

    @Test
    void the_answers_of_each_page_are_counted_as_they_are_read() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("answer-4");
            guest.pushes("answer-2");

            assertThat(guest.said).containsExactly(new Content.Rating("stay", 1, 4),
                    new Content.Reason("what-went-wrong", "cleanliness", "Cleanliness"));
            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            assertThat(guest.outcomes).containsExactly(Outcome.DONE, Outcome.DONE);
        });
    }

    @Test
    void every_answer_of_every_kind_of_question_is_found_on_its_page() {
        OnScreen.run(() -> {
            for (Question question : EVERY_KIND.questions()) {
                State.Asking asking = new State.Asking("en", Optional.empty(), question);
                GuestScreens screens = standing(asking);
                int answers = 0;
                while (ScreenButtons.answerId(asking, EVERY_KIND, answers + 1).isPresent()) {
                    answers++;
                    String id = ScreenButtons.answerId(asking, EVERY_KIND, answers).orElseThrow();
                    assertThat(screens.lookup("#" + id)).as(question.id() + " " + id).isNotNull();
                }
                assertThat(answers).as(question.id()).isEqualTo(
                        question instanceof Question.Comment || question instanceof Question.Contact ? 0 : answers)
                        .isLessThanOrEqualTo(11);
            }
        });
    }

    @Test
    void several_choices_are_turned_on_and_off_and_confirmed() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(EVERY_KIND);
            pushesUntil(guest, Question.SeveralChoices.class);
            int before = guest.said.size();
            guest.pushes("answer-1");
            guest.pushes("answer-2");
            guest.pushes("answer-1");
            assertThat(guest.said).hasSize(before);
            guest.pushes("confirm");

            assertThat(guest.said.subList(before, guest.said.size())).singleElement()
                    .isInstanceOf(Content.Reason.class);
        });
    }

    @Test
    void a_press_while_the_page_moves_waits_for_it_and_counts_there() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("answer-4");
            guest.pushesAtOnce("answer-1");
            assertThat(guest.said).hasSize(1);

            guest.screens.arrived();
            assertThat(guest.said).hasSize(2);
            assertThat(guest.outcomes).containsExactly(Outcome.DONE, Outcome.DONE);
        });
    }

    @Test
    void the_same_button_pressed_twice_in_haste_gives_one_answer() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("answer-4");
            guest.pushesAtOnce("answer-4");
            guest.screens.arrived();

            assertThat(guest.said).hasSize(1);
            assertThat(guest.outcomes).containsExactly(Outcome.DONE, Outcome.IGNORED);
        });
    }

    @Test
    void an_answer_during_the_thanks_is_the_next_guests_and_one_too_soon_does_not_end_them() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("answer-1");
            guest.pushesAtOnce("answer-2");
            guest.screens.arrived();
            assertThat(guest.state()).isInstanceOf(State.Thanking.class);

            guest.pushes("answer-2");
            guest.screens.arrived();
            assertThat(guest.responses).hasSize(2).doesNotHaveDuplicates();
            assertThat(guest.outcomes).containsExactly(Outcome.DONE, Outcome.IGNORED, Outcome.DONE);
        });
    }

    @Test
    void help_asks_for_somebody_from_every_page_and_the_thanks_say_that_staff_are_told() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("help");
            assertThat(guest.said).containsExactly(new Content.SomebodyNow(Content.SomebodyNow.HELP, true));
            assertThat(guest.screens.lookup("#will-be-told")).isNotNull();

            guest.passes(Duration.ofSeconds(10));
            guest.pushes("answer-1");
            guest.pushes("help");
            assertThat(guest.said).hasSize(3);
            assertThat(guest.responses.get(1)).isEqualTo(guest.responses.get(2));
            assertThat(guest.screens.lookup("#will-be-told")).as("also after a good face").isNotNull();
            guest.journey.confirmed(Set.of(guest.responses.getLast()));
            assertThat(guest.screens.lookup("#told")).isNotNull();
        });
    }

    @Test
    void help_is_the_answer_to_the_surveys_own_question_where_it_asks_one() {
        assertThat(new GuestJourney(EVERY_KIND, (_, _, _, _) -> null, Runnable::run, Duration.ofSeconds(1),
                Duration.ofSeconds(1)).helpQuestion()).isEqualTo(EVERY_KIND.questions().stream()
                        .filter(Question.SomebodyNow.class::isInstance).findFirst().orElseThrow().id());
    }

    @Test
    void a_language_is_chosen_by_buttons_alone() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("language");
            assertThat(guest.state()).isInstanceOf(State.ChoosingLanguage.class);
            guest.pushes("answer-2");
            assertThat(guest.state().language()).isEqualTo("de");
            guest.pushes("language");
            guest.pushes("language");
            assertThat(guest.state()).isInstanceOf(State.Asking.class);
            assertThat(guest.said).isEmpty();
        });
    }

    @Test
    void the_ring_is_moved_and_pressed_by_buttons_as_by_keys() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("next");
            guest.pushes("next");
            guest.pushes("previous");
            for (int i = 0; i < 20 && !guest.scene.getFocusOwner().getId().equals("face-very-poor"); i++) {
                guest.pushes("next");
            }
            guest.pushes("confirm");
            assertThat(guest.said).containsExactly(new Content.Rating("stay", 1, 4));
        });
    }

    @Test
    void an_answer_that_the_page_does_not_have_does_nothing() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("answer-5");
            assertThat(guest.said).isEmpty();
            assertThat(guest.outcomes).containsExactly(Outcome.IGNORED);
        });
    }

    @Test
    void the_voice_is_turned_on_by_a_button() {
        OnScreen.run(() -> {
            AtTheScreen guest = kiosk(STAY);
            guest.pushes("voice");
            assertThat(guest.heard.all).isNotEmpty();
        });
    }

    private static void pushesUntil(AtTheScreen guest, Class<? extends Question> kind) {
        List<String> tried = List.of("answer-5", "answer-4", "answer-1");
        for (int i = 0; i < 30; i++) {
            if (guest.state() instanceof State.Asking asking && kind.isInstance(asking.question())) {
                return;
            }
            int before = guest.said.size();
            for (String answer : tried) {
                if (guest.said.size() == before) {
                    guest.pushes(answer);
                }
            }
            if (guest.said.size() == before) {
                guest.passes(Duration.ofSeconds(1));
                guest.journey.skip();
            }
        }
        throw new AssertionError("never came to " + kind + " but to " + guest.state());
    }

    private static GuestScreens standing(State.Asking at) {
        GuestScreens screens = new GuestScreens(GuestJourney.standing(EVERY_KIND, at),
                new Touchpoint("Harbour Hotel", "Gate"), Persona.KIOSK,
                new Look(LookName.DAY, false, OnScreen.typefaces()),
                AtTheScreen.TEXTS, Duration.ofSeconds(4), _ -> 4.0);
        new Scene(screens, 1280, 800).snapshot(null);
        return screens;
    }

    private static AtTheScreen kiosk(Survey survey) {
        return new AtTheScreen(survey, Persona.KIOSK, 1280, 800, 4);
    }
}
