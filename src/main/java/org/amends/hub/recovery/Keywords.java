package org.amends.hub.recovery;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for words in what guests wrote: whole words, whatever their case and accents. A word with {@code *} behind it also
 * stands for all that begin with it. Where a script has no spaces between words, as in Japanese, a word is found anywhere;
 * in Arabic it is also found behind the article and the short words that are written together with it.
 */
public final class Keywords {

    /** What any number of letters may follow. */
    public static final char AND_LONGER = '*';

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.HANGUL, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);
    /** Elsewhere a mark makes another letter: in Japanese a voiced one, in Hindi another vowel. */
    private static final Set<UnicodeScript> MARKS_ARE_ACCENTS = EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC, UnicodeScript.ARABIC, UnicodeScript.HEBREW);
    /** In Cyrillic it makes another letter of one. */
    private static final int BREVE = 0x306;
    /** "and", "so"; "in", "like", "for"; the article: as they stand before a noun without a space. */
    private static final Pattern BEFORE_ARABIC = Pattern.compile("[وف]?([بك]?ال|[بكل]|لل)?");
    /** Letters that are written in two ways and do not come apart into a letter and a mark. */
    private static final Map<Integer, String> ALIKE = Map.ofEntries(Map.entry((int) 'ł', "l"), Map.entry((int) 'ø', "o"),
            Map.entry((int) 'đ', "d"), Map.entry((int) 'æ', "ae"), Map.entry((int) 'œ', "oe"), Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ى', "ي"), Map.entry((int) 'ی', "ي"), Map.entry((int) 'ک', "ك"), Map.entry((int) 'ة', "ه"),
            Map.entry((int) 'ٱ', "ا"), Map.entry((int) '’', "'"), Map.entry((int) 'ـ', ""));

    private final List<Keyword> keywords;

    /**
     * @param words each with or without {@code *} behind it
     */
    public Keywords(List<String> words) {
        keywords = words.stream().map(Keyword::of).filter(keyword -> !keyword.word().isEmpty()).toList();
    }

    /** A text as it is compared. */
    record Folded(String text) {

        static final Folded NOTHING = new Folded("");

        static Folded of(String text) {
            StringBuilder folded = new StringBuilder(text.length());
            UnicodeScript script = UnicodeScript.COMMON;
            boolean space = true;
            // Upper case first, which makes "ss" of a sharp s, and one sigma of two.
            String apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
            for (int i = 0; i < apart.length();) {
                int letter = Character.toLowerCase(apart.codePointAt(i));
                i += Character.charCount(apart.codePointAt(i));
                int type = Character.getType(letter);
                if (type == Character.FORMAT || type == Character.NON_SPACING_MARK && MARKS_ARE_ACCENTS.contains(script)
                        && !(script == UnicodeScript.CYRILLIC && letter == BREVE)) {
                    continue;
                }
                if (Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
                    if (!space) {
                        folded.append(' ');
                    }
                    space = true;
                    continue;
                }
                space = false;
                if (type != Character.NON_SPACING_MARK) {
                    script = UnicodeScript.of(letter);
                }
                if (Character.isDigit(letter)) {
                    folded.append((char) ('0' + Character.digit(letter, 10)));
                } else if (ALIKE.containsKey(letter)) {
                    folded.append(ALIKE.get(letter));
                } else {
                    folded.appendCodePoint(letter);
                }
            }
            return new Folded(Normalizer.normalize(folded, Normalizer.Form.NFC).strip());
        }
    }

    /** Whether any of them is in a text. */
    boolean anyIn(Folded text) {
        return keywords.stream().anyMatch(keyword -> keyword.isIn(text.text()));
    }

    private record Keyword(String word, boolean andLonger) {

        static Keyword of(String typed) {
            String folded = Folded.of(typed).text();
            boolean longer = folded.endsWith(String.valueOf(AND_LONGER));
            return new Keyword((longer ? folded.substring(0, folded.length() - 1) : folded).strip(), longer);
        }

        boolean isIn(String text) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                if (begins(text, at) && (andLonger || ends(text, at + word.length()))) {
                    return true;
                }
            }
            return false;
        }

        private boolean begins(String text, int at) {
            int first = text.codePointAt(at);
            if (at == 0 || !joined(text.codePointBefore(at), first)) {
                return true;
            }
            if (UnicodeScript.of(first) != UnicodeScript.ARABIC) {
                return false;
            }
            int start = at;
            while (start > 0 && isOfAWord(text.codePointBefore(start))) {
                start -= Character.charCount(text.codePointBefore(start));
            }
            return BEFORE_ARABIC.matcher(text.substring(start, at)).matches();
        }

        private static boolean ends(String text, int at) {
            return at == text.length() || !joined(text.codePointBefore(at), text.codePointAt(at));
        }

        /** Whether two characters beside each other are of one word, as far as that can be told without a dictionary. */
        private static boolean joined(int before, int behind) {
            return isMark(behind) || isOfAWord(before) && isOfAWord(behind)
                    && !WITHOUT_SPACES.contains(UnicodeScript.of(before))
                    && !WITHOUT_SPACES.contains(UnicodeScript.of(behind));
        }

        private static boolean isOfAWord(int character) {
            return Character.isLetterOrDigit(character) || isMark(character);
        }

        private static boolean isMark(int character) {
            int type = Character.getType(character);
            return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        }
    }
}
