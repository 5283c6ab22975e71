package org.amends.hub.recovery;

import java.util.List;
import java.util.Optional;

/**
 * A tag that is set where one of some words was written or chosen. Several of these may set the same tag, one for each
 * language.
 *
 * @param id       counted up from 1; 0 for one that is not kept yet
 * @param version  counted up with each change
 * @param tag      1 to {@link Rule#LONGEST_TAG} characters
 * @param language what the guest was reading, such as {@code de}; empty for any
 * @param words    as {@link Keywords} finds them, at least one
 * @param changed  who changed it last
 */
public record TagWords(long id, long version, String tag, Optional<String> language, List<String> words,
        Optional<Rule.Changed> changed) {

    /** The most characters of all words, line ends included. */
    public static final int LONGEST_WORDS = 1000;

    public TagWords {
        Rule.text("tag", tag, Rule.LONGEST_TAG);
        words = Rule.list("words", words, LONGEST_WORDS);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a tag needs words to go by");
        }
    }
}
