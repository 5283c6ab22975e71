package org.amends.kiosk.staffsetup;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.amends.kiosk.guest.look.Look;
import org.amends.response.Content.StaffStep.Step;
import org.amends.response.Touchpoint;

/**
 * What somebody with a staff badge is asked at the terminal: whether they are there for the guest, whether it is done, whether
 * they need help. Large enough to be pressed in passing; the devices are one press further.
 */
public final class StaffView extends BorderPane {

    /** Words have this part of the shorter side's length, so that they are read at arm's length on any screen. */
    private static final double TEXT = 0.030;
    private static final double TITLE = 0.052;
    private static final double CHOICE = 0.045;
    private static final String STAFF = "en";
    private static final Map<Step, String> CHOICES = Map.of(Step.HERE, "I am here", Step.DONE, "Done", Step.HELP,
            "I need help");

    private final Look look;
    private final Label title = new Label();
    private final Label place;
    private final Label word = new Label();
    private final List<Button> choices;
    private final Button devices = new Button("Devices");
    private final Button close = new Button("Close");
    private boolean upright;

    /**
     * @param title     whose badge it is
     * @param onStep    what they say; it is answered by {@link #says}
     * @param onDevices they want to see how the devices are
     * @param onClose   they want to say nothing
     */
    public StaffView(Look look, Touchpoint touchpoint, String title, Consumer<Step> onStep, Runnable onDevices,
            Runnable onClose) {
        this.look = look;
        setId("staff");
        look.dress(this);
        getStylesheets().add(StaffView.class.getResource("staff.css").toExternalForm());
        this.title.setText(title);
        this.title.setWrapText(true);
        this.title.getStyleClass().add("staff-title");
        place = new Label(touchpoint.site() + ", " + touchpoint.name());
        place.getStyleClass().add("staff-quiet");
        word.setId("staff-word");
        word.setWrapText(true);
        word.setTextAlignment(TextAlignment.CENTER);
        word.getStyleClass().add("staff-words");
        choices = List.of(Step.values()).stream().map(step -> choice(step, onStep)).toList();
        devices.setId("staff-devices");
        devices.setOnAction(_ -> onDevices.run());
        close.setId("staff-close");
        close.setOnAction(_ -> onClose.run());
        List.of(devices, close).forEach(button -> button.getStyleClass().setAll("button", "word-button"));
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox top = new HBox(new VBox(this.title, place), spring, close);
        top.setAlignment(Pos.TOP_LEFT);
        setTop(top);
        HBox bottom = new HBox(devices);
        bottom.setAlignment(Pos.CENTER_LEFT);
        setBottom(bottom);
        widthProperty().subscribe(this::fit);
        heightProperty().subscribe(this::fit);
    }

    private static Button choice(Step step, Consumer<Step> onStep) {
        Button button = new Button(CHOICES.get(step));
        button.setId("staff-" + step.name().toLowerCase(Locale.ROOT));
        button.getStyleClass().setAll("button", "word-button");
        button.setOnAction(_ -> onStep.accept(step));
        button.setWrapText(true);
        button.setTextAlignment(TextAlignment.CENTER);
        return button;
    }

    /** One word in place of the choices; whoever reads it need do nothing more. */
    public void says(String words) {
        word.setText(words);
        setCenter(word);
        devices.setVisible(false);
        fit();
    }

    private void fit() {
        double side = Math.min(getWidth(), getHeight());
        if (side <= 0) {
            return;
        }
        double gap = side * TEXT;
        title.setFont(look.strong(STAFF, side * TITLE));
        place.setFont(look.text(STAFF, side * TEXT));
        word.setFont(look.strong(STAFF, side * CHOICE));
        List.of(devices, close).forEach(button -> {
            button.setFont(look.strong(STAFF, side * TEXT));
            button.setPadding(new Insets(gap, 2 * gap, gap, 2 * gap));
            button.setMinWidth(USE_PREF_SIZE);
        });
        choices.forEach(button -> {
            button.setFont(look.strong(STAFF, side * CHOICE));
            button.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
            button.setPrefSize(side / 3, side / 4);
            HBox.setHgrow(button, Priority.ALWAYS);
            VBox.setVgrow(button, Priority.ALWAYS);
        });
        setPadding(new Insets(2 * gap));
        if (word.getText().isEmpty() && (getCenter() == null || upright != getHeight() > getWidth())) {
            upright = getHeight() > getWidth();
            Pane all = upright ? new VBox(2 * gap) : new HBox(2 * gap);
            all.getChildren().setAll(choices);
            setCenter(all);
        }
        if (getCenter() != null) {
            BorderPane.setMargin(getCenter(), new Insets(2 * gap, 0, 2 * gap, 0));
        }
    }
}
