package org.amends.kiosk.settings;

/** The built-in looks of the guest screens. */
public enum LookName {
    /** Ink on a warm white, for rooms with daylight. */
    DAY,
    /** Light text on near-black, for bars and late gates. */
    NIGHT,
    /** Brown tones on sand. */
    SAND
}
