package org.amends.kiosk.guest.thanks;

import javafx.geometry.Pos;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;

/** What a guest said could not be kept: it says so, and thanks nobody. */
public final class ApologyPage extends Page {

    public ApologyPage(Surroundings surroundings, String language) {
        super(surroundings, language);
        VBox middle = new VBox(3 * metrics().unit(), question(surroundings.texts().in(language, Text.CANNOT_SAVE), true),
                second(surroundings.texts().in(language, Text.CANNOT_SAVE_DO), true));
        middle.setAlignment(Pos.CENTER);
        topBar();
        setCenter(middle);
        bottomBar(small(""));
    }
}
