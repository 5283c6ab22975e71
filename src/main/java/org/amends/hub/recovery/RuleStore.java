package org.amends.hub.recovery;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The tables of rules and of words for tags. */
final class RuleStore {

    private static final String RULE = "SELECT r.*, s.display_name AS person FROM rules r"
            + " LEFT JOIN staff s ON s.name = r.changed_by ";
    private static final String TAG = "SELECT t.*, s.display_name AS person FROM tag_words t"
            + " LEFT JOIN staff s ON s.name = t.changed_by ";
    private static final String VALUES = "name = ?, in_force = ?, gravity = ?, sets_tags = ?, score_at_most = ?,"
            + " somebody = ?, choices = ?, words = ?, comment = ?, tags = ?, sites = ?, touchpoints = ?, languages = ?,"
            + " days = ?, from_time = ?, until_time = ?, minutes = ?, percent = ?, guests = ?, least_guests = ?,"
            + " changed_by = ?, changed_at = ?";

    long revision(Tx tx) {
        return tx.first("SELECT revision FROM rules_revision", row -> row.number("revision")).orElseThrow();
    }

    void countUp(Tx tx) {
        tx.update("UPDATE rules_revision SET revision = revision + 1");
    }

    /** In their order. */
    List<Rule> rules(Tx tx) {
        return tx.list(RULE + "ORDER BY r.place, r.id", RuleStore::rule);
    }

    Optional<Rule> rule(Tx tx, long id) {
        return tx.first(RULE + "WHERE r.id = ?", RuleStore::rule, id);
    }

    /** At the end of the list. */
    long add(Tx tx, Rule rule, Optional<String> who, Instant now) {
        Object[] values = values(rule, who, now);
        return tx.first("INSERT INTO rules (version, place, " + VALUES.replace(" = ?", "") + ") VALUES (1,"
                + " (SELECT coalesce(max(place), 0) + 1 FROM rules), " + Tx.marks(values.length) + ") RETURNING id",
                row -> row.number("id"), values).orElseThrow();
    }

    /** False if it is no longer the version that the rule names. */
    boolean change(Tx tx, Rule rule, String who, Instant now) {
        Object[] values = values(rule, Optional.of(who), now);
        Object[] all = Arrays.copyOf(values, values.length + 2);
        all[values.length] = rule.id();
        all[values.length + 1] = rule.version();
        return tx.update("UPDATE rules SET version = version + 1, " + VALUES + " WHERE id = ? AND version = ?", all) == 1;
    }

    boolean delete(Tx tx, long id, long version) {
        return tx.update("DELETE FROM rules WHERE id = ? AND version = ?", id, version) == 1;
    }

    /** Puts rules into an order; which they are does not change. */
    void arrange(Tx tx, List<Long> ids) {
        for (int place = 0; place < ids.size(); place++) {
            tx.update("UPDATE rules SET place = ? WHERE id = ?", place + 1, ids.get(place));
        }
    }

    /** By tag and language. */
    List<TagWords> tags(Tx tx) {
        return tx.list(TAG + "ORDER BY t.tag, t.language, t.id", RuleStore::tagWords);
    }

    Optional<TagWords> tag(Tx tx, long id) {
        return tx.first(TAG + "WHERE t.id = ?", RuleStore::tagWords, id);
    }

    long add(Tx tx, TagWords tag, String who, Instant now) {
        return tx.first("INSERT INTO tag_words (version, tag, language, words, changed_by, changed_at)"
                + " VALUES (1, ?, ?, ?, ?, ?) RETURNING id", row -> row.number("id"), tag.tag(),
                tag.language().orElse(null), lines(tag.words()), who, now).orElseThrow();
    }

    boolean change(Tx tx, TagWords tag, String who, Instant now) {
        return tx.update("UPDATE tag_words SET version = version + 1, tag = ?, language = ?, words = ?, changed_by = ?,"
                + " changed_at = ? WHERE id = ? AND version = ?", tag.tag(), tag.language().orElse(null),
                lines(tag.words()), who, now, tag.id(), tag.version()) == 1;
    }

    boolean deleteTag(Tx tx, long id, long version) {
        return tx.update("DELETE FROM tag_words WHERE id = ? AND version = ?", id, version) == 1;
    }

    private static Object[] values(Rule rule, Optional<String> who, Instant now) {
        Rule.When when = rule.when();
        return new Object[]{rule.name(), flag(rule.on()), rule.gravity().id(), lines(rule.tags()),
                when.scoreAtMost().orElse(null), when.somebody().map(RuleStore::flag).orElse(null), lines(when.choices()),
                lines(when.words()), when.comment().map(RuleStore::flag).orElse(null), lines(when.tags()),
                lines(when.sites()), lines(when.touchpoints()), lines(when.languages()),
                when.days().stream().sorted().map(DayOfWeek::name).collect(Collectors.joining("\n")),
                when.from().map(LocalTime::toString).orElse(null), when.until().map(LocalTime::toString).orElse(null),
                rule.rate().map(Rule.Rate::minutes).orElse(null), rule.rate().flatMap(Rule.Rate::percent).orElse(null),
                rule.rate().flatMap(Rule.Rate::count).orElse(null),
                rule.rate().map(Rule.Rate::leastOfGuests).orElse(null), who.orElse(null), who.map(_ -> now).orElse(null)};
    }

    private static Rule rule(Row row) {
        Rule.When when = new Rule.When(row.maybeNumber("score_at_most").map(Long::intValue), maybeFlag(row, "somebody"),
                list(row, "choices"), list(row, "words"), maybeFlag(row, "comment"), list(row, "tags"),
                list(row, "sites"), list(row, "touchpoints"), list(row, "languages"), days(row),
                row.maybeText("from_time").map(LocalTime::parse), row.maybeText("until_time").map(LocalTime::parse));
        Optional<Rule.Rate> rate = row.maybeNumber("minutes")
                .map(minutes -> new Rule.Rate(minutes.intValue(), row.maybeNumber("percent").map(Long::intValue),
                        row.maybeNumber("guests").map(Long::intValue), (int) row.number("least_guests")));
        return new Rule(row.number("id"), row.number("version"), row.text("name"), row.number("in_force") == 1,
                Gravity.of(row.text("gravity")), list(row, "sets_tags"), when, rate, changed(row));
    }

    private static TagWords tagWords(Row row) {
        return new TagWords(row.number("id"), row.number("version"), row.text("tag"), row.maybeText("language"),
                list(row, "words"), changed(row));
    }

    private static Optional<Rule.Changed> changed(Row row) {
        return row.maybeText("person").map(person -> new Rule.Changed(person, row.time("changed_at")));
    }

    private static Set<DayOfWeek> days(Row row) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        list(row, "days").forEach(day -> days.add(DayOfWeek.valueOf(day)));
        return days;
    }

    private static List<String> list(Row row, String column) {
        return row.text(column).lines().toList();
    }

    private static String lines(List<String> values) {
        return String.join("\n", values);
    }

    private static int flag(boolean yes) {
        return yes ? 1 : 0;
    }

    private static Optional<Boolean> maybeFlag(Row row, String column) {
        return row.maybeNumber(column).map(flag -> flag == 1);
    }
}
