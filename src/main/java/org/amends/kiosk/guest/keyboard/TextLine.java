package org.amends.kiosk.guest.keyboard;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Surroundings;

/**
 * Shows what was typed, with a steady caret at its end, and where it is longer than the room, its end. As high as it is
 * made: one line, whose end is shown, or as many lines as fit. It takes no touches and has no focus: what is typed goes to
 * its end, and there is nothing to select, copy or drop.
 */
public final class TextLine extends Region {

    /** Parts of the font size: the lead between lines, the caret's width, and the room to the edge. */
    private static final double LINE = 1.45;
    private static final double CARET = 0.07;
    private static final double CARET_HEIGHT = 1.1;
    private static final double PADDING = 0.5;

    private final TypedText typed;
    private final TypedLines lines;
    private final Font font;
    private final Text hint;
    private final List<Text> painted = new ArrayList<>();
    private final Rectangle caret = new Rectangle();
    private final Rectangle inside = new Rectangle();

    /**
     * @param language of the guest, as in BCP 47
     * @param hint     what stands there while nothing is typed, in that language
     */
    public TextLine(Surroundings surroundings, String language, Keyboard.Kind kind, TypedText typed, String hint) {
        this.typed = typed;
        Metrics metrics = surroundings.metrics();
        String shownIn = kind == Keyboard.Kind.TEXT ? language : "en";
        lines = new TypedLines(typed);
        font = surroundings.look().typed(shownIn, metrics.label());
        this.hint = new Text(hint);
        this.hint.setFont(surroundings.look().text(language, metrics.label()));
        this.hint.getStyleClass().add("muted");
        setNodeOrientation(kind == Keyboard.Kind.TEXT ? Look.direction(language) : NodeOrientation.LEFT_TO_RIGHT);
        getStyleClass().add("text-line");
        caret.getStyleClass().add("caret");
        caret.setWidth(Math.max(2, Math.round(font.getSize() * CARET)));
        caret.setHeight(Math.round(font.getSize() * CARET_HEIGHT));
        setClip(inside);
        setMouseTransparent(true);
        getChildren().addAll(this.hint, caret);
        typed.onChange(() -> {
            lines.changed();
            requestLayout();
        });
    }

    /** The height for so many lines, in pixels. */
    public double heightOf(int lineCount) {
        return Math.ceil(lineCount * lead() + 2 * padding());
    }

    @Override
    protected double computePrefHeight(double width) {
        return heightOf(1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return heightOf(1);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 20 * font.getSize();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 4 * font.getSize();
    }

    @Override
    protected void layoutChildren() {
        inside.setWidth(getWidth());
        inside.setHeight(getHeight());
        double room = getWidth() - 2 * padding() - caret.getWidth() * 2;
        int rows = Math.max(1, (int) ((getHeight() - 2 * padding()) / lead() + 0.01));
        List<String> shown = shown(room, rows);
        while (painted.size() < shown.size()) {
            Text line = new Text();
            line.setFont(font);
            line.getStyleClass().add("ink");
            painted.add(line);
            getChildren().add(line);
        }
        double top = rows == 1 ? (getHeight() - lead()) / 2 : padding();
        for (int row = 0; row < painted.size(); row++) {
            painted.get(row).setText(row < shown.size() ? shown.get(row) : "");
            place(painted.get(row), top + row * lead());
        }
        hint.setVisible(typed.length() == 0);
        place(hint, top);
        hint.setLayoutX(padding() + 3 * caret.getWidth());
        double end = painted.get(shown.size() - 1).getLayoutBounds().getWidth();
        caret.relocate(Math.round(padding() + Math.min(end, room) + (end > 0 ? caret.getWidth() / 2 : 0)),
                Math.round(top + (shown.size() - 1) * lead() + (lead() - caret.getHeight()) / 2));
    }

    private List<String> shown(double room, int rows) {
        if (rows == 1) {
            return List.of(lines.end(font, room));
        }
        lines.fit(font, room);
        List<String> shown = new ArrayList<>();
        for (int line = Math.max(0, lines.count() - rows); line < lines.count(); line++) {
            shown.add(lines.line(line));
        }
        return shown;
    }

    private void place(Text text, double top) {
        text.setLayoutX(padding());
        // By the font's size and not the text's bounds, which jump where a glyph of another font is taller.
        text.setLayoutY(Math.round(top + (lead() + font.getSize() * 0.7) / 2));
    }

    private double lead() {
        return font.getSize() * LINE;
    }

    private double padding() {
        return Math.round(font.getSize() * PADDING);
    }
}
