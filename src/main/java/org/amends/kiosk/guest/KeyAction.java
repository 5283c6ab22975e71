package org.amends.kiosk.guest;

import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.amends.kiosk.settings.Presses;

/** What a key of a keyboard, or one of the tactile keys, is for. */
enum KeyAction {
    PREVIOUS, NEXT,
    /** Past all keys to type on, to what is pressed otherwise. */
    PREVIOUS_PART, NEXT_PART, //
    CHOOSE,
    /** Back, or on without an answer. */
    LEAVE, //
    VOICE;

    /**
     * Empty for a key that does nothing by itself.
     *
     * @param tactile     what the tactile keys are wired to
     * @param rightToLeft whether reading goes to the left
     */
    static Optional<KeyAction> of(KeyEvent event, Presses.Keys tactile, boolean rightToLeft) {
        String name = event.getCode().name();
        if (name.equals(tactile.previous())) {
            return Optional.of(PREVIOUS);
        } else if (name.equals(tactile.next())) {
            return Optional.of(NEXT);
        } else if (name.equals(tactile.choose())) {
            return Optional.of(CHOOSE);
        } else if (name.equals(tactile.voice())) {
            return Optional.of(VOICE);
        }
        return switch (event.getCode()) {
            case KeyCode.TAB -> Optional.of(event.isShiftDown() ? PREVIOUS_PART : NEXT_PART);
            case KeyCode.LEFT -> Optional.of(rightToLeft ? NEXT : PREVIOUS);
            case KeyCode.RIGHT -> Optional.of(rightToLeft ? PREVIOUS : NEXT);
            case KeyCode.UP -> Optional.of(PREVIOUS);
            case KeyCode.DOWN -> Optional.of(NEXT);
            case KeyCode.ENTER, KeyCode.SPACE -> Optional.of(CHOOSE);
            case KeyCode.ESCAPE -> Optional.of(LEAVE);
            default -> Optional.empty();
        };
    }
}
