package org.amends.kiosk.guest.look;

import java.util.List;
import org.amends.response.Touchpoint;

/**
 * What every guest page stands in.
 *
 * @param languages        that the guest can choose from, the house language first
 * @param onChooseLanguage the guest pressed the language button
 */
public record Surroundings(Metrics metrics, Look look, GuestTexts texts, Touchpoint touchpoint, List<String> languages,
        Runnable onChooseLanguage) {
}
