package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import org.amends.kiosk.guest.look.Brand;
import org.amends.kiosk.guest.look.BrandFolder;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Paintings;
import org.amends.kiosk.guest.look.PictureFile;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.preview.LaidOut;
import org.amends.kiosk.guest.preview.Stand;
import org.amends.kiosk.settings.LookName;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.amends.survey.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What draws people in, laid out for real; the pictures are for eyes. */
class RestingScreenTest {

    private static final GuestTexts TEXTS = new GuestTexts();
    private static final Survey STAY = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), TEXTS.languages(),
            Typefaces::undrawable);
    private static final List<Texts> SAID = List.of(
            texts("You said breakfast began too late. It now begins at six.",
                    "Sie sagten: Das Frühstück beginnt zu spät. Jetzt beginnt es um sechs.",
                    "قلتم إن الإفطار يبدأ متأخرا. يبدأ الآن في السادسة.",
                    "「朝食の開始が遅い」とのお声をいただきました。今は六時から始まります。"),
            texts("You said the lobby was cold in the evening. There is a fire now, every day from five until eleven at night.",
                    "Sie sagten: In der Halle ist es abends kalt. Jetzt brennt jeden Tag von fünf bis elf Uhr ein Feuer.",
                    "قلتم إن البهو بارد مساء. توقد الآن مدفأة كل يوم من الخامسة حتى الحادية عشرة ليلا.",
                    "「夜のロビーが寒い」とのお声をいただきました。毎日五時から十一時まで暖炉に火を入れています。"));
    private static final Survey SURVEY = new Survey(STAY.id(), STAY.version(), STAY.languages(), SAID, STAY.questions());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Stand.class)
    void question_faces_and_what_is_beside_them_have_room_in_every_language(Stand stand) {
        Brand brand = Brand.of(List.of(Paintings.paint(folder.resolve("bay.jpg"), 3000, 2000)));
        for (String language : List.of("en", "de", "ar", "ja")) {
            OnScreen.run(() -> {
                Resting resting = new Resting(stand, look(LookName.DAY, brand), SURVEY);
                resting.journey.invite(language);
                resting.check(stand, language + "-1-picture");
                int things = resting.screens.besideTheQuestion();
                assertThat(things).isEqualTo(stand == Stand.PANEL ? 0 : 3);
                for (int i = 1; i < things; i++) {
                    assertThat(resting.screens.turn()).isTrue();
                    resting.check(stand, language + "-" + (i + 1) + "-said");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void five_faces_have_room_before_anything_else_has(Stand stand) {
        Survey survey = SurveyFile.read(Path.of("kiosk-config", "every-kind.yaml"), TEXTS.languages(),
                Typefaces::undrawable);
        for (String language : survey.languages()) {
            OnScreen.run(() -> {
                Resting resting = new Resting(stand, look(LookName.DAY, Brand.NONE), survey);
                resting.journey.invite(language);
                resting.check(stand, "five-" + language);
                boolean room = stand != Stand.PANEL && stand != Stand.TABLET_UPRIGHT;
                assertThat(resting.screens.besideTheQuestion()).isEqualTo(room ? 1 : 0);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void what_the_hub_says_stands_before_the_surveys_own_lines_at_once_and_goes_again(Stand stand) {
        Texts done = new Texts(Map.of("en",
                "You said the pool was too cold for children. It is kept at thirty degrees now, the small one at thirty-four."));
        OnScreen.run(() -> {
            Resting resting = new Resting(stand, look(LookName.DAY, Brand.NONE), STAY);
            int own = resting.screens.besideTheQuestion();
            assertThat(own).isZero();
            resting.screens.resting().tell(List.of(done));
            boolean room = stand != Stand.PANEL;
            assertThat(resting.screens.besideTheQuestion()).isEqualTo(room ? 1 : 0);
            resting.check(stand, "en-hub");
            assertThat(resting.words().contains("children")).isEqualTo(room);
            resting.journey.invite("ar");
            resting.check(stand, "ar-hub-in-the-house-language");
            assertThat(resting.words().contains("children")).isEqualTo(room);
            resting.screens.resting().tell(List.of());
            assertThat(resting.screens.besideTheQuestion()).isZero();
            resting.check(stand, "ar-hub-gone");

            Resting both = new Resting(stand, look(LookName.DAY, Brand.NONE), SURVEY);
            both.screens.resting().tell(java.util.Collections.nCopies(9, done));
            assertThat(both.screens.besideTheQuestion()).as("ten at most").isEqualTo(room ? 10 : 0);
            assertThat(both.words().contains("children")).isEqualTo(room);
            ((Button) both.screens.lookup("#face-poor")).fire();
            both.scene.snapshot(null);
            both.screens.resting().tell(List.of());
            assertThat(both.said).as("a guest is left alone").hasSize(1);
            both.journey.timeUp();
            both.scene.snapshot(null);
            assertThat(both.screens.besideTheQuestion()).isEqualTo(room ? 2 : 0);
        });
    }

    @ParameterizedTest
    @EnumSource(LookName.class)
    void it_wears_every_look_and_needs_no_pictures(LookName name) {
        OnScreen.run(() -> {
            Resting resting = new Resting(Stand.TABLET, look(name, Brand.NONE), SURVEY);
            assertThat(resting.screens.besideTheQuestion()).isEqualTo(2);
            resting.check(Stand.TABLET, "en-said-" + name.name().toLowerCase(Locale.ROOT));
        });
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void no_face_comes_to_lie_where_another_was_when_the_language_changes(Stand stand) {
        OnScreen.run(() -> {
            Resting resting = new Resting(stand, look(LookName.DAY, Brand.NONE), SURVEY);
            for (String language : SURVEY.languages()) {
                List<String> before = resting.facesByPlace();
                resting.journey.invite(language);
                resting.scene.snapshot(null);
                assertThat(resting.facesByPlace()).as(language).isEqualTo(before);
            }
        });
    }

    @Test
    void a_tap_while_nobody_is_here_answers_in_the_language_shown_and_the_whole_screen_asks_on() {
        OnScreen.run(() -> {
            Resting resting = new Resting(Stand.KIOSK, look(LookName.DAY, Brand.NONE), SURVEY);
            resting.journey.invite("ja");
            ((Button) resting.screens.lookup("#face-poor")).fire();
            resting.scene.snapshot(null);

            assertThat(resting.said).containsExactly("ja " + new Content.Rating("stay", 2, 4));
            assertThat(resting.screens.besideTheQuestion()).isZero();
            assertThat(resting.screens.lookup("#choice-room").localToScene(0, 0).getX()).isBetween(0.0, 400.0);
        });
    }

    @ParameterizedTest
    @EnumSource(Stand.class)
    void it_wears_the_brand_with_the_logo_for_the_name(Stand stand) throws IOException {
        Paintings.paint(folder.resolve("logo.png"), 900, 300);
        Paintings.paint(Files.createDirectory(folder.resolve("pictures")).resolve("bay.jpg"), 1500, 1000);
        Files.writeString(folder.resolve("brand.yaml"),
                "logo: logo.png\ncolours: {ground: '#FFFAFC', accent: '#7A1048'}\n");
        Brand brand = BrandFolder.read(folder, problem -> {
            throw problem;
        });
        OnScreen.run(() -> {
            Resting resting = new Resting(stand, look(LookName.NIGHT, brand), SURVEY);
            resting.check(stand, "brand");
            assertThat(resting.scene.snapshot(null).getPixelReader().getArgb(2, stand.height() - 2)).isEqualTo(0xFFFFFAFC);
            Node logo = resting.screens.lookup("#logo");
            if (stand == Stand.PANEL) {
                assertThat(logo).as("the lowest panel has no room for a top bar").isNull();
            } else {
                assertThat(logo.getAccessibleText()).isEqualTo("Harbour Hotel");
                assertThat(logo.getLayoutBounds().getWidth()).isLessThan(0.4 * stand.width());
            }
            resting.screens.turn();
            resting.check(stand, "brand-said");
        });
    }

    @Test
    void a_touch_beside_the_faces_moves_nothing() {
        OnScreen.run(() -> {
            Resting resting = new Resting(Stand.TABLET, look(LookName.DAY, Brand.NONE), SURVEY);
            List<String> before = resting.facesByPlace();
            Node face = resting.screens.lookup("#face-good");
            resting.journey.touched();
            resting.scene.snapshot(null);

            assertThat(resting.screens.lookup("#face-good")).isSameAs(face);
            assertThat(resting.facesByPlace()).isEqualTo(before);
            assertThat(resting.screens.besideTheQuestion()).isEqualTo(2);
        });
    }

    @Test
    void pictures_are_decoded_away_from_the_screens_thread_no_larger_than_they_are_shown() throws Exception {
        PictureFile picture = Paintings.paint(folder.resolve("large.jpg"), 5000, 4000);
        List<Runnable> waiting = new ArrayList<>();
        Resting resting = OnScreen.get(() -> new Resting(Stand.TABLET,
                look(LookName.DAY, Brand.of(List.of(picture)), waiting::add), SURVEY));
        assertThat(OnScreen.get(() -> resting.screens.lookup(".image-view"))).isNull();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread decoder = new Thread(() -> waiting.forEach(Runnable::run));
        decoder.setUncaughtExceptionHandler((_, failure) -> failed.set(failure));
        decoder.start();
        decoder.join();

        assertThat(failed.get()).isNull();
        Image image = OnScreen.get(() -> resting.image());
        assertThat(image.getHeight()).isBetween(800.0, 801.0);
        assertThat(image.getWidth()).isBetween(1000.0, 1001.0);
    }

    @Test
    void a_picture_that_is_broken_inside_is_passed_over_and_named_once() throws IOException {
        PictureFile whole = Paintings.paint(folder.resolve("whole.png"), 400, 400);
        PictureFile broken = Paintings.paint(folder.resolve("broken.png"), 400, 400);
        byte[] bytes = Files.readAllBytes(broken.file());
        Files.write(broken.file(), java.util.Arrays.copyOf(bytes, 200));
        List<String> logged = LogLines.of("org.amends.kiosk.guest.welcome.Panel", () -> OnScreen.run(() -> {
            Resting resting = new Resting(Stand.TABLET,
                    look(LookName.DAY, Brand.of(List.of(broken, whole))), STAY);
            assertThat(resting.image().getWidth()).isEqualTo(400);
            assertThat(resting.screens.besideTheQuestion()).isEqualTo(1);
            resting.journey.invite("de");
            assertThat(resting.screens.turn()).isFalse();
            Resting without = new Resting(Stand.TABLET, look(LookName.DAY, Brand.of(List.of(broken))),
                    STAY);
            assertThat(without.screens.besideTheQuestion()).isZero();
            without.check(Stand.TABLET, "all-broken");
        }));

        assertThat(logged).hasSize(2).allSatisfy(line -> assertThat(line).contains(broken.file().toString(), "decoded"));
    }

    @Test
    void it_shifts_by_a_pixel_or_two_and_comes_back() {
        OnScreen.run(() -> {
            Resting resting = new Resting(Stand.TABLET, look(LookName.DAY, Brand.NONE), STAY);
            List<String> places = new ArrayList<>();
            for (int minute = 0; minute < 10; minute++) {
                var at = resting.screens.lookup("#face-good").localToScene(0, 0);
                places.add(at.getX() + " " + at.getY());
                resting.screens.resting().shift();
                resting.check(Stand.TABLET, "shifted");
            }

            assertThat(places.subList(0, 9)).doesNotHaveDuplicates();
            assertThat(places.get(9)).isEqualTo(places.get(0));
        });
    }

    @Test
    void in_closed_hours_the_screen_is_dark_until_it_is_touched() {
        OnScreen.run(() -> {
            Resting resting = new Resting(Stand.TABLET, look(LookName.DAY, Brand.NONE), STAY);
            assertThat(resting.brightness()).isGreaterThan(0.9);
            resting.screens.resting().dim(true);
            assertThat(resting.brightness()).isLessThan(0.3);
            ((Button) resting.screens.lookup("#face-poor")).fire();
            assertThat(resting.brightness()).isGreaterThan(0.9);
            resting.journey.timeUp();
            assertThat(resting.brightness()).isLessThan(0.3);
            resting.screens.resting().dim(false);
            assertThat(resting.brightness()).isGreaterThan(0.9);
        });
    }

    private static Look look(LookName name, Brand brand) {
        return look(name, brand, Runnable::run);
    }

    private static Look look(LookName name, Brand brand, Executor decoder) {
        return new Look(name, false, OnScreen.typefaces(), brand, decoder);
    }

    private static Texts texts(String en, String de, String ar, String ja) {
        Map<String, String> byLanguage = new java.util.HashMap<>();
        STAY.languages().forEach(language -> byLanguage.put(language, en));
        byLanguage.putAll(Map.of("de", de, "ar", ar, "ja", ja));
        return new Texts(byLanguage);
    }

    /** One terminal that nobody touches. */
    private static final class Resting {

        final List<String> said = new ArrayList<>();
        final GuestJourney journey;
        final GuestScreens screens;
        final Scene scene;

        Resting(Stand stand, Look look, Survey survey) {
            journey = new GuestJourney(survey, (_, _, language, content) -> {
                said.add(language + " " + content);
                return CompletableFuture.completedFuture(null);
            }, Runnable::run, Duration.ofSeconds(30), Duration.ofSeconds(6));
            screens = new GuestScreens(journey, new Touchpoint("Harbour Hotel", "Reception"), stand.persona(), look, TEXTS,
                    Duration.ofSeconds(4), _ -> stand.pxPerMm());
            scene = new Scene(screens, stand.width(), stand.height());
            scene.snapshot(null);
            assertThat(Platform.isFxApplicationThread()).isTrue();
        }

        void check(Stand stand, String name) {
            OnScreen.save(scene.snapshot(null), "rest-" + stand.id() + "-" + name);
            double target = stand.target();
            assertThat(LaidOut.faults(scene, target)).as(stand + " " + name).isEmpty();
        }

        List<String> facesByPlace() {
            return screens.lookupAll(".face-button").stream().sorted(java.util.Comparator
                    .comparingDouble(face -> {
                        var centre = face.localToScene(face.getBoundsInLocal());
                        return centre.getCenterX() + centre.getCenterY();
                    })).map(Node::getId).toList();
        }

        Image image() {
            return ((ImageView) screens.lookup(".image-view")).getImage();
        }

        String words() {
            return words(screens);
        }

        private static String words(Node node) {
            if (node instanceof javafx.scene.text.Text text) {
                return text.getText() + " ";
            }
            return node instanceof javafx.scene.Parent parent
                    ? parent.getChildrenUnmodifiable().stream().map(Resting::words)
                            .collect(java.util.stream.Collectors.joining())
                    : "";
        }

        double brightness() {
            return scene.snapshot(null).getPixelReader().getColor(2, 2).getBrightness();
        }
    }
}
