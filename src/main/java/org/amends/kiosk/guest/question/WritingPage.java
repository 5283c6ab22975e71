package org.amends.kiosk.guest.question;

import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.amends.kiosk.guest.keyboard.Keyboard;
import org.amends.kiosk.guest.keyboard.TextLine;
import org.amends.kiosk.guest.keyboard.TypedText;
import org.amends.kiosk.guest.look.GuestTexts.Text;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;
import org.amends.survey.Question;

/** A guest's own words, on the keys of the screen, and a way to do without. What is typed is the screens' to keep and wipe. */
public final class WritingPage extends Page {

    private static final int MOST_LINES = 4;

    /**
     * @param typed  what was typed so far, and goes on being typed
     * @param onText is told the words
     * @param onSkip the guest would rather not write
     */
    public WritingPage(Surroundings surroundings, String language, Question.Comment question, TypedText typed,
            Consumer<String> onText, Runnable onSkip) {
        super(surroundings, language);
        Node privately = small(surroundings.texts().in(language, Text.PRIVATE));
        write(this, question(question.text().in(language), false), privately, Keyboard.Kind.TEXT, typed,
                surroundings.texts().in(language, Text.COMMENT_HINT), () -> {
                    if (typed.isBlank()) {
                        onSkip.run();
                    } else {
                        onText.accept(typed.text().strip());
                    }
                }, skipButton(onSkip));
    }

    /**
     * Fills a page with a question, something under it, the line that shows what is typed, and the keys. Upright there are
     * bars as on every page; elsewhere the keys need their room, and what the bars hold stands beside the line.
     */
    static void write(Page page, Region question, Node under, Keyboard.Kind kind, TypedText typed, String hint,
            Runnable done,
            Button skip) {
        Surroundings around = page.surroundings();
        String language = page.language();
        boolean upright = page.metrics().upright();
        TextLine line = new TextLine(around, language, kind, typed,
                page.metrics().isLow() ? "" : hint);
        double height = line.heightOf(kind == Keyboard.Kind.TEXT && !page.metrics().isLow() ? MOST_LINES : 1);
        line.setMaxHeight(height);
        line.setPrefHeight(height);
        Keyboard keys = new Keyboard(around, language, kind, typed, new Keyboard.Words(
                around.texts().in(language, Text.SPACE), around.texts().in(language, Text.DELETE),
                around.texts().in(language, Text.DONE)), done);
        // Narrow keys are worse than a narrow margin.
        double wider = page.metrics().unit() - page.metrics().margin();
        VBox.setMargin(keys, new Insets(0, wider, upright ? 0 : wider, wider));
        VBox middle = new VBox(page.metrics().fit() * page.metrics().unit());
        if (upright) {
            page.topBar();
            middle.getChildren().setAll(question, under, line, page.gap(), keys);
            page.bottomBar(skip);
        } else {
            middle.getChildren().setAll(page.withUndo(question), under, page.oneBar(line, skip), keys);
            if (page.metrics().isLow()) {
                middle.getChildren().remove(under);
            }
        }
        middle.setAlignment(Pos.TOP_LEFT);
        page.setCenter(middle);
    }
}
