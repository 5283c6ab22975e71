package org.amends.hub.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;

/** The cases of this hub, for those who work on them. */
public final class Cases {

    /** The longest note, in characters. */
    public static final int LONGEST_NOTE = 500;

    /** An address or phone number as guests are known by it: the same one is written in many ways. */
    public static String sameAddress(String written) {
        return written.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    }

    private final Database database;
    private final Clock clock;
    private final Bell news;
    private final Sites sites;
    private final CaseStore store;
    private final SeenStore seen = new SeenStore();
    private final FollowUpStore followUps = new FollowUpStore();
    private final SecondLook secondLook = new SecondLook();
    private final GuestLine guests;
    private final Duration silenceAfter;

    /**
     * Cases whose guests nobody asks anything.
     *
     * @param news rung after each change
     */
    public Cases(Database database, Clock clock, Bell news) {
        this(database, clock, news, GuestLine.NONE, ClosingLists.DEFAULTS.silenceAfter());
    }

    /**
     * @param news         rung after each change
     * @param guests       by which a guest is asked, when their case is closed, whether they are content
     * @param silenceAfter how long after that no answer counts as silence
     */
    public Cases(Database database, Clock clock, Bell news, GuestLine guests, Duration silenceAfter) {
        this(database, clock, news, guests, silenceAfter, Sites.ALL);
    }

    private Cases(Database database, Clock clock, Bell news, GuestLine guests, Duration silenceAfter, Sites sites) {
        this.database = database;
        this.clock = clock;
        this.news = news;
        this.guests = guests;
        this.silenceAfter = silenceAfter;
        this.sites = sites;
        store = new CaseStore(sites);
    }

    /**
     * The same for somebody who belongs to some sites: of a case at any other nothing is found, listed, counted or done, as if
     * there were none.
     */
    public Cases within(Sites theirs) {
        return new Cases(database, clock, news, guests, silenceAfter, theirs);
    }

    /** How many there are: not closed, taken by one person, closed. */
    public record Counts(long open, long mine, long closed) {
    }

    /**
     * The same for everybody at one moment.
     *
     * @param taken how many cases somebody has, by the name of their account
     */
    public record Tally(long open, long closed, Map<String, Long> taken) {

        /** As one person counts. */
        public Counts of(Staff who) {
            return new Counts(open, taken.getOrDefault(who.name(), 0L), closed);
        }
    }

    /**
     * What somebody sees at one moment.
     *
     * @param matching   how many cases the list has in all
     * @param lastChange the last that these include
     */
    public record Overview(List<RecoveryCase> cases, long matching, Counts counts, Choices choices, long lastChange) {
    }

    /** By what a list can be narrowed: each that there is, in order. */
    public record Choices(List<String> sites, List<String> touchpoints, List<String> tags) {
    }

    /** A list. */
    public enum View {
        OPEN, MINE, CLOSED
    }

    /**
     * A case with what happened to it.
     *
     * @param history of the case and of those that were merged into it
     * @param seen    who saw it, earliest first
     * @param joined  the cases that were merged into it, and those merged into these
     */
    public record WithHistory(RecoveryCase theCase, List<CaseChange> history, List<Sighting> seen,
            List<RecoveryCase> joined) {
    }

    /** What became of wanting to take or close a case: a question that can be lost. */
    public sealed interface Outcome {

        /** It is done. */
        record Done() implements Outcome {
        }

        /** Somebody has it, perhaps the one who asks. */
        record AlreadyTaken(Staff by, Instant at) implements Outcome {
        }

        /** It is closed. */
        record AlreadyClosed(Staff by, Instant at) implements Outcome {
        }

        /** Another case of its guest goes on in its place. */
        record AlreadyMerged(Staff by, Instant at, long into) implements Outcome {
        }

        /** Nothing says that two cases are one guest's. */
        record AnotherGuest() implements Outcome {
        }

        /** Whoever works at the one site may not see the other. */
        record AnotherSite() implements Outcome {
        }

        /** The guest had meant something else. */
        record Withdrawn(Instant at) implements Outcome {
        }

        /** Nobody has taken it yet, so nobody can close it. */
        record NotTaken() implements Outcome {
        }

        /** They closed it, its guest was not content, and somebody else may look at it. */
        record SomebodyElse() implements Outcome {
        }

        /** There is none of that number. */
        record NoSuchCase() implements Outcome {
        }
    }

    /** The cases of a list, newest first, at most so many. */
    public Overview overview(CaseFilter filter, Staff who, int most) {
        Instant now = clock.instant();
        return database.read(tx -> new Overview(store.list(tx, filter, who.name(), now, most),
                store.count(tx, filter, who.name(), now), store.tally(tx).of(who),
                store.choices(tx, filter, who.name(), now),
                store.lastChange(tx)));
    }

    /** Which of some cases are in a list now. */
    public Set<Long> listed(CaseFilter filter, Staff who, Collection<Long> ids) {
        return ids.isEmpty()
                ? Set.of()
                : database.read(tx -> store.listed(tx, filter, who.name(), clock.instant(), ids));
    }

    /** How many cases there are, for everybody. */
    public Tally tally() {
        return database.read(store::tally);
    }

    /** One case. */
    public Optional<RecoveryCase> find(long id) {
        return database.read(tx -> store.find(tx, id));
    }

    /** The case of a response, if there is one. */
    public Optional<Long> ofResponse(UUID response) {
        return database.read(tx -> store.ofResponse(tx, response));
    }

    /** Whether rules have been applied to the ledger up to a position. */
    public boolean haveSeen(long position) {
        return database.read(tx -> Cursors.at(tx, CaseWorker.STEP)) >= position;
    }

    /** Those cases of some numbers that there are, by number. */
    public Map<Long, RecoveryCase> find(Collection<Long> ids) {
        return database.read(tx -> store.find(tx, ids)).stream()
                .collect(Collectors.toMap(RecoveryCase::id, Function.identity()));
    }

    /** One case with its history, oldest first. */
    public Optional<WithHistory> findWithHistory(long id) {
        return database.read(tx -> store.find(tx, id).map(found -> {
            // What happened at another site stays there, also where whoever belongs to both has merged it into this.
            List<Long> joined = store.joined(tx, List.of(id)).getOrDefault(id, List.of());
            List<RecoveryCase> here = joined.isEmpty() ? List.of() : store.find(tx, joined);
            return new WithHistory(found, store.histories(tx,
                    Stream.concat(Stream.of(id), here.stream().map(RecoveryCase::id)).toList()), seen.of(tx, id), here);
        }));
    }

    /** One case, as the transaction sees it. */
    public Optional<RecoveryCase> find(Tx tx, long id) {
        return store.find(tx, id);
    }

    /** Those cases of some numbers that there are, as the transaction sees them. */
    public List<RecoveryCase> find(Tx tx, Collection<Long> ids) {
        return store.find(tx, ids);
    }

    /** What happened to one case, oldest first, as the transaction sees it. */
    public List<CaseChange> history(Tx tx, long id) {
        return store.history(tx, id);
    }

    /**
     * Notes on a case what the hub itself did about it, as part of a transaction; the bell is to be rung after it.
     *
     * @param words for staff
     */
    public void note(Tx tx, long id, Instant at, What what, Optional<String> words) {
        store.note(tx, id, at, what, Optional.empty(), words);
    }

    /**
     * Notes on a case what somebody did about it, as part of a transaction; the bell is to be rung after it.
     *
     * @param who a member of staff; empty for the hub itself, or a guest
     */
    public void note(Tx tx, long id, Instant at, What what, Optional<Staff> who, Optional<String> words) {
        store.note(tx, id, at, what, who.map(Staff::name), words);
    }

    /** What happened after a change, oldest first, at most so many. */
    public List<CaseChange> changesAfter(long position, int most) {
        return database.read(tx -> store.after(tx, position, most));
    }

    /**
     * The cases whose guests have wanted somebody to come since a moment, whom nobody goes to yet and who have not been told
     * that nobody is free.
     */
    public List<Long> waiting(Instant since) {
        return database.read(tx -> store.waiting(tx, since));
    }

    /** The guest is told that nobody is free. False if somebody has taken it, or the guest wants nobody any more. */
    public boolean nobodyFree(long id) {
        boolean told = database.write(tx -> {
            boolean waits = store.find(tx, id)
                    .filter(found -> found.state() instanceof CaseState.New && found.somebody().orElse(false)).isPresent();
            if (waits) {
                store.note(tx, id, clock.instant(), What.NOBODY_FREE, Optional.empty(), Optional.empty());
            }
            return waits;
        });
        if (told) {
            news.ring();
        }
        return told;
    }

    /**
     * Takes a case for somebody. One statement decides a race, so it is never two people's. Whoever closed it cannot take it
     * once its guest was not content with that, as long as somebody else may.
     */
    public Outcome take(long id, Staff who) {
        return decide(tx -> {
            Instant now = clock.instant();
            if (!store.take(tx, id, who.name(), now)) {
                return false;
            }
            store.note(tx, id, now, What.TAKEN, Optional.of(who.name()), Optional.empty());
            return true;
        }, id, (tx, found) -> found.state() instanceof CaseState.New && secondLook.isSomebodyElses(tx, found, who));
    }

    /** Whether a case is new again, and is to be somebody else's than the one who closed it. */
    public boolean isSomebodyElses(long id, Staff who) {
        return database.read(tx -> store.find(tx, id)
                .filter(found -> found.state() instanceof CaseState.New && secondLook.isSomebodyElses(tx, found, who))
                .isPresent());
    }

    /** Who closed a case that its guest was not content with, so that it goes on, as the transaction sees it. */
    public Optional<Staff> closedInVainBy(Tx tx, long id) {
        return secondLook.closedBy(tx, id);
    }

    /** Closes a case that somebody has taken, and asks its guest whether they are content now, where there is a way to. */
    public Outcome close(long id, Staff who, Closing closing) {
        return decide(tx -> {
            Instant now = clock.instant();
            if (!store.close(tx, id, who.name(), now, closing)) {
                return false;
            }
            store.note(tx, id, now, What.CLOSED, Optional.of(who.name()), closing.note());
            ask(tx, store.find(tx, id).orElseThrow(), who, closing, now);
            return true;
        }, id);
    }

    /** Whoever left an address is written to, whoever has a page finds it there, and all guests of a case are one. */
    private void ask(Tx tx, RecoveryCase closed, Staff who, Closing closing, Instant now) {
        FollowUp.Channel by = wayTo(tx, closed);
        boolean asks = by != FollowUp.Channel.NONE;
        FollowUp asked = followUps.add(tx, closed.id(), closed.reopened().map(RecoveryCase.Reopened::times).orElse(0) + 1,
                who, closing, now, by, asks ? Optional.of(now.plus(silenceAfter)) : Optional.empty());
        store.outcome(tx, closed.id(), asked.outcome());
        if (asks) {
            store.note(tx, closed.id(), now, What.FOLLOW_UP_ASKED, Optional.empty(), Optional.of(by.id()));
            guests.ask(tx, asked);
        }
    }

    private FollowUp.Channel wayTo(Tx tx, RecoveryCase closed) {
        // Behind many guests, and behind a colleague who called, there is no guest.
        if (closed.kind() == RecoveryCase.Kind.RATE || CaseRules.isStaffCall(closed)) {
            return FollowUp.Channel.NONE;
        }
        List<Long> all = withJoined(tx, closed.id());
        if (guests.mails() && store.hasEmail(tx, all)) {
            return FollowUp.Channel.EMAIL;
        }
        return store.find(tx, all).stream().anyMatch(one -> guests.hasPage(tx, one.response()))
                ? FollowUp.Channel.PAGE
                : FollowUp.Channel.NONE;
    }

    private List<Long> withJoined(Tx tx, long id) {
        return Stream.concat(Stream.of(id), store.joined(tx, List.of(id)).getOrDefault(id, List.of()).stream()).toList();
    }

    /**
     * Gives a case to a colleague, who is asked to look at it. Only whoever has it can, and only to one who might take it.
     *
     * @param to somebody who has an account
     */
    public Outcome handOver(long id, Staff from, Staff to) {
        return decide(tx -> {
            Instant now = clock.instant();
            if (!store.handOver(tx, id, from.name(), to.name(), now)) {
                return false;
            }
            store.note(tx, id, now, What.HANDED_OVER, Optional.of(from.name()),
                    Optional.of(to.name() + " " + to.displayName()));
            store.call(tx, id, to.name(), Notice.Why.HANDED_OVER, from.name(), now);
            return true;
        }, id, (tx, found) -> found.state() instanceof CaseState.Taken taken && taken.by().name().equals(from.name())
                && secondLook.isSomebodyElses(tx, found, to));
    }

    /**
     * Writes something into a case's history; whether it is new, taken or closed makes no difference.
     *
     * @param  words                    up to {@link #LONGEST_NOTE} characters
     * @param  mentioned                who is asked to look at the case
     * @throws IllegalArgumentException if the words are longer
     */
    public Outcome remark(long id, Staff who, String words, Collection<Staff> mentioned) {
        if (words.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("a note has at most " + LONGEST_NOTE + " characters");
        }
        return decide(tx -> {
            if (store.find(tx, id).isEmpty()) {
                return false;
            }
            Instant now = clock.instant();
            // Whoever writes about a case has seen it, be it on a page whose script does not run.
            seen.alert(tx, id, store.lastChange(tx)).ifPresent(alert -> seen.put(tx, id, alert, who.name(), now));
            store.note(tx, id, now, What.NOTED, Optional.of(who.name()), Optional.of(words));
            mentioned.stream().filter(other -> !other.name().equals(who.name()))
                    .forEach(other -> store.call(tx, id, other.name(), Notice.Why.MENTIONED, who.name(), now));
            return true;
        }, id);
    }

    /**
     * The cases that colleagues have asked people to look at and they have not yet, latest first, at most so many of each, by
     * the name of their account.
     */
    public Map<String, List<Notice>> notices(int most) {
        return database.read(tx -> store.notices(tx, most));
    }

    /** Somebody looks at a case: whatever they were asked to look at it for is done. */
    public void looked(long id, Staff who) {
        // Nearly always there is nothing to write, and a look must not wait for writers.
        if (database.read(tx -> store.isCalled(tx, id, who.name()))
                && database.write(tx -> store.looked(tx, id, who.name()))) {
            news.ring();
        }
    }

    /**
     * Somebody was shown cases; of each the first time counts.
     *
     * @param shown for the number of each case the position of the last change in what they saw
     */
    public void seen(Staff who, Map<Long, Long> shown) {
        // Nearly always all of it is known: pages say so at each load, and that must not wait for writers.
        Map<Long, Long> alerts = database.read(tx -> {
            Map<Long, Long> fresh = new HashMap<>();
            store.find(tx, shown.keySet()).stream().map(RecoveryCase::id)
                    .forEach(id -> seen.alert(tx, id, shown.get(id)).filter(alert -> !seen.has(tx, id, alert, who.name()))
                            .ifPresent(alert -> fresh.put(id, alert)));
            return fresh;
        });
        if (!alerts.isEmpty()) {
            Instant now = clock.instant();
            database.change(tx -> alerts.forEach((id, alert) -> seen.put(tx, id, alert, who.name(), now)));
        }
    }

    /** Whether anybody was shown a case since it was opened last, as the transaction sees it. */
    public boolean isSeen(Tx tx, long id) {
        return seen.isSeen(tx, id);
    }

    /** Other cases of the guest whose case this is, latest first, at most so many. */
    public List<RecoveryCase> ofSameGuest(long id, int most) {
        return database.read(tx -> store.ofSameGuest(tx, id, most));
    }

    /**
     * Why two cases are not merged.
     *
     * @param caseId of which of them that is so
     */
    public record Hindrance(long caseId, Outcome why) {
    }

    /** Why somebody cannot merge two cases now; empty if they can. */
    public Optional<Hindrance> hindrance(long one, long other, Staff who) {
        return database.read(tx -> hindrance(tx, one, other, who));
    }

    /**
     * Closes a case, as another of its guest goes on in its place: as grave as the graver one, with the tags of both, wanting
     * somebody if either does. Both are of one site. Nobody merges what somebody else has, and nothing undoes it. Whoever had the one has the other.
     *
     * @return why not; empty if it is done
     */
    public Optional<Hindrance> merge(long id, long into, Staff who) {
        Optional<Hindrance> hindrance = database.write(tx -> {
            Instant now = clock.instant();
            Optional<Hindrance> why = hindrance(tx, id, into, who);
            if (why.isEmpty()) {
                if (!store.merge(tx, id, into, who.name(), now)) {
                    throw new IllegalStateException("case " + id + " changed while it was merged");
                }
                join(tx, store.find(tx, id).orElseThrow(), store.find(tx, into).orElseThrow(), who, now);
            }
            return why;
        });
        if (hindrance.isEmpty()) {
            news.ring();
        }
        return hindrance;
    }

    private void join(Tx tx, RecoveryCase gone, RecoveryCase stays, Staff who, Instant now) {
        Optional<String> by = Optional.of(who.name());
        store.note(tx, gone.id(), now, What.MERGED_INTO, by, Optional.of(String.valueOf(stays.id())));
        store.note(tx, stays.id(), now, What.MERGED, by, Optional.of(String.valueOf(gone.id())));
        store.tag(tx, stays.id(), gone.tags());
        if (gone.gravity().compareTo(stays.gravity()) > 0) {
            store.gravity(tx, stays.id(), gone.gravity());
        }
        if (gone.somebody().orElse(false) && !stays.somebody().orElse(false)) {
            store.wantSomebody(tx, stays.id());
        }
        boolean had = store.history(tx, gone.id()).stream().anyMatch(change -> change.what() == What.TAKEN);
        if (had && !secondLook.isSomebodyElses(tx, stays, who) && store.take(tx, stays.id(), who.name(), now)) {
            store.note(tx, stays.id(), now, What.TAKEN, by, Optional.empty());
        }
    }

    private Optional<Hindrance> hindrance(Tx tx, long one, long other, Staff who) {
        for (long id : new long[]{one, other}) {
            Outcome why = whyNot(store.find(tx, id));
            boolean own = why instanceof Outcome.AlreadyTaken taken && taken.by().name().equals(who.name());
            if (!own && !(why instanceof Outcome.NotTaken)) {
                return Optional.of(new Hindrance(id, why));
            }
        }
        if (!store.find(tx, one).orElseThrow().where().site().equals(store.find(tx, other).orElseThrow().where().site())) {
            return Optional.of(new Hindrance(one, new Outcome.AnotherSite()));
        }
        return one != other && store.areOfOneGuest(tx, one, other)
                ? Optional.empty()
                : Optional.of(new Hindrance(one, new Outcome.AnotherGuest()));
    }

    /** For each of some cases those that were merged into it, and those merged into these. */
    public Map<Long, List<RecoveryCase>> joined(Collection<Long> ids) {
        return database.read(tx -> store.joined(tx, ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> store.find(tx, one.getValue()))));
    }

    private interface Step {
        boolean won(Tx tx);
    }

    private Outcome decide(Step step, long id) {
        return decide(step, id, (_, _) -> false);
    }

    /**
     * @param barred whether a case is to be somebody else's, for whom the step would be
     */
    private Outcome decide(Step step, long id, BiPredicate<Tx, RecoveryCase> barred) {
        Outcome outcome = database.write(tx -> {
            Optional<RecoveryCase> found = store.find(tx, id);
            if (found.isEmpty()) {
                return new Outcome.NoSuchCase();
            }
            if (found.filter(one -> barred.test(tx, one)).isPresent()) {
                return new Outcome.SomebodyElse();
            }
            return step.won(tx) ? new Outcome.Done() : whyNot(store.find(tx, id));
        });
        if (outcome instanceof Outcome.Done) {
            news.ring();
        }
        return outcome;
    }

    private static Outcome whyNot(Optional<RecoveryCase> found) {
        return switch (found.map(RecoveryCase::state).orElse(null)) {
            case null -> new Outcome.NoSuchCase();
            case CaseState.New _ -> new Outcome.NotTaken();
            case CaseState.Taken taken -> new Outcome.AlreadyTaken(taken.by(), taken.at());
            case CaseState.Closed closed -> new Outcome.AlreadyClosed(closed.by(), closed.at());
            case CaseState.Merged merged -> new Outcome.AlreadyMerged(merged.by(), merged.at(), merged.into());
            case CaseState.Withdrawn withdrawn -> new Outcome.Withdrawn(withdrawn.at());
        };
    }
}
