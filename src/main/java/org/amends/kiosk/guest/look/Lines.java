package org.amends.kiosk.guest.look;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Breaks text into lines of about equal length: "How was / your stay?" rather than a lone last word, in as many lines as
 * the width needs and no more. Japanese, Chinese and Thai, which are written without spaces, break between phrases or
 * words, and never before a small kana or a mark that may not begin a line; Korean at its spaces.
 *
 * <p>ICU says where, as the JDK's BreakIterator breaks after the apostrophe of "s’est", and knows no Thai word without the
 * data of every locale. JavaFX's own wrapping is never used: in 26.0.2 it throws an ArrayIndexOutOfBoundsException from PrismTextLayout where
 * an Arabic text wraps at a space.
 */
public final class Lines {

    private static final double CLOSE_ENOUGH = 2;

    private static final Set<UnicodeScript> KANA = EnumSet.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(UnicodeScript.HAN, UnicodeScript.THAI);

    /** Wherever Unicode allows a break, most strictly. */
    private static final ULocale STRICT = new ULocale("@lb=strict");
    /** Where somebody who reads Japanese aloud would pause. */
    private static final ULocale JAPANESE_PHRASES = new ULocale("ja@lb=strict;lw=phrase");

    private Lines() {
    }

    /**
     * The text with line breaks.
     *
     * @param width in pixels; a single word that is wider stays whole, if its script sets words apart
     */
    static String balanced(String words, Font font, double width) {
        Text measure = new Text();
        measure.setFont(font);
        List<String> pieces = pieces(words, measure, width);
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

    /**
     * Where a line may end.
     *
     * @param text as it is written
     * @param most no further than that, in UTF-16 characters
     * @return     the last such place, or 0 if there is none
     */
    public static int lastEnd(String text, int most) {
        BreakIterator breaks = BreakIterator.getLineInstance(STRICT);
        breaks.setText(text);
        return breaks.isBoundary(most) ? most : Math.max(0, breaks.preceding(most));
    }

    /** The width in pixels of the widest part that has no break, in a place of some width. */
    static double longestPiece(String words, Font font, double width) {
        Text measure = new Text();
        measure.setFont(font);
        return longest(pieces(words, measure, width), measure);
    }

    /** The text cut where a line may end. How it is written decides, and not which language the page is in. */
    private static List<String> pieces(String words, Text measure, double width) {
        Set<UnicodeScript> scripts = words.codePoints().mapToObj(UnicodeScript::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(UnicodeScript.class)));
        if (scripts.stream().anyMatch(KANA::contains)) {
            return fitting(cut(words, lines(words, JAPANESE_PHRASES)), measure, width);
        }
        if (scripts.contains(UnicodeScript.HANGUL)) {
            return fitting(cut(words, at -> Character.isWhitespace(words.charAt(at - 1))), measure, width);
        }
        if (scripts.stream().anyMatch(WITHOUT_SPACES::contains)) {
            BreakIterator wordBreaks = BreakIterator.getWordInstance(STRICT);
            wordBreaks.setText(words);
            return fitting(cut(words, lines(words, STRICT).and(wordBreaks::isBoundary)), measure, width);
        }
        return cut(words, lines(words, STRICT));
    }

    /** What is wider than a line is broken within, wherever it may be. */
    private static List<String> fitting(List<String> pieces, Text measure, double width) {
        return pieces.stream().flatMap(piece -> width(measure, piece.stripTrailing()) <= width
                ? List.of(piece).stream()
                : cut(piece, lines(piece, STRICT)).stream()).toList();
    }

    private static IntPredicate lines(String words, ULocale rules) {
        BreakIterator breaks = BreakIterator.getLineInstance(rules);
        breaks.setText(words);
        return breaks::isBoundary;
    }

    private static List<String> cut(String words, IntPredicate mayBreak) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 1; at < words.length(); at++) {
            if (mayBreak.test(at)) {
                pieces.add(words.substring(from, at));
                from = at;
            }
        }
        pieces.add(words.substring(from));
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
