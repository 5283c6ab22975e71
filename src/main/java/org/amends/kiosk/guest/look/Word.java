package org.amends.kiosk.guest.look;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.text.TextAlignment;

/** A word over the upper edge of the screen, for some seconds: it covers no answer and takes no touch. */
public final class Word extends Label {

    public Word(Surroundings surroundings, String language, String words) {
        super(words);
        Metrics metrics = surroundings.metrics();
        setId("word");
        setWrapText(true);
        setTextAlignment(TextAlignment.CENTER);
        setAlignment(Pos.CENTER);
        setMaxWidth(Double.MAX_VALUE);
        setMinHeight(USE_PREF_SIZE);
        setMouseTransparent(true);
        setFont(surroundings.look().strong(language, metrics.label()));
        setPadding(new Insets(metrics.margin() / 2, metrics.margin(), metrics.margin() / 2, metrics.margin()));
        getStyleClass().setAll("label", "word-band");
    }
}
