package org.amends.kiosk.guest.look;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/**
 * Text that breaks into lines of about equal length: "How was / your stay?" rather than a lone last word. It takes as many
 * lines as it needs for the width it is given, and no more.
 */
public final class BalancedText extends Region {

    private final Text text;
    private final boolean centred;

    /**
     * @param words   what it says
     * @param font    in which type
     * @param style   a style class for the fill
     * @param centred whether lines stand in the middle rather than at the reading start
     */
    public BalancedText(String words, Font font, String style, boolean centred) {
        this.centred = centred;
        text = new Text(words);
        text.setFont(font);
        text.getStyleClass().add(style);
        // In a right-to-left scene LEFT is mirrored to the right: the reading start in both directions.
        text.setTextAlignment(centred ? TextAlignment.CENTER : TextAlignment.LEFT);
        getChildren().add(text);
        setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        text.setWrappingWidth(0);
        return Math.ceil(text.getLayoutBounds().getWidth()) + 1;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        text.setWrappingWidth(width <= 0 ? 0 : width);
        return Math.ceil(text.getLayoutBounds().getHeight());
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double balanced = narrowest(width);
        text.setWrappingWidth(balanced);
        text.relocate(centred ? Math.round((width - balanced) / 2) : 0, 0);
    }

    /** The least width that needs no more lines than the whole width does. */
    private double narrowest(double width) {
        double height = heightAt(width);
        double low = width / 3;
        double high = width;
        while (high - low > 2) {
            double middle = (low + high) / 2;
            if (heightAt(middle) > height) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double heightAt(double width) {
        text.setWrappingWidth(width);
        return text.getLayoutBounds().getHeight();
    }
}
