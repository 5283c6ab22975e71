package org.amends.kiosk.guest;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Parent;
import org.amends.kiosk.guest.language.SwitchesPage;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.kiosk.guest.look.Switches;

/** What a guest has turned on for themselves: it dresses the screens and starts the voice, until the guest has left. */
final class GuestSwitches {

    private final Parent screen;
    private final Look look;
    private final ScreenReader reader;
    private final KeyNavigation keys;
    private Switches on = Switches.NONE;

    /** @param screen what is dressed */
    GuestSwitches(Parent screen, Look look, ScreenReader reader, KeyNavigation keys) {
        this.screen = screen;
        this.look = look;
        this.reader = reader;
        this.keys = keys;
    }

    Switches on() {
        return on;
    }

    void turn(Switches now) {
        if (!now.equals(on)) {
            on = now;
            look.strengthen(screen, now.contrast());
            reader.turn(now.voice());
        }
    }

    /** The next guest finds the screens as the venue shows them. */
    void forget() {
        turn(Switches.NONE);
        reader.forget();
    }

    /**
     * The page on which they are turned.
     *
     * @param onChange is told what is to be on from now on
     * @param onDone   the guest wants to go on
     */
    Page page(Surroundings around, String language, Consumer<Switches> onChange, Runnable onDone) {
        return new SwitchesPage(around, language, on,
                Optional.<SwitchesPage.VoiceControl>of(new PaceControl()).filter(_ -> reader.speaks(language)), onChange,
                onDone);
    }

    /** How the voice speaks, which what was pressed says anew. */
    private final class PaceControl implements SwitchesPage.VoiceControl {

        @Override
        public void faster(int steps) {
            reader.faster(steps);
            keys.focused().ifPresent(keys::tellState);
        }

        @Override
        public void louder(int steps) {
            reader.louder(steps);
            keys.focused().ifPresent(keys::tellState);
        }
    }
}
