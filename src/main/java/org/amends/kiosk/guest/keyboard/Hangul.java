package org.amends.kiosk.guest.keyboard;

import java.util.Map;
import java.util.Optional;

/**
 * Joins the letters of Korean keys into syllables, as every Korean keyboard does: a first consonant, a vowel, and perhaps
 * last consonants. The arithmetic is that of the Unicode standard, chapter 3.12.
 */
final class Hangul {

    private static final String FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final String VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
    /** A syllable without a last consonant has the first of these. */
    private static final String LAST = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    private static final Map<String, String> PAIRS = Map.ofEntries(Map.entry("ㅗㅏ", "ㅘ"), Map.entry("ㅗㅐ", "ㅙ"),
            Map.entry("ㅗㅣ", "ㅚ"), Map.entry("ㅜㅓ", "ㅝ"), Map.entry("ㅜㅔ", "ㅞ"), Map.entry("ㅜㅣ", "ㅟ"), Map.entry("ㅡㅣ", "ㅢ"),
            Map.entry("ㄱㅅ", "ㄳ"), Map.entry("ㄴㅈ", "ㄵ"), Map.entry("ㄴㅎ", "ㄶ"), Map.entry("ㄹㄱ", "ㄺ"), Map.entry("ㄹㅁ", "ㄻ"),
            Map.entry("ㄹㅂ", "ㄼ"), Map.entry("ㄹㅅ", "ㄽ"), Map.entry("ㄹㅌ", "ㄾ"), Map.entry("ㄹㅍ", "ㄿ"), Map.entry("ㄹㅎ", "ㅀ"),
            Map.entry("ㅂㅅ", "ㅄ"));
    private static final int SYLLABLES = 0xAC00;
    private static final int LAST_SYLLABLE = 0xD7A3;

    private Hangul() {
    }

    /**
     * What the last character and a letter typed after it make together, where they do.
     *
     * @param last code point, or -1 where there is none
     */
    static Optional<String> joined(int last, String letter) {
        boolean vowel = letter.length() == 1 && VOWELS.contains(letter);
        boolean consonant = letter.length() == 1 && !letter.equals(" ") && (FIRST + LAST).contains(letter);
        if (last < 0 || !vowel && !consonant) {
            return Optional.empty();
        }
        if (last >= SYLLABLES && last <= LAST_SYLLABLE) {
            int number = last - SYLLABLES;
            String start = FIRST.substring(number / LAST.length() / VOWELS.length()).substring(0, 1);
            String middle = VOWELS.substring(number / LAST.length() % VOWELS.length()).substring(0, 1);
            String end = LAST.substring(number % LAST.length()).substring(0, 1);
            return vowel ? withVowel(start, middle, end, letter) : withConsonant(start, middle, end, letter);
        }
        String alone = Character.toString(last);
        return vowel && FIRST.contains(alone)
                ? Optional.of(syllable(alone, letter, " "))
                : vowel ? pair(alone, letter) : Optional.empty();
    }

    /** A last consonant, or the second of two, begins the next syllable when a vowel follows. */
    private static Optional<String> withVowel(String start, String middle, String end, String vowel) {
        if (end.equals(" ")) {
            return pair(middle, vowel).map(both -> syllable(start, both, " "));
        }
        return PAIRS.entrySet().stream().filter(pair -> pair.getValue().equals(end)).map(Map.Entry::getKey).findAny()
                .map(two -> syllable(start, middle, two.substring(0, 1)) + syllable(two.substring(1), vowel, " "))
                .or(() -> Optional.of(syllable(start, middle, " ") + syllable(end, vowel, " ")));
    }

    private static Optional<String> withConsonant(String start, String middle, String end, String consonant) {
        Optional<String> both = end.equals(" ") ? Optional.of(consonant) : pair(end, consonant);
        return both.filter(LAST::contains).map(last -> syllable(start, middle, last));
    }

    private static Optional<String> pair(String one, String other) {
        return Optional.ofNullable(PAIRS.get(one + other));
    }

    private static String syllable(String start, String middle, String end) {
        return Character.toString(SYLLABLES
                + (FIRST.indexOf(start) * VOWELS.length() + VOWELS.indexOf(middle)) * LAST.length() + LAST.indexOf(end));
    }
}
