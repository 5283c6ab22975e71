package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.preview.LaidOut;
import org.amends.kiosk.guest.preview.Stand;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Presses;
import org.amends.response.Touchpoint;
import org.amends.survey.Face;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.amends.wire.RecoveryCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every guest page in every persona and language, laid out for real; the pictures are for eyes. */
class GuestScreensTest {

    private static final GuestTexts TEXTS = new GuestTexts();
    private static final Survey SURVEY = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), TEXTS.languages(),
            Typefaces::undrawable);

    private static final Survey EVERY_KIND = SurveyFile.read(
            Path.of("kiosk-config", "every-kind.yaml"), TEXTS.languages(),
            Typefaces::undrawable);

    private static final List<String> PROBLEMS = new ArrayList<>();

    @AfterEach
    void no_problems() {
        List<String> all = List.copyOf(PROBLEMS);
        PROBLEMS.clear();
        assertThat(all).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void every_page_in_every_language_holds_its_words_and_its_answers_within_the_screen(Stand stand) {
        // The narrowest and the lowest show what does not fit anywhere.
        boolean all = stand == Stand.TABLET_UPRIGHT || stand == Stand.PANEL;
        for (String language : all ? SURVEY.languages() : List.of("en", "de", "ar", "ja")) {
            boolean everyLook = stand == Stand.TABLET && language.equals("en");
            for (LookName look : everyLook ? LookName.values() : new LookName[]{LookName.DAY}) {
                walk(stand, language, look);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void every_kind_of_question_holds_its_words_and_its_answers_within_the_screen(Stand stand) {
        for (String language : List.of("en", "de", "ar")) {
            everyKind(stand, language, List.of());
        }
    }

    /** What a guest turns on for themselves, one by one and all at once, in the languages with the longest words. */
    @ParameterizedTest
    @EnumSource(Stand.class)
    void with_every_switch_every_page_holds_its_words_and_its_answers_within_the_screen(Stand stand) {
        everyKind(stand, "de", List.of("large-text"));
        if (stand.height() > stand.width()) {
            everyKind(stand, "de", List.of("reach"));
        }
        if (stand != Stand.KIOSK && stand != Stand.TABLET) {
            everyKind(stand, "ar", List.of("contrast", "large-text", "reach"));
            everyPage(stand, "ja", LookName.NIGHT, List.of("contrast", "large-text", "reach"));
        }
    }

    private static boolean isSeen(Node node) {
        return node == null || node.isVisible() && isSeen(node.getParent());
    }

    private static void everyKind(Stand stand, String language, List<String> on) {
        OnScreen.run(() -> {
            Visit visit = new Visit(stand, LookName.DAY, EVERY_KIND);
            String prefix = (stand + "-kinds-" + String.join("-", on) + language).toLowerCase(java.util.Locale.ROOT)
                    .replace('_', '-');
            visit.speak(language);
            visit.turnOn(on, prefix);
            visit.check(prefix, "0-five-faces");
            visit.journey.choose(Face.VERY_POOR);
            visit.check(prefix, "1-several");
            ((Button) visit.screens.lookup("#choice-noise")).fire();
            visit.check(prefix, "2-chosen");
            ((Button) visit.screens.lookup("#skip")).fire();
            visit.check(prefix, "3-yes-no");
            visit.journey.say(true, TEXTS.in(language, GuestTexts.Text.YES));
            visit.check(prefix, "4-stars");
            visit.journey.rate(4);
            visit.check(prefix, "5-recommend");
            visit.journey.rate(10);
            visit.check(prefix, "6-somebody-now");
            visit.journey.say(true, TEXTS.in(language, GuestTexts.Text.YES));
            visit.check(prefix, "7-writing");
            ((Button) visit.screens.lookup("#skip")).fire();
            visit.check(prefix, "8-purposes");
            ((Button) visit.screens.lookup("#consent-reply")).fire();
            ((Button) visit.screens.lookup("#email")).fire();
            visit.check(prefix, "9-address");
            ((Button) visit.screens.lookup("#skip")).fire();
            assertThat(visit.journey.state()).isInstanceOf(GuestJourney.State.Thanking.class);
        });
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void large_text_makes_every_word_to_press_a_third_larger_and_is_gone_with_the_guest(Stand stand) {
        OnScreen.run(() -> {
            Visit visit = new Visit(stand, LookName.DAY, EVERY_KIND);
            visit.journey.touched();
            Map<String, Double> before = visit.sizes();
            visit.fire("switches");
            visit.fire("large-text");
            visit.fire("switches-done");
            visit.scene.snapshot(null);
            Map<String, Double> large = visit.sizes();
            assertThat(large).containsKeys("face-very-good", "language");
            before.forEach((id, size) -> {
                if (large.containsKey(id)) {
                    assertThat(large.get(id)).as(stand + " " + id).isGreaterThanOrEqualTo(1.3 * size);
                }
            });
            visit.journey.timeUp();
            visit.scene.snapshot(null);
            assertThat(visit.sizes()).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @EnumSource(LookName.class)
    void high_contrast_is_painted_in_black_and_white_whatever_the_look(LookName look) {
        OnScreen.run(() -> {
            Visit visit = new Visit(Stand.TABLET, look, EVERY_KIND);
            visit.fire("switches");
            visit.fire("contrast");
            visit.fire("switches-done");
            WritableImage image = visit.scene.snapshot(null);
            int[] pixels = new int[1280 * 800];
            image.getPixelReader().getPixels(0, 0, 1280, 800, PixelFormat.getIntArgbInstance(), pixels, 0, 1280);
            // The rest are the edges of letters and curves.
            long extremes = Arrays.stream(pixels).filter(pixel -> pixel == 0xFF000000 || pixel == 0xFFFFFFFF).count();
            assertThat(extremes).isGreaterThan((long) (0.96 * pixels.length));
        });
    }

    @Test
    void answers_stand_mirrored_for_a_language_read_from_the_right() {
        OnScreen.run(() -> {
            Visit visit = new Visit(Stand.TABLET, LookName.DAY);
            assertThat(visit.x("face-very-good")).isLessThan(visit.x("face-very-poor"));
            visit.speak("ar");
            assertThat(visit.x("face-very-good")).isGreaterThan(visit.x("face-very-poor"));
        });
    }

    private static void walk(Stand stand, String language, LookName look) {
        everyPage(stand, language, look, List.of());
    }

    private static void everyPage(Stand stand, String language, LookName look, List<String> on) {
        OnScreen.run(() -> {
            Visit visit = new Visit(stand, look);
            String prefix = (stand + "-" + look + "-" + String.join("-", on) + language).toLowerCase(java.util.Locale.ROOT)
                    .replace('_', '-');
            visit.check(prefix, "0-idle");
            visit.turnOn(on, prefix);
            visit.journey.chooseLanguage();
            visit.check(prefix, "1-languages");
            visit.journey.speak(language);
            visit.check(prefix, "2-faces");
            visit.journey.choose(Face.VERY_POOR);
            visit.check(prefix, "3-reasons");
            visit.journey.skip();
            visit.check(prefix, "4-will-be-told");
            visit.journey.confirmed(Set.of(visit.journey.state().given().orElseThrow().response()));
            visit.check(prefix, "5-told");
            visit.journey.timeUp();
            visit.lifted = false;
            visit.speak(language);
            visit.journey.choose(Face.VERY_GOOD);
            visit.check(prefix, "6-thanks");
            visit.journey.timeUp();
            visit.failing = true;
            visit.speak(language);
            visit.journey.choose(Face.GOOD);
            visit.check(prefix, "7-cannot-save");
        });
    }

    /** One guest in front of one terminal, whose sink answers at once. */
    private static final class Visit {

        final GuestJourney journey;
        final GuestScreens screens;
        final Scene scene;
        private final Stand stand;
        boolean failing;
        private boolean lifted;

        Visit(Stand stand, LookName look) {
            this(stand, look, SURVEY);
        }

        Visit(Stand stand, LookName look, Survey survey) {
            this.stand = stand;
            journey = new GuestJourney(survey,
                    (_, _, _, _) -> failing
                            ? CompletableFuture.failedFuture(new IllegalStateException("disk"))
                            : CompletableFuture.completedFuture(null),
                    Runnable::run, Duration.ofSeconds(30), Duration.ofSeconds(6));
            screens = new GuestScreens(journey, new Touchpoint("Harbour Hotel", "Table 7"), stand.persona(),
                    new Look(look, false, OnScreen.typefaces()), TEXTS, Duration.ofSeconds(4), _ -> stand.pxPerMm(),
                    new Assistance(new Presses(Duration.ZERO, Presses.Keys.SHIPPED), Optional.empty(), () -> {
                        // silent
                    }, System::nanoTime, true));
            journey.givesWaysBack(() -> RecoveryCode.read("MWMW-MWMW-MWMW")
                    .map(code -> new WayBack(URI.create("https://feedback.harbour-hotel.example/"), code)));
            scene = new Scene(screens, stand.width(), stand.height());
            scene.snapshot(null);
            assertThat(Platform.isFxApplicationThread()).isTrue();
        }

        void speak(String language) {
            journey.chooseLanguage();
            journey.speak(language);
            scene.snapshot(null);
        }

        void turnOn(List<String> on, String prefix) {
            if (on.isEmpty()) {
                return;
            }
            fire("switches");
            for (String each : on) {
                fire(each);
            }
            lifted = on.contains("reach") && stand.height() > stand.width();
            check(prefix, "switches");
            fire("switches-done");
            scene.snapshot(null);
        }

        /** Font sizes of what is shown to be pressed. */
        Map<String, Double> sizes() {
            return screens.lookupAll(".button").stream().filter(GuestScreensTest::isSeen).map(Button.class::cast)
                    .filter(button -> !button.getText().isBlank())
                    .collect(Collectors.toMap(Button::getId, button -> button.getFont().getSize()));
        }

        private void fire(String id) {
            scene.snapshot(null);
            ((Button) screens.lookup("#" + id)).fire();
        }

        double x(String id) {
            return screens.lookup("#" + id).localToScene(screens.lookup("#" + id).getBoundsInLocal()).getCenterX();
        }

        void check(String prefix, String page) {
            OnScreen.save(scene.snapshot(null), prefix + "-" + page);
            double target = stand.target();
            List<String> faults = LaidOut.faults(scene, target);
            if (screens.lookup("#recovery-link") instanceof ImageView code && isSeen(code)) {
                Bounds at = code.localToScene(code.getLayoutBounds());
                if (at.getWidth() < 20 * stand.pxPerMm() || at.getMinX() < 0 || at.getMinY() < 0
                        || at.getMaxX() > stand.width() || at.getMaxY() > stand.height()) {
                    faults.add("the code to scan is too small or over the edge: " + at);
                }
                Bounds words = screens.lookup("#recovery-code").localToScene(
                        screens.lookup("#recovery-code").getLayoutBounds());
                if (isSeen(screens.lookup("#recovery-code")) && words.intersects(at)) {
                    faults.add("the code to scan lies over the code to type");
                }
            }
            if (lifted) {
                screens.lookupAll(".button").stream().filter(GuestScreensTest::isSeen)
                        .filter(button -> button.localToScene(button.getLayoutBounds()).getMinY() < stand.height() / 2.0
                                - 1)
                        .forEach(button -> faults.add("in the upper half: " + button.getId()));
            }
            PROBLEMS.addAll(faults.stream().map(fault -> prefix + " " + page + ": " + fault).toList());
        }
    }
}
