package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.preview.LaidOut;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.survey.Face;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;

/** What happens on the screen when a guest is slow, and when one presses faster than anybody means to. */
class GuestTimeTest {

    private static final Survey SURVEY = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"),
            AtTheScreen.TEXTS.languages(), Typefaces::undrawable);
    private static final Survey EVERY_KIND = SurveyFile.read(Path.of("kiosk-config", "every-kind.yaml"),
            AtTheScreen.TEXTS.languages(), Typefaces::undrawable);

    @Test
    void a_slow_guest_is_told_by_sight_and_sound_and_any_touch_or_key_gives_more_time_ten_times_and_more() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet(SURVEY);
            guest.taps("face-very-poor");
            for (int times = 0; times < 12; times++) {
                guest.passes(AtTheScreen.ANSWER_TIME.minusMillis(1));
                assertThat(guest.screens.lookup("#still-here")).isNull();
                guest.passes(Duration.ofMillis(1));
                assertThat(guest.screens.lookup("#still-here")).isNotNull();
                assertThat(guest.chimes).isEqualTo(times + 1);
                assertThat(timeLeft(guest)).isEqualTo("This screen starts over in 20 seconds.");
                guest.passes(Duration.ofMillis(19_500));
                assertThat(timeLeft(guest)).isEqualTo("This screen starts over in 1 second.");
                switch (times % 3) {
                    case 0 -> guest.tapsAtOnce("still-here");
                    case 1 -> guest.tapsOn(guest.screens);
                    default -> guest.presses(KeyCode.SHIFT);
                }
                assertThat(guest.screens.lookup("#still-here")).as("after " + times).isNull();
            }
            assertThat(guest.state()).isInstanceOf(State.Asking.class);
            assertThat(guest.said).hasSize(1);
        });
    }

    @Test
    void at_time_out_the_rating_is_kept_and_what_was_typed_is_gone() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet(EVERY_KIND);
            guest.taps("face-very-good");
            guest.taps("score-9");
            guest.taps("no");
            guest.taps("key-w");
            assertThat(guest.screens.lookupAll("Text"))
                    .noneMatch(node -> node.isVisible() && ((Text) node).getText().equals("Write here"));
            guest.passes(AtTheScreen.ANSWER_TIME.plus(Patience.NOTICE));

            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            assertThat(guest.said).hasSize(4).contains(new Content.Rating("stay", 5, 5), new Content.Left("words"));
            guest.taps("face-very-good");
            guest.taps("score-9");
            guest.taps("no");
            assertThat(guest.screens.lookupAll("Text"))
                    .anyMatch(node -> node.isVisible() && ((Text) node).getText().equals("Write here"));
        });
    }

    @Test
    void the_notice_holds_its_words_on_every_screen_and_language() {
        OnScreen.run(() -> {
            for (Object[] stand : new Object[][]{{Persona.BANNER, 1080, 1920, 1.6}, {Persona.TABLET, 800, 1280, 5.9},
                    {Persona.KIOSK, 1024, 600, 6.6}}) {
                AtTheScreen guest = new AtTheScreen(SURVEY, (Persona) stand[0], (int) stand[1], (int) stand[2],
                        (double) stand[3]);
                for (String language : SURVEY.languages()) {
                    guest.journey.chooseLanguage();
                    guest.journey.speak(language);
                    guest.passes(AtTheScreen.ANSWER_TIME);
                    if (language.equals("de")) {
                        OnScreen.save(guest.scene.snapshot(null), "notice-" + stand[1]);
                    }
                    assertThat(LaidOut.faults(guest.scene, (double) stand[3])).as(stand[1] + " " + language).isEmpty();
                    guest.tapsAtOnce("still-here");
                }
            }
        });
    }

    @Test
    void whoever_mashes_gives_one_response_and_the_next_guest_is_heard_after_a_moment() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet(SURVEY);
            Random random = new Random(7);
            for (int taps = 0; taps < 200; taps++) {
                guest.passes(Duration.ofMillis(20 + random.nextInt(650)));
                List<Node> buttons = List.copyOf(guest.screens.lookupAll(".button"));
                Node next = taps % 5 == 4 ? guest.screens : buttons.get(random.nextInt(buttons.size()));
                guest.tapsOn(next);
            }
            assertThat(Set.copyOf(guest.responses)).hasSize(1);
            assertThat(guest.said.getFirst()).isInstanceOf(Content.Rating.class);

            guest.passes(Duration.ofSeconds(7));
            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            guest.tapsAtOnce("face-" + Face.VERY_GOOD.id());
            assertThat(Set.copyOf(guest.responses)).hasSize(2);
        });
    }

    @Test
    void the_tap_that_ends_the_thanks_and_one_right_after_it_are_not_an_answer() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet(SURVEY);
            guest.taps("face-very-good");
            guest.passes(Duration.ofSeconds(1));
            guest.tapsOn(guest.screens);
            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            assertThat(guest.screens.ready()).isNull();
            guest.passes(AtTheScreen.GUARD.minusMillis(1));
            guest.tapsAtOnce("face-very-good");
            assertThat(guest.said).hasSize(1);

            guest.passes(AtTheScreen.GUARD);
            assertThat(guest.screens.ready()).isInstanceOf(State.Idle.class);
            guest.tapsAtOnce("face-very-good");
            assertThat(guest.said).hasSize(2);
        });
    }

    @Test
    void a_touch_beside_the_faces_does_not_make_the_guest_wait_for_the_first_answer() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet(SURVEY);
            guest.passes(Duration.ofSeconds(1));
            guest.tapsOn(guest.screens);
            assertThat(guest.state()).isInstanceOf(State.Asking.class);
            guest.tapsAtOnce("face-very-good");
            assertThat(guest.said).hasSize(1);
        });
    }

    private static AtTheScreen tablet(Survey survey) {
        return new AtTheScreen(survey, Persona.TABLET, 1280, 800, 5.9);
    }

    private static String timeLeft(AtTheScreen guest) {
        Node words = guest.screens.lookup("#time-left");
        assertThat(guest.screens.lookup("#still-here")).isInstanceOf(Button.class);
        return ((Text) words.lookup(".ink")).getText().replace('\n', ' ');
    }
}
