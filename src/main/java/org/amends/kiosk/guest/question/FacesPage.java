package org.amends.kiosk.guest.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;
import org.amends.kiosk.guest.look.FaceShape;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Face;
import org.amends.survey.Question;

/**
 * A question with faces. While nobody is here it also invites, and its faces stand as in the house language whichever language
 * is shown: another one may come while a finger is on its way, and must not bring another face under it.
 */
public final class FacesPage extends Page {

    private static final Duration OTHERS_FADE = Duration.millis(150);
    /** Mostly the next page comes sooner, and what nobody sees would be painted first. */
    private static final Duration OTHERS_STAY = Duration.millis(100);
    private static final double OTHERS_OPACITY = 0.4;
    /** A face is what this is all about: it gives way less than words do. */
    private static final double SMALLEST_FIT = 0.7;

    private final List<Button> buttons = new ArrayList<>();
    private final Consumer<Face> onFace;
    private final Text invitation;
    private final Region faces;
    private final PauseTransition saving = new PauseTransition(OTHERS_STAY);

    /**
     * @param onFace is told which face was pressed
     * @param onSkip the guest would rather not say; empty where every response begins
     */
    public FacesPage(Surroundings surroundings, String language, Question.Faces question, Consumer<Face> onFace,
            Optional<Runnable> onSkip) {
        super(surroundings, language);
        this.onFace = onFace;
        boolean wordy = !metrics().upright() && isWordy(question);
        faces = metrics().upright() ? column(question, 1) : wordy ? column(question, 2) : row(question);
        invitation = small(surroundings.texts().in(language, GuestTexts.Text.INVITATION));
        topBar();
        setCenter(asked(question(question.text().in(language), centred() && !wordy), faces));
        bottomBar(onSkip.<Node>map(this::skipButton).orElse(invitation));
    }

    /** Whether nobody is here yet. */
    public void setInviting(boolean nobodyIsHere) {
        invitation.setVisible(nobodyIsHere);
        invitation.setManaged(nobodyIsHere);
        if (nobodyIsHere && !metrics().upright()) {
            faces.setNodeOrientation(Look.direction(surroundings().languages().getFirst()));
        }
    }

    /** Whether the words, in larger letters, are too wide to stand under the faces, or too many lines of them. */
    private boolean isWordy(Question.Faces question) {
        int count = question.faces().size();
        double cell = (metrics().inside() - (count - 1) * metrics().betweenAnswers()) / count;
        return metrics().rolls() || metrics().largeText() && fitting(words(question), cell) < metrics().label();
    }

    private List<String> words(Question.Faces question) {
        return question.words().values().stream().map(words -> words.in(language())).toList();
    }

    private Region row(Question.Faces question) {
        double inside = metrics().inside();
        double gap = metrics().betweenAnswers();
        List<Face> shown = question.faces();
        double cell = (inside - (shown.size() - 1) * gap) / shown.size();
        double diameter = Math.min(cell * 0.94, metrics().height() * 0.36 * Math.max(SMALLEST_FIT, metrics().fit()));
        HBox row = new HBox(gap);
        row.setAlignment(Pos.TOP_CENTER);
        for (Face face : shown) {
            Button button = button(question, face, diameter, cell);
            button.setContentDisplay(ContentDisplay.TOP);
            button.setGraphicTextGap(1.5 * metrics().unit());
            button.setAlignment(Pos.TOP_CENTER);
            button.setTextAlignment(TextAlignment.CENTER);
            button.setMinWidth(cell);
            button.setMaxWidth(cell);
            row.getChildren().add(button);
        }
        return row;
    }

    private Region column(Question.Faces question, int columns) {
        double gap = metrics().betweenAnswers();
        double room = metrics().upright() && metrics().reach() ? metrics().lowerHalf() : metrics().height() * 0.62;
        List<Face> shown = question.faces();
        int rows = Math.ceilDiv(shown.size(), columns);
        double cell = (metrics().inside() - (columns - 1) * gap) / columns;
        double full = Math.min((room - (rows - 1) * gap) / rows, metrics().width() * 0.3 / columns);
        double diameter = Math.max(Math.min(full, metrics().target()), full * Math.max(SMALLEST_FIT, metrics().fit()));
        if (metrics().largeText() || metrics().reach()) {
            diameter = Math.max(diameter, metrics().target()); // what does not fit is rolled, not shrunk
        }
        double wide = diameter;
        double wordWidth = cell - wide - 3 * metrics().unit();
        GridPane column = new GridPane(gap, gap);
        for (Face face : shown) {
            Button button = button(question, face, wide, wordWidth);
            button.setContentDisplay(ContentDisplay.LEFT);
            button.setGraphicTextGap(3 * metrics().unit());
            button.setAlignment(Pos.CENTER_LEFT);
            button.setMinWidth(cell);
            button.setMaxWidth(cell);
            column.add(button, column.getChildren().size() % columns, column.getChildren().size() / columns);
        }
        return column;
    }

    private Button button(Question.Faces question, Face face, double diameter, double wordWidth) {
        Font font = surroundings().look().strong(language(),
                fitting(words(question), wordWidth));
        Button button = new Button(answer(question.words().get(face).in(language()), font, wordWidth),
                new FaceShape(face, diameter));
        button.setId("face-" + face.id());
        button.getStyleClass().setAll("button", "face-button");
        button.setFont(font);
        // A button would take less, and cut its words off.
        button.setMinHeight(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> pressed(button, face));
        buttons.add(button);
        return button;
    }

    @Override
    public void hidden() {
        saving.stop();
    }

    private void pressed(Button chosen, Face face) {
        chosen.getStyleClass().add("chosen");
        saving.setOnFinished(_ -> buttons.stream().filter(button -> button != chosen).forEach(this::fade));
        saving.playFromStart();
        onFace.accept(face);
    }

    private void fade(Node other) {
        if (surroundings().look().motion()) {
            FadeTransition fade = new FadeTransition(OTHERS_FADE, other);
            fade.setToValue(OTHERS_OPACITY);
            fade.play();
        } else {
            other.setOpacity(OTHERS_OPACITY);
        }
    }
}
