package org.amends.kiosk.settings;

import java.time.Duration;
import java.util.List;

/**
 * How presses are taken.
 *
 * @param guardTime how long the screen must rest after a response before another may begin, 0 (not at all) to 5 s
 * @param keys      what the tactile keys are wired to
 */
public record Presses(Duration guardTime, Keys keys) {

    /**
     * The tactile keys, each by the name of a key that types nothing, such as {@code F1}. Arrows, Tab, Space, Enter and
     * Escape of a keyboard do their own besides.
     *
     * @param previous goes back to what can be pressed before
     * @param next     goes on to what can be pressed next
     * @param choose   presses it
     * @param voice    turns the reading aloud on and off
     */
    public record Keys(String previous, String next, String choose, String voice) {

        /** As the terminal is shipped. */
        public static final Keys SHIPPED = new Keys("F1", "F2", "F3", "F4");

        /** All of them. */
        public List<String> all() {
            return List.of(previous, next, choose, voice);
        }
    }

    /** For the log. */
    String keysInWords() {
        return String.join(" ", keys.all());
    }
}
