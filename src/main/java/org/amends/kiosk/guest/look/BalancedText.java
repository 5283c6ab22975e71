package org.amends.kiosk.guest.look;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Text that breaks into lines of about equal length for whatever width it is given. */
public final class BalancedText extends Region {

    private final String words;
    private final Text text;
    private final boolean centred;

    /**
     * @param words   what it says
     * @param font    in which type
     * @param style   a style class for the fill
     * @param centred whether lines stand in the middle rather than at the reading start
     */
    public BalancedText(String words, Font font, String style, boolean centred) {
        this.words = words;
        this.centred = centred;
        text = new Text(words);
        text.setFont(font);
        text.getStyleClass().add(style);
        // In a right-to-left scene LEFT is mirrored to the right: the reading start in both directions.
        text.setTextAlignment(centred ? TextAlignment.CENTER : TextAlignment.LEFT);
        getChildren().add(text);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        text.setText(words);
        return Math.ceil(text.getLayoutBounds().getWidth()) + 1;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        text.setText(width <= 0 ? words : Lines.balanced(words, text.getFont(), width));
        return Math.ceil(text.getLayoutBounds().getHeight());
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        text.setText(Lines.balanced(words, text.getFont(), getWidth()));
        text.relocate(centred ? Math.round((getWidth() - text.getLayoutBounds().getWidth()) / 2) : 0, 0);
    }
}
