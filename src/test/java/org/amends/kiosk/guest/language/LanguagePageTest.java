package org.amends.kiosk.guest.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Touchpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagePageTest {

    private static final GuestTexts TEXTS = new GuestTexts();

    /** The last is what a finger gets: 20 mm, and 13 where 1024 by 600 pixels are 7 inches; there the names are small, too. */
    @ParameterizedTest
    @CsvSource({"BANNER,1080,1920,1.6,20", "TABLET,1280,800,5.9,20", "TABLET,800,1280,5.9,20", "KIOSK,1920,1080,3.6,20",
            "KIOSK,1024,600,4.6,20", "KIOSK,1024,600,6.65,13"})
    void every_language_stands_on_one_screen_large_enough_for_any_finger(Persona persona, int width, int height,
            double pxPerMm, int leastMm) {
        List<String> all = List.copyOf(TEXTS.languages());
        for (int count : new int[]{2, 4, 10, all.size()}) {
            check(new Metrics(persona, width, height, pxPerMm, 1), all.subList(0, count), leastMm * pxPerMm);
        }
    }

    @Test
    void a_name_that_the_font_of_the_page_cannot_draw_is_set_in_that_of_another_language() {
        OnScreen.run(() -> {
            Surroundings around = new Surroundings(new Metrics(Persona.TABLET, 1280, 800, 5.9, 1),
                    new Look(LookName.DAY, false, OnScreen.typefaces()), TEXTS, new Touchpoint("箱根ホテル", "Café 7"),
                    List.of("en", "ar", "ja"), () -> {
                    }, Optional.empty());
            LanguagePage page = new LanguagePage(around, "en", _ -> {
            });

            assertThat(page.getTop().lookupAll("Text")).extracting(node -> ((Text) node).getFont().getName())
                    .containsExactly("IBM Plex Sans JP Regular");
            assertThat(page.getBottom().lookupAll("Text")).extracting(node -> ((Text) node).getFont().getName())
                    .containsOnly("IBM Plex Sans Regular");
        });
    }

    private static void check(Metrics metrics, List<String> languages, double leastSide) {
        OnScreen.run(() -> {
            Surroundings around = new Surroundings(metrics, new Look(LookName.DAY, false, OnScreen.typefaces()), TEXTS,
                    new Touchpoint("Harbour Hotel", "Table 7"), languages, () -> {
                    }, Optional.empty());
            List<String> pressed = new ArrayList<>();
            LanguagePage page = new LanguagePage(around, "en", pressed::add);
            around.look().dress(page);
            Scene scene = new Scene(page, metrics.width(), metrics.height());
            String name = "languages-%.0fx%.0f-%s-%d".formatted(metrics.width(), metrics.height(), metrics.pxPerMm(),
                    languages.size());
            OnScreen.save(scene.snapshot(null), name);

            List<Bounds> places = new ArrayList<>();
            for (String language : languages) {
                Button button = (Button) page.lookup("#language-" + language);
                Bounds place = button.localToScene(button.getBoundsInLocal());
                assertThat(Math.min(place.getWidth(), place.getHeight())).as(name + " " + language)
                        .isGreaterThanOrEqualTo(leastSide - 1);
                assertThat(places).as(name + " " + language).noneMatch(place::intersects);
                assertThat(place.getMinX() >= metrics.margin() - 1 && place.getMinY() >= metrics.margin()
                        && place.getMaxX() <= metrics.width() - metrics.margin() + 1
                        && place.getMaxY() <= metrics.height() - metrics.margin()).as(name + " " + place).isTrue();
                Text words = (Text) button.lookup(".text");
                assertThat(words.getText()).isEqualTo(TEXTS.in(language, GuestTexts.Text.LANGUAGE));
                assertThat(words.getLayoutBounds().getWidth()).isLessThan(place.getWidth());
                assertThat(words.getLayoutBounds().getHeight()).isLessThan(place.getHeight() + 1);
                assertThat(button.getFont().getSize())
                        .isGreaterThanOrEqualTo(metrics.small() * (metrics.isLow() ? 0.74 : 0.9));
                places.add(place);
                button.fire();
            }
            assertThat(pressed).isEqualTo(languages);
        });
    }
}
