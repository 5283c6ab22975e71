package org.amends.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.amends.kiosk.guest.EntrySink;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.LookName;
import org.amends.kiosk.settings.Persona;
import org.amends.response.Touchpoint;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.amends.testbed.Display;
import org.amends.testbed.RunningRole;
import org.amends.wire.Sealing;
import org.amends.wire.SealingKey;

/** The guest's screens in a window that fills a display, with an outbox of their own behind them, painted in software. */
final class GuestWindow implements AutoCloseable {

    private static final int OUTBOX_MEGABYTES = 500;
    private static final Sealing.KeyPair SITE = Sealing.newKeyPair();

    private final Survey survey;
    private final Outbox outbox;
    private GuestJourney journey;
    private GuestScreens screens;

    /**
     * @param survey one of the samples in kiosk-config
     * @param sink   what stands between the journey and the outbox
     */
    GuestWindow(Path folder, String survey, Duration answers, Duration thanks,
            java.util.function.UnaryOperator<EntrySink> sink)
            throws InterruptedException {
        GuestTexts texts = new GuestTexts();
        this.survey = SurveyFile.read(Path.of("kiosk-config", survey), texts.languages(), Typefaces::undrawable);
        Touchpoint place = new Touchpoint("Harbour Hotel", "Gate B7");
        this.outbox = Outbox.open(folder, MachineClock.ofThisMachine(), place,
                new ContentSeal(() -> Optional.of(new SealingKey("k-1", SITE.publicKey()))),
                OUTBOX_MEGABYTES);
        Typefaces typefaces = Typefaces.load(folder.resolve("fonts"), this.survey.languages());
        CountDownLatch shown = new CountDownLatch(1);
        Platform.startup(() -> {
            EntrySink kept = outbox::add;
            journey = new GuestJourney(this.survey, sink.apply(kept), Platform::runLater, answers, thanks);
            screens = new GuestScreens(journey, place, Persona.KIOSK,
                    new Look(LookName.DAY, false, typefaces), texts, Duration.ofSeconds(4), _ -> 3.6);
            Stage stage = new Stage(StageStyle.UNDECORATED);
            Scene scene = new Scene(screens);
            scene.setFill(null); // as the terminal does
            stage.setScene(scene);
            stage.setWidth(1920);
            stage.setHeight(1080);
            stage.setX(0);
            stage.setY(0);
            stage.setOnShown(_ -> shown.countDown());
            stage.show();
        });
        shown.await();
    }

    /**
     * Runs a benchmark in a process of its own, on a display of its own of 1920 by 1080 pixels; this process is the one
     * already if it has been told so.
     *
     * @return its line, or empty if it is to be measured here
     */
    static Optional<String> elsewhere(String benchmark, List<String> sizes) throws IOException {
        if (Boolean.getBoolean("on.display")) {
            return Optional.empty();
        }
        List<String> jvm = new java.util.ArrayList<>(List.of("-Don.display=true", "-Dprism.order=sw",
                "-Dprism.disableRegionCaching=true", "-Xmx256m",
                "-XX:TieredStopAtLevel=4", "-XX:CompileThresholdScaling=4", "-Djava.util.logging.config.file="
                        + System.getProperty("java.util.logging.config.file", "")));
        sizes.forEach(size -> jvm.add("-D" + size + "=" + System.getProperty(size, "")));
        Path pixels = Files.createTempDirectory("amends-display");
        jvm.add("-Ddisplay.pixels=" + pixels);
        try (Display display = Display.start(1920, 1080, pixels);
                RunningRole here = RunningRole.start(benchmark, "org.amends.bench.Bench",
                        Map.of("DISPLAY", display.environment().get("DISPLAY"), "GDK_GL", "disable"), jvm, List.of())) {
            int read = 0;
            while (true) {
                List<String> lines = here.lines(read);
                read += lines.size();
                for (String line : lines) {
                    if (line.startsWith(benchmark + " ")) {
                        return Optional.of(line.substring(benchmark.length() + 1));
                    }
                    System.out.println(line);
                }
                if (lines.isEmpty() && !here.isAlive()) {
                    throw new IllegalStateException("it ended without a result");
                }
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        } finally {
            Files.deleteIfExists(pixels.resolve(Framebuffer.FILE));
            Files.deleteIfExists(pixels);
        }
    }

    /** The display's pixels, where this process runs on one of its own. */
    static Framebuffer pixels() throws IOException {
        return Framebuffer.of(Path.of(System.getProperty("display.pixels")));
    }

    Survey survey() {
        return survey;
    }

    GuestJourney journey() {
        return journey;
    }

    GuestScreens screens() {
        return screens;
    }

    static <T> T onScreen(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Platform::runLater).join();
    }

    @Override
    public void close() {
        Platform.exit();
        outbox.close();
    }
}
