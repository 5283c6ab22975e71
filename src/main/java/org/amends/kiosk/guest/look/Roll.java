package org.amends.kiosk.guest.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/**
 * Shows as much of something tall as there is room for, and beside it two large keys that lead up and down. What would be
 * cut by an edge is not shown until it is whole. Nothing slides: it is one part, and then the next.
 */
final class Roll extends Region {

    private final Page page;
    private final Region content;
    private final Rectangle clip = new Rectangle();
    private final Button up;
    private final Button down;
    /** Where each part begins, in pixels from the top of it all; the first one at 0. */
    private final List<Double> parts = new ArrayList<>();
    private int part;
    private double laidOutFor = -1;

    Roll(Page page, Region content) {
        this.page = page;
        this.content = content;
        up = key("roll-up", GuestTexts.Text.UP, -1);
        down = key("roll-down", GuestTexts.Text.DOWN, 1);
        getChildren().setAll(content, up, down);
        content.setManaged(false);
        setMinHeight(0);
    }

    private Button key(String id, GuestTexts.Text word, int step) {
        Metrics metrics = page.metrics();
        double size = metrics.target() * 0.16;
        Polyline arrow = new Polyline(-size, -step * size / 2, 0, step * size / 2, size, -step * size / 2);
        arrow.getStyleClass().add("chevron");
        arrow.setStrokeWidth(metrics.small() * 0.16);
        Button key = new Button("", arrow);
        key.setId(id);
        key.setAccessibleText(page.surroundings().texts().in(page.language(), word));
        key.getStyleClass().setAll("button", "word-button");
        key.setPadding(Insets.EMPTY);
        key.setOnAction(_ -> show(part + step));
        return key;
    }

    private void show(int wanted) {
        part = Math.clamp(wanted, 0, parts.size() - 1);
        requestLayout();
        layout();
    }

    @Override
    protected double computePrefHeight(double width) {
        return page.metrics().target();
    }

    @Override
    protected void layoutChildren() {
        Metrics metrics = page.metrics();
        boolean half = metrics.reach() && metrics.upright();
        double middle = sceneToLocal(page.localToScene(0, page.getHeight() / 2)).getY();
        double height = half ? getHeight() - Math.max(0, middle) : getHeight();
        double top = getHeight() - height;
        double key = metrics.target();
        double beside = getWidth() + Metrics.ROLL_OUT_OF_MARGIN * metrics.margin() - key;
        double width = beside - metrics.unit();
        double tall = Math.max(content.minHeight(width), content.prefHeight(width));
        content.resize(width, tall);
        content.layout();
        List<Node> items = new ArrayList<>();
        collect(content, items);
        if (laidOutFor != height) {
            laidOutFor = height;
            divide(items, height, tall);
        }
        double from = parts.get(part);
        for (Node item : items) {
            Bounds at = in(item);
            item.setVisible(at.getMinY() >= from - 1 && at.getMaxY() <= from + height + 1
                    || at.getHeight() > height && at.getMaxY() > from && at.getMinY() < from + height);
        }
        clip.setX(0);
        clip.setY(from);
        clip.setWidth(width);
        clip.setHeight(height);
        content.setClip(clip);
        content.relocate(0, top - from);
        double each = Math.min(key, (height - metrics.unit()) / 2);
        up.resizeRelocate(beside, top, key, each);
        down.resizeRelocate(beside, top + height - each, key, each);
        up.setDisable(part == 0);
        down.setDisable(part == parts.size() - 1);
    }

    /** A part begins with the first thing that was not whole in the one before. */
    private void divide(List<Node> items, double height, double tall) {
        List<Bounds> places = items.stream().map(this::in).sorted(Comparator.comparingDouble(Bounds::getMinY)).toList();
        parts.clear();
        parts.add(0.0);
        for (double from = 0; from + height < tall;) {
            double end = from + height;
            double begins = from;
            double next = places.stream().filter(place -> place.getMaxY() > end + 1 && place.getMinY() > begins + 1)
                    .mapToDouble(Bounds::getMinY).min().orElse(-1);
            if (next < 0) {
                break;
            }
            // What stands beside it, a little lower or higher, comes along.
            from = next;
            parts.add(from);
        }
        part = Math.clamp(part, 0, parts.size() - 1);
    }

    private Bounds in(Node item) {
        return content.sceneToLocal(item.localToScene(item.getLayoutBounds()));
    }

    private static void collect(Node node, List<Node> items) {
        if (node instanceof Control || node instanceof ImageView
                || node instanceof Text text && !text.getText().isBlank()) {
            items.add(node);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, items));
        }
    }
}
