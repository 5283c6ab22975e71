package org.amends.kiosk.guest.keyboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.keyboard.Desk.Stand;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every layout on every kind of screen, laid out for real; the pictures are for eyes. */
class KeyboardSizesTest {

    @ParameterizedTest
    @EnumSource(Stand.class)
    void the_keyboard_looks_right(Stand stand) {
        List<String> sizes = new ArrayList<>();
        for (String language : Layout.languages()) {
            OnScreen.run(() -> {
                Desk desk = new Desk(stand, LookName.DAY, language, Keyboard.Kind.TEXT);
                Scene scene = new Scene(desk, stand.metrics.width(), stand.metrics.height());
                if (!language.equals("en")) {
                    desk.typed.insert(Desk.Sample.of(language).comment());
                }
                scene.snapshot(null);
                save(scene, stand, language, "");
                double mm = desk.caps().mapToDouble(cap -> Math.min(cap.getWidth(), cap.getHeight())).min().orElse(0)
                        / stand.metrics.pxPerMm();
                sizes.add(language + " %.1f mm, %.0f%%".formatted(mm,
                        desk.keyboard.getHeight() / stand.metrics.height() * 100));
                faults(desk, scene);
            });
        }
        System.out.println(stand + " " + sizes);
        assertThat(sizes).isNotEmpty();
    }

    private static void faults(Desk desk, Scene scene) {
        desk.caps().forEach(cap -> {
            Bounds key = cap.localToScene(cap.getBoundsInLocal());
            assertThat(key.getMinX()).isGreaterThanOrEqualTo(0);
            assertThat(key.getMaxX()).isLessThanOrEqualTo(scene.getWidth());
            assertThat(key.getMaxY()).isLessThanOrEqualTo(scene.getHeight());
            cap.getChildrenUnmodifiable().stream().filter(Text.class::isInstance).filter(node -> node.isVisible())
                    .forEach(label -> assertThat(label.getBoundsInParent().getWidth()).as(cap.getId())
                            .isLessThan(cap.getWidth()));
        });
    }

    private static void save(Scene scene, Stand stand, String language, String what) {
        OnScreen.save(scene.snapshot(null), "keyboard-" + stand.name().toLowerCase(Locale.ROOT) + "-" + language + what);
    }
}
