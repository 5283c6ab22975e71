package org.amends.kiosk.staffsetup;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.amends.kiosk.devices.DeviceHealth.Device;
import org.amends.kiosk.guest.look.Look;
import org.amends.response.Touchpoint;

/** Each button, light and reader as it is now: well or why not, and what was last seen of it and when. */
public final class HealthView extends BorderPane {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
            .withLocale(Locale.UK);
    /** Words have this part of the shorter side's length, so that they are read at arm's length on any screen. */
    private static final double TEXT = 0.030;
    private static final double TITLE = 0.052;
    private static final String STAFF = "en";

    private final Look look;
    private final Supplier<List<Device>> devices;
    private final ZoneId zone;
    private final Label title = new Label();
    private final Label place;
    private final GridPane rows = new GridPane();
    private final ScrollPane all = new ScrollPane(rows);
    private final Button done = new Button("Done");

    /**
     * @param devices as they are now
     * @param zone    whose time of day is shown
     * @param onDone  whoever looked has seen enough
     */
    public HealthView(Look look, Touchpoint touchpoint, Supplier<List<Device>> devices, ZoneId zone, Runnable onDone) {
        this.look = look;
        this.devices = devices;
        this.zone = zone;
        setId("health");
        look.dress(this);
        getStylesheets().add(HealthView.class.getResource("staff.css").toExternalForm());
        title.getStyleClass().add("staff-title");
        place = new Label(touchpoint.site() + ", " + touchpoint.name());
        place.getStyleClass().add("staff-quiet");
        done.setId("health-done");
        done.getStyleClass().setAll("button", "word-button");
        done.setOnAction(_ -> onDone.run());
        all.setFitToWidth(true);
        all.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        all.getStyleClass().add("staff-list");
        ColumnConstraints name = new ColumnConstraints();
        name.setPercentWidth(45);
        ColumnConstraints state = new ColumnConstraints();
        state.setHgrow(Priority.ALWAYS);
        rows.getColumnConstraints().setAll(name, state);
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        HBox top = new HBox(new VBox(title, place), spring, done);
        top.setAlignment(Pos.CENTER_LEFT);
        setTop(top);
        setCenter(all);
        widthProperty().subscribe(this::refresh);
        heightProperty().subscribe(this::refresh);
    }

    /** Shows how all is by now. On JavaFX's thread. */
    public void refresh() {
        double side = Math.min(getWidth(), getHeight());
        if (side <= 0) {
            return;
        }
        double gap = side * TEXT;
        Font text = look.text(STAFF, side * TEXT);
        Font strong = look.strong(STAFF, side * TEXT);
        List<Device> now = devices.get();
        long broken = now.stream().filter(device -> device.trouble().isPresent()).count();
        title.setText(now.isEmpty()
                ? "Nothing is wired to this terminal"
                : broken == 0 ? "All devices are well" : broken + " of " + now.size() + " out of order");
        title.setFont(look.strong(STAFF, side * TITLE));
        title.setWrapText(true);
        place.setFont(text);
        done.setFont(strong);
        done.setPadding(new Insets(gap, 2 * gap, gap, 2 * gap));
        done.setMinWidth(USE_PREF_SIZE);
        setPadding(new Insets(2 * gap));
        BorderPane.setMargin(all, new Insets(gap, 0, 0, 0));
        rows.setVgap(0.8 * gap);
        rows.setHgap(gap);
        rows.getChildren().clear();
        for (int row = 0; row < now.size(); row++) {
            Device device = now.get(row);
            Label state = label(device.trouble().map(
                    is -> "Out of order since " + TIME.format(is.since().atZone(zone)) + ": " + is.why()).orElse("Well"),
                    text,
                    device.trouble().isPresent() ? "staff-broken" : "staff-well");
            Label seen = label(device.seen().map(last -> last.what() + ", " + TIME.format(last.at().atZone(zone)))
                    .orElse("nothing seen yet"), text, "staff-quiet");
            rows.addRow(row, label(device.name(), strong, "staff-words"), new VBox(state, seen));
        }
        for (Node cell : rows.getChildren()) {
            GridPane.setValignment(cell, VPos.TOP);
            GridPane.setHalignment(cell, HPos.LEFT);
        }
    }

    private static Label label(String words, Font font, String style) {
        Label label = new Label(words);
        label.setFont(font);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        return label;
    }
}
