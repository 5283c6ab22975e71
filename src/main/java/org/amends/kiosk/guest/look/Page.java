package org.amends.kiosk.guest.look;

import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/**
 * One guest page: site and language along the top, the place along the bottom, and one idea between them. A page is built
 * for one language and one screen size; another of either is another page.
 */
public abstract class Page extends BorderPane {

    private final Surroundings surroundings;
    private final String language;

    protected Page(Surroundings surroundings, String language) {
        this.surroundings = surroundings;
        this.language = language;
        setPadding(new Insets(metrics().margin()));
    }

    /** Called when the page is taken off the screen: whatever ticks must stop. */
    public void hidden() {
        // most pages have nothing that ticks
    }

    protected final Metrics metrics() {
        return surroundings.metrics();
    }

    protected final Surroundings surroundings() {
        return surroundings;
    }

    protected final String language() {
        return language;
    }

    /** The site, and the language button where there is a choice. */
    protected final void topBar(boolean withLanguages) {
        HBox bar = new HBox(name(surroundings.touchpoint().site()), spring());
        bar.setAlignment(Pos.CENTER_LEFT);
        if (withLanguages && surroundings.languages().size() > 1) {
            bar.getChildren().add(languageButton());
        }
        bar.setMinHeight(4.5 * metrics().unit());
        setTop(bar);
    }

    /** Something at the reading start, and the place at the other end. */
    protected final void bottomBar(Node atStart) {
        HBox bar = new HBox(atStart, spring(), name(surroundings.touchpoint().name()));
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(4.5 * metrics().unit());
        setBottom(bar);
    }

    protected final BalancedText question(String words, boolean centred) {
        return new BalancedText(words, surroundings.look().strong(language, metrics().question()), "ink", centred);
    }

    protected final BalancedText second(String words, boolean centred) {
        return new BalancedText(words, surroundings.look().text(language, metrics().label() * 1.15), "muted", centred);
    }

    protected final Text small(String words) {
        return small(words, language);
    }

    /** A name that is the same in every language: in the page's font, or in another's if only that one can draw it. */
    private Text name(String words) {
        return small(words, Stream.concat(Stream.of(language), surroundings.languages().stream())
                .filter(each -> Typefaces.firstMissing(each, words).isEmpty()).findFirst().orElse(language));
    }

    protected final Text small(String words, String inLanguage) {
        Text text = new Text(words);
        text.setFont(surroundings.look().text(inLanguage, metrics().small()));
        text.getStyleClass().add("muted");
        return text;
    }

    /**
     * A large word to press.
     *
     * @param width of the button in pixels
     */
    protected final Button wordButton(String id, String word, String inLanguage, double width, Runnable pressed) {
        Font font = surroundings.look().strong(inLanguage, metrics().label());
        Button button = new Button(Lines.balanced(word, font, width - 4 * metrics().unit()));
        button.setId(id);
        button.getStyleClass().setAll("button", "word-button");
        button.setFont(font);
        button.setTextAlignment(TextAlignment.CENTER);
        button.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        button.setMinHeight(leastAnswerHeight());
        button.setPadding(new Insets(metrics().unit(), 2 * metrics().unit(), metrics().unit(), 2 * metrics().unit()));
        button.setOnAction(_ -> {
            button.getStyleClass().add("chosen");
            pressed.run();
        });
        return button;
    }

    /** What a thumb needs, in pixels. */
    protected final double leastAnswerHeight() {
        return 5 * metrics().unit();
    }

    /** A word for an answer, broken into lines for a width in pixels. */
    protected final String answer(String word, double width) {
        return Lines.balanced(word, surroundings.look().strong(language, metrics().label()), width);
    }

    /** A word to press that does not compete with the answers. */
    protected final Button quietButton(String id, String word, Runnable pressed) {
        Button button = new Button(word);
        button.setId(id);
        button.getStyleClass().setAll("button", "quiet-button");
        button.setFont(surroundings.look().strong(language, metrics().small()));
        button.setMinHeight(4.5 * metrics().unit());
        button.setPadding(new Insets(metrics().unit() * 0.6, metrics().unit() * 1.4, metrics().unit() * 0.6,
                metrics().unit() * 1.4));
        button.setOnAction(_ -> pressed.run());
        return button;
    }

    protected static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    private Button languageButton() {
        Button button = quietButton("language", surroundings.texts().in(language, GuestTexts.Text.LANGUAGE),
                surroundings.onChooseLanguage());
        double size = metrics().small() * 0.3;
        Polyline chevron = new Polyline(-size, -size / 2, 0, size / 2, size, -size / 2);
        chevron.getStyleClass().add("chevron");
        chevron.setStrokeWidth(metrics().small() * 0.09);
        button.setGraphic(chevron);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setGraphicTextGap(metrics().unit() * 0.8);
        // Its word, not its padding, stands on the margin.
        button.setTranslateX(button.getPadding().getRight());
        return button;
    }
}
