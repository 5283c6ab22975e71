package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the guest screens do for those who press twice, slowly, by keys or by ear.
 *
 * @param guardTime how long the screen must rest before another response may begin; zero for not at all
 * @param chime     a calm short sound
 * @param nanos     a clock that nobody sets, in nanoseconds
 */
public record Assistance(Duration guardTime, Runnable chime, LongSupplier nanos) {

    /** Neither guard nor sound. */
    public static Assistance silent() {
        return new Assistance(Duration.ZERO, () -> {
            // silent
        }, System::nanoTime);
    }
}
