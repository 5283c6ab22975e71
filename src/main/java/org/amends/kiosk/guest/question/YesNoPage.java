package org.amends.kiosk.guest.question;

import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Question;

/** A question with two large words: yes and no. */
public final class YesNoPage extends Page {

    private static final double LARGEST_PART = 0.24;

    /**
     * @param onAnswer is told whether yes was pressed, and the word on it
     */
    public YesNoPage(Surroundings surroundings, String language, Question question, BiConsumer<Boolean, String> onAnswer) {
        super(surroundings, language);
        Pane answers = metrics().upright()
                ? new VBox(metrics().betweenAnswers())
                : new HBox(metrics().betweenAnswers());
        double width = metrics().inside();
        for (boolean yes : new boolean[]{true, false}) {
            String word = surroundings.texts().in(language, yes ? Text.YES : Text.NO);
            Button button = wordButton(yes ? "yes" : "no", word, language, metrics().upright() ? width : width / 2,
                    () -> onAnswer.accept(yes, word));
            button.setPrefHeight(
                    Math.max(metrics().target(), Math.min(metrics().reach() && metrics().upright()
                            ? (metrics().lowerHalf() - metrics().betweenAnswers()) / 2
                            : metrics().height() * LARGEST_PART, 16 * metrics().unit())));
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setPrefWidth(width);
            answers.getChildren().add(button);
        }
        topBar();
        setCenter(asked(question(question.text().in(language), centred()), answers));
        bottomBar(small(""));
    }
}
