package org.amends.kiosk.guest.look;

import javafx.animation.Interpolator;
import javafx.animation.PauseTransition;
import javafx.animation.ScaleTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.util.Duration;

/** For some seconds, what was chosen and a way to change it, over a line that shrinks; then what stood here before. */
final class UndoBar extends StackPane {

    private static final double LINE_PX = 3;
    /** How far the line is lifted in a row, in parts of the room around a word. */
    private static final double LIFT = 0.2;
    /** Of a wide screen's width. More would crowd the way on; then the word that was chosen is left out. */
    private static final double WIDEST_PART = 0.45;
    private static final double WIDEST_PART_LOW = 0.25;
    private static final double WIDEST_PART_UPRIGHT = 0.7;

    UndoBar(Page page, Surroundings.Undo undo, Node afterwards) {
        GuestTexts texts = page.surroundings().texts();
        Text chosen = page.small(texts.in(page.language(), GuestTexts.Text.YOU_CHOSE, undo.word()));
        Button change = page.quietButton("undo", texts.in(page.language(), GuestTexts.Text.UNDO), undo.change());
        HBox words = new HBox(chosen, change);
        words.setAlignment(Pos.CENTER_RIGHT);
        double widest = page.metrics().width() * (page.metrics().upright()
                ? WIDEST_PART_UPRIGHT
                : page.metrics().isLow() ? WIDEST_PART_LOW : WIDEST_PART);
        if (page.metrics().largeText() || page.metrics().reach() && !page.metrics().upright()) {
            widest = 0; // the bars have more to hold
        }
        if (chosen.getLayoutBounds().getWidth() > widest) {
            words.getChildren().remove(chosen);
        }
        if (page.metrics().upright() || !page.metrics().isLow() && !page.metrics().reach() && !page.metrics().largeText()) {
            page.atEnd(change); // else other words stand behind it
        }
        Region line = new Region();
        line.getStyleClass().add("undo-line");
        line.setMinHeight(LINE_PX);
        line.setMaxHeight(LINE_PX);
        if (!page.metrics().upright()) {
            // Under its words, not at the lower end of what can be pressed.
            line.setTranslateY(-LIFT * (page.metrics().target() - page.metrics().small()));
        }
        VBox bar = new VBox(words, line);
        bar.setAlignment(Pos.CENTER_RIGHT);
        afterwards.setVisible(false);
        StackPane.setAlignment(afterwards, Pos.CENTER_RIGHT);
        getChildren().setAll(afterwards, bar);

        Duration time = Duration.millis(undo.time().toMillis());
        PauseTransition over = new PauseTransition(time);
        over.setOnFinished(_ -> {
            bar.setVisible(false);
            afterwards.setVisible(true);
            undo.stands().run();
        });
        ScaleTransition shrink = new ScaleTransition(time, line);
        shrink.setToX(0);
        shrink.setInterpolator(Interpolator.LINEAR);
        sceneProperty().addListener((_, _, scene) -> {
            if (scene == null) {
                over.stop();
                shrink.stop();
            } else {
                over.playFromStart();
                if (page.surroundings().look().motion()) {
                    shrink.playFromStart();
                }
            }
        });
    }
}
