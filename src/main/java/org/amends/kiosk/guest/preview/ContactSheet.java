package org.amends.kiosk.guest.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;

/** All screens of one language on one picture, small: a row for each kind of terminal. */
final class ContactSheet {

    private static final double HEIGHT = 240;
    private static final double GAP = 12;
    private static final double WIDTH = 2400;

    private final List<FlowPane> rows = new ArrayList<>();
    private Stand last;

    void add(Preview.Picture picture) {
        if (picture.stand() != last) {
            FlowPane row = new FlowPane(GAP, GAP);
            row.setPrefWrapLength(WIDTH);
            rows.add(row);
            last = picture.stand();
        }
        // Made small at once: a hundred whole screens would fill the memory.
        ImageView whole = new ImageView(picture.image());
        whole.setPreserveRatio(true);
        whole.setSmooth(true);
        whole.setFitHeight(HEIGHT);
        WritableImage small = whole.snapshot(null, null);
        rows.getLast().getChildren().add(new ImageView(small));
    }

    void write(Path file) throws IOException {
        VBox sheet = new VBox(2 * GAP);
        sheet.getChildren().addAll(rows);
        sheet.setPadding(new Insets(GAP));
        sheet.setStyle("-fx-background-color: #8A939D");
        PngFile.write(new Scene(sheet, Color.GRAY).snapshot(null), file);
    }
}
