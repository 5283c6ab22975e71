package org.amends.kiosk.guest;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.settings.Presses;

/**
 * How a guest who uses keys gets around a page: where the focus is, which is seen by a ring and heard, where it goes, and what
 * is pressed there. A guest who touches the screen sees nothing of it.
 */
final class KeyNavigation {

    private static final PseudoClass REACHED = PseudoClass.getPseudoClass("reached");

    private final Parent screen;
    private final ShownPage shown;
    private final ScreenReader reader;
    private final Presses.Keys tactile;
    private final DoubleSupplier pxPerMm;
    private final FocusRing ring = new FocusRing();
    /** Keys that are down, as a key that is held comes again and again. */
    private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);
    private boolean used;
    /** Whether the next focus is the first of its page, which is heard before it. */
    private boolean narratesPage;
    /** Whether a key event is our own. */
    private boolean passing;

    /** @param screen what the page is shown on */
    KeyNavigation(Parent screen, ShownPage shown, ScreenReader reader, Presses.Keys tactile, DoubleSupplier pxPerMm) {
        this.screen = screen;
        this.shown = shown;
        this.reader = reader;
        this.tactile = tactile;
        this.pxPerMm = pxPerMm;
        ChangeListener<Node> focus = (_, before, now) -> onFocus(before, now);
        screen.sceneProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.focusOwnerProperty().removeListener(focus);
            }
            if (now != null) {
                now.focusOwnerProperty().addListener(focus);
            }
        });
    }

    /** Whether there is a page to get around yet. */
    boolean hasPage() {
        return shown.get() != null;
    }

    /** Lies over the page, around what has the focus. */
    Node ring() {
        return ring;
    }

    /** Whether the guest uses keys. */
    boolean areUsed() {
        return used;
    }

    /** The guest uses keys from now on. */
    void use() {
        used = true;
    }

    /** Nobody uses keys any more. */
    void forget() {
        used = false;
    }

    /** The guest touches the screen instead. */
    void touched() {
        focused().ifPresent(node -> node.pseudoClassStateChanged(REACHED, false));
        forget();
        hideRing();
    }

    void hideRing() {
        ring.surround(null, 1);
    }

    /** Whether this is a key that was pressed here in another's place, and passed on. */
    boolean isPassing() {
        return passing;
    }

    /** Takes note of a key that goes down or up. Returns whether it only comes again, as it is held. */
    boolean isHeld(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_RELEASED) {
            down.remove(event.getCode());
        }
        return event.getEventType() == KeyEvent.KEY_PRESSED && !down.add(event.getCode());
    }

    /** What a key is for; empty where it is for nothing, or for the keys to type on. */
    Optional<KeyAction> action(KeyEvent event, boolean rightToLeft) {
        return KeyAction.of(event, tactile, rightToLeft).filter(_ -> !isForKeyboard(event));
    }

    /** Keys to type on have ways of their own for arrows and Enter; a space is typed unless it presses what has the focus. */
    private boolean isForKeyboard(KeyEvent event) {
        boolean onKeys = focused().filter(KeyNavigation::isKey).isPresent();
        return switch (event.getCode()) {
            case UP, DOWN, LEFT, RIGHT, ENTER -> onKeys;
            case SPACE -> screen.lookup(".keyboard") != null && (onKeys || focused().isEmpty());
            default -> false;
        };
    }

    /** The first key shows where the focus is; it moves from there on. */
    void move(KeyAction action) {
        List<Node> nodes = Narration.reachable(shown.get());
        if (nodes.isEmpty()) {
            return;
        }
        Optional<Node> from = focused().filter(nodes::contains);
        if (from.isEmpty()) {
            use();
            focus(nodes.getFirst());
            return;
        }
        boolean forward = action == KeyAction.NEXT || action == KeyAction.NEXT_PART;
        boolean pastKeys = action == KeyAction.NEXT_PART || action == KeyAction.PREVIOUS_PART;
        int at = nodes.indexOf(from.get());
        boolean fromKey = isKey(nodes.get(at));
        do {
            at = Math.floorMod(at + (forward ? 1 : -1), nodes.size());
        } while (pastKeys && fromKey && isKey(nodes.get(at)));
        focus(nodes.get(at));
    }

    private static boolean isKey(Node node) {
        return node.getStyleClass().contains("key");
    }

    /** Presses what has the focus, and tells what comes of it where the page stays. */
    void press(Node pressed) {
        Page before = shown.get();
        Node middle = before.getCenter();
        if (pressed instanceof Button button) {
            button.fire();
        } else {
            // A key to type on, which acts when Enter is let go.
            for (EventType<KeyEvent> type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                passing = true;
                Event.fireEvent(pressed, new KeyEvent(type, "", "", KeyCode.ENTER, false, false, false, false));
                passing = false;
            }
            if (shown.get() == before) {
                say(pressed.getAccessibleText());
            }
        }
        if (shown.get() == before && before.getCenter() != middle) {
            before.applyCss();
            before.layout();
            focusFirst();
        } else if (shown.get() == before && screen.lookup("#check-address") instanceof Text problem) {
            say(problem.getText());
        }
    }

    /** What has the focus, where a guest can see that it has. */
    Optional<Node> focused() {
        return Optional.ofNullable(screen.getScene()).map(Scene::getFocusOwner).filter(_ -> used)
                .filter(node -> node != screen && GuestScreens.isWithin(node, screen));
    }

    void focus(Node node) {
        node.pseudoClassStateChanged(REACHED, true);
        if (node.isFocused()) {
            onFocus(null, node); // JavaFX had put it there, and nobody saw it
        }
        node.requestFocus();
    }

    /** Begins with a page, which is heard. */
    void focusFirst() {
        List<Node> nodes = Narration.reachable(shown.get());
        if (used && !nodes.isEmpty()) {
            narratesPage = true;
            focus(nodes.getFirst());
        } else {
            // Nothing that nobody sees may be pressed by a key.
            screen.requestFocus();
            tellPage();
        }
    }

    /** The page, where all of it is to be heard anew. */
    void tellPage() {
        say(new Narration(shown.get()).page());
    }

    /** What something is, where it has changed, is heard. */
    void tellState(Node node) {
        say(new Narration(shown.get()).state(node));
    }

    private void onFocus(Node before, Node now) {
        if (before != null) {
            before.pseudoClassStateChanged(REACHED, false);
        }
        boolean seen = used && now != null && now != screen && GuestScreens.isWithin(now, screen);
        ring.surround(seen ? now : null, pxPerMm.getAsDouble());
        if (seen) {
            now.pseudoClassStateChanged(REACHED, true);
            Narration narration = new Narration(shown.get());
            say((narratesPage ? narration.page() + " " : "") + narration.focus(now));
            narratesPage = false;
        }
    }

    private void say(String words) {
        reader.say(shown.get().language(), words);
    }
}
