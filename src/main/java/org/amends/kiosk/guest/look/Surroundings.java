package org.amends.kiosk.guest.look;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amends.response.Touchpoint;

/**
 * What every guest page stands in.
 *
 * @param languages        that the guest can choose from, the house language first
 * @param onChooseLanguage the guest pressed the language button
 * @param undo             what can be taken back, if anything
 * @param onSwitches       the guest pressed the button that leads to the switches; empty where there is none
 */
public record Surroundings(Metrics metrics, Look look, GuestTexts texts, Touchpoint touchpoint, List<String> languages,
        Runnable onChooseLanguage, Optional<Undo> undo, Optional<Runnable> onSwitches) {

    /** Without switches. */
    public Surroundings(Metrics metrics, Look look, GuestTexts texts, Touchpoint touchpoint, List<String> languages,
            Runnable onChooseLanguage, Optional<Undo> undo) {
        this(metrics, look, texts, touchpoint, languages, onChooseLanguage, undo, Optional.empty());
    }

    /**
     * The last answer, as long as it can be taken back.
     *
     * @param word   what was pressed
     * @param time   how long from now
     * @param change the guest meant another
     * @param stands the time is over
     */
    public record Undo(String word, Duration time, Runnable change, Runnable stands) {
    }
}
