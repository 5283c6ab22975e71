package org.amends.kiosk.guest.language;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;

/** Every language by its own name, in its own script. */
public final class LanguagePage extends Page {

    /**
     * @param onLanguage is told which one was pressed
     */
    public LanguagePage(Surroundings surroundings, String language, Consumer<String> onLanguage) {
        super(surroundings, language);
        VBox list = new VBox(metrics().betweenAnswers());
        list.setAlignment(Pos.CENTER);
        double width = metrics().upright() ? metrics().width() - 2 * metrics().margin() : metrics().width() * 0.5;
        list.setMaxWidth(width);
        for (String choice : surroundings.languages()) {
            Button button = wordButton("language-" + choice, surroundings.texts().in(choice, GuestTexts.Text.LANGUAGE),
                    choice, width, () -> onLanguage.accept(choice));
            button.setNodeOrientation(Look.direction(choice));
            button.setPrefHeight(9 * metrics().unit());
            list.getChildren().add(button);
        }
        topBar();
        setCenter(list);
        bottomBar(small(""));
    }
}
