package org.amends.kiosk.guest.question;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Choice;
import org.amends.survey.Question;

/** What went wrong: a few large words, and a way to do without. */
public final class ReasonsPage extends Page {

    /**
     * @param onChoice is told which reason was pressed
     * @param onSkip   the guest would rather not say
     */
    public ReasonsPage(Surroundings surroundings, String language, Question.Reasons question, Consumer<Choice> onChoice,
            Runnable onSkip) {
        super(surroundings, language);
        GridPane grid = new GridPane(metrics().betweenAnswers(), metrics().betweenAnswers());
        List<Choice> choices = question.choices();
        int columns = metrics().upright() ? 1 : choices.size() > 4 ? 3 : 2;
        double inside = metrics().width() - 2 * metrics().margin();
        double cell = (inside - (columns - 1) * metrics().betweenAnswers()) / columns;
        int rows = (choices.size() + columns - 1) / columns;
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            Button button = wordButton("reason-" + choice.id(), choice.text().in(language), language, cell,
                    () -> onChoice.accept(choice));
            grid.add(button, i % columns, i / columns);
        }
        for (int column = 0; column < columns; column++) {
            ColumnConstraints equal = new ColumnConstraints();
            equal.setPercentWidth(100.0 / columns);
            equal.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(equal);
        }
        double height = Math.min(metrics().height() * (metrics().upright() ? 0.085 : 0.17), 12 * metrics().unit());
        for (int row = 0; row < rows; row++) {
            grid.getRowConstraints().add(new RowConstraints(leastAnswerHeight(), height, height));
        }
        Region above = new Region();
        VBox.setVgrow(above, Priority.ALWAYS);
        VBox middle = new VBox(question(question.text().in(language), false), above, grid);
        middle.setAlignment(Pos.TOP_LEFT);
        middle.setPadding(new Insets(2 * metrics().unit(), 0, 2 * metrics().unit(), 0));
        topBar(true);
        setCenter(middle);
        Button skip = quietButton("skip", surroundings.texts().in(language, GuestTexts.Text.SKIP), onSkip);
        // Its word, not its padding, stands on the margin.
        skip.setTranslateX(-skip.getPadding().getLeft());
        bottomBar(skip);
    }
}
