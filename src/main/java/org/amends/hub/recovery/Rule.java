package org.amends.hub.recovery;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What opens a case. A rule without a rate looks at one guest at a time; one with a rate counts unhappy guests at each
 * touchpoint. Each constructor throws {@link IllegalArgumentException} naming the part that is out of its limits.
 *
 * @param id      counted up from 1; 0 for one that is not kept yet
 * @param version counted up with each change, so that two people who change it at once learn of each other
 * @param name    what staff read on the case, 1 to {@link #LONGEST_NAME} characters
 * @param on      whether it is in force
 * @param gravity of the cases that it opens
 * @param tags    what it sets on them, at most {@link #MOST_TAGS}
 * @param when    what must be so, all of it
 * @param rate    for rules that count
 * @param changed who changed it last; empty for one that nobody changed
 */
public record Rule(long id, long version, String name, boolean on, Gravity gravity, List<String> tags, When when,
        Optional<Rate> rate, Optional<Changed> changed) {

    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 60;
    /** The longest tag, in characters: it must fit a row on a phone. */
    public static final int LONGEST_TAG = 30;
    /** The most tags that one rule sets. */
    public static final int MOST_TAGS = 5;
    /** The highest score that a face can have, and so the highest limit. */
    public static final int HIGHEST_SCORE = 10;
    /** The most characters of a list, line ends included, so that the largest form still fits what a hub reads. */
    public static final int LONGEST_LIST = 240;
    /** The same for words, of which there are more. */
    public static final int LONGEST_WORDS = 500;

    public Rule {
        text("name", name, LONGEST_NAME);
        tags = List.copyOf(tags);
        range("the number of tags", tags.size(), 0, MOST_TAGS);
        tags.forEach(tag -> text("tag", tag, LONGEST_TAG));
        if (rate.isPresent() && (when.scoreAtMost().isEmpty() || when.somebody().isPresent() || when.comment().isPresent()
                || !when.choices().isEmpty() || !when.words().isEmpty() || !when.tags().isEmpty()
                || !when.languages().isEmpty())) {
            throw new IllegalArgumentException("a rule that counts goes by score, place and time alone");
        }
    }

    /**
     * What must be so. What is empty does not matter; of a list one must be so.
     *
     * @param scoreAtMost a face of this score or a lower one was pressed, 1 to {@link Rule#HIGHEST_SCORE}
     * @param somebody    the guest wants somebody to come now, or said that nobody is to
     * @param choices     a reason or another choice, by its id or its words for staff
     * @param words       in the comment, as {@link Keywords} finds them
     * @param comment     whether there is one; "there is none" can only mean "none so far"
     * @param tags        set by {@link TagWords}
     * @param days        of the week; a time that goes on past midnight is of the day on which it began
     * @param from        the time of day by the venue's clock; only together with {@code until}
     * @param until       exclusive, and not the same as {@code from}; where it is earlier, on the next day
     */
    public record When(Optional<Integer> scoreAtMost, Optional<Boolean> somebody, List<String> choices,
            List<String> words, Optional<Boolean> comment, List<String> tags, List<String> sites, List<String> touchpoints,
            List<String> languages, Set<DayOfWeek> days, Optional<LocalTime> from, Optional<LocalTime> until) {

        /** Always. */
        public static final When ANY = new When(Optional.empty(), Optional.empty(), List.of(), List.of(),
                Optional.empty(), List.of(), List.of(), List.of(), List.of(), Set.of(), Optional.empty(), Optional.empty());

        public When {
            scoreAtMost.ifPresent(score -> range("score", score, 1, HIGHEST_SCORE));
            choices = list("choices", choices, LONGEST_LIST);
            words = list("words", words, LONGEST_WORDS);
            tags = list("tags", tags, LONGEST_LIST);
            sites = list("sites", sites, LONGEST_LIST);
            touchpoints = list("touchpoints", touchpoints, LONGEST_LIST);
            languages = list("languages", languages, LONGEST_LIST);
            days = Set.copyOf(days);
            if (from.isPresent() != until.isPresent() || from.isPresent() && from.equals(until)) {
                throw new IllegalArgumentException("from and until must be given both, and differ");
            }
        }

        /** With this limit of the score and nothing else. */
        public static When scoreAtMost(int score) {
            return new When(Optional.of(score), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(),
                    List.of(), List.of(), List.of(), Set.of(), Optional.empty(), Optional.empty());
        }

        /** Where the guest wants somebody to come now. */
        public static When somebodyIsWanted() {
            return new When(Optional.empty(), Optional.of(true), List.of(), List.of(), Optional.empty(), List.of(),
                    List.of(), List.of(), List.of(), Set.of(), Optional.empty(), Optional.empty());
        }

        /** Whether something else than a face must have been given, too. */
        boolean needsMoreThanAFace() {
            return somebody.isPresent() || comment.orElse(false) || !choices.isEmpty() || !words.isEmpty()
                    || !tags.isEmpty();
        }
    }

    /**
     * How many unhappy guests are too many at one touchpoint.
     *
     * @param minutes       how far back is counted, 1 to {@link #LONGEST}
     * @param percent       of all who pressed a face, 1 to 100; either this or a count
     * @param count         of guests, 1 to {@link #HIGHEST_COUNT}
     * @param leastOfGuests so many must have pressed a face before there is anything to tell, 1 to {@link #HIGHEST_COUNT}
     */
    public record Rate(int minutes, Optional<Integer> percent, Optional<Integer> count, int leastOfGuests) {

        /** The longest window, in minutes. */
        public static final int LONGEST = 240;
        /** The highest count that can be asked for. */
        public static final int HIGHEST_COUNT = 1000;

        public Rate {
            range("minutes", minutes, 1, LONGEST);
            range("the least number of guests", leastOfGuests, 1, HIGHEST_COUNT);
            percent.ifPresent(least -> range("percent", least, 1, 100));
            count.ifPresent(least -> range("count", least, 1, HIGHEST_COUNT));
            if (percent.isPresent() == count.isPresent()) {
                throw new IllegalArgumentException("a rate has either a percentage or a count");
            }
        }

        /** Whether so many of so many are too many. */
        boolean reached(long unhappy, long all) {
            return all >= leastOfGuests
                    && percent.map(least -> unhappy * 100 >= least * all).orElseGet(() -> unhappy >= count.orElseThrow());
        }
    }

    /** Who changed it, and when. */
    public record Changed(String by, Instant at) {
    }

    /** The same, switched on or off. */
    public Rule switched(boolean toOn) {
        return new Rule(id, version, name, toOn, gravity, tags, when, rate, changed);
    }

    static void text(String name, String value, int longest) {
        if (value.isBlank() || value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " must have 1 to " + longest + " characters on one line");
        }
    }

    static List<String> list(String name, List<String> values, int longest) {
        values.forEach(value -> text(name, value, longest));
        if (String.join("\n", values).length() > longest) {
            throw new IllegalArgumentException(name + " must have at most " + longest + " characters in all");
        }
        return List.copyOf(values);
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
