package org.amends.kiosk.guest.look;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
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

    /** Wherever Unicode allows it: at spaces, between Thai words, and with no small kana at the start of a line. */
    private static final ULocale ANYWHERE = new ULocale("@lb=strict");
    /** Japanese has no spaces: where a speaker would pause. */
    private static final ULocale BETWEEN_PHRASES = new ULocale("ja@lb=strict;lw=phrase");
    /** Korean has, although Unicode would allow a break after any syllable. */
    private static final ULocale BETWEEN_KOREAN_WORDS = new ULocale("ko@lb=strict;lw=keepall");

    private Lines() {
    }

    /**
     * The text with line breaks.
     *
     * @param width in pixels; a phrase that is wider is broken within, but a single word stays whole
     */
    static String balanced(String words, Font font, double width) {
        Text measure = new Text();
        measure.setFont(font);
        List<String> pieces = pieces(words, between(words));
        if (longest(pieces, measure) > width) {
            pieces = pieces(words, ANYWHERE);
        }
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

    private static List<String> pieces(String words, ULocale rules) {
        BreakIterator breaks = BreakIterator.getLineInstance(rules);
        breaks.setText(words);
        List<String> pieces = new ArrayList<>();
        for (int from = breaks.first(), to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            pieces.add(words.substring(from, to));
        }
        return pieces;
    }

    /** Where the words are written decides, not which language the page is in: a hotel's Japanese name stays one. */
    private static ULocale between(String words) {
        return words.codePoints().mapToObj(Lines::between).filter(rules -> rules != ANYWHERE).findFirst().orElse(ANYWHERE);
    }

    private static ULocale between(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HIRAGANA, KATAKANA -> BETWEEN_PHRASES;
            case HANGUL -> BETWEEN_KOREAN_WORDS;
            default -> ANYWHERE;
        };
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
