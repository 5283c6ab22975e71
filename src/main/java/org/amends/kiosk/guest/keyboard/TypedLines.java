package org.amends.kiosk.guest.keyboard;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.Lines;

/**
 * Where the lines of a typed text begin. Typing changes only the end of it, so only its last lines are broken anew: the
 * two-thousandth character costs no more than the hundredth.
 *
 * <p>JavaFX's own wrapping is never used, as it fails on Arabic; see {@code look.Lines}.
 */
final class TypedLines {

    /** No line holds more characters than its width in parts of the font size so small. */
    private static final double NARROWEST = 0.1;

    private final TypedText text;
    private final Text measure = new Text();
    private final List<Integer> starts = new ArrayList<>(List.of(0));
    private double width;
    private double size;
    private int unchanged;

    TypedLines(TypedText text) {
        this.text = text;
    }

    /** The text has changed at its end. */
    void changed() {
        unchanged = Math.min(unchanged, text.length());
    }

    /**
     * Breaks what has changed.
     *
     * @param roomy in pixels, what a line may be wide; a word that is wider is broken within
     */
    void fit(Font font, double roomy) {
        if (!font.equals(measure.getFont()) || roomy != width) {
            measure.setFont(font);
            size = font.getSize();
            width = roomy;
            unchanged = 0;
        }
        // A sign typed now may belong to the last word of the line before, so that this must be broken again as well.
        while (starts.size() > 1 && starts.getLast() > unchanged) {
            starts.removeLast();
        }
        if (starts.size() > 1) {
            starts.removeLast();
        }
        for (int end = lineEnd(starts.getLast()); end < text.length(); end = lineEnd(end)) {
            starts.add(end);
        }
        unchanged = text.length();
    }

    /** How many there are; a text without characters has one. */
    int count() {
        return starts.size();
    }

    /** One of them, with the spaces at its end. */
    String line(int number) {
        return text.part(starts.get(number), number + 1 < starts.size() ? starts.get(number + 1) : text.length());
    }

    /** As much of the end as a single line holds. */
    String end(Font font, double roomy) {
        measure.setFont(font);
        String all = text.part(0, text.length());
        if (measured(all) <= roomy) {
            return all;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(all);
        int tooMuch = 0;
        int fits = all.length();
        while (fits - tooMuch > 1) {
            int middle = (tooMuch + fits) / 2;
            if (measured(all.substring(middle)) > roomy) {
                tooMuch = middle;
            } else {
                fits = middle;
            }
        }
        return all.substring(characters.isBoundary(fits) ? fits : characters.following(fits));
    }

    private int lineEnd(int start) {
        int most = Math.min(text.length(), start + (int) Math.ceil(width / (size * NARROWEST)) + 1);
        String rest = text.part(start, most);
        if (most == text.length() && measured(rest.stripTrailing()) <= width) {
            return most;
        }
        int fits = 0;
        int tooMuch = rest.length() + 1;
        while (tooMuch - fits > 1) {
            int middle = (fits + tooMuch) / 2;
            if (measured(rest.substring(0, middle)) <= width) {
                fits = middle;
            } else {
                tooMuch = middle;
            }
        }
        // Spaces hang over the end of a line, as many as there are.
        while (fits < rest.length() && rest.charAt(fits) == ' ') {
            fits++;
        }
        return start + lastBreak(rest, fits);
    }

    private int lastBreak(String rest, int fits) {
        if (fits >= rest.length()) {
            return rest.length();
        }
        int between = Lines.lastEnd(rest, fits);
        if (between > 0) {
            return between;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(rest);
        int within = characters.isBoundary(fits) ? fits : characters.preceding(fits);
        // Never an empty line, even where a single character is wider than the room.
        return within > 0 ? within : characters.following(0);
    }

    private double measured(String line) {
        measure.setText(line);
        return measure.getLayoutBounds().getWidth();
    }
}
