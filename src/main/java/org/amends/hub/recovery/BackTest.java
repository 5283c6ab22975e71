package org.amends.hub.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseRules.Said;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;

/**
 * What a rule would have opened, had it been on. It goes back through the ledger in slices, each a transaction of its own, and
 * stops after a while: what it found then holds for the days that it came through, and it says which. One runs at a time.
 */
public final class BackTest {

    /** How far it looks back. */
    public static final Duration DAYS = Duration.ofDays(30);
    /** How long it may take. */
    static final Duration LONGEST = Duration.ofSeconds(5);
    /** Whoever opens more than that need not know how many more. */
    static final int MOST_COUNTED = 10_000;
    private static final int SLICE = 10_000;
    private static final int SHOWN = 10;

    private final Database database;
    private final Ledger ledger;
    private final SealedEntries sealed;
    private final Rules rules;
    private final Clock clock;
    private final LongSupplier nanos;
    private final CaseStore store = new CaseStore();

    /**
     * @param sealed opens what terminals sealed
     * @param clock  in the zone of the venue
     */
    public BackTest(Database database, Ledger ledger, SealedEntries sealed, Rules rules, Clock clock) {
        this(database, ledger, sealed, rules, clock, System::nanoTime);
    }

    BackTest(Database database, Ledger ledger, SealedEntries sealed, Rules rules, Clock clock, LongSupplier nanos) {
        this.database = database;
        this.ledger = ledger;
        this.sealed = sealed;
        this.rules = rules;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * What was found.
     *
     * @param opened  how many cases the rule would have opened
     * @param more    whether counting stopped there
     * @param cases   how many of them there is a case of anyway
     * @param taken   how many of those somebody took
     * @param since   what it came through begins here
     * @param whole   whether that is all it was to look at
     * @param newest  some of them, the newest first
     */
    public record Found(long opened, boolean more, long cases, long taken, Instant since, boolean whole,
            List<Example> newest) {
    }

    /**
     * One that it would have opened.
     *
     * @param rating  the face that was pressed, if one was
     * @param words   a choice, a comment, or a count
     * @param theCase the number of the case that there is anyway
     */
    public record Example(Touchpoint where, Instant at, Optional<Content.Rating> rating, String words,
            Optional<Long> theCase) {
    }

    /** Tries a rule at some sites, be it on, off or not even kept. Takes some seconds at most. */
    public synchronized Found of(Rule rule, Sites sites) {
        Search search = rule.rate().isPresent() ? new Rates(rule, sites) : new Guests(rule, sites);
        Instant now = clock.instant();
        long end = nanos.getAsLong() + LONGEST.toNanos();
        long first = database.read(tx -> ledger.before(tx, now.minus(DAYS)));
        long last = database.read(ledger::last);
        boolean whole = true;
        Instant since = now;
        while (last > first && whole && !search.isEnough()) {
            long after = Math.max(first, last - SLICE);
            long upTo = last;
            since = database.read(tx -> {
                search.go(tx, after, upTo);
                return ledger.after(tx, after, 1).stream().findFirst().map(Ledger.Kept::receivedAt).orElse(now);
            });
            last = after;
            whole = last <= first || nanos.getAsLong() - end < 0;
        }
        boolean through = last <= first;
        return search.found(through ? now.minus(DAYS) : since, through);
    }

    private interface Search {
        void go(Tx tx, long after, long last);

        boolean isEnough();

        Found found(Instant since, boolean whole);
    }

    /** Each response once, by all that was said in it. */
    private final class Guests implements Search {

        private final Rule.When when;
        private final Sites sites;
        private final CaseRules meaning;
        private final RuleBook book;
        private final boolean readsWords;
        private final Set<UUID> seen = new HashSet<>();
        private final List<Example> newest = new ArrayList<>();
        private long opened;
        private long cases;
        private long taken;

        private Guests(Rule rule, Sites sites) {
            when = rule.when();
            this.sites = sites;
            book = new RuleBook(List.of(rule.switched(true)), rules.all().tags());
            meaning = new CaseRules(ledger, sealed, book, clock.getZone());
            readsWords = !when.words().isEmpty() || !when.tags().isEmpty();
        }

        @Override
        public void go(Tx tx, long after, long last) {
            int highest = RuleBook.highestScore(when);
            // Where a face decides, every response has one that is low enough; else something that was said is looked for.
            Set<String> kinds = when.scoreAtMost().isPresent() ? Set.of() : kinds();
            for (Ledger.Kept kept : ledger.within(tx, after, last, highest, kinds)) {
                Optional<Entry> entry = CaseRules.readable(kept);
                if (entry.isPresent() && sites.include(entry.get().touchpoint().site())
                        && RuleBook.mayBegin(when, entry.get().content())
                        && RuleBook.isPlace(when, entry.get().touchpoint())
                        && RuleBook.isLanguage(when, entry.get().language()) && seen.add(entry.get().response())) {
                    judge(tx, entry.get().response());
                }
                if (isEnough()) {
                    return;
                }
            }
        }

        private Set<String> kinds() {
            if (when.somebody().isPresent()) {
                return Set.of("somebody-now");
            }
            if (!when.words().isEmpty() || when.comment().orElse(false)) {
                return Set.of("comment", "sealed");
            }
            if (!when.choices().isEmpty()) {
                return Set.of("reason");
            }
            return Set.of("comment", "sealed", "reason", "somebody-now");
        }

        private void judge(Tx tx, UUID response) {
            // To open what is sealed takes a hundred times as long as all the rest, so it is done for words alone.
            List<Said> all = readsWords
                    ? meaning.said(tx, response, Long.MAX_VALUE)
                    : CaseRules.asKept(ledger.ofResponse(tx, response, Long.MAX_VALUE));
            List<Said> still = CaseRules.counting(all);
            if (book.judge(meaning.facts(all, still)).decides().isEmpty()) {
                return;
            }
            opened++;
            Optional<CaseStore.Fate> fate = store.fate(tx, response);
            cases += fate.isPresent() ? 1 : 0;
            taken += fate.filter(CaseStore.Fate::taken).isPresent() ? 1 : 0;
            if (newest.size() < SHOWN) {
                newest.add(example(meaning.said(tx, response, Long.MAX_VALUE), fate));
            }
        }

        private static Example example(List<Said> all, Optional<CaseStore.Fate> fate) {
            List<Said> still = CaseRules.counting(all);
            Said first = all.getFirst();
            CaseStore.Shown shown = CaseRules.shown(still);
            String words = Stream.of(shown.reason(), shown.comment()).flatMap(Optional::stream)
                    .collect(Collectors.joining(": "));
            return new Example(first.entry().touchpoint(), first.kept().happenedAt(),
                    still.stream().map(Said::content).filter(Content.Rating.class::isInstance)
                            .map(Content.Rating.class::cast).findFirst(),
                    words, fate.map(CaseStore.Fate::id));
        }

        @Override
        public boolean isEnough() {
            return opened >= MOST_COUNTED;
        }

        @Override
        public Found found(Instant since, boolean whole) {
            return new Found(opened, isEnough(), cases, taken, since, whole, newest);
        }
    }

    /** Guests are counted by the minute first, as they lie in the ledger newest first; then time runs forward. */
    private final class Rates implements Search {

        /** A question at which what was said before no longer counts. */
        private record TakenBack(UUID response, String question) {
        }

        private final Rule rule;
        private final Sites sites;
        private final RateWatch watch = new RateWatch();
        private final Map<UUID, RateWatch.Guest> guests = new HashMap<>();
        private final Set<TakenBack> takenBack = new HashSet<>();

        private Rates(Rule rule, Sites sites) {
            this.rule = rule;
            this.sites = sites;
        }

        @Override
        public void go(Tx tx, long after, long last) {
            for (Ledger.Kept kept : ledger.within(tx, after, last, Rule.HIGHEST_SCORE, Set.of("correction"))) {
                CaseRules.readable(kept)
                        .filter(entry -> sites.include(entry.touchpoint().site())
                                && RuleBook.isPlace(rule.when(), entry.touchpoint()))
                        .ifPresent(entry -> count(new Said(kept, entry, entry.content())));
            }
        }

        private void count(Said said) {
            UUID response = said.entry().response();
            TakenBack here = new TakenBack(response, said.content().question());
            if (said.content() instanceof Content.Correction) {
                takenBack.add(here);
            } else if (!takenBack.contains(here)) {
                RateWatch.Guest.of(List.of(said)).ifPresent(guest -> {
                    Optional.ofNullable(guests.get(response)).ifPresent(watch::remove);
                    watch.add(guests.merge(response, guest, RateWatch.Guest::and));
                });
            }
        }

        @Override
        public boolean isEnough() {
            return false;
        }

        @Override
        public Found found(Instant since, boolean whole) {
            List<Example> opened = new ArrayList<>();
            Rule.Rate rate = rule.rate().orElseThrow();
            for (Touchpoint where : watch.places()) {
                long quietUntil = Long.MIN_VALUE;
                for (long minute : watch.minutes(where)) {
                    RateWatch.Tally tally = watch.tally(where, minute, rate.minutes(),
                            rule.when().scoreAtMost().orElseThrow());
                    Instant at = RateWatch.beginning(minute);
                    if (minute >= quietUntil && rate.reached(tally.unhappy(), tally.all())
                            && RuleBook.isTime(rule.when(), at.atZone(clock.getZone()))) {
                        quietUntil = minute + rate.minutes();
                        opened.add(new Example(where, at, Optional.empty(), tally.unhappy() + " / " + tally.all(),
                                Optional.empty()));
                    }
                }
            }
            opened.sort(Comparator.comparing(Example::at).reversed());
            List<CaseStore.Fate> fates = database.read(tx -> store.fates(tx, rule, since));
            return new Found(opened.size(), false, fates.size(),
                    fates.stream().filter(CaseStore.Fate::taken).count(), since, whole,
                    opened.subList(0, Math.min(SHOWN, opened.size())));
        }
    }
}
