package org.amends.kiosk.devices.wires;

import org.amends.kiosk.platform.DeviceRefused;
import java.util.function.Consumer;

/**
 * The lines of one GPIO chip. Levels are electric: what pressed or lit means is decided above, and so is bouncing, of which
 * everything is told.
 */
public interface Wires extends AutoCloseable {

    /**
     * Watches a line from now on. The listener is told the present level first, then each edge in its order, on one thread of
     * this chip; it must only pass them on.
     *
     * @param  line          its number on the chip, from 0
     * @param  pull          the resistor between the line and a level
     * @throws DeviceRefused if there is no such line, it is in use, or the chip cannot pull it so
     */
    void watch(int line, Pull pull, Consumer<Edge> listener);

    /**
     * Takes a line for output.
     *
     * @param  high          the level that it has at once
     * @throws DeviceRefused if there is no such line, or it is in use
     */
    Driven drive(int line, boolean high);

    /** A line for output. */
    interface Driven {

        /** Sets the level; true is high. Never throws: what cannot be set is the chip's trouble, which {@link #isWell} tells. */
        void set(boolean high);

        /** Whether the last level could be set. */
        boolean isWell();
    }

    /** Whether the chip is there and every line that is watched can still be heard; a chip on a cable can go. */
    boolean isWell();

    /** Lets go of every line; lights stay as they are at that moment. */
    @Override
    void close();
}
