package org.amends.kiosk.guest.question;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Question;

/** How likely a guest is to recommend the place: 0 to 10 in one row, or in several where the numbers would be too small. */
public final class RecommendPage extends Page {

    private static final int MOST_COLUMNS_UPRIGHT = 6;

    /**
     * @param onScore is told the number
     */
    public RecommendPage(Surroundings surroundings, String language, Question.Recommend question, IntConsumer onScore,
            Runnable onSkip) {
        super(surroundings, language);
        int count = question.best() + 1;
        double inside = metrics().inside();
        double gap = metrics().unit() * 1.5;
        int columns = metrics().upright() ? MOST_COLUMNS_UPRIGHT : count;
        while (columns > 3 && (inside - (columns - 1) * gap) / columns < metrics().target()) {
            columns = Math.ceilDiv(columns, 2);
        }
        if (metrics().reach() || metrics().rolls()) {
            columns = Math.clamp((int) ((inside + gap) / (metrics().target() + gap)), 1, count);
        }
        double cell = Math.floor((inside - (columns - 1) * gap) / columns);
        // All numbers in one size, at which the widest has room in its frame.
        Font font = surroundings.look().strong(language,
                fitting(List.of(String.valueOf(question.best())), cell - metrics().unit()));
        GridPane grid = new GridPane(gap, gap);
        for (int score = question.least(); score <= question.best(); score++) {
            int value = score;
            Button button = wordButton("score-" + score, String.valueOf(score), language, cell + 4 * metrics().unit(),
                    () -> onScore.accept(value));
            button.setFont(font);
            button.setPadding(Insets.EMPTY);
            double least = heightOf(button.getText(), font);
            button.setMinSize(cell, least);
            button.setPrefSize(cell, Math.max(least, Math.min(cell, 11 * metrics().unit())));
            grid.add(button, score % columns, score / columns);
        }
        // 0 to 10 rise in reading direction, which the scene mirrors.
        grid.setNodeOrientation(NodeOrientation.INHERIT);
        Region ends = ends("0", surroundings.texts().in(language, Text.NPS_LOW), String.valueOf(question.best()),
                surroundings.texts().in(language, Text.NPS_HIGH));
        VBox answers = new VBox(2 * metrics().unit(), grid, ends);
        topBar();
        setCenter(asked(question(question.text().in(language), centred()), answers));
        bottomBar(skipButton(onSkip));
    }
}
