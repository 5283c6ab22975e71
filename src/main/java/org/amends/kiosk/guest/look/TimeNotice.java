package org.amends.kiosk.guest.look;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A band along the lower edge: in how many seconds the screen starts over, and one large button against it. */
public final class TimeNotice extends StackPane {

    private final Surroundings surroundings;
    private final String language;
    private final Pane row;
    private int shown;

    /** @param onStillHere somebody asked for more time */
    public TimeNotice(Surroundings surroundings, String language, int seconds, Runnable onStillHere) {
        this.surroundings = surroundings;
        this.language = language;
        Metrics metrics = surroundings.metrics();
        double gap = 2 * metrics.unit();
        Button stillHere = new Button(surroundings.texts().in(language, GuestTexts.Text.STILL_HERE));
        stillHere.setId("still-here");
        stillHere.getStyleClass().setAll("button", "word-button");
        stillHere.setFont(surroundings.look().strong(language, metrics.label()));
        stillHere.setMinSize(USE_PREF_SIZE, metrics.target());
        stillHere.setPadding(new Insets(metrics.unit(), gap, metrics.unit(), gap));
        stillHere.setOnAction(_ -> onStillHere.run());
        HBox wide = new HBox(gap);
        wide.setAlignment(Pos.CENTER_LEFT);
        VBox tall = new VBox(gap);
        row = metrics.upright() ? tall : wide;
        stillHere.setMaxWidth(metrics.upright() ? Double.MAX_VALUE : USE_PREF_SIZE);
        row.getChildren().setAll(words(seconds), stillHere);
        getChildren().setAll(row);
        setPadding(new Insets(gap, metrics.margin(), gap, metrics.margin()));
        getStyleClass().add("time-notice");
        setMaxHeight(USE_PREF_SIZE);
        setAlignment(this, Pos.BOTTOM_CENTER);
        shown = seconds;
    }

    /** What it says, for those who hear it. */
    public String words() {
        return said(shown);
    }

    /** So many seconds are left. */
    public void setSeconds(int seconds) {
        if (seconds != shown) {
            shown = seconds;
            row.getChildren().set(0, words(seconds));
        }
    }

    private String said(int seconds) {
        return surroundings.texts().in(language, GuestTexts.Text.TIME_LEFT, seconds);
    }

    private BalancedText words(int seconds) {
        BalancedText words = new BalancedText(said(seconds),
                surroundings.look().strong(language, surroundings.metrics().label()), "ink", false);
        words.setId("time-left");
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }
}
