package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Rectangle;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.settings.Persona;
import org.amends.kiosk.voice.Voice.Pace;
import org.amends.response.Content;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;

/** Guests who do not see the screen, or do not reach it: by keys alone, and by ear alone. */
class GuestVoiceTest {

    private static final Survey EVERY_KIND = SurveyFile.read(Path.of("kiosk-config", "every-kind.yaml"),
            AtTheScreen.TEXTS.languages(), Typefaces::undrawable);
    private static final KeyCode PREVIOUS = KeyCode.F1;
    private static final KeyCode NEXT = KeyCode.F2;
    private static final KeyCode CHOOSE = KeyCode.F3;
    private static final KeyCode VOICE = KeyCode.F4;

    @Test
    void whoever_does_not_see_gets_through_by_three_keys_and_by_what_is_heard() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            press(guest, VOICE);
            assertThat(guest.heard.last()).startsWith("Move with the keys previous and next.")
                    .contains("How was your stay with us?").endsWith("1 of 7: Great.");
            goesTo(guest, "Bad");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).contains("You chose Bad. What went wrong? Choose any that apply.")
                    .endsWith("The room, Not chosen.");
            goesTo(guest, "Noise, Not chosen");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).isEqualTo("Noise, Chosen");
            goesTo(guest, "Done");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).contains("Would you stay here again?");
            goesTo(guest, "No");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).contains("Would you like somebody to come now?");
            goesTo(guest, "No");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).contains("What should we know?", "Only the staff here will read this.");
            for (String letter : List.of("o", "n", "Delete", "h")) {
                goesTo(guest, letter);
                press(guest, CHOOSE);
                assertThat(guest.heard.last()).isEqualTo(letter);
            }
            goesTo(guest, "Done");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).contains("May we write to you?").contains("Not chosen");
            goesTo(guest, "To answer what I have said here, Not chosen");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).isEqualTo("To answer what I have said here, Chosen");
            goesTo(guest, "Phone");
            press(guest, CHOOSE);
            goesTo(guest, "1");
            press(guest, CHOOSE);
            goesTo(guest, "Done");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).isEqualTo("Please check it once more.");
            for (int digits = 0; digits < 5; digits++) {
                goesTo(guest, "2");
                press(guest, CHOOSE);
            }
            goesTo(guest, "Done");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).contains("Thank you for telling us.", "We will pass this on");

            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            assertThat(guest.said).contains(new Content.Rating("stay", 1, 5), new Content.Reason("what", "noise", "Noise"),
                    new Content.YesNo("again", false), new Content.Comment("words", "oh"));
            assertThat(guest.said.getLast()).isInstanceOfSatisfying(Content.Contact.class,
                    contact -> assertThat(contact.address()).isEqualTo("122222"));
            assertThat(guest.heard.all).noneMatch(words -> words.contains("122") || words.contains("oh."));
        });
    }

    @Test
    void every_page_and_everything_on_it_has_words_to_be_heard() {
        OnScreen.run(() -> {
            for (String language : EVERY_KIND.languages()) {
                AtTheScreen guest = tablet();
                guest.journey.chooseLanguage();
                hears(guest);
                guest.journey.speak(language);
                hears(guest);
                for (String id : List.of("switches", "switches-done", "face-very-poor", "choice-noise", "skip", "yes",
                        "score-4",
                        "score-9", "yes", "key-level-more", "skip", "consent-reply", "email", "skip")) {
                    if (guest.screens.lookup("#" + id) != null) {
                        guest.taps(id);
                        hears(guest);
                    }
                }
                assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            }
        });
    }

    @Test
    void time_that_runs_out_is_heard_and_a_change_of_mind_is_asked_anew() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            press(guest, VOICE);
            goesTo(guest, "Bad");
            press(guest, CHOOSE);
            guest.passes(AtTheScreen.ANSWER_TIME);
            assertThat(guest.heard.last()).isEqualTo("This screen starts over in 20 seconds.");
            press(guest, PREVIOUS);
            goesTo(guest, "Change");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).contains("How was your stay with us?");
        });
    }

    @Test
    void speed_and_loudness_are_set_by_the_same_keys_and_end_with_the_guest_as_all_switches_do() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            press(guest, VOICE);
            goesTo(guest, "Accessibility");
            press(guest, CHOOSE);
            assertThat(guest.heard.last()).startsWith("Accessibility.");
            for (String step : List.of("Faster", "Faster", "Quieter", "High contrast")) {
                goesTo(guest, step);
                press(guest, CHOOSE);
            }
            assertThat(guest.heard.paces.getLast()).isEqualTo(new Pace(2, -1));
            assertThat(guest.heard.last()).contains("High contrast On");
            assertThat(guest.screens.getStyleClass()).contains("contrast");

            int before = guest.heard.all.size();
            guest.passes(AtTheScreen.ANSWER_TIME.plus(Patience.NOTICE).plusSeconds(1));
            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            assertThat(guest.heard.hushed).isPositive();
            assertThat(guest.screens.getStyleClass()).doesNotContain("contrast");
            assertThat(ring(guest)).isFalse();
            guest.taps("face-very-good");
            assertThat(guest.heard.all).hasSize(before);

            press(guest, VOICE);
            assertThat(guest.heard.paces.getLast()).isEqualTo(Pace.USUAL);
        });
    }

    @Test
    void a_voice_is_offered_only_where_it_is_understood() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            guest.taps("switches");
            assertThat(guest.screens.lookup("#voice")).isNotNull();
            guest.taps("switches-done");
            guest.journey.chooseLanguage();
            guest.journey.speak("ar");
            guest.taps("switches");
            assertThat(guest.screens.lookup("#voice")).isNull();
            press(guest, VOICE);
            assertThat(guest.heard.all).isEmpty();
        });
    }

    @Test
    void the_focus_is_seen_once_a_key_was_used_and_the_first_key_only_shows_it() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            assertThat(ring(guest)).isFalse();
            press(guest, KeyCode.ENTER);
            assertThat(ring(guest)).isTrue();
            assertThat(focused(guest)).isEqualTo("face-very-good");
            assertThat(guest.said).isEmpty();
            press(guest, KeyCode.RIGHT);
            assertThat(focused(guest)).isEqualTo("face-good");
            assertThat(((Rectangle) guest.screens.lookup(".focus-ring")).getStrokeWidth()).isGreaterThanOrEqualTo(4);
            guest.passes(Duration.ofSeconds(1));
            guest.tapsOn(guest.screens);
            assertThat(ring(guest)).isFalse();
        });
    }

    @Test
    void arrows_follow_the_direction_of_reading_and_escape_goes_on_without_an_answer() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            guest.journey.chooseLanguage();
            press(guest, KeyCode.ESCAPE);
            assertThat(guest.state()).isInstanceOf(State.Asking.class);
            guest.journey.chooseLanguage();
            guest.journey.speak("ar");
            press(guest, KeyCode.LEFT);
            press(guest, KeyCode.LEFT);
            assertThat(focused(guest)).isEqualTo("face-good");
            press(guest, KeyCode.RIGHT);
            press(guest, KeyCode.SPACE);
            assertThat(guest.said).containsExactly(new Content.Rating("stay", 5, 5));
            guest.passes(Duration.ofSeconds(1));
            press(guest, KeyCode.ESCAPE);
            assertThat(((State.Asking) guest.state()).question().id()).isEqualTo("somebody");
        });
    }

    @Test
    void tab_leaves_the_keys_to_type_on_and_a_held_key_presses_once() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            guest.taps("face-very-good");
            guest.taps("score-9");
            guest.taps("no");
            press(guest, KeyCode.TAB);
            while (!focused(guest).startsWith("key-")) {
                press(guest, KeyCode.TAB);
            }
            press(guest, KeyCode.TAB);
            assertThat(focused(guest)).doesNotStartWith("key-");
        });
    }

    private static AtTheScreen tablet() {
        return new AtTheScreen(EVERY_KIND, Persona.TABLET, 1280, 800, 5.9);
    }

    /** By ear: on with the next key until what is heard is where the guest wants to be. */
    private static void goesTo(AtTheScreen guest, String wanted) {
        Pattern there = Pattern.compile("(^|.* )\\d+ of \\d+: " + Pattern.quote(wanted) + "( \\w+)?\\.$");
        for (int presses = 0; presses < 120; presses++) {
            if (there.matcher(guest.heard.last()).matches()) {
                return;
            }
            press(guest, NEXT);
        }
        throw new AssertionError("never heard of " + wanted + "; last: " + guest.heard.last());
    }

    private static void press(AtTheScreen guest, KeyCode key) {
        guest.passes(Duration.ofSeconds(1));
        guest.presses(key);
    }

    private static void hears(AtTheScreen guest) {
        Page page = (Page) guest.screens.getChildrenUnmodifiable().getFirst();
        Narration narration = new Narration(page);
        assertThat(narration.page()).isNotBlank();
        for (Node node : Narration.reachable(page)) {
            assertThat(narration.state(node)).as(guest.state() + " " + node).isNotBlank();
            assertThat(narration.focus(node)).doesNotContain("\n");
        }
    }

    private static String focused(AtTheScreen guest) {
        return guest.scene.getFocusOwner().getId();
    }

    private static boolean ring(AtTheScreen guest) {
        return guest.screens.lookup(".focus-ring").getParent().isVisible();
    }
}
