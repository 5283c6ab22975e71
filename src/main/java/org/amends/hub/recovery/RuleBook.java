package org.amends.hub.recovery;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.amends.hub.recovery.Keywords.Folded;
import org.amends.response.Content;
import org.amends.response.Touchpoint;

/**
 * The rules in force at one moment, and what they say of a response. Of several that apply the gravest decides: so neither
 * the order of rules nor the order in which a guest's words arrive can make a case less grave, and whoever adds a rule for
 * something grave need not mind where in the list it stands. Among equally grave ones the first gives the case its name.
 * Tags are set by all of them.
 */
final class RuleBook {

    private final List<Prepared> rules;
    private final List<PreparedTag> tags;

    /**
     * @param rules in their order; those that are off or that count guests are left aside
     */
    RuleBook(List<Rule> rules, List<TagWords> tags) {
        this.rules = rules.stream().filter(rule -> rule.on() && rule.rate().isEmpty()).map(Prepared::of).toList();
        this.tags = tags.stream().map(PreparedTag::of).toList();
    }

    /**
     * What rules say.
     *
     * @param decides the gravest that applies; empty if none does
     * @param tags    those that all of them and the guest's words set
     */
    record Judgement(Optional<Rule> decides, Set<String> tags) {
    }

    Judgement judge(Facts facts) {
        Set<String> set = new TreeSet<>();
        tags.stream().filter(tag -> tag.applies(facts)).forEach(tag -> set.add(tag.tag().tag()));
        // What other rules set is no reason for a rule: it would depend on their order.
        Set<String> byWords = Set.copyOf(set);
        List<Rule> applying = rules.stream().filter(rule -> rule.applies(facts, byWords)).map(Prepared::rule).toList();
        applying.forEach(rule -> set.addAll(rule.tags()));
        Optional<Rule> decides = applying.stream().reduce((one, other) -> other.gravity().compareTo(one.gravity()) > 0
                ? other
                : one);
        return new Judgement(decides, set);
    }

    /**
     * The highest score of a face that can be what was missing for some rule to apply; 0 if none can. It counts where words
     * are asked for, too: they may have arrived before the face.
     */
    int highestScore() {
        return rules.stream().map(prepared -> highestScore(prepared.rule().when())).max(Comparator.naturalOrder())
                .orElse(0);
    }

    /** As {@link #highestScore()}, for one rule. */
    static int highestScore(Rule.When when) {
        return when.scoreAtMost().orElse(when.needsMoreThanAFace() ? 0 : Rule.HIGHEST_SCORE);
    }

    /** Whether an entry of this content can be what was still missing for some rule to apply. */
    boolean mayBegin(Content content) {
        return rules.stream().map(prepared -> prepared.rule().when()).anyMatch(when -> mayBegin(when, content));
    }

    /** As {@link #mayBegin(Content)}, for one rule. */
    static boolean mayBegin(Rule.When when, Content content) {
        return switch (content) {
            case Content.Rating rating -> rating.score() <= highestScore(when);
            case Content.SomebodyNow asked -> when.somebody().filter(wanted -> wanted == asked.wanted()).isPresent()
                    || isOpenToAll(when);
            case Content.Reason _ -> !when.choices().isEmpty() || !when.tags().isEmpty() || isOpenToAll(when);
            case Content.Comment _ -> !when.words().isEmpty() || !when.tags().isEmpty() || when.comment().orElse(false)
                    || isOpenToAll(when);
            case Content.Sealed box -> box.what().equals("comment") && (!when.words().isEmpty() || !when.tags().isEmpty()
                    || when.comment().orElse(false) || isOpenToAll(when));
            // What is taken back may leave a response without a comment, or with another wish.
            case Content.Correction _ -> true;
            case Content.YesNo _,Content.Recommendation _,Content.Contact _,Content.Card _,Content.StaffNear _,Content.StaffStep _,Content.RecoveryToken _,Content.Left _ ->
                false;
        };
    }

    private static boolean isOpenToAll(Rule.When when) {
        return when.scoreAtMost().isEmpty() && !when.needsMoreThanAFace();
    }

    /** Whether a rule goes by this place. */
    static boolean isPlace(Rule.When when, Touchpoint where) {
        return names(when.sites(), where.site()) && names(when.touchpoints(), where.name());
    }

    /** Whether a rule goes by this language. */
    static boolean isLanguage(Rule.When when, String language) {
        return when.languages().isEmpty() || when.languages().stream().anyMatch(one -> speaks(language, one));
    }

    private static boolean names(Collection<String> names, String name) {
        return names.isEmpty() || names.stream().anyMatch(one -> Folded.of(one).equals(Folded.of(name)));
    }

    /** {@code de} stands for {@code de-AT}, too. */
    private static boolean speaks(String language, String asked) {
        String tag = language.toLowerCase(Locale.ROOT).replace('_', '-');
        String prefix = asked.toLowerCase(Locale.ROOT).replace('_', '-');
        return tag.equals(prefix) || tag.startsWith(prefix + "-");
    }

    /** Whether a rule goes by this time. */
    static boolean isTime(Rule.When when, ZonedDateTime at) {
        DayOfWeek day = at.getDayOfWeek();
        if (when.from().isPresent()) {
            LocalTime from = when.from().get();
            LocalTime until = when.until().orElseThrow();
            LocalTime time = at.toLocalTime();
            boolean overnight = until.isBefore(from);
            boolean within = overnight
                    ? !time.isBefore(from) || time.isBefore(until)
                    : !time.isBefore(from) && time.isBefore(until);
            if (!within) {
                return false;
            }
            day = overnight && time.isBefore(until) ? day.minus(1) : day;
        }
        return when.days().isEmpty() || when.days().contains(day);
    }

    /** A rule with its words made ready to be looked for. */
    private record Prepared(Rule rule, Keywords words, Set<String> choices) {

        static Prepared of(Rule rule) {
            Set<String> choices = new TreeSet<>();
            rule.when().choices().forEach(choice -> choices.add(Folded.of(choice).text()));
            return new Prepared(rule, new Keywords(rule.when().words()), choices);
        }

        boolean applies(Facts facts, Set<String> tagged) {
            Rule.When when = rule.when();
            return when.scoreAtMost().map(most -> facts.scores().stream().anyMatch(score -> score <= most)).orElse(true)
                    && when.somebody().map(wanted -> facts.somebody().equals(Optional.of(wanted))).orElse(true)
                    && when.comment().map(there -> there == facts.commented()).orElse(true)
                    && (when.tags().isEmpty() || when.tags().stream().anyMatch(tagged::contains))
                    && (choices.isEmpty() || facts.choices().stream().anyMatch(choices::contains))
                    && isPlace(when, facts.where()) && isLanguage(when, facts.language()) && isTime(when, facts.at())
                    && (when.words().isEmpty() || words.anyIn(facts.comment()));
        }
    }

    /** Words for a tag, made ready to be looked for. */
    private record PreparedTag(TagWords tag, Keywords words) {

        static PreparedTag of(TagWords tag) {
            return new PreparedTag(tag, new Keywords(tag.words()));
        }

        boolean applies(Facts facts) {
            List<Folded> said = new ArrayList<>(facts.choices().stream().map(Folded::new).toList());
            said.add(facts.comment());
            return tag.language().map(language -> speaks(facts.language(), language)).orElse(true)
                    && said.stream().anyMatch(words::anyIn);
        }
    }
}
