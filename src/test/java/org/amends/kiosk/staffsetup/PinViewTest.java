package org.amends.kiosk.staffsetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.preview.LaidOut;
import org.amends.kiosk.guest.preview.Stand;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.Test;

/** The keys for a PIN, by fingers and on a keyboard, and that nothing of it is to be read. */
class PinViewTest {

    private static final String LONGEST = "PINs cannot be checked just now, as the hub is away. Please use the inbox.";

    private final List<String> said = new ArrayList<>();
    private int typed;

    @Test
    void every_key_is_at_least_20_mm_on_every_kind_of_terminal() {
        OnScreen.run(() -> {
            for (Stand stand : Stand.values()) {
                PinView view = view(stand.pxPerMm());
                Scene scene = new Scene(view, stand.width(), stand.height());
                type(view, "123");
                view.says(LONGEST);
                OnScreen.save(scene.snapshot(null), "pin-" + stand.id());
                assertThat(LaidOut.faults(scene, 0)).as(stand.id()).isEmpty();
                assertThat(view.lookupAll(".word-button")).as(stand.id()).hasSize(12)
                        .filteredOn(key -> !"pin-close".equals(key.getId())).allSatisfy(key -> assertThat(
                                Math.min(((Button) key).getWidth(), ((Button) key).getHeight()) / stand.pxPerMm())
                                .isGreaterThanOrEqualTo(20));
                scene.setRoot(new Group());
            }
        });
    }

    @Test
    void the_eighth_digit_hands_the_pin_on_and_nothing_of_it_stays() {
        OnScreen.run(() -> {
            PinView view = view(4);
            Scene scene = new Scene(view, 1280, 800);
            scene.snapshot(null);
            type(view, "12");
            fire(view, "delete");
            assertThat(dots(view)).isEqualTo(1);
            type(view, "345678");
            assertThat(dots(view)).isEqualTo(7);
            assertThat(view.lookup("#pin-dots").getAccessibleText()).isEqualTo("7 of 8 digits");
            assertThat(view.lookupAll(".text").toString()).doesNotContain("1345");
            type(view, "0");
            assertThat(said).containsExactly("13456780");
            assertThat(dots(view)).isZero();
            assertThat(typed).isEqualTo(10);
            fire(view, "delete");
            assertThat(dots(view)).isZero();
        });
    }

    @Test
    void a_keyboard_does_the_same() {
        OnScreen.run(() -> {
            PinView view = view(4);
            new Scene(view, 1280, 800).snapshot(null);
            keys(view, "12x");
            press(view, KeyCode.BACK_SPACE);
            keys(view, "2345678");
            press(view, KeyCode.ESCAPE);
            assertThat(said).containsExactly("12345678", "closed");
        });
    }

    @Test
    void while_it_takes_nothing_no_key_does_anything_and_what_was_begun_is_gone() {
        OnScreen.run(() -> {
            PinView view = view(4);
            new Scene(view, 1280, 800).snapshot(null);
            type(view, "123");
            view.takes(false);
            assertThat(dots(view)).isZero();
            assertThat(view.lookup("#pin-5").isDisabled()).isTrue();
            keys(view, "12345678");
            assertThat(said).isEmpty();
            view.takes(true);
            type(view, "87654321");
            assertThat(said).containsExactly("87654321");
        });
    }

    private PinView view(double pxPerMm) {
        return new PinView(new Look(LookName.DAY, false, OnScreen.typefaces()), 8, () -> pxPerMm, said::add, () -> typed++,
                () -> said.add("closed"));
    }

    private static void type(PinView view, String digits) {
        digits.chars().forEach(digit -> fire(view, String.valueOf((char) digit)));
    }

    private static void fire(PinView view, String key) {
        ((Button) view.lookup("#pin-" + key)).fire();
    }

    private static void keys(PinView view, String characters) {
        characters.chars().forEach(character -> view.fireEvent(new KeyEvent(KeyEvent.KEY_TYPED,
                String.valueOf((char) character), "", KeyCode.UNDEFINED, false, false, false, false)));
    }

    private static void press(PinView view, KeyCode code) {
        view.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private static long dots(PinView view) {
        return view.lookupAll(".staff-dot").stream().filter(Node::isVisible).count();
    }
}
