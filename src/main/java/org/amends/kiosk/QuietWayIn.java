package org.amends.kiosk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javafx.event.EventHandler;
import javafx.geometry.Point2D;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * A way that guests do not stumble on: a finger that stays on the upper corner where reading begins, on which nothing is to
 * be pressed, or three keys at once. It takes nothing from the screens, which hear of every touch and key all the same.
 */
final class QuietWayIn implements EventHandler<InputEvent> {

    /** Nobody rests a finger on one spot for so long without meaning it. */
    private static final Duration HELD = Duration.ofSeconds(3);
    /** Of the shorter side: some 20 mm on the smallest screens. */
    private static final double CORNER = 0.22;
    private static final KeyCombination KEYS = new KeyCodeCombination(KeyCode.P, KeyCombination.CONTROL_DOWN,
            KeyCombination.ALT_DOWN);

    private final Region screens;
    private final LongSupplier nanos;
    private final Runnable open;
    private Optional<Long> since = Optional.empty();

    /**
     * @param screens whose corner it is
     * @param nanos   a clock that only goes forward, such as {@link System#nanoTime}
     * @param open    somebody has come this way; on JavaFX's thread
     */
    QuietWayIn(Region screens, LongSupplier nanos, Runnable open) {
        this.screens = screens;
        this.nanos = nanos;
        this.open = open;
    }

    /**
     * The way in at a window's corner. Made here and not by {@link Front}, which a terminal without a screen loads, too: the
     * screens' kinds, looked at there, would ask for a JavaFX that such a terminal need not have.
     */
    static QuietWayIn on(KioskWindow window, LongSupplier nanos, Runnable open) {
        return new QuietWayIn(window.screens(), nanos, open);
    }

    @Override
    public void handle(InputEvent event) {
        if (event instanceof KeyEvent key && key.getEventType() == KeyEvent.KEY_PRESSED && KEYS.match(key)) {
            open.run();
        } else if (event instanceof MouseEvent mouse) {
            if (mouse.getEventType() == MouseEvent.MOUSE_PRESSED && isInCorner(mouse)) {
                since = Optional.of(nanos.getAsLong());
            } else if (mouse.getEventType() == MouseEvent.MOUSE_RELEASED
                    || mouse.getEventType() == MouseEvent.MOUSE_DRAGGED && !isInCorner(mouse)) {
                since = Optional.empty();
            }
        }
    }

    private boolean isInCorner(MouseEvent mouse) {
        // Where a language is read from the right, the screens reckon from there, too.
        Point2D at = screens.sceneToLocal(mouse.getSceneX(), mouse.getSceneY());
        double corner = CORNER * Math.min(screens.getWidth(), screens.getHeight());
        return at.getX() <= corner && at.getY() <= corner;
    }

    /** About a second has gone by. */
    void tick() {
        if (since.filter(began -> nanos.getAsLong() - began >= HELD.toNanos()).isPresent()) {
            since = Optional.empty();
            open.run();
        }
    }
}
