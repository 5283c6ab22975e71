package org.amends.hub.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.amends.hub.recovery.Keywords.Folded;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.junit.jupiter.api.Test;

/** What rules say, held against many rules and facts made by chance from a seed. */
class RuleBookTest {

    private static final int ROUNDS = 20_000;

    private final Random random = new Random(20261122);

    @Test
    void aRuleAppliesExactlyWhereEachOfItsConditionsIsMet() {
        for (int round = 0; round < ROUNDS; round++) {
            Rule rule = rule(round, when());
            Facts facts = facts();

            assertThat(new RuleBook(List.of(rule), List.of()).judge(facts).decides().isPresent())
                    .as("%s on %s at %s", rule.when(), facts, facts.at()).isEqualTo(applies(rule.when(), facts));
        }
    }

    @Test
    void neitherTheOrderOfRulesNorOneMoreMakesACaseLessGrave() {
        for (int round = 0; round < ROUNDS / 4; round++) {
            List<Rule> rules = new ArrayList<>();
            for (int id = 0; id < 5; id++) {
                rules.add(rule(id, when()));
            }
            Facts facts = facts();
            Optional<Gravity> gravity = new RuleBook(rules, List.of()).judge(facts).decides().map(Rule::gravity);
            Set<String> tags = new RuleBook(rules, List.of()).judge(facts).tags();
            Collections.shuffle(rules, random);
            assertThat(new RuleBook(rules, List.of()).judge(facts).decides().map(Rule::gravity)).isEqualTo(gravity);
            assertThat(new RuleBook(rules, List.of()).judge(facts).tags()).isEqualTo(tags);
            rules.add(rule(9, when()));
            Optional<Gravity> withOneMore = new RuleBook(rules, List.of()).judge(facts).decides().map(Rule::gravity);
            assertThat(withOneMore.map(Gravity::ordinal).orElse(-1))
                    .isGreaterThanOrEqualTo(gravity.map(Gravity::ordinal).orElse(-1));
        }
    }

    /** The worker leaves aside what cannot have been what was missing; this holds that nothing is left aside wrongly. */
    @Test
    void whatMakesARuleApplyIsAlwaysSomethingThatIsLookedAt() {
        for (int round = 0; round < ROUNDS; round++) {
            RuleBook book = new RuleBook(List.of(rule(1, when()), rule(2, when())), List.of());
            List<Content> said = contents();
            for (int i = 0; i < said.size(); i++) {
                boolean before = i > 0 && book.judge(facts(said.subList(0, i))).decides().isPresent();
                boolean now = book.judge(facts(said.subList(0, i + 1))).decides().isPresent();
                if (now && !before) {
                    assertThat(book.mayBegin(said.get(i))).as("%s of %s", said.get(i), said).isTrue();
                    if (said.get(i) instanceof Content.Rating rating) {
                        assertThat(rating.score()).isLessThanOrEqualTo(book.highestScore());
                    }
                }
            }
        }
    }

    @Test
    void amongEquallyGraveRulesTheFirstGivesTheCaseItsName() {
        List<Rule> rules = Rules.first(2);
        Facts both = new Facts(new Touchpoint("Airport", "Gate B7"), "en", noon(), List.of(1), Optional.of(true), Set.of(),
                Folded.NOTHING, false);

        assertThat(new RuleBook(rules, List.of()).judge(both).decides()).map(Rule::id).contains(2L);
        Rule same = new Rule(3, 1, "Another", true, Gravity.HIGH, List.of("x"), Rule.When.ANY, Optional.empty(),
                Optional.empty());
        assertThat(new RuleBook(List.of(rules.get(0), rules.get(1), same), List.of()).judge(both).decides()).map(Rule::id)
                .contains(2L);
        assertThat(new RuleBook(List.of(same.switched(false)), List.of()).judge(both).decides()).isEmpty();
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        Rule.When fridayNight = new Rule.When(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(),
                List.of(), List.of(), List.of(), List.of(), Set.of(DayOfWeek.FRIDAY), Optional.of(LocalTime.of(22, 0)),
                Optional.of(LocalTime.of(6, 0)));

        ZonedDateTime friday = ZonedDateTime.of(2026, 11, 20, 0, 0, 0, 0, ZoneOffset.UTC);
        assertThat(RuleBook.isTime(fridayNight, friday.withHour(22))).isTrue();
        assertThat(RuleBook.isTime(fridayNight, friday.plusDays(1).withHour(5))).isTrue();
        assertThat(RuleBook.isTime(fridayNight, friday.plusDays(1).withHour(6))).isFalse();
        assertThat(RuleBook.isTime(fridayNight, friday.withHour(5))).isFalse();
        assertThat(RuleBook.isTime(fridayNight, friday.plusDays(1).withHour(23))).isFalse();
    }

    @Test
    void aTagIsSetByWordsOfItsLanguageAndRulesGoByIt() {
        TagWords german = new TagWords(1, 1, "dirt", Optional.of("de"), List.of("schmutz*"), Optional.empty());
        TagWords any = new TagWords(2, 1, "money", Optional.empty(), List.of("refund"), Optional.empty());
        Rule dirt = new Rule(1, 1, "Dirt", true, Gravity.URGENT, List.of("cleaning"),
                new Rule.When(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of("dirt"),
                        List.of(), List.of(), List.of(), Set.of(), Optional.empty(), Optional.empty()),
                Optional.empty(), Optional.empty());
        RuleBook book = new RuleBook(List.of(dirt), List.of(german, any));

        assertThat(book.judge(wrote("de-AT", "Schmutzig. Refund!")).tags()).containsExactly("cleaning", "dirt", "money");
        assertThat(book.judge(wrote("en", "schmutzig")).tags()).isEmpty();
        assertThat(book.judge(wrote("en", "schmutzig")).decides()).isEmpty();
    }

    private static Facts wrote(String language, String text) {
        return new Facts(new Touchpoint("Airport", "Gate B7"), language, noon(), List.of(), Optional.empty(), Set.of(),
                Folded.of(text), true);
    }

    private static ZonedDateTime noon() {
        return ZonedDateTime.of(2026, 11, 20, 12, 0, 0, 0, ZoneOffset.UTC);
    }

    /** Another way to say what a rule means, condition by condition. */
    private static boolean applies(Rule.When when, Facts facts) {
        if (when.scoreAtMost().isPresent() && facts.scores().stream().noneMatch(s -> s <= when.scoreAtMost().get())) {
            return false;
        }
        if (when.somebody().isPresent() && !when.somebody().equals(facts.somebody())) {
            return false;
        }
        if (when.comment().isPresent() && when.comment().get() != facts.commented()) {
            return false;
        }
        if (!when.words().isEmpty() && when.words().stream().noneMatch(word -> (" " + facts.comment().text() + " ")
                .contains(" " + word + " "))) {
            return false;
        }
        if (!when.choices().isEmpty() && Collections.disjoint(when.choices(), facts.choices())) {
            return false;
        }
        if (!when.touchpoints().isEmpty() && !when.touchpoints().contains(facts.where().name())) {
            return false;
        }
        if (!when.languages().isEmpty() && !when.languages().contains(facts.language().substring(0, 2))) {
            return false;
        }
        ZonedDateTime at = facts.at();
        if (when.from().isPresent()) {
            // Counted minute by minute from the beginning, as a person with a clock would.
            ZonedDateTime began = at.with(when.from().get());
            began = began.isAfter(at) ? began.minusDays(1) : began;
            ZonedDateTime end = began.with(when.until().orElseThrow());
            end = end.isAfter(began) ? end : end.plusDays(1);
            return at.isBefore(end) && (when.days().isEmpty() || when.days().contains(began.getDayOfWeek()));
        }
        return when.days().isEmpty() || when.days().contains(at.getDayOfWeek());
    }

    private Rule rule(int id, Rule.When when) {
        return new Rule(id, 1, "Rule " + id, true, Gravity.values()[random.nextInt(4)], some(List.of("a", "b", "c")), when,
                Optional.empty(), Optional.empty());
    }

    private Rule.When when() {
        boolean timed = random.nextInt(3) == 0;
        LocalTime from = LocalTime.of(random.nextInt(24), 0);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(4) == 0) {
                days.add(day);
            }
        }
        return new Rule.When(maybe(1 + random.nextInt(4)), maybe(random.nextBoolean()), some(List.of("queue", "noise")),
                some(List.of("cold", "dirty", "late")), random.nextInt(5) == 0 ? Optional.of(true) : Optional.empty(),
                List.of(), List.of(), some(List.of("Gate B7", "Table 7")), some(List.of("en", "de")),
                random.nextBoolean() ? Set.of() : days, timed ? Optional.of(from) : Optional.empty(),
                timed ? Optional.of(from.plusHours(1 + random.nextInt(22))) : Optional.empty());
    }

    private Facts facts() {
        return facts(contents());
    }

    private List<Content> contents() {
        List<Content> contents = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            contents.add(switch (random.nextInt(4)) {
                case 0 -> new Content.Rating("q", 1 + random.nextInt(4), 4);
                case 1 -> new Content.Reason("q", List.of("queue", "noise", "else").get(random.nextInt(3)), "x");
                case 2 -> new Content.Comment("q", List.of("so cold", "dirty and late", "fine").get(random.nextInt(3)));
                default -> new Content.SomebodyNow("q", random.nextBoolean());
            });
        }
        return contents;
    }

    private Touchpoint where = new Touchpoint("Airport", "Gate B7");
    private String language = "en";
    private ZonedDateTime at = noon();

    private Facts facts(List<Content> contents) {
        if (contents.size() == 1) {
            where = new Touchpoint("Airport", List.of("Gate B7", "Table 7", "Lounge").get(random.nextInt(3)));
            language = List.of("en", "de-AT", "fr").get(random.nextInt(3));
            at = noon().plusMinutes(random.nextInt(20_000));
        }
        List<Integer> scores = new ArrayList<>();
        Set<String> choices = new TreeSet<>();
        StringBuilder comment = new StringBuilder();
        Optional<Boolean> somebody = Optional.empty();
        for (Content content : contents) {
            switch (content) {
                case Content.Rating rating -> scores.add(rating.score());
                case Content.Reason reason -> choices.add(reason.choice());
                case Content.Comment said -> comment.append(said.text()).append('\n');
                case Content.SomebodyNow asked -> somebody = Optional.of(asked.wanted());
                default -> throw new IllegalStateException();
            }
        }
        return new Facts(where, language, at, scores, somebody, choices, Folded.of(comment.toString()),
                !comment.isEmpty());
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
    }

    private List<String> some(List<String> of) {
        return random.nextInt(3) == 0 ? of.subList(0, 1 + random.nextInt(of.size())) : List.of();
    }
}
