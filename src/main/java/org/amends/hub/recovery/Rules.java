package org.amends.hub.recovery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;

/** What opens cases at this hub, for those who decide about it. A change counts for what arrives after it. */
public final class Rules {

    private static final String UNHAPPY = "Unhappy guest";
    private static final String CALL = "Somebody is wanted";

    private final Database database;
    private final Clock clock;
    private final Sites sites;
    private final RuleStore store = new RuleStore();

    public Rules(Database database, Clock clock) {
        this(database, clock, Sites.ALL);
    }

    private Rules(Database database, Clock clock, Sites sites) {
        this.database = database;
        this.clock = clock;
        this.sites = sites;
    }

    /**
     * The same for somebody who belongs to some sites. They find rules that name none but theirs, and those that name none at
     * all; of these they can change the first. Where rules stand in their order, and words for tags, is for those who belong
     * to all sites, as it holds for all.
     */
    public Rules within(Sites theirs) {
        return new Rules(database, clock, theirs);
    }

    /** Whether a rule is theirs to change: it names sites, and none but theirs. */
    public boolean isTheirs(Rule rule) {
        return sites.everywhere()
                || !rule.when().sites().isEmpty() && rule.when().sites().stream().allMatch(sites::include);
    }

    /** Whether what holds for all sites is theirs to change. */
    public boolean isAllTheirs() {
        return sites.everywhere();
    }

    private boolean isShown(Rule rule) {
        return rule.when().sites().isEmpty() || isTheirs(rule);
    }

    /** All of them, in their order. */
    public record Listing(List<Rule> rules, List<TagWords> tags) {
    }

    /** What became of a change: a question that can be lost. */
    public sealed interface Outcome {

        /** It is kept, under this number. */
        record Done(long id) implements Outcome {
        }

        /** Somebody else was quicker: it is no longer what the change began from, or no longer there. */
        record Overtaken() implements Outcome {
        }

        /** It holds, or would hold, where whoever asks does not belong. */
        record NotTheirs() implements Outcome {
        }
    }

    /**
     * Makes the two rules that a fresh hub starts with, once in its life: who deletes them has deleted them.
     *
     * @param negativeScoreAtMost what the first begins with; whoever wants another figure later changes the rule
     */
    public void begin(int negativeScoreAtMost) {
        database.change(tx -> {
            if (store.revision(tx) == 0) {
                first(negativeScoreAtMost).forEach(rule -> store.add(tx, rule, Optional.empty(), clock.instant()));
                store.countUp(tx);
            }
        });
    }

    /** A guest who waits for somebody weighs more than one who pressed a face and left. */
    static List<Rule> first(int negativeScoreAtMost) {
        return List.of(
                new Rule(1, 1, UNHAPPY, true, Gravity.NORMAL, List.of(), Rule.When.scoreAtMost(negativeScoreAtMost),
                        Optional.empty(), Optional.empty()),
                new Rule(2, 1, CALL, true, Gravity.HIGH, List.of(), Rule.When.somebodyIsWanted(), Optional.empty(),
                        Optional.empty()));
    }

    public Listing all() {
        return database.read(this::all);
    }

    public Optional<Rule> find(long id) {
        return database.read(tx -> store.rule(tx, id)).filter(this::isShown);
    }

    public Optional<TagWords> findTag(long id) {
        return database.read(tx -> store.tag(tx, id));
    }

    /** Keeps a new rule, or another content of one, if that is still the version which the change began from. */
    public Outcome save(Rule rule, Staff who) {
        return change(tx -> isTheirs(rule) && isTheirs(tx, rule.id()), tx -> rule.id() == 0
                ? Optional.of(store.add(tx, rule, Optional.of(who.name()), clock.instant()))
                : Optional.of(rule.id()).filter(_ -> store.change(tx, rule, who.name(), clock.instant())));
    }

    /** As {@link #save(Rule, Staff)}. */
    public Outcome save(TagWords tag, Staff who) {
        return change(_ -> isAllTheirs(), tx -> tag.id() == 0
                ? Optional.of(store.add(tx, tag, who.name(), clock.instant()))
                : Optional.of(tag.id()).filter(_ -> store.change(tx, tag, who.name(), clock.instant())));
    }

    /** Deletes a rule if it is still of this version. Cases that it opened stay. */
    public Outcome delete(long id, long version) {
        return change(tx -> isTheirs(tx, id), tx -> Optional.of(id).filter(_ -> store.delete(tx, id, version)));
    }

    /** As {@link #delete(long, long)}. */
    public Outcome deleteTag(long id, long version) {
        return change(_ -> isAllTheirs(), tx -> Optional.of(id).filter(_ -> store.deleteTag(tx, id, version)));
    }

    /** Moves a rule one place towards the first, or towards the last; one that is there already stays. */
    public Outcome move(long id, boolean towardsFirst) {
        return change(_ -> isAllTheirs(), tx -> {
            List<Long> order = new ArrayList<>(store.rules(tx).stream().map(Rule::id).toList());
            int from = order.indexOf(id);
            if (from < 0) {
                return Optional.empty();
            }
            int to = Math.clamp(from + (towardsFirst ? -1 : 1), 0, order.size() - 1);
            order.add(to, order.remove(from));
            store.arrange(tx, order);
            return Optional.of(id);
        });
    }

    /** Grows with each change, so that whoever follows the ledger knows when to look again. */
    long revision(Tx tx) {
        return store.revision(tx);
    }

    /** All of them at the moment of a transaction. */
    Listing all(Tx tx) {
        return new Listing(store.rules(tx).stream().filter(this::isShown).toList(), store.tags(tx));
    }

    /** What is not there, or no more, is nobody's. */
    private boolean isTheirs(Tx tx, long id) {
        return store.rule(tx, id).map(this::isTheirs).orElse(true);
    }

    private interface Change {
        Optional<Long> in(Tx tx);
    }

    private Outcome change(Predicate<Tx> allowed, Change change) {
        return database.write(tx -> {
            if (!allowed.test(tx)) {
                return new Outcome.NotTheirs();
            }
            Optional<Long> done = change.in(tx);
            done.ifPresent(_ -> store.countUp(tx));
            return done.map(kept -> (Outcome) new Outcome.Done(kept)).orElseGet(Outcome.Overtaken::new);
        });
    }
}
