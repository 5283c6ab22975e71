package org.amends.hub.recovery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.CaseRules.Said;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;

/**
 * Follows the ledger and opens a case where too many guests are unhappy at one touchpoint: once in each window, however
 * many more there are. It needs no cursor: what it counts is counted again from the ledger when it starts, as far back as the
 * longest window goes, and what it opened before is among the cases. While no such rule is on it reads nothing.
 */
public final class RateWorker implements AutoCloseable {

    private static final int AT_A_TIME = 500;
    private static final Duration LOOKS_UNASKED = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofMinutes(Rule.Rate.LONGEST).plus(CaseRules.LATE_AFTER);

    private final Database database;
    private final Ledger ledger;
    private final Rules rules;
    private final Clock clock;
    private final Bell changes;
    private final CaseStore store = new CaseStore();
    private final Follower follower;
    private final Queue<Alarm> alarms = new ArrayDeque<>();
    private RateWatch watch = new RateWatch();
    private List<Rule> counting = List.of();
    private long revision = -1;
    private long position;

    /**
     * @param clock   in the zone of the venue
     * @param entries rung when the ledger has more
     * @param changes to be rung when cases have changed
     */
    public RateWorker(Database database, Ledger ledger, Rules rules, Clock clock, Bell entries, Bell changes) {
        this.database = database;
        this.ledger = ledger;
        this.rules = rules;
        this.clock = clock;
        this.changes = changes;
        follower = new Follower("rates", entries, "guests could not be counted for rules", this::count);
    }

    /** Begins to follow. */
    public RateWorker start() {
        follower.start();
        return this;
    }

    @Override
    public void close() {
        follower.close();
    }

    /** A place where too many are unhappy, by a rule. */
    private record Alarm(Rule rule, Said tipped, RateWatch.Tally tally) {
    }

    /** Deals with everything that is in the ledger now. */
    void catchUp() {
        database.read(tx -> {
            lookForRules(tx);
            return true;
        });
        boolean more = !counting.isEmpty();
        while (more && !follower.isClosing()) {
            more = database.read(tx -> {
                List<Ledger.Kept> next = ledger.facesAfter(tx, position, AT_A_TIME);
                next.forEach(kept -> CaseRules.asKept(List.of(kept)).forEach(said -> count(tx, said)));
                position = next.isEmpty() ? position : next.getLast().position();
                return next.size() == AT_A_TIME;
            });
            open();
        }
        watch.forgetBefore(RateWatch.minute(clock.instant().minus(REMEMBERED)) - 1);
    }

    private void lookForRules(Tx tx) {
        long now = rules.revision(tx);
        if (now == revision) {
            return;
        }
        revision = now;
        counting = rules.all(tx).rules().stream().filter(rule -> rule.on() && rule.rate().isPresent()).toList();
        watch = new RateWatch();
        alarms.clear();
        position = counting.isEmpty() ? 0 : ledger.before(tx, clock.instant().minus(REMEMBERED));
    }

    /** A guest who gives a second face, or takes one back, still is one guest. */
    private void count(Tx tx, Said said) {
        List<Said> before = CaseRules
                .asKept(ledger.ofResponse(tx, said.entry().response(), said.kept().position()));
        Optional<RateWatch.Guest> was = RateWatch.Guest.of(before);
        Optional<RateWatch.Guest> is = RateWatch.Guest
                .of(Stream.concat(before.stream(), Stream.of(said)).toList());
        was.ifPresent(watch::remove);
        is.ifPresent(watch::add);
        is.ifPresent(guest -> look(guest.where(), said));
    }

    /** Only at what happens now: what a hub finds when it was away, or a terminal tells late, calls nobody. */
    private void look(Touchpoint where, Said said) {
        long last = watch.last(where);
        Instant now = clock.instant();
        if (RateWatch.beginning(last).isBefore(now.minus(CaseRules.LATE_AFTER)) || CaseRules.late(said.kept())) {
            return;
        }
        for (Rule rule : counting) {
            Rule.Rate rate = rule.rate().orElseThrow();
            RateWatch.Tally tally = watch.tally(where, last, rate.minutes(), rule.when().scoreAtMost().orElseThrow());
            if (rate.reached(tally.unhappy(), tally.all()) && RuleBook.isPlace(rule.when(), where)
                    && RuleBook.isTime(rule.when(), said.kept().happenedAt().atZone(clock.getZone()))) {
                alarms.add(new Alarm(rule, said, tally));
            }
        }
    }

    private void open() {
        for (Alarm alarm = alarms.poll(); alarm != null; alarm = alarms.poll()) {
            Alarm one = alarm;
            if (!database.read(tx -> isOpened(tx, one)) && database.write(tx -> !isOpened(tx, one) && open(tx, one))) {
                changes.ring();
            }
        }
    }

    private boolean isOpened(Tx tx, Alarm alarm) {
        Duration window = Duration.ofMinutes(alarm.rule().rate().orElseThrow().minutes());
        return store.lastOf(tx, alarm.rule(), alarm.tipped().entry().touchpoint())
                .filter(last -> alarm.tipped().kept().happenedAt().isBefore(last.plus(window))).isPresent();
    }

    private boolean open(Tx tx, Alarm alarm) {
        Said tipped = alarm.tipped();
        Instant at = tipped.kept().happenedAt();
        // No guest's response: made of what tipped it, so that the same is never opened twice.
        UUID response = UUID.nameUUIDFromBytes(
                ("rate " + alarm.rule().id() + " " + tipped.entry().id()).getBytes(StandardCharsets.UTF_8));
        Optional<Long> opened = store.open(tx, new CaseStore.Opening(response, tipped.entry().id(),
                tipped.entry().touchpoint(), tipped.entry().language(), Optional.empty(), at, Optional.empty(), false,
                RecoveryCase.Kind.RATE, alarm.rule()));
        opened.ifPresent(id -> {
            store.note(tx, id, at, What.MANY, Optional.empty(), Optional.of(alarm.rule().name()));
            store.show(tx, id, new CaseStore.Shown(
                    Optional.of(alarm.tally().unhappy() + " of " + alarm.tally().all() + " guests were unhappy within "
                            + alarm.rule().rate().orElseThrow().minutes() + " minutes"),
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(),
                    Optional.empty()));
            store.tag(tx, id, alarm.rule().tags());
        });
        return opened.isPresent();
    }

    private Duration count() {
        try {
            catchUp();
            return LOOKS_UNASKED;
        } catch (RuntimeException failure) {
            revision = -1; // what was half counted is counted anew
            throw failure;
        }
    }
}
