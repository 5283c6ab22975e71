package org.amends.hub.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts dots in the place of what those need not read who look at cases without working on them: e-mail addresses, numbers as
 * long as those of phones and cards, and words of abuse. Whoever works on a case reads what the guest wrote.
 */
public final class Masks {

    static final String DOTS = "•••";

    private static final Pattern ADDRESS = Pattern.compile("[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    /** 7 to 19 digits, however they are parted: the shortest phone numbers have 7, payment cards up to 19. */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\p{Nd}(?:[\\p{Zs}().\\-/]{0,3}\\p{Nd}){6,18}");
    /** What a card calls itself: 8 to 20 hexadecimal digits. */
    private static final Pattern CARD = Pattern.compile("\\b(?=[A-F]*\\d)[0-9A-F]{8,20}\\b");
    private static final List<String> LANGUAGES = List.of("de", "en", "es", "fr", "it", "nl", "pt");

    private final Pattern abuse;

    /** With the words that come with the program, one a line in a file for each language; all of them hold in all languages. */
    public Masks() {
        abuse = Pattern.compile(LANGUAGES.stream().flatMap(Masks::words).map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** A text with all of that behind dots. */
    public String mask(String text) {
        String masked = text;
        for (Pattern hidden : List.of(ADDRESS, CARD, NUMBER, abuse)) {
            masked = hidden.matcher(masked).replaceAll(DOTS);
        }
        return masked;
    }

    private static Stream<String> words(String language) {
        String file = "abuse_" + language + ".txt";
        try (InputStream stream = Masks.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                    .filter(line -> !line.isEmpty()).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
