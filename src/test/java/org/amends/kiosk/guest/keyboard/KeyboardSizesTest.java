package org.amends.kiosk.guest.keyboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.keyboard.Desk.Stand;
import org.amends.kiosk.guest.keyboard.Layout.Key;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every layout on every kind of screen, laid out for real; the pictures are for eyes. */
class KeyboardSizesTest {

    private static final Set<String> PICTURED = Set.of("en", "de", "ar", "ja");

    /** The keys that are smallest: an upright tablet has them 9.9 mm wide, a small panel 9 mm high. */
    @ParameterizedTest
    @EnumSource(Stand.class)
    void every_key_of_every_layout_is_at_least_nine_millimetres_wide_and_high(Stand stand) {
        for (Keyboard.Kind kind : Keyboard.Kind.values()) {
            for (String language : Layout.languages()) {
                OnScreen.run(() -> {
                    Desk desk = desk(stand, LookName.DAY, language, kind);
                    desk.caps().forEach(cap -> {
                        assertThat(cap.getWidth() / stand.metrics.pxPerMm()).as(language + " " + cap.getId())
                                .isGreaterThanOrEqualTo(Keyboard.LEAST_KEY_MM);
                        assertThat(cap.getHeight() / stand.metrics.pxPerMm()).as(language + " " + cap.getId())
                                .isGreaterThanOrEqualTo(Keyboard.LEAST_KEY_MM);
                    });
                    assertThat(desk.keyboard.getHeight()).isLessThanOrEqualTo(stand.metrics.height() * 0.6);
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void keys_lie_on_the_screen_and_beside_each_other_and_hold_what_stands_on_them(Stand stand) {
        for (String language : Layout.languages()) {
            OnScreen.run(() -> {
                Desk desk = desk(stand, LookName.DAY, language, Keyboard.Kind.TEXT);
                for (String level : Layout.of(language, Keyboard.Kind.TEXT).levels().keySet()) {
                    shows(desk, level);
                    check(desk, stand);
                }
            });
        }
    }

    /** What its keys are when a screen has no room for 9 mm: all that it has. */
    @Test
    void on_a_screen_too_small_for_it_the_keys_are_as_large_as_fits() {
        OnScreen.run(() -> {
            Desk desk = desk(Stand.PANEL, LookName.DAY, "th", Keyboard.Kind.TEXT);
            double least = desk.caps().mapToDouble(KeyCap::getWidth).min().orElseThrow();
            desk.keyboard.resize(500, 200);
            desk.keyboard.layout();

            assertThat(desk.caps().mapToDouble(cap -> cap.getBoundsInParent().getMaxX()).max().orElseThrow())
                    .isBetween(494.0, 500.0);
            assertThat(desk.caps().mapToDouble(cap -> cap.getBoundsInParent().getMaxY()).max().orElseThrow())
                    .isBetween(190.0, 200.0);
            assertThat(desk.caps().mapToDouble(KeyCap::getWidth).min().orElseThrow()).isLessThan(least);
        });
    }

    @Test
    void keys_stand_as_on_the_desk_and_not_mirrored_where_reading_goes_from_the_right() {
        OnScreen.run(() -> {
            Desk desk = desk(Stand.TABLET, LookName.DAY, "ar", Keyboard.Kind.TEXT);

            assertThat(x(desk, "ض")).isLessThan(x(desk, "د"));
        });
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void pictures_of_what_guests_see(Stand stand) {
        for (String language : PICTURED) {
            OnScreen.run(() -> {
                Desk desk = desk(stand, LookName.DAY, language, Keyboard.Kind.TEXT);
                picture(desk, stand, language + "-0-empty");
                desk.typed.insert(Desk.Sample.of(language).comment());
                picture(desk, stand, language + "-1-typed");
            });
        }
    }

    @Test
    void pictures_of_levels_looks_and_presses() {
        for (String language : Layout.languages()) {
            OnScreen.run(() -> {
                Desk desk = desk(Stand.TABLET, LookName.DAY, language, Keyboard.Kind.TEXT);
                desk.typed.insert(Desk.Sample.of(language).comment());
                for (String level : Layout.of(language, Keyboard.Kind.TEXT).levels().keySet()) {
                    shows(desk, level);
                    picture(desk, Stand.TABLET, language + "-level-" + level);
                }
            });
        }
        for (LookName look : LookName.values()) {
            OnScreen.run(() -> {
                Desk desk = desk(Stand.TABLET, look, "de", Keyboard.Kind.TEXT);
                shows(desk, "capitals");
                desk.cap("level-capitals").show(true, true);
                desk.cap("G").reach();
                desk.cap("O").pseudoClassStateChanged(PseudoClass.getPseudoClass("armed"), true);
                picture(desk, Stand.TABLET, "de-states-" + look.name().toLowerCase(Locale.ROOT));
            });
        }
        for (Stand stand : Stand.values()) {
            for (Keyboard.Kind kind : List.of(Keyboard.Kind.EMAIL, Keyboard.Kind.PHONE)) {
                OnScreen.run(() -> {
                    Desk desk = desk(stand, LookName.DAY, "de", kind);
                    desk.typed.insert(kind == Keyboard.Kind.EMAIL ? "a.guest@example.com" : "+49 30 123456");
                    picture(desk, stand, "de-" + kind.name().toLowerCase(Locale.ROOT));
                });
            }
        }
    }

    private static Desk desk(Stand stand, LookName look, String language, Keyboard.Kind kind) {
        Desk desk = new Desk(stand, look, language, kind);
        new Scene(desk, stand.metrics.width(), stand.metrics.height());
        desk.applyCss();
        desk.layout();
        return desk;
    }

    /** Presses keys as a guest would until that level is there: each is at most two presses from the first. */
    private static void shows(Desk desk, String level) {
        for (int presses = 0; presses < 3 && !isShown(desk, level); presses++) {
            KeyCap to = desk.caps().filter(cap -> cap.getId().equals("key-level-" + level)).findAny()
                    .or(() -> desk.caps().filter(cap -> cap.getId().matches("key-level-(letters|latin|symbols|accents)"))
                            .findFirst())
                    .orElseThrow();
            desk.keyboard.press(to);
            desk.applyCss();
            desk.layout();
        }
        assertThat(isShown(desk, level)).as(level).isTrue();
    }

    private static boolean isShown(Desk desk, String level) {
        return desk.keyboard.shown().equals(level);
    }

    private static void check(Desk desk, Stand stand) {
        List<Bounds> keys = desk.caps().map(cap -> cap.localToScene(cap.getLayoutBounds())).toList();
        for (Bounds key : keys) {
            assertThat(key.getMinX()).isGreaterThanOrEqualTo(0);
            assertThat(key.getMaxX()).isLessThanOrEqualTo(stand.metrics.width());
            assertThat(key.getMaxY()).isLessThanOrEqualTo(stand.metrics.height());
            assertThat(keys.stream().filter(key::intersects)).as("keys that lie on each other").hasSize(1);
        }
        desk.caps().forEach(cap -> cap.getChildrenUnmodifiable().stream()
                .filter(part -> part.isVisible() && (!(part instanceof Text text) || !text.getText().isEmpty()))
                .forEach(part -> {
                    Bounds bounds = part.getBoundsInParent();
                    assertThat(bounds.getMinX()).as(cap.getId()).isGreaterThanOrEqualTo(0);
                    assertThat(bounds.getMaxX()).as(cap.getId()).isLessThanOrEqualTo(cap.getWidth());
                    if (part instanceof Text text && !(cap.key() instanceof Key.Types)) {
                        assertThat(text.getFont().getSize()).as("size of " + text.getText() + " on " + stand)
                                .isGreaterThanOrEqualTo(Math.floor(stand.metrics.small() * 0.6));
                    }
                }));
    }

    private static double x(Desk desk, String id) {
        return desk.cap(id).localToScene(desk.cap(id).getLayoutBounds()).getCenterX();
    }

    private static void picture(Desk desk, Stand stand, String what) {
        OnScreen.save(desk.getScene().snapshot(null),
                "keyboard-" + stand.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + what);
    }
}
