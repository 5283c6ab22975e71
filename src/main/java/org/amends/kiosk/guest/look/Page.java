package org.amends.kiosk.guest.look;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.amends.kiosk.settings.Persona;

/**
 * One guest page: site and language along the top, the place along the bottom, and one idea between them. A page is built
 * for one language and one screen size; another of either is another page.
 */
public abstract class Page extends BorderPane {

    /** How far the bars reach out of the margin: what is to press is higher than its word. */
    private static final double OUT_OF_MARGIN = 0.6;
    private static final double CLOSE_ENOUGH = 0.5;
    /** No larger than the question: parts of the page's width, and of what can be pressed. */
    private static final double LOGO_WIDTH = 0.4;
    private static final double LOGO_HEIGHT = 0.6;
    /** A phrase that nearly fits a line is not broken for it. */
    private static final double LEAST_PART_OF_QUESTION = 0.8;
    private static final double LARGEST_GAP_UNITS = 5;
    /** From one line to the next, in parts of the font size; no font of ours needs more. */
    private static final double LINE = 1.5;

    private final Surroundings surroundings;
    private final String language;

    protected Page(Surroundings surroundings, String language) {
        this.surroundings = surroundings;
        this.language = language;
        setPadding(new Insets(metrics().margin()));
    }

    /** Whether all of it has the room that it needs. To be asked of a page that is laid out. */
    public final boolean fits() {
        return hasRoom() && !(metrics().reach() && metrics().upright() && isPressedAbove(getCenter()));
    }

    /** Whether anything to press lies in the upper half. */
    private boolean isPressedAbove(Node node) {
        if (node instanceof Control control) {
            return sceneToLocal(control.localToScene(control.getLayoutBounds())).getMinY() < metrics().height() / 2;
        }
        return node instanceof Parent parent && parent.getChildrenUnmodifiable().stream().anyMatch(this::isPressedAbove);
    }

    /** Reckoned here, as a border pane measures its middle as if it had no padding, and grows over its own height. */
    private boolean hasRoom() {
        if (!(getCenter() instanceof Region middle)) {
            return true;
        }
        double bars = Stream.of(getTop(), getBottom()).filter(Objects::nonNull).mapToDouble(bar -> {
            Insets margin = Optional.ofNullable(getMargin(bar)).orElse(Insets.EMPTY);
            return bar.prefHeight(-1) + margin.getTop() + margin.getBottom();
        }).sum();
        double room = getHeight() - getInsets().getTop() - getInsets().getBottom() - bars;
        return middle.minHeight(middle.getWidth()) <= room + CLOSE_ENOUGH
                && minHeight(getWidth()) <= getHeight() + CLOSE_ENOUGH;
    }

    /** Called when the page is taken off the screen: whatever ticks must stop. */
    public void hidden() {
        // most pages have nothing that ticks
    }

    public final Metrics metrics() {
        return surroundings.metrics();
    }

    public final Surroundings surroundings() {
        return surroundings;
    }

    public final String language() {
        return language;
    }

    /** The site, and the language button where there is a choice. */
    public final void topBar() {
        if (metrics().isLow()) {
            return;
        }
        HBox bar = new HBox(spring());
        bar.setAlignment(Pos.CENTER_LEFT);
        if (!metrics().largeText() || metrics().reach()) {
            bar.getChildren().addFirst(site());
        }
        if (!metrics().reach()) {
            bar.getChildren().addAll(ways(!metrics().upright() && !metrics().largeText()));
        }
        bar.setMinHeight(metrics().target());
        // What is to press reaches into the margin: its word stands where all else does.
        BorderPane.setMargin(bar, new Insets(-metrics().margin() * OUT_OF_MARGIN, 0, 0, 0));
        setTop(bar);
    }

    /** Something at the reading start, and at the other end the place, or for some seconds a way back. */
    public final void bottomBar(Node atStart) {
        boolean crowded = metrics().reach() || metrics().largeText();
        Node place = crowded ? new Region() : name(surroundings.touchpoint().name());
        Optional<Surroundings.Undo> undo = surroundings.undo();
        boolean inRow = undo.isPresent() && !metrics().upright();
        HBox bar = new HBox(atStart, spring(), inRow ? new UndoBar(this, undo.get(), place) : place);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(metrics().target());
        VBox rows = new VBox(bar);
        if (metrics().isLow() || metrics().reach()) {
            bar.getChildren().addAll(ways(false));
        }
        if (undo.isPresent() && !inRow) {
            // A row of its own, whose room stays when it goes: nothing may move under a finger.
            rows.getChildren().addFirst(new UndoBar(this, undo.get(), new Region()));
        }
        BorderPane.setMargin(rows, new Insets(0, 0, -metrics().margin() * OUT_OF_MARGIN, 0));
        setBottom(rows);
    }

    /** What both bars hold, in one row with something that takes the room that is left: for pages with keys to type on. */
    public final HBox oneBar(Region widest, Button atEnd) {
        HBox bar = new HBox(metrics().unit(), widest, atEnd);
        keepWord(atEnd);
        bar.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(widest, Priority.ALWAYS);
        // It grows from little, so that the words beside it are never cut.
        widest.setPrefWidth(metrics().target());
        if (!crowdsOneBar()) {
            bar.getChildren().addAll(ways(false));
        }
        return bar;
    }

    /** A question, and beside it for some seconds a way back, and what the one bar has no room for. */
    public final Region withUndo(Region question) {
        HBox row = new HBox(question);
        HBox.setHgrow(question, Priority.ALWAYS);
        surroundings.undo().ifPresent(undo -> {
            UndoBar bar = new UndoBar(this, undo, new Region());
            bar.setMinWidth(USE_PREF_SIZE);
            row.getChildren().add(bar);
        });
        if (crowdsOneBar()) {
            row.getChildren().addAll(ways(false));
        }
        return row;
    }

    private boolean crowdsOneBar() {
        return metrics().largeText() && !metrics().isLow();
    }

    /** The height between the two bars, in pixels. */
    protected final double roomBetweenBars() {
        if (metrics().reach() && metrics().upright()) {
            return metrics().lowerHalf();
        }
        double rows = metrics().isLow() ? 1 : 2;
        double reach = (rows * OUT_OF_MARGIN - 2) * metrics().margin();
        return metrics().height() + reach - rows * metrics().target();
    }

    /** What every page leads to: the languages where there is a choice, and the switches. */
    private List<Button> ways(boolean roomForWords) {
        List<Button> ways = new ArrayList<>();
        surroundings.onSwitches().map(pressed -> switchesButton(roomForWords, pressed)).ifPresent(ways::add);
        if (surroundings.languages().size() > 1) {
            ways.add(languageButton());
        }
        ways.forEach(Page::keepWord);
        return ways;
    }

    /** What is beside it gives way, and never its word. */
    private static void keepWord(Button button) {
        double least = button.getMinWidth();
        button.skinProperty().addListener(_ -> button.setMinWidth(Math.max(least, Math.ceil(button.prefWidth(-1)))));
    }

    /** A figure with open arms in a ring, the sign for access for all, and its word where there is room. */
    private Button switchesButton(boolean withWord, Runnable pressed) {
        String word = surroundings.texts().in(language, GuestTexts.Text.SWITCHES);
        Button button = quietButton("switches", withWord ? word : "", pressed);
        button.setAccessibleText(word);
        double size = metrics().small() * 0.75;
        Circle ring = new Circle(size);
        Polyline arms = new Polyline(-0.5 * size, -0.22 * size, 0, -0.12 * size, 0.5 * size, -0.22 * size);
        Polyline body = new Polyline(0, -0.12 * size, 0, 0.15 * size);
        Polyline legs = new Polyline(-0.3 * size, 0.65 * size, 0, 0.15 * size, 0.3 * size, 0.65 * size);
        Circle head = new Circle(0, -0.5 * size, 0.16 * size);
        head.getStyleClass().add("access-head");
        Group icon = new Group(ring, arms, body, legs, head);
        for (Shape line : List.of(ring, arms, body, legs)) {
            line.getStyleClass().add("access-icon");
            line.setStrokeWidth(metrics().small() * 0.1);
            line.setStrokeLineCap(StrokeLineCap.ROUND);
            line.setStrokeLineJoin(StrokeLineJoin.ROUND);
        }
        button.setGraphic(icon);
        button.setGraphicTextGap(metrics().unit() * 0.8);
        return button;
    }

    /** Shows a part of what stands between the bars at a time: all that can be done where larger letters fit no more. */
    public final void roll() {
        if (getCenter() instanceof Region middle) {
            setCenter(null);
            setCenter(new Roll(this, middle));
        }
    }

    /** A way to do without an answer. */
    protected final Button skipButton(Runnable skipped) {
        return atStart(quietButton("skip", surroundings.texts().in(language, GuestTexts.Text.SKIP), skipped));
    }

    /** With its word, not its padding, on the margin at the reading start. One that is framed stands there as it is. */
    protected final Button atStart(Button quiet) {
        if (!metrics().switches().contrast()) {
            quiet.setAlignment(Pos.CENTER_LEFT);
            quiet.setTranslateX(-quiet.getPadding().getLeft());
        }
        return quiet;
    }

    /** With its word, not its padding, on the margin at the other end. */
    final Button atEnd(Button quiet) {
        if (!metrics().switches().contrast()) {
            quiet.setAlignment(Pos.CENTER_RIGHT);
            quiet.setTranslateX(quiet.getPadding().getRight());
        }
        return quiet;
    }

    /** Room above the question and under the answers. */
    public final Insets inside() {
        double room = metrics().fit() * metrics().unit();
        return new Insets(room, 0, room, 0);
    }

    /** Room that takes what is left, so that the answers lie where a thumb is. */
    public final Region gap() {
        Region gap = new Region();
        gap.setMinHeight(2 * metrics().fit() * metrics().unit());
        VBox.setVgrow(gap, Priority.ALWAYS);
        return gap;
    }

    /** In letters that are a little smaller where its longest phrase would otherwise be broken. */
    protected final BalancedText question(String words, boolean centred) {
        Font full = surroundings.look().strong(language, metrics().question());
        double longest = Lines.longestPiece(words, full, Double.MAX_VALUE);
        double room = metrics().inside() - metrics().unit();
        double part = Math.clamp(room / longest, LEAST_PART_OF_QUESTION, 1);
        Font font = part < 1 ? surroundings.look().strong(language, part * metrics().question()) : full;
        return new BalancedText(words, font, "ink", centred);
    }

    /** Whether question and answers stand together in the middle of the page: so on a kiosk that is wide. */
    protected final boolean centred() {
        return metrics().persona() == Persona.KIOSK && !metrics().upright() && !metrics().reach() && !metrics().rolls();
    }

    /** A question over its answers: together in the middle of a kiosk, else with the answers where a thumb is. */
    protected final VBox asked(Region question, Region answers) {
        Region gap = gap();
        VBox middle = new VBox(question, gap, answers);
        if (centred()) {
            gap.setMaxHeight(LARGEST_GAP_UNITS * metrics().unit());
            middle.setAlignment(Pos.CENTER);
        } else {
            middle.setAlignment(Pos.TOP_LEFT);
        }
        middle.setPadding(inside());
        return middle;
    }

    protected final BalancedText second(String words, boolean centred) {
        return new BalancedText(words,
                surroundings.look().text(language, metrics().label() * (metrics().fit() < 1 ? 1 : 1.15)), "muted", centred);
    }

    protected final Text small(String words) {
        return small(words, language);
    }

    /** The site's name, or the venue's logo, which stands for it. */
    private Node site() {
        String site = surroundings.touchpoint().site();
        return surroundings.look().logo(metrics().width() * LOGO_WIDTH, metrics().target() * LOGO_HEIGHT)
                .<Node>map(image -> {
                    ImageView logo = new ImageView(image);
                    logo.setId("logo");
                    logo.setAccessibleText(site);
                    return logo;
                }).orElseGet(() -> name(site));
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
        double room = width - 4 * metrics().unit();
        Font font = surroundings.look().strong(inLanguage, Math.min(metrics().label(), fitting(List.of(word), room)));
        Button button = new Button(Lines.balanced(word, font, room));
        button.setId(id);
        button.getStyleClass().setAll("button", "word-button");
        button.setFont(font);
        button.setTextAlignment(TextAlignment.CENTER);
        button.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        button.setMinHeight(heightOf(button.getText(), font));
        button.setPadding(new Insets(metrics().unit(), 2 * metrics().unit(), metrics().unit(), 2 * metrics().unit()));
        button.setOnAction(_ -> {
            button.getStyleClass().add("chosen");
            pressed.run();
        });
        return button;
    }

    /** The least height in pixels of a button: for a finger, and for all lines on it. */
    protected final double heightOf(String lines, Font font) {
        double needed = lines.lines().count() * LINE * font.getSize() + 2 * metrics().unit();
        boolean counts = metrics().largeText() || lines.contains("\n");
        return counts ? Math.max(metrics().target(), needed) : metrics().target();
    }

    /** What the two ends of a scale mean: at its ends, or where letters are larger one below the other. */
    protected final Region ends(String least, String low, String most, String high) {
        if (!metrics().largeText()) {
            return new HBox(small(low), spring(), small(high));
        }
        Font font = surroundings.look().text(language, metrics().small());
        return new VBox(new BalancedText(least + ": " + low, font, "muted", false),
                new BalancedText(most + ": " + high, font, "muted", false));
    }

    /** The size at which the longest of some words, which cannot be broken, is no wider than its place. */
    protected final double fitting(Collection<String> words, double width) {
        Font font = surroundings.look().strong(language, metrics().label());
        double longest = words.stream().mapToDouble(word -> Lines.longestPiece(word, font, width)).max().orElse(0);
        return longest <= width ? metrics().label() : metrics().label() * width / longest;
    }

    /** A word for an answer, broken into lines for a width in pixels. */
    protected final String answer(String word, Font font, double width) {
        return Lines.balanced(word, font, width);
    }

    /** A word to press that does not compete with the answers. */
    protected final Button quietButton(String id, String word, Runnable pressed) {
        Button button = new Button(word);
        button.setId(id);
        button.getStyleClass().setAll("button", "quiet-button");
        button.setFont(surroundings.look().strong(language, metrics().small()));
        button.setMinSize(metrics().target(), metrics().target());
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
        return atEnd(button);
    }
}
