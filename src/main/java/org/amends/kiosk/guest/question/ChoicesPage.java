package org.amends.kiosk.guest.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Choice;
import org.amends.survey.Question;

/** A few large words, of which one is pressed or several are chosen, and a way to do without. */
public final class ChoicesPage extends Page {

    private final Map<Choice, Button> buttons = new LinkedHashMap<>();
    private final List<Choice> chosen = new ArrayList<>();
    private final Button leave;

    /**
     * @param onChoices is told what was pressed
     * @param onSkip    the guest would rather not say
     */
    public ChoicesPage(Surroundings surroundings, String language, Question.WithChoices question,
            Consumer<List<Choice>> onChoices, Runnable onSkip) {
        super(surroundings, language);
        boolean several = question instanceof Question.SeveralChoices;
        List<Choice> choices = question.choices();
        double inside = metrics().inside();
        int columns = columns(choices.stream().map(choice -> choice.text().in(language)).toList(), inside);
        double cell = (inside - (columns - 1) * metrics().betweenAnswers()) / columns;
        GridPane grid = new GridPane(metrics().betweenAnswers(), metrics().betweenAnswers());
        for (Choice choice : choices) {
            Button button = wordButton("choice-" + choice.id(), choice.text().in(language), language, cell, () -> {
                if (!several) {
                    onChoices.accept(List.of(choice));
                }
            });
            if (several) {
                button.setAccessibleRole(AccessibleRole.CHECK_BOX);
                button.setOnAction(_ -> toggle(choice));
            }
            grid.add(button, buttons.size() % columns, buttons.size() / columns);
            buttons.put(choice, button);
        }
        equalColumns(grid, columns);
        int rows = Math.ceilDiv(choices.size(), columns);
        double height = Math.max(metrics().target(),
                Math.min(metrics().height() * (metrics().upright() ? 0.085 : 0.17), 12 * metrics().unit()));
        for (int row = 0; row < rows; row++) {
            double least = buttons.values().stream().mapToDouble(Button::getMinHeight).max().orElse(0);
            grid.getRowConstraints().add(new RowConstraints(least, Math.max(least, height), Math.max(least, height)));
        }
        VBox asked = new VBox(metrics().fit() * metrics().unit(), question(question.text().in(language), centred()));
        if (several) {
            asked.getChildren().add(second(surroundings.texts().in(language, Text.CHOOSE_SEVERAL), centred()));
        }
        leave = skipButton(() -> {
            if (chosen.isEmpty()) {
                onSkip.run();
            } else {
                onChoices.accept(List.copyOf(chosen));
            }
        });
        topBar();
        setCenter(asked(asked, grid));
        bottomBar(leave);
    }

    /** Larger letters get wider places rather than smaller letters. */
    private int columns(List<String> words, double inside) {
        int columns = metrics().upright() ? metrics().reach() && words.size() > 3 ? 2 : 1 : words.size() > 4 ? 3 : 2;
        while (metrics().largeText() && columns > 1 && fitting(words,
                (inside - (columns - 1) * metrics().betweenAnswers()) / columns - 4 * metrics().unit()) < metrics()
                        .label()) {
            columns--;
        }
        return columns;
    }

    private void toggle(Choice choice) {
        Button button = buttons.get(choice);
        if (chosen.remove(choice)) {
            button.getStyleClass().remove("chosen");
        } else {
            chosen.add(choice);
            button.getStyleClass().add("chosen");
        }
        leave.setText(surroundings().texts().in(language(), chosen.isEmpty() ? Text.SKIP : Text.DONE));
    }

    private static void equalColumns(GridPane grid, int columns) {
        for (int column = 0; column < columns; column++) {
            ColumnConstraints equal = new ColumnConstraints();
            equal.setPercentWidth(100.0 / columns);
            equal.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(equal);
        }
    }
}
