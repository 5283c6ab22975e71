package org.amends.kiosk.devices.lights;

import org.amends.kiosk.devices.wires.Wires;

/**
 * Something that is lit, or sounds, by the level of a line.
 *
 * @param line       where it hangs
 * @param activeHigh whether it is lit by the high level
 */
public record Light(Wires.Driven line, boolean activeHigh) {

    void set(boolean lit) {
        line.set(lit == activeHigh);
    }
}
