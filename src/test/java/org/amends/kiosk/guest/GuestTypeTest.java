package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestTypeTest {

    private static final GuestTexts TEXTS = new GuestTexts();

    static Set<String> languages() {
        return TEXTS.languages();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "he"})
    void what_is_read_from_the_right_is_set_in_our_own_font_and_not_in_the_machines(String language) {
        OnScreen.run(() -> {
            Look look = new Look(LookName.DAY, false, OnScreen.typefaces());
            String words = TEXTS.in(language, GuestTexts.Text.CANNOT_SAVE_DO);
            assertThat(width(words, look.text(language, 40))).as(words)
                    .isNotEqualTo(width(words, Font.font("No Such Family", 40)))
                    .isNotEqualTo(width(words, look.text("en", 40)));
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void strong_words_are_painted_with_more_ink_than_running_ones(String language) {
        OnScreen.run(() -> {
            Look look = new Look(LookName.DAY, false, OnScreen.typefaces());
            String words = TEXTS.in(language, GuestTexts.Text.LANGUAGE);
            assertThat(ink(words, look.strong(language, 40))).isGreaterThan(ink(words, look.text(language, 40)) * 1.05);
        });
    }

    private static double width(String words, Font font) {
        return text(words, font).getLayoutBounds().getWidth();
    }

    /** The darkness of the painted words, in black pixels. */
    private static double ink(String words, Font font) {
        WritableImage image = new Scene(new StackPane(text(words, font)), 600, 100).snapshot(null);
        int[] pixels = new int[600 * 100];
        image.getPixelReader().getPixels(0, 0, 600, 100, PixelFormat.getIntArgbInstance(), pixels, 0, 600);
        double ink = 0;
        for (int pixel : pixels) {
            ink += 1 - (pixel >> 8 & 0xFF) / 255.0;
        }
        return ink;
    }

    private static Text text(String words, Font font) {
        Text text = new Text(words);
        text.setFont(font);
        return text;
    }
}
