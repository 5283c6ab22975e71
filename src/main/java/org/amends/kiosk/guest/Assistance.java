package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.amends.kiosk.settings.Presses;
import org.amends.kiosk.voice.Voice;

/**
 * What the guest screens do for those who press twice, slowly, by keys or by ear, and for those with a card.
 *
 * @param presses how long the screen must rest before another response may begin, and what the tactile keys are
 * @param voice   reads aloud, where the machine has one
 * @param chime   a calm short sound
 * @param nanos   a clock that nobody sets, in nanoseconds
 * @param readsCards whether a guest's card can stand for an address
 */
public record Assistance(Presses presses, Optional<Voice> voice, Runnable chime, LongSupplier nanos, boolean readsCards) {

    /** Neither guard nor sound, and the keys as shipped. */
    public static Assistance silent() {
        return new Assistance(new Presses(Duration.ZERO, Presses.Keys.SHIPPED), Optional.empty(), () -> {
            // silent
        }, System::nanoTime, false);
    }
}
