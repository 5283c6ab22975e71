package org.amends.kiosk.staffsetup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.text.TextAlignment;
import org.amends.kiosk.guest.look.Look;

/**
 * Keys for a PIN, by fingers or on a keyboard. What is typed is nowhere to be read: a dot stands for each digit, and all are
 * forgotten with the last one, which hands them on.
 */
public final class PinView extends BorderPane {

    /** Words have this part of the shorter side's length, so that they are read at arm's length on any screen. */
    private static final double TEXT = 0.030;
    private static final double TITLE = 0.052;
    /** From one line to the next, in parts of the font size. */
    private static final double LINE = 1.5;
    private static final double DOT = 0.016;
    /** A finger that is in a hurry meets a key of so much. */
    private static final double KEY_MM = 26;
    private static final double LEAST_MM = 20;
    private static final double KEY = 0.12;
    private static final double DIGIT = 0.42;
    private static final List<Integer> COLUMNS = List.of(3, 4, 6);
    private static final String STAFF = "en";

    private final Look look;
    private final DoubleSupplier pxPerMm;
    private final Consumer<String> onPin;
    private final Runnable onTyped;
    private final char[] typed;
    private int count;
    private boolean takes = true;
    private int columns;

    private final Label title = new Label("Your PIN");
    private final Label word = new Label();
    private final HBox dots = new HBox();
    private final List<Button> keys = new ArrayList<>();
    private final GridPane pad = new GridPane();
    private final VBox middle = new VBox(dots, word, pad);
    private final Button close = new Button("Close");

    /**
     * @param digits  how many a PIN has
     * @param pxPerMm pixels in a millimetre of the screen
     * @param onPin   all digits are typed; it is answered by {@link #says} or by another view
     * @param onTyped whenever something is typed
     * @param onClose they want to say nothing
     */
    public PinView(Look look, int digits, DoubleSupplier pxPerMm, Consumer<String> onPin, Runnable onTyped,
            Runnable onClose) {
        this.look = look;
        this.pxPerMm = pxPerMm;
        this.onPin = onPin;
        this.onTyped = onTyped;
        typed = new char[digits];
        setId("pin");
        look.dress(this);
        getStylesheets().add(PinView.class.getResource("staff.css").toExternalForm());
        title.getStyleClass().add("staff-title");
        word.setId("pin-word");
        word.setWrapText(true);
        word.setTextAlignment(TextAlignment.CENTER);
        word.getStyleClass().add("staff-words");
        dots.setId("pin-dots");
        dots.setAlignment(Pos.CENTER);
        dots.setAccessibleRole(AccessibleRole.TEXT);
        IntStream.range(0, digits).forEach(_ -> dots.getChildren().add(new Circle()));
        for (char digit : "1234567890".toCharArray()) {
            keys.add(key("pin-" + digit, String.valueOf(digit), () -> type(digit)));
        }
        keys.add(key("pin-delete", "Delete", this::delete));
        close.setId("pin-close");
        close.getStyleClass().setAll("button", "word-button");
        close.setOnAction(_ -> onClose.run());
        pad.setAlignment(Pos.CENTER);
        middle.setAlignment(Pos.CENTER);
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox top = new HBox(title, spring, close);
        top.setAlignment(Pos.CENTER_LEFT);
        setTop(top);
        setCenter(middle);
        addEventFilter(KeyEvent.KEY_TYPED, this::onTyped);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.BACK_SPACE) {
                delete();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                onClose.run();
            }
        });
        widthProperty().subscribe(this::fit);
        heightProperty().subscribe(this::fit);
        show();
    }

    private static Button key(String id, String word, Runnable pressed) {
        Button button = new Button(word);
        button.setId(id);
        button.getStyleClass().setAll("button", "word-button");
        button.setOnAction(_ -> pressed.run());
        return button;
    }

    /** One line over the keys. */
    public void says(String words) {
        word.setText(words);
    }

    /** Whether digits are taken now. */
    public boolean takes() {
        return takes;
    }

    /** From now on digits are taken, or not. */
    public void takes(boolean now) {
        if (takes != now) {
            takes = now;
            wipe();
            keys.forEach(key -> key.setDisable(!now));
            requestFocus(); // it left the key that it was on
        }
    }

    /** Forgets what was typed so far. */
    public void wipe() {
        Arrays.fill(typed, '0');
        count = 0;
        show();
    }

    private void onTyped(KeyEvent event) {
        String character = event.getCharacter();
        if (character.length() == 1 && character.charAt(0) >= '0' && character.charAt(0) <= '9') {
            type(character.charAt(0));
        }
    }

    private void type(char digit) {
        if (!takes) {
            return;
        }
        onTyped.run();
        says("");
        typed[count] = digit;
        count++;
        show();
        if (count == typed.length) {
            String pin = new String(typed);
            wipe();
            onPin.accept(pin);
        }
    }

    private void delete() {
        if (takes && count > 0) {
            onTyped.run();
            count--;
            typed[count] = '0';
            show();
        }
    }

    private void show() {
        for (int i = 0; i < dots.getChildren().size(); i++) {
            dots.getChildren().get(i).getStyleClass().setAll(i < count ? "staff-dot" : "staff-no-dot");
        }
        dots.setAccessibleText(count + " of " + typed.length + " digits");
    }

    private void fit() {
        double side = Math.min(getWidth(), getHeight());
        if (side <= 0) {
            return;
        }
        double gap = side * TEXT;
        setPadding(new Insets(2 * gap));
        title.setFont(look.strong(STAFF, side * TITLE));
        word.setFont(look.text(STAFF, side * TEXT));
        double lines = 2 * LINE * side * TEXT;
        word.setMinHeight(lines);
        word.setMaxHeight(lines);
        close.setFont(look.strong(STAFF, side * TEXT));
        close.setPadding(new Insets(gap, 2 * gap, gap, 2 * gap));
        close.setMinWidth(USE_PREF_SIZE);
        dots.setSpacing(gap);
        dots.getChildren().forEach(dot -> ((Circle) dot).setRadius(side * DOT));
        double between = gap / 2;
        middle.setSpacing(between);
        pad.setHgap(between);
        pad.setVgap(between);
        double top = Math.max(LINE * side * TITLE, LINE * side * TEXT + 2 * gap);
        double room = getHeight() - 4 * gap - top - lines - 2 * side * DOT - 4 * between;
        arrange(getWidth() - 4 * gap, room, between, Math.max(KEY_MM * pxPerMm.getAsDouble(), KEY * side));
    }

    /** As a telephone has them, or in longer rows where the screen is too low for keys that are large enough. */
    private void arrange(double width, double height, double between, double wanted) {
        double largest = 0;
        int best = COLUMNS.getFirst();
        for (int each : COLUMNS) {
            int rows = Math.ceilDiv(keys.size(), each);
            double size = Math.min(wanted,
                    Math.min((width - (each - 1) * between) / each, (height - (rows - 1) * between) / rows));
            if (size > largest && largest < LEAST_MM * pxPerMm.getAsDouble()) {
                largest = size;
                best = each;
            }
        }
        double size = largest;
        for (Button key : keys) {
            boolean isDigit = key.getText().length() == 1;
            key.setFont(look.strong(STAFF, size * (isDigit ? DIGIT : DIGIT / 2)));
            key.setPadding(Insets.EMPTY);
            key.setMinSize(size, size);
            key.setMaxSize(size, size);
        }
        if (columns != best) {
            columns = best;
            pad.getChildren().clear();
            for (int i = 0; i < keys.size(); i++) {
                // With three in a row the zero stands below the eight.
                int at = best == COLUMNS.getFirst() && i >= 9 ? i + 1 : i;
                pad.add(keys.get(i), at % best, at / best);
            }
        }
    }
}
