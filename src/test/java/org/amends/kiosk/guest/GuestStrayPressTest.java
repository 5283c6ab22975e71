package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.settings.Persona;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.api.Test;

/** Keys that stay down, touches beside everything, and what a guest who hears the screen must not miss. */
class GuestStrayPressTest {

    private static final Survey EVERY_KIND = SurveyFile.read(Path.of("kiosk-config", "every-kind.yaml"),
            AtTheScreen.TEXTS.languages(), Typefaces::undrawable);
    private static final KeyCode NEXT = KeyCode.F2;
    private static final KeyCode CHOOSE = KeyCode.F3;
    private static final KeyCode VOICE = KeyCode.F4;

    @Test
    void a_key_on_which_something_lies_gives_no_more_time_and_does_not_wake_the_resting_screen() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            guest.taps("face-very-poor");
            int seconds = (int) AtTheScreen.ANSWER_TIME.plus(Patience.NOTICE).toSeconds();
            for (int passed = 0; passed <= seconds; passed++) {
                fire(guest, KeyEvent.KEY_PRESSED, NEXT, "");
                guest.passes(Duration.ofSeconds(1));
            }
            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            fire(guest, KeyEvent.KEY_PRESSED, NEXT, "");
            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            fire(guest, KeyEvent.KEY_RELEASED, NEXT, "");
            fire(guest, KeyEvent.KEY_PRESSED, NEXT, "");
            assertThat(guest.state()).isInstanceOf(State.Asking.class);
        });
    }

    @Test
    void a_key_that_moves_or_chooses_types_nothing_of_its_own() {
        OnScreen.run(() -> {
            AtTheScreen guest = writing();
            fire(guest, KeyEvent.KEY_PRESSED, NEXT, "");
            fire(guest, KeyEvent.KEY_TYPED, KeyCode.UNDEFINED, "6");
            assertThat(hasTyped(guest)).isFalse();
            fire(guest, KeyEvent.KEY_RELEASED, NEXT, "");
            fire(guest, KeyEvent.KEY_PRESSED, KeyCode.DIGIT6, "");
            fire(guest, KeyEvent.KEY_TYPED, KeyCode.UNDEFINED, "6");
            assertThat(hasTyped(guest)).isTrue();
        });
    }

    @Test
    void enter_that_is_still_held_from_the_page_before_types_nothing() {
        OnScreen.run(() -> {
            AtTheScreen guest = atSomebodyNow();
            guest.passes(Duration.ofSeconds(1));
            guest.presses(NEXT);
            guest.passes(Duration.ofSeconds(1));
            guest.presses(NEXT);
            fire(guest, KeyEvent.KEY_PRESSED, KeyCode.ENTER, "");
            guest.passes(Duration.ofSeconds(1));
            assertThat(guest.screens.lookup(".keyboard")).isNotNull();
            Node key = guest.screens.lookup("#key-w");
            key.requestFocus();
            fire(guest, KeyEvent.KEY_PRESSED, KeyCode.ENTER, "");
            fire(guest, KeyEvent.KEY_RELEASED, KeyCode.ENTER, "");
            assertThat(hasTyped(guest)).isFalse();
            fire(guest, KeyEvent.KEY_PRESSED, KeyCode.ENTER, "");
            fire(guest, KeyEvent.KEY_RELEASED, KeyCode.ENTER, "");
            assertThat(hasTyped(guest)).isTrue();
        });
    }

    @Test
    void a_touch_beside_the_switches_leaves_them_also_where_the_guest_came_from_the_thanks() {
        OnScreen.run(() -> {
            AtTheScreen guest = atThanks();
            guest.taps("switches");
            guest.passes(Duration.ofSeconds(1));
            guest.tapsOn(guest.screens);
            assertThat(guest.state()).isInstanceOf(State.Thanking.class);
            assertThat(guest.screens.lookup("#switches-done")).isNotNull();
        });
    }

    @Test
    void nothing_goes_on_to_be_said_in_a_language_that_the_guest_has_left() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            guest.passes(Duration.ofSeconds(1));
            guest.presses(VOICE);
            guest.journey.chooseLanguage();
            int hushed = guest.heard.hushed;
            guest.journey.speak("ar");
            assertThat(guest.heard.hushed).isGreaterThan(hushed);
            int said = guest.heard.all.size();
            guest.passes(AtTheScreen.ANSWER_TIME);
            assertThat(guest.heard.all).hasSize(said);
        });
    }

    @Test
    void that_the_staff_know_is_heard_by_whoever_hears_the_thanks() {
        OnScreen.run(() -> {
            AtTheScreen guest = atThanks();
            guest.passes(Duration.ofSeconds(1));
            guest.presses(VOICE);
            guest.journey.confirmed(Set.copyOf(guest.responses));
            assertThat(guest.heard.last()).contains(AtTheScreen.TEXTS.in("en", GuestTexts.Text.TOLD));
        });
    }

    @Test
    void by_keys_there_is_ten_times_as_long_to_take_an_answer_back() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            guest.taps("face-very-good");
            assertThat(undoTime(guest)).isEqualTo(Duration.ofSeconds(4));
            guest.passes(Duration.ofSeconds(1));
            guest.presses(NEXT);
            guest.passes(Duration.ofSeconds(1));
            guest.presses(CHOOSE);
            assertThat(undoTime(guest)).isEqualTo(Duration.ofSeconds(40));
        });
    }

    @Test
    void a_touch_takes_the_marks_of_the_keys_away() {
        OnScreen.run(() -> {
            AtTheScreen guest = tablet();
            guest.passes(Duration.ofSeconds(1));
            guest.presses(NEXT);
            Node reached = guest.scene.getFocusOwner();
            PseudoClass mark = PseudoClass.getPseudoClass("reached");
            assertThat(reached.getPseudoClassStates()).contains(mark);
            guest.passes(Duration.ofSeconds(1));
            guest.tapsOn(guest.screens);
            assertThat(reached.getPseudoClassStates()).doesNotContain(mark);
        });
    }

    private static AtTheScreen tablet() {
        return new AtTheScreen(EVERY_KIND, Persona.TABLET, 1280, 800, 5.9);
    }

    private static AtTheScreen atSomebodyNow() {
        AtTheScreen guest = tablet();
        guest.taps("face-very-good");
        guest.taps("score-9");
        return guest;
    }

    private static AtTheScreen writing() {
        AtTheScreen guest = atSomebodyNow();
        guest.taps("no");
        guest.passes(Duration.ofSeconds(1));
        return guest;
    }

    private static AtTheScreen atThanks() {
        AtTheScreen guest = tablet();
        for (String id : List.of("face-very-poor", "skip", "choice-noise", "skip", "no", "no", "skip", "skip")) {
            if (!(guest.state() instanceof State.Thanking) && guest.screens.lookup("#" + id) != null) {
                guest.taps(id);
            }
        }
        assertThat(guest.state()).isInstanceOf(State.Thanking.class);
        return guest;
    }

    private static Duration undoTime(AtTheScreen guest) {
        Page page = (Page) guest.screens.getChildrenUnmodifiable().getFirst();
        return page.surroundings().undo().orElseThrow().time();
    }

    private static boolean hasTyped(AtTheScreen guest) {
        return guest.screens.lookupAll("Text").stream()
                .noneMatch(node -> node.isVisible() && ((Text) node).getText().equals("Write here"));
    }

    private static void fire(AtTheScreen guest, EventType<KeyEvent> type, KeyCode key, String character) {
        guest.screens.arrived();
        Node owner = guest.scene.getFocusOwner();
        Event.fireEvent(owner == null || owner.getScene() != guest.scene ? guest.screens : owner,
                new KeyEvent(type, character, "", key, false, false, false, false));
        guest.scene.snapshot(null);
    }
}
