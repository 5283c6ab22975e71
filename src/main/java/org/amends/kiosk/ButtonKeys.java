package org.amends.kiosk;

import javafx.event.EventHandler;
import javafx.scene.input.KeyEvent;
import org.amends.kiosk.devices.panel.Panel;

/** Takes the keys that are buttons out of what a window gets, before anything else sees them. */
final class ButtonKeys implements EventHandler<KeyEvent> {

    private final Panel panel;
    /** Whether the last key that went down is a button: then what it types is not meant. */
    private boolean wasButton;

    ButtonKeys(Panel panel) {
        this.panel = panel;
    }

    @Override
    public void handle(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_TYPED) {
            if (wasButton) {
                event.consume();
            }
            return;
        }
        boolean down = event.getEventType() == KeyEvent.KEY_PRESSED;
        boolean isButton = panel.key(event.getCode().name(), down);
        wasButton = down ? isButton : wasButton;
        if (isButton) {
            event.consume();
        }
    }
}
