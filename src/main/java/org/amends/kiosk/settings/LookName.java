package org.amends.kiosk.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The built-in looks of the guest screens. */
public enum LookName {
    /** Ink on a warm white, for rooms with daylight. */
    DAY,
    /** Light text on near-black, for bars and late gates. */
    NIGHT,
    /** Brown tones on sand. */
    SAND;

    /** By the word that files and the hub use, or empty if it is none. */
    static Optional<LookName> named(String word) {
        return Stream.of(values()).filter(look -> look.name().toLowerCase(Locale.ROOT).equals(word)).findFirst();
    }
}
