package org.amends.kiosk;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Platform;
import javafx.event.EventHandler;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.Group;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.platform.Machine;
import org.amends.kiosk.settings.Settings;

/** The one window, or its twin on JavaFX's headless platform. */
final class KioskWindow implements AutoCloseable {

    private static final double MM_PER_INCH = 25.4;
    private static final double WARM_UP_SIZE = 400;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Stage stage;
    private final GuestScreens screens;

    private KioskWindow(Stage stage, GuestScreens screens) {
        this.stage = stage;
        this.screens = screens;
    }

    /** Width and height in pixels. */
    record Size(int width, int height) {

        /** Fits the headless platform's fixed screen of 1000 by 1000. */
        static final Size HEADLESS = new Size(1000, 700);

        private static final Pattern FORM = Pattern.compile("(\\d{3,4})x(\\d{3,4})");
        private static final int LEAST = 320;
        private static final int MOST = 7680;

        static Optional<Size> parse(String typed) {
            Matcher form = FORM.matcher(typed);
            if (!form.matches()) {
                return Optional.empty();
            }
            Size size = new Size(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
            boolean allowed = Math.min(size.width, size.height) >= LEAST && Math.max(size.width, size.height) <= MOST;
            return allowed ? Optional.of(size) : Optional.empty();
        }
    }

    /**
     * Starts JavaFX, beside whatever the caller does meanwhile.
     *
     * @param withDisplay whether on the display or headless
     */
    static CompletableFuture<Void> begin(Machine machine, boolean withDisplay) {
        if (!withDisplay) {
            goHeadless();
        }
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("begin JavaFX").start(() -> {
            try {
                machine.requireLibraries(withDisplay);
                Platform.startup(() -> {
                    warmUp();
                    begun.complete(null);
                });
            } catch (RuntimeException | LinkageError failed) {
                begun.completeExceptionally(failed);
            }
        });
        return begun;
    }

    /**
     * Paints for nobody what pages are made of, while the caller reads its files: of whatever is painted the first time takes
     * twenty times as long as the next, and the first page would.
     */
    private static void warmUp() {
        Circle face = new Circle(WARM_UP_SIZE / 2, null);
        face.setStroke(Color.BLACK);
        Region card = new Region();
        card.resize(2 * WARM_UP_SIZE, WARM_UP_SIZE);
        card.setBackground(new Background(new BackgroundFill(Color.WHITE, new CornerRadii(WARM_UP_SIZE / 8), null)));
        new Group(card, face).snapshot(null, null);
    }

    /**
     * Shows the screens.
     *
     * @param begun   what {@link #begin} returned
     * @param size    of a window, or empty for the full screen
     * @param closed  the window was closed
     * @param content makes the screens, on JavaFX's thread, from the way to measure the screen
     */
    static KioskWindow open(CompletableFuture<Void> begun, Optional<Size> size, Settings settings, Runnable closed,
            Function<ToDoubleFunction<GuestScreens>, GuestScreens> content) {
        return begun.thenApplyAsync(_ -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> System.getLogger(KioskWindow.class.getName())
                    .log(Level.ERROR, "the screen failed and goes on", failure));
            Stage stage = new Stage();
            GuestScreens screens = content.apply(_ -> pxPerMm(settings));
            Scene scene = new Scene(screens);
            scene.setFill(null); // the screens cover it, and would be painted twice
            stage.setScene(scene);
            stage.setTitle("Amends: " + settings.touchpoint().name());
            stage.setOnHidden(_ -> closed.run());
            size.ifPresentOrElse(window -> fit(stage, window), () -> fill(stage));
            stage.show();
            return new KioskWindow(stage, screens);
        }, Platform::runLater).join();
    }

    /** From now on JavaFX needs no display. To be called before it starts. */
    static void goHeadless() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
    }

    /** The keys that are buttons go to the panel from now on. */
    void buttonsTo(Panel panel) {
        ButtonKeys keys = new ButtonKeys(panel);
        Platform.runLater(() -> stage.getScene().addEventFilter(KeyEvent.ANY, keys));
    }

    /** Every touch and key is told to somebody else as well, before the screens. */
    void alsoTo(EventHandler<InputEvent> listener) {
        Platform.runLater(() -> stage.getScene().addEventFilter(InputEvent.ANY, listener));
    }

    GuestScreens screens() {
        return screens;
    }

    /** Shows something in place of the screens, or them again where it is empty. On JavaFX's thread. */
    void inPlace(Optional<Region> view) {
        stage.getScene().setRoot(view.<Parent>map(shown -> shown).orElse(screens));
    }

    /**
     * Hides the window and ends JavaFX. At a signal JavaFX stops its renderer by itself, at the same time, and then neither
     * may ever come to an end: it is left behind then, for the outbox to be closed in time.
     */
    @Override
    public void close() {
        Thread closing = Thread.ofPlatform().daemon().name("close window").start(() -> {
            Platform.runLater(this::hide);
            Platform.exit();
        });
        try {
            closing.join(LONGEST_CLOSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void hide() {
        try {
            stage.hide();
        } catch (RejectedExecutionException alreadyStopped) {
            // by the signal
        }
    }

    private static void fit(Stage stage, Size window) {
        stage.getScene().getRoot().resize(window.width(), window.height());
        stage.setWidth(window.width());
        stage.setHeight(window.height());
    }

    /** Without a window manager full screen does nothing visible, so the stage is given the screen's bounds as well. */
    private static void fill(Stage stage) {
        Rectangle2D bounds = Screen.getPrimary().getBounds();
        stage.setX(bounds.getMinX());
        stage.setY(bounds.getMinY());
        stage.setWidth(bounds.getWidth());
        stage.setHeight(bounds.getHeight());
        stage.setFullScreenExitHint("");
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreen(true);
        // A finger leaves no arrow behind.
        stage.getScene().setCursor(Cursor.NONE);
    }

    /** Pixels in a millimetre of the screen. On JavaFX's thread. */
    static double pxPerMm(Settings settings) {
        Screen screen = Screen.getPrimary();
        return settings.screenWidthMm().isPresent()
                ? screen.getBounds().getWidth() / settings.screenWidthMm().getAsInt()
                : screen.getDpi() / MM_PER_INCH;
    }
}
