package org.amends.hub.alerts;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.duty.DutyPlan;
import org.amends.hub.duty.Hours;
import org.amends.hub.duty.Level;
import org.amends.hub.intake.Ledger;
import org.amends.hub.messages.Channel;
import org.amends.hub.messages.Message;
import org.amends.hub.messages.Outbound;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Texts;

/**
 * Watches the clocks of all cases. It follows what happens to cases behind a cursor; when a target is missed it notes that on
 * the case, and when a level of escalation is reached it puts messages into the outbound queue. Each step is marked in the
 * transaction that holds its messages, so that a kill at any moment neither loses nor repeats one.
 *
 * <p>Steps of one case that are reached at once, as after a stop of the hub, are one: each is told once of all of them. What
 * should have been told too long ago is told to nobody; the inbox has it.
 */
public final class ClockWorker implements AutoCloseable {

    /** Its cursor among the changes of cases. */
    public static final String STEP = "clocks";
    /** Few, so that terminals that write are not held up for long; enough that they are not held up often. */
    private static final int AT_A_TIME = 250;
    private static final Duration LOOKS_UNASKED = Duration.ofSeconds(1);

    private final Database database;
    private final Clock clock;
    private final DutyPlan plan;
    private final Ledger ledger;
    private final Cases cases;
    private final Outbound outbound;
    private final Bell changes;
    private final AlertTexts texts;
    private final ClockStore store = new ClockStore();
    private final Follower follower;
    private boolean begun;

    /**
     * @param changes rung when cases have changed, and to be rung when something was noted on one
     */
    public ClockWorker(Database database, Clock clock, DutyPlan plan, Ledger ledger, Cases cases, Outbound outbound,
            Bell changes, Texts texts) {
        this.database = database;
        this.clock = clock;
        this.plan = plan;
        this.ledger = ledger;
        this.cases = cases;
        this.outbound = outbound;
        this.changes = changes;
        this.texts = new AlertTexts(texts, plan);
        follower = new Follower("clocks", changes, "the clocks of cases could not be read", this::watch);
    }

    /**
     * Something that is due for a case at some time: a missed target or a level of escalation.
     *
     * @param sooner whether it is due before its own time, as nobody has seen the case
     */
    private record Step(String id, Instant due, Optional<Level> level, Optional<CaseClock.Kind> missed, boolean sooner) {
    }

    /** Begins to watch, first what happened while nobody did. */
    public ClockWorker start() {
        follower.start();
        return this;
    }

    /** Finishes what is in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    /** Sets the clocks of all open cases by the plan as it is now, which may be another than at the last start. */
    void reckonAgain() {
        long last = 0;
        List<Long> some;
        do {
            long after = last;
            some = database.read(tx -> store.running(tx, after, AT_A_TIME));
            List<Setting> settings = settings(some);
            database.change(tx -> settings.forEach(setting -> set(tx, setting)));
            last = some.isEmpty() ? last : some.getLast();
        } while (!some.isEmpty() && !follower.isClosing());
    }

    /** Deals with everything that has happened or is due now. Two may do so at once: each step is taken once. */
    public void catchUp() {
        boolean more;
        do {
            more = follow();
        } while (more && !follower.isClosing());
        do {
            more = raise();
        } while (more && !follower.isClosing());
    }

    /** Sets the clocks of cases that something happened to; true if there may be more. */
    private boolean follow() {
        long from = database.read(tx -> Cursors.at(tx, STEP));
        List<CaseChange> next = cases.changesAfter(from, AT_A_TIME);
        if (next.isEmpty()) {
            return false;
        }
        Set<Long> ids = next.stream().map(CaseChange::caseId).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Setting> settings = settings(ids);
        database.change(tx -> {
            settings.forEach(setting -> {
                set(tx, setting);
                CaseState state = setting.found.state();
                if (!(state instanceof CaseState.New)) {
                    outbound.withdraw(tx, setting.found.id(), !(state instanceof CaseState.Taken));
                }
            });
            Cursors.move(tx, STEP, next.getLast().position());
        });
        return next.size() == AT_A_TIME;
    }

    /**
     * How the clocks of some cases are to be set. All that is to be looked at for it is looked at here, where nobody waits for
     * the one writer: what happens to a case meanwhile is one more change, which is followed next.
     */
    private List<Setting> settings(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : database.read(tx -> {
            Map<Long, Instant> arrived = store.arrivedAt(tx, ids);
            return cases.find(tx, ids).stream().map(found -> {
                // Most have just opened: of these there is neither a history nor a step to ask for.
                Optional<Instant> known = Optional.ofNullable(arrived.get(found.id()));
                Set<String> reached = known.isEmpty() ? Set.of() : store.steps(tx, found.id());
                return setting(found, reckon(tx, found, known), reached, known.isPresent() && isSeen(tx, found));
            }).toList();
        });
    }

    private CaseClock reckon(Tx tx, RecoveryCase found, Optional<Instant> arrived) {
        // What was opened by an entry arrived with it.
        return Clocks.reckon(plan, found,
                arrived.or(() -> ledger.receivedAt(tx, found.entry())).orElseGet(clock::instant),
                found.state() instanceof CaseState.New ? List.of() : cases.history(tx, found.id()));
    }

    /**
     * How the clocks of a case are to be set.
     *
     * @param next when there is something to do about it; empty if never
     */
    private record Setting(RecoveryCase found, CaseClock reckoned, Optional<Instant> next) {
    }

    private Setting setting(RecoveryCase found, CaseClock reckoned, Set<String> reached, boolean seen) {
        return new Setting(found, reckoned, steps(found, reckoned, seen).filter(step -> !reached.contains(step.id))
                .map(Step::due).min(Comparator.naturalOrder()));
    }

    private void set(Tx tx, Setting setting) {
        store.put(tx, setting.reckoned, setting.reckoned.next().map(CaseClock.Goal::due), setting.next);
    }

    /** What is still due for a case, whether or not it was reached before. */
    private Stream<Step> steps(RecoveryCase found, CaseClock reckoned, boolean seen) {
        if (found.state().isOver()) {
            return Stream.empty();
        }
        Hours hours = plan.hours(found.where().site());
        String round = round(found);
        Stream<Step> missed = reckoned.goals().stream().filter(goal -> goal.met().isEmpty())
                .map(goal -> new Step("missed-" + goal.kind().name().toLowerCase(Locale.ROOT) + round, goal.due(),
                        Optional.empty(),
                        Optional.of(goal.kind()), false));
        Map<Level, Duration> after = after(found, seen);
        Stream<Step> levels = after.keySet().stream().map(level -> new Step(level.id() + round,
                hours.add(reckoned.arrivedAt(), after.get(level)), Optional.of(level), Optional.empty(),
                after.get(level).compareTo(level.after()) < 0));
        return Stream.concat(missed, levels);
    }

    /**
     * How long after a case arrived each level is due that it can still come to. While nobody has seen the case, each way of
     * telling somebody, the inbox first, is given so much time as the plan says, and then the next is tried: the next level for
     * when nobody took it, before its own time.
     */
    private Map<Level, Duration> after(RecoveryCase found, boolean seen) {
        Map<Level, Duration> after = new LinkedHashMap<>();
        Optional<Duration> within = plan.seenWithin()
                .filter(_ -> !seen && !found.late() && found.state() instanceof CaseState.New);
        Duration own = Duration.ZERO;
        Duration tried = Duration.ZERO;
        for (Level level : plan.levels().stream().sorted(Comparator.comparing(Level::after)).toList()) {
            if (!level.isFor(found.where().site(), found.gravity())) {
                continue;
            }
            if (level.reason() == Level.Reason.NOT_CLOSED) {
                after.put(level, level.after());
            } else if (found.state() instanceof CaseState.New) {
                // Levels of one time are tried together.
                if (!level.after().equals(own)) {
                    own = level.after();
                    Duration next = tried.plus(within.orElse(own));
                    tried = next.compareTo(own) < 0 ? next : own;
                }
                after.put(level, tried);
            }
        }
        return after;
    }

    /** Asked only where it makes a difference. */
    private boolean isSeen(Tx tx, RecoveryCase found) {
        return plan.seenWithin().isPresent() && !plan.levels().isEmpty() && found.state() instanceof CaseState.New
                && cases.isSeen(tx, found.id());
    }

    /** Takes the steps that are due; true if there may be more. */
    private boolean raise() {
        Instant now = clock.instant();
        List<Long> due = database.read(tx -> store.due(tx, now, AT_A_TIME));
        if (due.isEmpty()) {
            return false;
        }
        database.change(tx -> due.forEach(id -> cases.find(tx, id).ifPresent(found -> raise(tx, found, now))));
        outbound.ring();
        changes.ring();
        return due.size() == AT_A_TIME;
    }

    private void raise(Tx tx, RecoveryCase found, Instant now) {
        CaseClock reckoned = reckon(tx, found,
                Optional.ofNullable(store.arrivedAt(tx, List.of(found.id())).get(found.id())));
        Set<String> steps = store.steps(tx, found.id());
        boolean seen = isSeen(tx, found);
        List<Step> reached = steps(found, reckoned, seen).filter(step -> !steps.contains(step.id) && !step.due.isAfter(now))
                .sorted(Comparator.comparing(Step::due)).toList();
        reached.forEach(step -> {
            store.reached(tx, found.id(), step.id, now);
            steps.add(step.id);
        });
        reached.stream().flatMap(step -> step.missed.stream()).reduce((_, last) -> last)
                .ifPresent(
                        kind -> cases.note(tx, found.id(), now, What.valueOf("MISSED_" + kind.name()), Optional.empty()));
        List<Step> levels = reached.stream().filter(step -> step.level.isPresent()).toList();
        List<Step> fresh = levels.stream().filter(step -> !step.due.isBefore(now.minus(plan.staleAfter()))).toList();
        if (!fresh.isEmpty()) {
            boolean unseen = fresh.stream().anyMatch(Step::sooner);
            if (unseen) {
                cases.note(tx, found.id(), now, What.UNSEEN, Optional.empty());
            }
            tell(tx, found, reckoned, fresh.stream().map(step -> step.level.orElseThrow()).toList(), unseen, now);
        } else if (!levels.isEmpty()) {
            cases.note(tx, found.id(), now, What.NOT_TOLD, Optional.empty());
        }
        set(tx, setting(found, reckoned, steps, seen));
    }

    private void tell(Tx tx, RecoveryCase found, CaseClock reckoned, List<Level> levels, boolean unseen, Instant now) {
        boolean urgent = found.gravity() == Gravity.URGENT && !found.late();
        Message.Moot moot = levels.stream().allMatch(
                level -> level.reason() == Level.Reason.NOBODY_TOOK_IT)
                        ? Message.Moot.WHEN_TAKEN
                        : Message.Moot.WHEN_CLOSED;
        Map<String, Message> messages = new LinkedHashMap<>();
        Predicate<DutyPlan.Told> another = another(tx, found, levels, now);
        for (Level level : levels) {
            for (DutyPlan.Told told : plan.told(level, found.where().site(), now).stream().filter(another).toList()) {
                for (Channel channel : level.by()) {
                    address(told.person(), channel).ifPresent(address -> messages.putIfAbsent(
                            told.person().name() + " " + channel.id(),
                            ReaderLanguage.speaking(told.person().language(), () -> new Message(
                                    intent(found, levels, told.person(), channel), channel, told.person().name(), address,
                                    found.id(), found.where().site(), moot, texts.subject(found),
                                    texts.body(found, reckoned, levels, unseen, channel), told.from(now, urgent)))));
                }
            }
        }
        messages.values().forEach(message -> outbound.add(tx, message));
        cases.note(tx, found.id(), now, What.TOLD, Optional
                .of(messages.values().stream().map(Message::person).distinct().collect(Collectors.joining(", "))));
    }

    /** Whoever cannot take a case any more is told of it only where nobody else is. */
    private Predicate<DutyPlan.Told> another(Tx tx, RecoveryCase found, List<Level> levels, Instant now) {
        Optional<Staff> closer = found.reopened().flatMap(_ -> cases.closedInVainBy(tx, found.id()));
        Predicate<DutyPlan.Told> isAnother = told -> closer.filter(is -> is.name().equals(told.person().name()))
                .isEmpty();
        return levels.stream().flatMap(level -> plan.told(level, found.where().site(), now).stream()).anyMatch(isAnother)
                ? isAnother
                : _ -> true;
    }

    /** What sets steps and messages of a case apart from those before it was reopened. */
    private static String round(RecoveryCase found) {
        return found.reopened().map(again -> "/" + again.times()).orElse("");
    }

    private static String intent(RecoveryCase found, List<Level> levels, DutyPlan.Person person,
            Channel channel) {
        return found.response() + round(found) + "/" + levels.stream().map(Level::id).collect(Collectors.joining("+"))
                + "/" + person.name() + "/" + channel.id();
    }

    private static Optional<String> address(DutyPlan.Person person, Channel channel) {
        return switch (channel) {
            case EMAIL -> person.email();
            case WEBHOOK -> person.webhook().map(URI::toString);
        };
    }

    private Duration watch() {
        if (!begun) {
            reckonAgain();
            begun = true;
        }
        catchUp();
        return LOOKS_UNASKED;
    }
}
