package org.amends.kiosk.guest.question;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.StrokeLineJoin;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Question;

/** One to five stars. What the ends mean stands under them, and each has its number: a row of equal stars says nothing. */
public final class StarsPage extends Page {

    private static final int POINTS = 5;
    /** The inner corners of a five-pointed star whose edges go through. */
    private static final double INNER = 0.45;

    private final List<Button> stars = new ArrayList<>();

    /**
     * @param onScore is told how many
     */
    public StarsPage(Surroundings surroundings, String language, Question.Stars question, IntConsumer onScore,
            Runnable onSkip) {
        super(surroundings, language);
        double inside = metrics().inside();
        double gap = Math.min(metrics().betweenAnswers(),
                Math.max(0, (inside - question.best() * metrics().target()) / (question.best() - 1)));
        double cell = Math.floor((inside - (question.best() - 1) * gap) / question.best());
        // Beside other keys there is no room for the outline of a star as wide as its place.
        double size = Math.min(metrics().rolls() ? cell * 0.94 : cell, metrics().height() * 0.3);
        HBox row = new HBox(gap);
        row.setAlignment(Pos.CENTER);
        for (int score = 1; score <= question.best(); score++) {
            row.getChildren().add(star(score, size, cell, onScore));
        }
        Region ends = ends("1", question.lowest().in(language), String.valueOf(question.best()),
                question.highest().in(language));
        VBox answers = new VBox(2 * metrics().unit(), row, ends);
        topBar();
        setCenter(asked(question(question.text().in(language), centred()), answers));
        bottomBar(skipButton(onSkip));
    }

    private Button star(int score, double size, double cell, IntConsumer onScore) {
        Polygon shape = new Polygon();
        for (int corner = 0; corner < 2 * POINTS; corner++) {
            double radius = size / 2 * 0.96 * (corner % 2 == 0 ? 1 : INNER);
            double angle = Math.PI * corner / POINTS - Math.PI / 2;
            shape.getPoints().addAll(radius * Math.cos(angle), radius * Math.sin(angle));
        }
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
        shape.setStrokeWidth(size * 0.028);
        shape.getStyleClass().add("star");
        Node number = small(String.valueOf(score));
        VBox graphic = new VBox(metrics().unit(), shape, number);
        graphic.setAlignment(Pos.CENTER);
        Button button = new Button("", graphic);
        button.setId("score-" + score);
        button.getStyleClass().setAll("button", "star-button");
        button.setPadding(Insets.EMPTY);
        button.setMinSize(Math.min(cell, Math.max(size, metrics().target())), metrics().target());
        if (metrics().largeText()) {
            // Its number needs the room under it.
            button.setMinHeight(Math.max(metrics().target(), size + 2.5 * metrics().small()));
        }
        button.armedProperty().addListener((_, _, armed) -> light(armed ? score : 0));
        button.setOnAction(_ -> {
            light(score);
            onScore.accept(score);
        });
        stars.add(button);
        return button;
    }

    private void light(int score) {
        for (int i = 0; i < stars.size(); i++) {
            stars.get(i).getStyleClass().remove("chosen");
            if (i < score) {
                stars.get(i).getStyleClass().add("chosen");
            }
        }
    }
}
