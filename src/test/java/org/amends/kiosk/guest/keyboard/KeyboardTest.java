package org.amends.kiosk.guest.keyboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.keyboard.Desk.Stand;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testfx.util.WaitForAsyncUtils;

/** Fingers and plugged-in keyboards on a shown window, by its own input events. */
@Timeout(60)
class KeyboardTest {

    private Desk desk;
    private Stage stage;
    private Robot robot;

    private void show(String language, Keyboard.Kind kind) {
        OnScreen.run(() -> {
            desk = new Desk(Stand.PANEL, LookName.DAY, language, kind);
            stage = new Stage();
            stage.setScene(new Scene(desk, 960, 600));
            stage.show();
            robot = new Robot();
        });
    }

    @AfterEach
    void hide() {
        OnScreen.run(stage::hide);
    }

    @Test
    void a_tap_types_and_one_beside_the_keys_does_not() {
        show("en", Keyboard.Kind.TEXT);
        tap("c", "o", "l", "d", "space", "t", "e", "a", "delete", "delete");
        OnScreen.run(() -> click(desk.line));

        assertThat(typed()).isEqualTo("cold t");
    }

    @Test
    void a_key_acts_when_the_finger_leaves_it_and_shows_at_once_that_it_is_pressed() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            press(desk.cap("q"));
            assertThat(armed(desk.cap("q"))).isTrue();
            assertThat(desk.typed.length()).isZero();
            robot.mouseRelease(MouseButton.PRIMARY);
            assertThat(armed(desk.cap("q"))).isFalse();
        });

        assertThat(typed()).isEqualTo("q");
    }

    @Test
    void a_finger_that_slides_off_a_key_types_nothing_not_even_the_key_it_ends_on() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            press(desk.cap("q"));
            move(desk.cap("t"));
            assertThat(armed(desk.cap("q"))).isFalse();
            robot.mouseRelease(MouseButton.PRIMARY);
        });

        assertThat(typed()).isEmpty();
    }

    @Test
    void shift_is_for_one_letter_pressed_twice_for_many_and_pressed_again_for_none() {
        show("de", Keyboard.Kind.TEXT);
        tap("level-capitals", "Ü", "b", "level-capitals", "level-capitals", "N", "E", "level-capitals", "i", "ß");

        assertThat(typed()).isEqualTo("ÜbNEiß");
    }

    @Test
    void digits_stay_until_letters_are_asked_for_and_an_accent_is_for_one_letter() {
        show("en", Keyboard.Kind.TEXT);
        tap("level-symbols", "4", "2", "level-letters", "c", "a", "f", "level-accents", "é", "s");

        assertThat(typed()).isEqualTo("42cafés");
    }

    @Test
    void kana_are_voiced_and_made_small_after_they_were_typed_and_back() {
        show("ja", Keyboard.Kind.TEXT);
        tap("か", "゛", "は", "゜", "つ", "小", "level-katakana", "ウ", "゛", "level-letters", "は", "゛", "゜", "゜", "あ",
                "゛");

        assertThat(typed()).isEqualTo("がぱっヴはあ");
    }

    @Test
    void korean_letters_join_into_syllables_and_part_again_where_the_next_one_begins() {
        show("ko", Keyboard.Kind.TEXT);
        tap("ㅎ", "ㅏ", "ㄴ", "ㄱ", "ㅡ", "ㄹ", "space", "ㄷ", "ㅏ", "ㄹ", "ㄱ", "ㅇ", "ㅣ", "space", "ㄷ", "ㅏ", "ㄹ", "ㄱ", "ㅣ",
                "space", "ㅇ", "ㅗ", "ㅐ", "ㅇ", "ㅓ", "ㅂ", "ㅅ", "level-shifted", "ㅆ", "ㅓ", "ㅋ", "ㅋ");

        assertThat(typed()).isEqualTo("한글 닭이 달기 왜없쎀ㅋ");
    }

    @Test
    void a_held_delete_key_takes_back_one_after_another_until_the_finger_leaves() throws TimeoutException {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            desk.typed.insert("x".repeat(50));
            press(desk.cap("delete"));
        });
        until(() -> desk.typed.length() <= 47);
        int left = OnScreen.get(() -> {
            robot.mouseRelease(MouseButton.PRIMARY);
            return desk.typed.length();
        });

        assertThat(left).as("the release takes no more").isBetween(1, 47);
        tap("delete");
        assertThat(typed()).hasSize(left - 1);
    }

    @Test
    void a_held_delete_key_rests_when_the_finger_slides_off_it() throws TimeoutException {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            desk.typed.insert("x".repeat(50));
            press(desk.cap("delete"));
        });
        until(() -> desk.typed.length() < 50);
        OnScreen.run(() -> {
            move(desk.line);
            assertThat(armed(desk.cap("delete"))).isFalse();
            robot.mouseRelease(MouseButton.PRIMARY);
        });
        tap("a");

        assertThat(typed()).endsWith("xa");
    }

    @Test
    void the_done_key_is_the_pages_matter() {
        show("en", Keyboard.Kind.TEXT);
        tap("h", "i", "done");

        assertThat(desk.done).isEqualTo(1);
        assertThat(typed()).isEqualTo("hi");
    }

    @Test
    void an_address_and_a_number_are_typed_on_keys_of_their_own() {
        show("de", Keyboard.Kind.EMAIL);
        tap("a", "1", "@", "b", ".com");
        assertThat(typed()).isEqualTo("a1@b.com");
        hide();

        show("ar", Keyboard.Kind.PHONE);
        tap("+", "4", "9", "space", "3", "0");
        assertThat(typed()).isEqualTo("+49 30");
    }

    @Test
    void a_plugged_in_keyboard_types_too_wherever_the_focus_is() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            robot.keyType(KeyCode.A);
            plugged("é");
            plugged("中");
            plugged("😀");
            plugged(" ");
            plugged("\r");
            plugged("\u0016");
            robot.keyType(KeyCode.BACK_SPACE);
        });

        assertThat(typed()).isEqualTo("aé中😀");
    }

    @Test
    void a_plugged_in_keyboard_types_only_what_belongs_into_an_address_or_a_number() {
        show("ar", Keyboard.Kind.PHONE);
        OnScreen.run(() -> "+٤9a (3)".chars().forEach(character -> plugged(Character.toString(character))));
        assertThat(typed()).isEqualTo("+49 3");
        hide();

        show("ar", Keyboard.Kind.EMAIL);
        OnScreen.run(() -> "a b@c".chars().forEach(character -> plugged(Character.toString(character))));
        assertThat(typed()).isEqualTo("ab@c");
    }

    @Test
    void nothing_can_be_pasted_or_copied() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            tapNow("x");
            for (KeyCode code : new KeyCode[]{KeyCode.V, KeyCode.C, KeyCode.X, KeyCode.Z}) {
                robot.keyPress(KeyCode.CONTROL);
                robot.keyType(code);
                robot.keyRelease(KeyCode.CONTROL);
            }
            robot.keyPress(KeyCode.SHIFT);
            robot.keyType(KeyCode.INSERT);
            robot.keyRelease(KeyCode.SHIFT);
        });

        assertThat(typed()).isEqualTo("x");
    }

    @Test
    void a_space_presses_a_button_of_the_page_and_types_nothing() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            Button other = new Button("Skip");
            desk.getChildren().add(0, other);
            other.requestFocus();
            plugged(" ");
            plugged("x");
        });

        assertThat(typed()).isEqualTo("x");
    }

    @Test
    void every_key_is_reached_by_arrows_and_by_tab_and_pressed_by_enter_and_seen_to_have_the_focus() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            desk.cap("q").requestFocus();
            type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.ENTER);
            assertThat(desk.cap("e").isReached()).isTrue();
            type(KeyCode.TAB, KeyCode.ENTER);
            assertThat(desk.cap("r").isReached()).isTrue();
            type(KeyCode.LEFT, KeyCode.LEFT, KeyCode.DOWN, KeyCode.UP, KeyCode.ENTER);
        });

        assertThat(typed()).startsWith("er").hasSize(3);
    }

    @Test
    void by_tab_alone_every_key_is_met_and_the_focus_is_not_caught() {
        show("th", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            Button other = new Button("Skip");
            desk.getChildren().add(0, other);
            other.requestFocus();
            long keys = desk.caps().count();
            for (long key = 0; key < keys; key++) {
                robot.keyType(KeyCode.TAB);
                assertThat(desk.getScene().getFocusOwner()).isInstanceOf(KeyCap.class);
                assertThat(((KeyCap) desk.getScene().getFocusOwner()).isReached()).isTrue();
            }
            robot.keyType(KeyCode.TAB);
            assertThat(desk.getScene().getFocusOwner()).isSameAs(other);
        });
    }

    @Test
    void the_focus_stays_where_it_was_when_a_key_shows_another_level() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            desk.cap("level-symbols").requestFocus();
            type(KeyCode.RIGHT, KeyCode.LEFT, KeyCode.ENTER);
            assertThat(desk.getScene().getFocusOwner()).isSameAs(desk.cap("level-letters"));
            assertThat(desk.cap("level-letters").isReached()).isTrue();
        });
    }

    @Test
    void a_tap_shows_no_focus_and_takes_none() {
        show("en", Keyboard.Kind.TEXT);
        tap("p");

        OnScreen.run(() -> assertThat(desk.caps()).noneMatch(KeyCap::isReached));
    }

    @Test
    void a_keyboard_that_was_taken_off_the_screen_types_nothing_any_more() {
        show("en", Keyboard.Kind.TEXT);
        OnScreen.run(() -> {
            desk.getChildren().remove(desk.keyboard);
            plugged("x");
        });

        assertThat(typed()).isEmpty();
    }

    @Test
    void nothing_of_what_is_typed_is_in_a_log_or_in_what_the_parts_say_of_themselves() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        StreamHandler handler = new StreamHandler(log, new SimpleFormatter());
        handler.setLevel(Level.ALL);
        Logger root = LogManager.getLogManager().getLogger("");
        Logger ours = Logger.getLogger("org.amends");
        Level before = ours.getLevel();
        ours.setLevel(Level.ALL);
        root.addHandler(handler);
        try {
            show("en", Keyboard.Kind.TEXT);
            tap("q", "z", "q", "z", "x", "y");
            OnScreen.run(() -> plugged("qzqzxy"));
            String said = OnScreen.get(() -> desk.typed + " " + desk.keyboard + " " + desk.line);
            handler.flush();
            assertThat(log.toString() + said).doesNotContain("qz");
            assertThat(typed()).isEqualTo("qzqzxyqzqzxy");
        } finally {
            root.removeHandler(handler);
            ours.setLevel(before);
        }
    }

    // Hands

    private void tap(String... keys) {
        for (String key : keys) {
            OnScreen.run(() -> tapNow(key));
        }
    }

    private void tapNow(String key) {
        click(desk.cap(key));
    }

    private void click(Node node) {
        press(node);
        robot.mouseRelease(MouseButton.PRIMARY);
    }

    private void press(Node node) {
        move(node);
        robot.mousePress(MouseButton.PRIMARY);
    }

    private void move(Node node) {
        desk.applyCss();
        desk.layout();
        Bounds bounds = node.localToScreen(node.getLayoutBounds());
        robot.mouseMove(bounds.getCenterX(), bounds.getCenterY());
    }

    private void type(KeyCode... codes) {
        for (KeyCode code : codes) {
            desk.layout();
            robot.keyType(code);
        }
    }

    /** A character as a plugged-in keyboard sends it, whatever its layout. */
    private void plugged(String character) {
        Node focus = desk.getScene().getFocusOwner();
        boolean nowhere = focus == null || focus.getScene() == null;
        Event.fireEvent(nowhere ? desk.getScene() : focus, new KeyEvent(KeyEvent.KEY_TYPED, character, "",
                KeyCode.UNDEFINED, false, false, false, false));
    }

    private String typed() {
        return OnScreen.get(() -> desk.typed.part(0, desk.typed.length()));
    }

    private static boolean armed(Node cap) {
        return cap.getPseudoClassStates().contains(PseudoClass.getPseudoClass("armed"));
    }

    private static void until(BooleanSupplier there) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> OnScreen.get(there::getAsBoolean));
    }
}
