package org.amends.hub.thread;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What guests read, in every language in which a terminal may have asked them. */
final class GuestTexts {

    /** The first is that of whoever reads none of them. */
    static final List<String> LANGUAGES = List.of("en", "ar", "de", "es", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl",
            "pt", "ru", "th", "tr", "zh");
    private static final Set<String> FROM_RIGHT = Set.of("ar", "he");
    /** Browsers send some dozen letters; whoever sends more is none. */
    private static final int LONGEST_WISH = 200;

    private final Map<String, Speaking> all = LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), language -> new Speaking(language, read(language))));

    /** One language. */
    record Speaking(String language, Map<String, String> texts) {

        Locale locale() {
            return Locale.forLanguageTag(language);
        }

        /** {@code ltr} or {@code rtl}. */
        String direction() {
            return FROM_RIGHT.contains(language) ? "rtl" : "ltr";
        }

        /**
         * A text.
         *
         * @param part what stands for {0}
         */
        String say(String key, String part) {
            return say(key).replace("{0}", part);
        }

        String say(String key) {
            return Optional.ofNullable(texts.get(key)).orElseThrow(() -> new IllegalArgumentException("no text " + key));
        }
    }

    /** The language of a tag: what counts is what comes before the first hyphen. */
    Speaking in(String tag) {
        return all.getOrDefault(tag.split("-", 2)[0].toLowerCase(Locale.ROOT), all.get(LANGUAGES.getFirst()));
    }

    /** What a browser asks for. */
    Speaking asked(Optional<String> wish) {
        try {
            return in(wish.filter(header -> header.length() <= LONGEST_WISH).map(LanguageRange::parse)
                    .map(ranges -> Locale.lookupTag(ranges, LANGUAGES)).orElse(LANGUAGES.getFirst()));
        } catch (IllegalArgumentException noLanguages) {
            return in(LANGUAGES.getFirst());
        }
    }

    private static Map<String, String> read(String language) {
        Properties texts = new Properties();
        try (InputStream file = GuestTexts.class.getResourceAsStream("guest_" + language + ".properties")) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return texts.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), texts::getProperty));
    }
}
