package org.amends.survey;

import java.util.Map;

/**
 * One text in every language of its survey.
 *
 * @param byLanguage keyed by BCP 47 language, such as {@code de}
 */
public record Texts(Map<String, String> byLanguage) {

    public Texts {
        byLanguage = Map.copyOf(byLanguage);
    }

    /**
     * The text in one language.
     *
     * @throws IllegalArgumentException if the survey does not have that language
     */
    public String in(String language) {
        String text = byLanguage.get(language);
        if (text == null) {
            throw new IllegalArgumentException("no text in \"" + language + "\"; there are " + byLanguage.keySet());
        }
        return text;
    }
}
