package org.amends.kiosk.guest.look;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Breaks text into lines of about equal length: "How was / your stay?" rather than a lone last word, in as many lines as
 * the width needs and no more.
 *
 * <p>JavaFX's own wrapping is never used: in 26.0.2 it throws an ArrayIndexOutOfBoundsException from PrismTextLayout where
 * an Arabic text wraps at a space.
 */
final class Lines {

    private static final double CLOSE_ENOUGH = 2;

    private Lines() {
    }

    /**
     * The text with line breaks.
     *
     * @param width in pixels; a single word that is wider stays whole
     */
    static String balanced(String words, Font font, double width) {
        Text measure = new Text();
        measure.setFont(font);
        List<String> pieces = pieces(words);
        int fewest = broken(pieces, measure, width).size();
        double low = width / 4;
        double high = width;
        while (fewest > 1 && high - low > CLOSE_ENOUGH) {
            double middle = (low + high) / 2;
            if (broken(pieces, measure, middle).size() > fewest || longest(pieces, measure) > middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return String.join("\n", broken(pieces, measure, high));
    }

    /** The width in pixels of the widest part that has no break. */
    static double longestPiece(String words, Font font) {
        Text measure = new Text();
        measure.setFont(font);
        return longest(pieces(words), measure);
    }

    private static List<String> pieces(String words) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(words);
        List<String> pieces = new ArrayList<>();
        for (int from = breaks.first(), to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            pieces.add(words.substring(from, to));
        }
        return pieces;
    }

    private static List<String> broken(List<String> pieces, Text measure, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String piece : pieces) {
            if (!line.isEmpty() && width(measure, (line + piece).stripTrailing()) > width) {
                lines.add(line.stripTrailing());
                line = "";
            }
            line += piece;
        }
        lines.add(line.stripTrailing());
        return lines;
    }

    private static double longest(List<String> pieces, Text measure) {
        return pieces.stream().mapToDouble(piece -> width(measure, piece.stripTrailing())).max().orElse(0);
    }

    private static double width(Text measure, String line) {
        measure.setText(line);
        return measure.getLayoutBounds().getWidth();
    }
}
