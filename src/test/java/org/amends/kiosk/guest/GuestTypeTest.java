package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.Test;

class GuestTypeTest {

    private static final String ARABIC = "ما الذي لم يكن على ما يرام؟";

    @Test
    void arabic_is_set_in_our_own_font_and_not_in_the_machines() {
        OnScreen.run(() -> {
            Look look = new Look(LookName.DAY, false, OnScreen.typefaces());
            double ours = width(look.text("ar", 40));
            assertThat(ours).isNotEqualTo(width(Font.font("No Such Family", 40))).isNotEqualTo(width(look.text("en", 40)));
        });
    }

    @Test
    void strong_arabic_is_painted_with_more_ink_than_running_arabic() {
        OnScreen.run(() -> {
            Look look = new Look(LookName.DAY, false, OnScreen.typefaces());
            assertThat(ink(look.strong("ar", 40))).isGreaterThan(ink(look.text("ar", 40)) * 1.2);
        });
    }

    private static double width(Font font) {
        return text(font).getLayoutBounds().getWidth();
    }

    /** The darkness of the painted words, in black pixels. */
    private static double ink(Font font) {
        WritableImage image = new Scene(new StackPane(text(font)), 600, 100).snapshot(null);
        int[] pixels = new int[600 * 100];
        image.getPixelReader().getPixels(0, 0, 600, 100, PixelFormat.getIntArgbInstance(), pixels, 0, 600);
        double ink = 0;
        for (int pixel : pixels) {
            ink += 1 - (pixel >> 8 & 0xFF) / 255.0;
        }
        return ink;
    }

    private static Text text(Font font) {
        Text text = new Text(ARABIC);
        text.setFont(font);
        return text;
    }
}
