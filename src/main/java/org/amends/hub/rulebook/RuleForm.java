package org.amends.hub.rulebook;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.recovery.Rule;
import org.amends.hub.recovery.TagWords;
import org.amends.hub.web.Form;
import org.amends.hub.web.Request;
import org.amends.hub.web.Texts;

/** Between rules and the fields of their form. */
final class RuleForm {

    /** A language tag or its first part; what it means is the guests' matter. */
    private static final String LANGUAGE = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*";
    private static final int LONGEST_LANGUAGE = 35;
    private static final List<String> RULE_FIELDS = Stream.concat(
            Stream.of("id", "version", "kind", "on", "name", "gravity", "sets", "score", "somebody", "choices", "words",
                    "comment", "tags", "sites", "touchpoints", "languages", "from", "until", "minutes", "percent", "count",
                    "least"),
            Arrays.stream(DayOfWeek.values()).map(RuleForm::field)).toList();
    private static final List<String> TAG_FIELDS = List.of("id", "version", "tag", "language", "words");

    private RuleForm() {
    }

    /** A field for each day of the week. */
    static String field(DayOfWeek day) {
        return "day-" + day.name().toLowerCase(Locale.ROOT);
    }

    static Form posted(Texts texts, Request request) {
        return Form.posted(texts, RULE_FIELDS, request);
    }

    static Form postedTag(Texts texts, Request request) {
        return Form.posted(texts, TAG_FIELDS, request);
    }

    static Form of(Texts texts, TagWords tag) {
        return new Form(texts, TAG_FIELDS).with("id", tag.id()).with("version", tag.version()).with("tag", tag.tag())
                .with("language", tag.language().orElse("")).with("words", tag.words());
    }

    static Form newTag(Texts texts) {
        return new Form(texts, TAG_FIELDS).with("id", 0).with("version", 0);
    }

    /** An empty one. */
    static Form fresh(Texts texts, boolean counts) {
        Form form = new Form(texts, RULE_FIELDS).with("id", 0).with("version", 0).with("kind", counts ? "rate" : "guest")
                .with("gravity", Gravity.NORMAL.id());
        return counts ? form.with("score", 2).with("minutes", 30).with("least", 5) : form;
    }

    static Form of(Texts texts, Rule rule) {
        Rule.When when = rule.when();
        Form form = new Form(texts, RULE_FIELDS).with("id", rule.id()).with("version", rule.version())
                .with("kind", rule.rate().isPresent() ? "rate" : "guest").with("on", rule.on() ? "yes" : "")
                .with("name", rule.name()).with("gravity", rule.gravity().id()).with("sets", String.join(", ", rule.tags()))
                .with("score", when.scoreAtMost().map(String::valueOf).orElse("")).with("somebody", yesNo(when.somebody()))
                .with("choices", when.choices()).with("words", when.words()).with("comment", yesNo(when.comment()))
                .with("tags", String.join(", ", when.tags())).with("sites", when.sites())
                .with("touchpoints", when.touchpoints()).with("languages", String.join(", ", when.languages()))
                .with("from", when.from().map(LocalTime::toString).orElse(""))
                .with("until", when.until().map(LocalTime::toString).orElse(""));
        when.days().forEach(day -> form.with(field(day), "yes"));
        rule.rate().ifPresent(rate -> form.with("minutes", rate.minutes()).with("least", rate.leastOfGuests())
                .with("percent", rate.percent().map(String::valueOf).orElse(""))
                .with("count", rate.count().map(String::valueOf).orElse("")));
        return form;
    }

    /** Empty if something is wrong, which the form then says. */
    static Optional<Rule> rule(Form form) {
        boolean counts = form.get("kind").equals("rate");
        String name = form.line("name", Rule.LONGEST_NAME);
        Optional<Gravity> gravity = form.parsed("gravity", Gravity::of, "form.wrong.choice");
        if (form.get("gravity").isEmpty()) {
            form.wrong("gravity", "form.wrong.choice");
        }
        List<String> sets = form.items("sets", Rule.LONGEST_TAG, Rule.LONGEST_LIST);
        if (sets.size() > Rule.MOST_TAGS) {
            form.wrong("sets", "rule.wrong.tags", Rule.MOST_TAGS);
        }
        Optional<Integer> score = form.number("score", 1, Rule.HIGHEST_SCORE);
        if (counts && form.get("score").isEmpty()) {
            form.wrong("score", "form.wrong.number", 1, Rule.HIGHEST_SCORE);
        }
        List<String> sites = form.lines("sites", Rule.LONGEST_LIST);
        List<String> touchpoints = form.lines("touchpoints", Rule.LONGEST_LIST);
        Optional<LocalTime> from = form.parsed("from", LocalTime::parse, "form.wrong.time");
        Optional<LocalTime> until = form.parsed("until", LocalTime::parse, "form.wrong.time");
        if (form.get("from").isEmpty() != form.get("until").isEmpty()) {
            form.wrong(form.get("from").isEmpty() ? "from" : "until", "rule.wrong.both-times");
        } else if (from.isPresent() && from.equals(until)) {
            form.wrong("until", "rule.wrong.same-times");
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Arrays.stream(DayOfWeek.values()).filter(day -> !form.get(field(day)).isEmpty()).forEach(days::add);
        Optional<Rule.Rate> rate = counts ? rate(form) : Optional.empty();
        Rule.When said = counts ? Rule.When.ANY : said(form);
        if (!form.isRight()) {
            return Optional.empty();
        }
        Rule.When when = new Rule.When(score, said.somebody(), said.choices(), said.words(), said.comment(), said.tags(),
                sites, touchpoints, said.languages(), days, from, until);
        return Optional.of(new Rule(id(form, "id"), id(form, "version"), name, !form.get("on").isEmpty(),
                gravity.orElseThrow(), sets.stream().limit(Rule.MOST_TAGS).toList(), when, rate, Optional.empty()));
    }

    private static Rule.When said(Form form) {
        List<String> languages = form.items("languages", LONGEST_LANGUAGE, Rule.LONGEST_LIST);
        if (!languages.stream().allMatch(language -> language.matches(LANGUAGE))) {
            form.wrong("languages", "form.wrong.language");
        }
        List<String> choices = form.lines("choices", Rule.LONGEST_LIST);
        List<String> words = form.lines("words", Rule.LONGEST_WORDS);
        List<String> tags = form.items("tags", Rule.LONGEST_TAG, Rule.LONGEST_LIST);
        Optional<Boolean> comment = yesNo(form, "comment");
        if (comment.equals(Optional.of(false)) && !words.isEmpty()) {
            form.wrong("comment", "rule.wrong.comment");
        }
        return form.isRight()
                ? new Rule.When(Optional.empty(), yesNo(form, "somebody"), choices, words, comment, tags, List.of(),
                        List.of(), languages, Set.of(), Optional.empty(), Optional.empty())
                : Rule.When.ANY;
    }

    private static Optional<Rule.Rate> rate(Form form) {
        Optional<Integer> minutes = form.number("minutes", 1, Rule.Rate.LONGEST);
        Optional<Integer> percent = form.number("percent", 1, 100);
        Optional<Integer> count = form.number("count", 1, Rule.Rate.HIGHEST_COUNT);
        Optional<Integer> least = form.number("least", 1, Rule.Rate.HIGHEST_COUNT);
        if (minutes.isEmpty()) {
            form.wrong("minutes", "form.wrong.number", 1, Rule.Rate.LONGEST);
        }
        if (least.isEmpty()) {
            form.wrong("least", "form.wrong.number", 1, Rule.Rate.HIGHEST_COUNT);
        }
        if (form.get("percent").isEmpty() == form.get("count").isEmpty()) {
            form.wrong("percent", "rule.wrong.rate");
        }
        return form.isRight()
                ? Optional.of(new Rule.Rate(minutes.orElseThrow(), percent, count, least.orElseThrow()))
                : Optional.empty();
    }

    /** As {@link #rule}. */
    static Optional<TagWords> tag(Form form) {
        String tag = form.line("tag", Rule.LONGEST_TAG);
        Optional<String> language = Optional.of(form.get("language")).filter(text -> !text.isEmpty());
        if (language.filter(text -> !text.matches(LANGUAGE) || text.length() > LONGEST_LANGUAGE).isPresent()) {
            form.wrong("language", "form.wrong.language");
        }
        List<String> words = form.lines("words", TagWords.LONGEST_WORDS);
        if (words.isEmpty()) {
            form.wrong("words", "form.wrong.list", TagWords.LONGEST_WORDS);
        }
        return form.isRight()
                ? Optional.of(new TagWords(id(form, "id"), id(form, "version"), tag, language, words, Optional.empty()))
                : Optional.empty();
    }

    /** A number that the page itself gave out; one that was tampered with is that of nothing. */
    static long id(Form form, String field) {
        return form.get(field).matches("\\d{1,15}") ? Long.parseLong(form.get(field)) : 0;
    }

    private static Optional<Boolean> yesNo(Form form, String field) {
        return switch (form.get(field)) {
            case "" -> Optional.empty();
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> {
                form.wrong(field, "form.wrong.choice");
                yield Optional.empty();
            }
        };
    }

    private static String yesNo(Optional<Boolean> value) {
        return value.map(yes -> yes ? "yes" : "no").orElse("");
    }

    /** All that a rule goes by, in words, the most telling first. */
    static List<String> inWords(Rule rule, Texts texts) {
        Rule.When when = rule.when();
        List<String> words = new ArrayList<>();
        rule.rate().ifPresent(rate -> words.add(rate.percent().isPresent()
                ? texts.say("rule.says.percent", rate.percent().get(), when.scoreAtMost().orElseThrow(), rate.minutes(),
                        rate.leastOfGuests())
                : texts.say("rule.says.count", rate.count().orElseThrow(), when.scoreAtMost().orElseThrow(),
                        rate.minutes(), rate.leastOfGuests())));
        if (rule.rate().isEmpty()) {
            when.scoreAtMost().ifPresent(score -> words.add(texts.say("rule.says.score", score)));
        }
        when.somebody().ifPresent(wanted -> words.add(texts.say(wanted ? "rule.says.somebody" : "rule.says.nobody")));
        say(words, texts, "choices", when.choices());
        say(words, texts, "words", when.words());
        when.comment().ifPresent(there -> words.add(texts.say(there ? "rule.says.comment" : "rule.says.no-comment")));
        say(words, texts, "tags", when.tags());
        say(words, texts, "sites", when.sites());
        say(words, texts, "touchpoints", when.touchpoints());
        say(words, texts, "languages", when.languages());
        say(words, texts, "days", when.days().stream().sorted().map(day -> texts.say("rule." + field(day))).toList());
        when.from().ifPresent(from -> words.add(texts.say("rule.says.time", from, when.until().orElseThrow())));
        if (words.isEmpty()) {
            words.add(texts.say("rule.says.always"));
        }
        return words;
    }

    private static void say(List<String> words, Texts texts, String what, List<String> list) {
        if (!list.isEmpty()) {
            words.add(texts.say("rule.says." + what, String.join(", ", list)));
        }
    }
}
