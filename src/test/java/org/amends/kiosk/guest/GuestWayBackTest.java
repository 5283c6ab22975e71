package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.preview.Stand;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.survey.Face;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.amends.wire.RecoveryCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a guest who gave no name comes back to what they said, and that nobody else does. */
class GuestWayBackTest {

    private static final URI ADDRESS = URI.create("https://feedback.example.org/");
    private static final Survey STAY = SurveyFile.read(Path.of("kiosk-config", "stay.yaml"), AtTheScreen.TEXTS.languages(),
            Typefaces::undrawable);

    /** What a phone's camera sees is the link; what the disk holds is its digest, and the code nowhere. */
    @ParameterizedTest
    @EnumSource(Stand.class)
    void the_painted_code_leads_to_what_the_outbox_keeps_a_digest_of(Stand stand, @TempDir Path folder) throws Exception {
        for (LookName look : new LookName[]{LookName.DAY, LookName.NIGHT}) {
            for (String language : List.of("de", "ar")) {
                Path data = Files.createDirectory(folder.resolve(look + language));
                RecoveryCode scanned;
                try (Outbox outbox = Outbox.open(data, MachineClock.ofThisMachine(),
                        new Touchpoint("Harbour Hotel", "Table 7"),
                        new ContentSeal(Optional::empty), 100)) {
                    scanned = RecoveryCode.read(scan(answeredSadly(stand, look, language, outbox::add)).substring(
                            "https://feedback.example.org/g/".length())).orElseThrow();
                }
                String onDisk = everyByteIn(data);
                assertThat(onDisk).contains(scanned.digest());
                assertThat(onDisk).doesNotContain(scanned.path().substring("/g/".length()), scanned.forPeople());
            }
        }
    }

    @Test
    void the_same_code_stands_below_it_to_be_typed_and_is_spelled_to_whoever_listens() {
        OnScreen.run(() -> {
            AtTheScreen guest = unhappy();
            guest.presses(KeyCode.F4);
            String code = shown(guest);
            assertThat(RecoveryCode.read(code).orElseThrow().digest()).isEqualTo(digest(guest));
            assertThat(guest.heard.all).last().asString()
                    .contains(AtTheScreen.TEXTS.in("en", GuestTexts.Text.FOLLOW))
                    .contains(String.join(" ", code.substring(0, 4).split("")) + ", ")
                    .doesNotContain(code);
        });
    }

    @Test
    void who_is_content_or_stands_where_no_phone_reaches_the_hub_gets_none() {
        OnScreen.run(() -> {
            AtTheScreen content = atTheScreen(true);
            content.taps("face-very-good");
            assertThat(content.state()).isInstanceOf(State.Thanking.class);
            assertThat(content.screens.lookup("#recovery-code")).isNull();

            AtTheScreen nowhere = atTheScreen(false);
            nowhere.taps("face-very-poor");
            nowhere.taps("skip");
            assertThat(nowhere.screens.lookup("#recovery-code")).isNull();
            assertThat(nowhere.said).noneMatch(Content.RecoveryToken.class::isInstance);

            AtTheScreen staff = atTheScreen(true);
            staff.pushes("staff-call");
            assertThat(staff.state()).isInstanceOf(State.Thanking.class);
            assertThat(staff.said).noneMatch(Content.RecoveryToken.class::isInstance);
        });
    }

    @Test
    void who_asks_for_somebody_to_come_gets_one_beside_who_comes() {
        OnScreen.run(() -> {
            AtTheScreen guest = atTheScreen(true);
            guest.pushes("help");
            guest.screens.arrived();
            guest.journey.became(guest.responses.getLast(), Optional.of(new GuestJourney.News(
                    GuestJourney.News.Step.ON_THE_WAY, Optional.of("Maria"))));
            assertThat(guest.screens.lookup("#on-the-way")).isNotNull();
            assertThat(RecoveryCode.read(shown(guest)).orElseThrow().digest()).isEqualTo(digest(guest));
        });
    }

    @Test
    void nothing_is_shown_before_it_is_kept_nor_if_it_cannot_be() {
        OnScreen.run(() -> {
            HandSink sink = new HandSink();
            GuestJourney journey = new GuestJourney(STAY, sink, Runnable::run, AtTheScreen.ANSWER_TIME,
                    Duration.ofSeconds(6));
            journey.givesWaysBack(GuestWayBackTest::next);
            for (boolean kept : new boolean[]{false, true}) {
                journey.choose(Face.VERY_POOR);
                sink.completes();
                journey.skip();
                State.Thanking thanks = (State.Thanking) journey.state();
                assertThat(journey.wayBack(thanks)).as("not kept yet").isEmpty();
                assertThat(sink.calls.getLast().response()).isEqualTo(thanks.given().orElseThrow().response());
                if (kept) {
                    sink.completes();
                } else {
                    sink.fails();
                }
                assertThat(journey.wayBack((State.Thanking) journey.state()).isPresent()).isEqualTo(kept);
                assertThat(journey.state().toString()).contains("Thanking").doesNotContain(
                        journey.wayBack((State.Thanking) journey.state()).map(way -> way.code().forPeople())
                                .orElse("no code"));
                journey.timeUp();
            }
        });
    }

    @Test
    void it_is_there_for_twenty_seconds_after_every_touch_and_goes_with_the_guest() {
        OnScreen.run(() -> {
            AtTheScreen guest = unhappy();
            guest.passes(Duration.ofSeconds(19));
            String code = shown(guest);
            guest.tapsOn(guest.screens.lookup("#recovery-link"));
            guest.passes(Duration.ofSeconds(19));
            assertThat(shown(guest)).isEqualTo(code);
            guest.passes(Duration.ofSeconds(1));
            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            assertThat(guest.screens.lookup("#recovery-code")).isNull();

            guest.taps("face-very-poor");
            guest.taps("skip");
            assertThat(shown(guest)).isNotEqualTo(code);
            guest.taps("leave");
            assertThat(guest.state()).isInstanceOf(State.Idle.class);
            assertThat(guest.screens.lookup("#recovery-code")).isNull();
        });
    }

    private static Optional<WayBack> next() {
        return Optional.of(new WayBack(ADDRESS, RecoveryCode.make(new SecureRandom())));
    }

    private static AtTheScreen atTheScreen(boolean reached) {
        AtTheScreen guest = new AtTheScreen(STAY, Persona.KIOSK, 1280, 800, 4);
        guest.journey.givesWaysBack(() -> reached ? next() : Optional.empty());
        return guest;
    }

    private static AtTheScreen unhappy() {
        AtTheScreen guest = atTheScreen(true);
        guest.taps("face-very-poor");
        guest.taps("skip");
        guest.screens.arrived();
        return guest;
    }

    private static String shown(AtTheScreen guest) {
        return ((Text) guest.screens.lookup("#recovery-code")).getText();
    }

    private static String digest(AtTheScreen guest) {
        return guest.said.stream().filter(Content.RecoveryToken.class::isInstance).map(Content.RecoveryToken.class::cast)
                .toList().getLast().digest();
    }

    /** The closing screen, once the code has joined it. */
    private static BinaryBitmap answeredSadly(Stand stand, LookName look, String language, EntrySink sink)
            throws Exception {
        CompletableFuture<Void> joined = new CompletableFuture<>();
        GuestJourney journey = new GuestJourney(STAY, sink, Platform::runLater, Duration.ofMinutes(1),
                Duration.ofSeconds(30));
        Scene scene = OnScreen.get(() -> {
            journey.givesWaysBack(GuestWayBackTest::next);
            GuestScreens screens = new GuestScreens(journey, new Touchpoint("Harbour Hotel", "Table 7"), stand.persona(),
                    new Look(look, false, OnScreen.typefaces()), AtTheScreen.TEXTS, Duration.ofSeconds(4),
                    _ -> stand.pxPerMm());
            Scene shown = new Scene(screens, stand.width(), stand.height());
            shown.snapshot(null);
            journey.watch(state -> {
                if (state instanceof State.Asking asking && asking.given().isPresent()) {
                    Platform.runLater(journey::skip);
                } else if (state instanceof State.Thanking thanking && journey.wayBack(thanking).isPresent()) {
                    joined.complete(null);
                }
            });
            journey.chooseLanguage();
            journey.speak(language);
            journey.choose(Face.VERY_POOR);
            return shown;
        });
        joined.get(20, TimeUnit.SECONDS);
        return OnScreen.get(() -> {
            WritableImage image = scene.snapshot(null);
            OnScreen.save(image,
                    ("way-back-" + stand + "-" + look + "-" + language).toLowerCase(Locale.ROOT).replace('_', '-'));
            Node code = scene.lookup("#recovery-link");
            return aimed(image, code.localToScene(code.getLayoutBounds()));
        });
    }

    /** The code as far as its light zone goes. */
    private static BinaryBitmap aimed(WritableImage image, Bounds at) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels).crop(
                (int) Math.round(at.getMinX()), (int) Math.round(at.getMinY()), (int) at.getWidth(),
                (int) at.getHeight())));
    }

    /** Without the search that finds a code at a slant: of flawless codes it misses one in a hundred, and a phone looks again. */
    private static String scan(BinaryBitmap seen) throws ReaderException {
        return new QRCodeReader().decode(seen, Map.of(DecodeHintType.PURE_BARCODE, true)).getText();
    }

    private static String everyByteIn(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
