package org.amends.kiosk.guest;

import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.amends.kiosk.guest.GuestJourney.State;

/** What comes of each key on the guest screens; those that only type are passed on. */
final class KeyPresses {

    private final GuestScreens screens;
    private final KeyNavigation keys;
    private final Touches touches;
    private final TimeLimit time;
    private final ScreenReader reader;
    /** Whether the last key that went down has done something: then what it types is not meant. */
    private boolean acted;

    KeyPresses(GuestScreens screens, KeyNavigation keys, Touches touches, TimeLimit time, ScreenReader reader) {
        this.screens = screens;
        this.keys = keys;
        this.touches = touches;
        this.time = time;
        this.reader = reader;
    }

    void on(KeyEvent event) {
        if (keys.isPassing()) {
            return;
        }
        boolean held = keys.isHeld(event);
        if (event.getEventType() == KeyEvent.KEY_PRESSED) {
            acted = false;
            if (!held) {
                time.stay(); // what comes again by itself, as something lies on the key, is no sign of a guest
            }
        }
        if (touches.isArriving() || !keys.hasPage()) {
            event.consume();
        } else if (event.getEventType() == KeyEvent.KEY_TYPED && acted) {
            event.consume();
        } else if (event.getEventType() == KeyEvent.KEY_PRESSED && held && event.getCode() == KeyCode.ENTER) {
            event.consume(); // it may be held since the page before, and then presses nothing on this one
        } else if (event.getEventType() == KeyEvent.KEY_PRESSED) {
            keys.action(event, screens.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT).ifPresent(action -> {
                event.consume();
                acted = true;
                boolean again = action == KeyAction.PREVIOUS || action == KeyAction.NEXT;
                if (!held || again && !(screens.shown() instanceof State.Idle)) {
                    act(action);
                }
            });
        } else if (event.getEventType() == KeyEvent.KEY_TYPED && screens.lookup(".keyboard") != null
                && !event.getCharacter().isBlank()) {
            reader.say(screens.shown().language(), event.getCharacter());
        }
    }

    /** Does what a key, or a button in its place, is for. */
    void act(KeyAction action) {
        screens.arouse();
        if (touches.isArriving()) {
            keys.use();
            keys.focusFirst();
            return;
        }
        switch (action) {
            case VOICE -> screens.toggleVoice();
            case LEAVE -> screens.leave();
            case PREVIOUS, NEXT, PREVIOUS_PART, NEXT_PART -> keys.move(action);
            case CHOOSE -> keys.focused().ifPresentOrElse(this::choose, () -> keys.move(KeyAction.NEXT));
        }
    }

    private void choose(Node focused) {
        if (!touches.dropsPress(screens.shown())) {
            keys.press(focused);
        }
    }
}
