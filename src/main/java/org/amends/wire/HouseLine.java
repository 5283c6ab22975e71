package org.amends.wire;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was done about something that guests had said, as it stands on a terminal while nobody is there. The constructor throws
 * {@link IllegalArgumentException} naming the part that is out of its limits.
 *
 * @param texts by language, BCP 47, at least one and at most {@link #MOST_LANGUAGES}; that of the house comes first. Each has
 *              1 to {@link #LONGEST} characters on one line, as the lines of a survey's file have, and nothing that turns
 *              letters round unseen
 * @param until from then on it is over
 */
public record HouseLine(Map<String, String> texts, Instant until) {

    /** The longest text in characters: as a survey's own. */
    public static final int LONGEST = 120;
    /** The most languages. */
    public static final int MOST_LANGUAGES = 20;

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");
    /** The same that no survey's file may have, and halves of letters, which have no UTF-8. */
    private static final Pattern WORDS = Pattern.compile("[^\\p{Cc}\\u2028-\\u202E\\u2066-\\u2069\\x{D800}-\\x{DFFF}]+");

    public HouseLine {
        if (texts == null || texts.isEmpty() || texts.size() > MOST_LANGUAGES) {
            throw new IllegalArgumentException("texts: a line has 1 to " + MOST_LANGUAGES + " of them");
        }
        texts.forEach((language, text) -> {
            if (!isLanguage(language)) {
                throw new IllegalArgumentException("texts: a language is a tag such as de or pt-BR");
            }
            if (text == null || text.length() > LONGEST || !isPlain(text)) {
                throw new IllegalArgumentException("texts." + language + ": a text of 1 to " + LONGEST
                        + " characters on one line, without invisible ones that turn letters round");
            }
        });
        if (until == null) {
            throw new IllegalArgumentException("until: a moment");
        }
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** Whether this names a language as lines do: {@code de}, {@code pt-BR}. */
    public static boolean isLanguage(String tag) {
        return tag != null && LANGUAGE.matcher(tag).matches();
    }

    /** Whether a text reads as it is written: on one line, not blank, and without what turns letters round unseen. */
    public static boolean isPlain(String text) {
        return !text.isBlank() && WORDS.matcher(text).matches();
    }
}
