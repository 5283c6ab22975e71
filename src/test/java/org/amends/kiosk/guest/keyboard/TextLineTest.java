package org.amends.kiosk.guest.keyboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.OnScreen;
import org.amends.kiosk.guest.keyboard.Desk.Stand;
import org.amends.kiosk.settings.LookName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TextLineTest {

    private static final String HARD = "😀👩‍👩‍👧‍👦 שלום عالم मैं ฉัน 日本語ですか？ Zürich \u0301\u0301\u0301 ﷽ 𝔄𝔅 ";

    /** A frame at 60 Hz, in nanoseconds. */
    private static final long FRAME = 16_666_667;

    @Test
    void what_is_typed_is_shown_whole_in_lines_that_fit_and_the_caret_stands_behind_it() {
        OnScreen.run(() -> {
            Desk desk = desk("en");
            String comment = "Nobody came although we called three times, and in the end we left without our breakfast "
                    + "because the queue at the desk was far too long for the one person behind it.";
            desk.typed.insert(comment);
            show(desk);

            assertThat(String.join("", shown(desk))).isEqualTo(comment);
            assertThat(shown(desk)).hasSizeGreaterThan(2).allSatisfy(line -> assertThat(comment).contains(line.strip()));
            assertThat(shown(desk).subList(0, shown(desk).size() - 1)).allMatch(line -> line.endsWith(" "));
            Bounds last = lines(desk).getLast().getBoundsInParent();
            assertThat(caret(desk).getBoundsInParent().getMinX()).isBetween(last.getMaxX(), last.getMaxX() + 6);
            assertThat(caret(desk).getBoundsInParent().getCenterY()).isBetween(last.getMinY(), last.getMaxY());
        });
    }

    @Test
    void typed_letter_by_letter_and_taken_back_the_lines_are_as_if_typed_at_once() {
        OnScreen.run(() -> {
            String comment = "Der Donaudampfschifffahrtskapitän — so sagte er — sprach: \"Warum (denn) nicht?\" und ging, 1.000,50 € "
                    + "später war er wieder da; aber niemand hat uns geholfen, obwohl wir mehrmals gefragt haben.";
            Desk letterByLetter = desk("de");
            for (int i = 0; i < comment.length(); i++) {
                letterByLetter.typed.insert(comment.substring(i, i + 1) + "xyz zyx");
                show(letterByLetter);
                for (int back = 0; back < 7; back++) {
                    letterByLetter.typed.deleteBack();
                    if (i % 3 == 0) {
                        show(letterByLetter);
                    }
                }
            }
            show(letterByLetter);
            Desk atOnce = desk("de");
            atOnce.typed.insert(comment);
            show(atOnce);

            assertThat(shown(letterByLetter)).isEqualTo(shown(atOnce)).hasSizeGreaterThan(3);
        });
    }

    @Test
    void arabic_stands_at_the_right_and_runs_to_the_left_and_so_does_its_caret() {
        OnScreen.run(() -> {
            Desk desk = desk("ar");
            desk.typed.insert("كانت الغرفة باردة");
            show(desk);
            Bounds before = caret(desk).localToScene(caret(desk).getBoundsInLocal());
            assertThat(lines(desk).getFirst().localToScene(lines(desk).getFirst().getBoundsInLocal()).getMaxX())
                    .isGreaterThan(desk.getWidth() * 0.9);
            desk.typed.insert(" جداً");
            show(desk);

            assertThat(caret(desk).localToScene(caret(desk).getBoundsInLocal()).getMinX()).isLessThan(before.getMinX());
        });
    }

    @Test
    void an_address_runs_from_the_left_even_for_readers_of_arabic() {
        OnScreen.run(() -> {
            Desk desk = desk("ar", Keyboard.Kind.EMAIL);
            desk.typed.insert("a.guest@example.com");
            show(desk);

            Node line = lines(desk).getFirst();
            assertThat(line.localToScene(line.getBoundsInLocal()).getMinX()).isLessThan(desk.getWidth() * 0.1);
        });
    }

    @Test
    void of_an_address_that_is_longer_than_its_line_the_end_is_shown() {
        OnScreen.run(() -> {
            Desk desk = desk("en", Keyboard.Kind.EMAIL);
            desk.typed.insert("x".repeat(80) + "@example.com");
            show(desk);

            assertThat(shown(desk)).hasSize(1);
            assertThat(shown(desk).getFirst()).hasSizeBetween(20, 80).endsWith("xx@example.com");
            assertThat(caret(desk).getBoundsInParent().getMaxX()).isLessThan(desk.line.getWidth());
        });
    }

    @Test
    void of_a_text_that_is_longer_than_the_room_the_end_is_shown() {
        OnScreen.run(() -> {
            Desk desk = desk("en");
            desk.typed.insert("It was loud. ".repeat(120) + "The end.");
            show(desk);

            assertThat(shown(desk).getLast()).endsWith("end.");
            assertThat(shown(desk)).hasSize(5);
            assertThat(lines(desk)).allSatisfy(
                    line -> assertThat(line.getBoundsInParent().getMaxY()).isLessThanOrEqualTo(desk.line.getHeight()));
        });
    }

    @Test
    void the_hint_goes_with_the_first_letter_and_comes_back_when_all_is_wiped() {
        OnScreen.run(() -> {
            Desk desk = desk("en");
            show(desk);
            assertThat(hint(desk).isVisible()).isTrue();
            desk.typed.insert("x");
            show(desk);
            assertThat(hint(desk).isVisible()).isFalse();
            desk.typed.wipe();
            show(desk);

            assertThat(hint(desk).isVisible()).isTrue();
            assertThat(shown(desk)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar", "he", "hi", "th", "ja"})
    void whatever_is_typed_is_drawn_without_failing(String language) {
        OnScreen.run(() -> {
            Desk desk = desk(language);
            Scene scene = desk.getScene();
            Random random = new Random(language.hashCode());
            desk.typed.insert(HARD.repeat(3));
            scene.snapshot(null);
            desk.typed.wipe();
            for (int i = 0; i < 300; i++) {
                desk.typed.insert(random.nextInt(4) == 0 ? HARD : Character.toString(random.nextInt(0x20000)));
                if (random.nextInt(3) == 0) {
                    desk.typed.deleteBack();
                }
                if (i % 20 == 0) {
                    scene.snapshot(null);
                } else {
                    show(desk);
                }
            }
            desk.typed.insert("x".repeat(10_000));
            scene.snapshot(null);
            desk.typed.wipe();
            desk.typed.insert("a" + "\u0301".repeat(5_000));
            scene.snapshot(null);
            desk.typed.wipe();
            desk.typed.insert("كانت ".repeat(2_000));
            scene.snapshot(null);
            assertThat(desk.typed.length()).isEqualTo(2000);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"It was loud, and ", "كانت الغرفة باردة ", "へやがさむい", "loooooooooong"})
    void each_key_of_the_longest_text_takes_less_than_half_a_frame_before_it_is_painted(String words) {
        OnScreen.run(() -> {
            Desk desk = desk(words.startsWith("ك") ? "ar" : "en");
            desk.typed.insert(words.repeat(400).substring(0, 1900));
            desk.getScene().snapshot(null);
            long[] laidOut = new long[90];
            for (int key = 0; key < laidOut.length; key++) {
                long from = System.nanoTime();
                desk.typed.insert(words.substring(key % words.length(), key % words.length() + 1));
                show(desk);
                laidOut[key] = System.nanoTime() - from;
            }
            Arrays.sort(laidOut);
            assertThat(laidOut[laidOut.length / 2]).as("nanoseconds, median").isLessThan(FRAME / 2);
            // What is painted is what is seen: no more of a long text than of a short one.
            assertThat(shown(desk)).hasSize(5);
        });
    }

    private static Desk desk(String language) {
        return desk(language, Keyboard.Kind.TEXT);
    }

    private static Desk desk(String language, Keyboard.Kind kind) {
        Desk desk = new Desk(Stand.TABLET_UPRIGHT, LookName.DAY, language, kind);
        new Scene(desk, 800, 1280).snapshot(null);
        return desk;
    }

    private static void show(Desk desk) {
        desk.applyCss();
        desk.layout();
    }

    private static List<Text> lines(Desk desk) {
        return desk.line.getChildrenUnmodifiable().stream().filter(Text.class::isInstance).map(Text.class::cast)
                .filter(text -> text.getStyleClass().contains("ink") && !text.getText().isEmpty()).toList();
    }

    private static List<String> shown(Desk desk) {
        return lines(desk).stream().map(Text::getText).toList();
    }

    private static Node hint(Desk desk) {
        return desk.line.lookup(".muted");
    }

    private static Node caret(Desk desk) {
        return desk.line.getChildrenUnmodifiable().stream().filter(Rectangle.class::isInstance).findAny().orElseThrow();
    }
}
