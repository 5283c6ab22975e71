package org.amends.hub.answers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.wire.Progress;
import org.amends.wire.Progress.Step;

/**
 * Follows what happens to cases and has terminals told of it. What a terminal is to be told and the cursor are committed
 * together, so a kill at any moment loses nothing. What is long past is passed by: nobody stands there any more.
 */
public final class AnswerWorker implements AutoCloseable {

    private static final String STEP = "answers";
    private static final int AT_A_TIME = 500;
    /** While somebody waits for it, nobody being free is noticed so soon after it is true. */
    private static final Duration LOOKS_WHILE_SOMEBODY_WAITS = Duration.ofSeconds(1);
    private static final Duration LOOKS_UNASKED = Duration.ofSeconds(5);

    private final Database database;
    private final Clock clock;
    private final Ledger ledger;
    private final Cases cases;
    private final Fleet fleet;
    private final SiteKeys site;
    private final Duration nobodyFreeAfter;
    private final Runnable told;
    /** Until when each case is waited for that somebody takes it: from when this hub first saw the guest's wish. */
    private final Map<Long, Instant> waiting = new HashMap<>();
    private final Follower follower;
    private boolean begun;
    /** The last change that was gone through; -1 before the first. */
    private long seen = -1;
    /** The same as the next start would know it. */
    private long kept;

    /**
     * @param nobodyFreeAfter how long a guest who wants somebody to come waits before they are told that nobody is free
     * @param changes         rung when cases have changed
     * @param told            called when a terminal has something new to hear
     */
    public AnswerWorker(Database database, Clock clock, Ledger ledger, Cases cases, Fleet fleet, SiteKeys site,
            Duration nobodyFreeAfter, Bell changes, Runnable told) {
        this.database = database;
        this.clock = clock;
        this.ledger = ledger;
        this.cases = cases;
        this.fleet = fleet;
        this.site = site;
        this.nobodyFreeAfter = nobodyFreeAfter;
        this.told = told;
        follower = new Follower("answers", changes, "terminals could not be told what became of their cases", this::follow);
    }

    /** Begins to follow, first with what happened while nobody did. */
    public AnswerWorker start() {
        follower.start();
        return this;
    }

    /** Finishes what it has in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    /** Whoever waited when the hub was stopped waits anew: while it was down nobody could take anything. */
    void begin() {
        site.prepare();
        Instant now = clock.instant();
        cases.waiting(now.minus(Fleet.PROGRESS_IS_NEWS)).forEach(id -> waiting.put(id, now.plus(nobodyFreeAfter)));
    }

    /** Deals with all that has happened to cases until now. */
    void catchUp() {
        if (seen < 0) {
            kept = database.read(tx -> Cursors.at(tx, STEP));
            seen = kept;
        }
        List<CaseChange> next;
        do {
            next = cases.changesAfter(seen, AT_A_TIME);
            Instant since = clock.instant().minus(Fleet.PROGRESS_IS_NEWS);
            List<CaseChange> news = next.stream().filter(change -> change.at().isAfter(since) && concernsGuest(change))
                    .toList();
            Map<Long, RecoveryCase> found = news.isEmpty()
                    ? Map.of()
                    : cases.find(news.stream().map(CaseChange::caseId).distinct().toList());
            long last = next.isEmpty() ? seen : next.getLast().position();
            Map<Long, List<RecoveryCase>> joined = news.isEmpty() ? Map.of() : cases.joined(found.keySet());
            tell(news.stream().flatMap(change -> progress(change, found.get(change.caseId()), joined)).toList(), last);
            news.forEach(change -> mind(change, found.get(change.caseId())));
            seen = last;
        } while (next.size() == AT_A_TIME && !follower.isClosing());
    }

    /** Tells those who have waited long enough that nobody is free; the change that this makes is followed as all are. */
    void lookAtTheTime() {
        Instant now = clock.instant();
        List<Long> over = waiting.entrySet().stream().filter(one -> !one.getValue().isAfter(now)).map(Map.Entry::getKey)
                .toList();
        over.forEach(id -> {
            cases.nobodyFree(id);
            waiting.remove(id);
        });
    }

    /** What was gone through without anything to tell is noted from time to time only: terminals wait for the one writer. */
    private void tell(List<Progress> news, long last) {
        if (news.isEmpty() && last - kept < AT_A_TIME) {
            return;
        }
        boolean any = database.write(tx -> {
            boolean said = false;
            for (Progress progress : news) {
                Optional<String> terminal = ledger.terminalOf(tx, progress.response());
                terminal.ifPresent(id -> fleet.tell(tx, id, progress));
                said |= terminal.isPresent();
            }
            Cursors.move(tx, STEP, last);
            return said;
        });
        kept = last;
        if (any) {
            told.run();
        }
    }

    /**
     * What a change means to the guest of its case, and to those whose cases were merged into it. Whoever was asked again sits
     * elsewhere, and so does who came late.
     */
    private static Stream<Progress> progress(CaseChange change, RecoveryCase about, Map<Long, List<RecoveryCase>> joined) {
        return Stream.concat(Stream.of(about), joined.getOrDefault(about.id(), List.of()).stream())
                .filter(one -> !one.late() && one.reopened().isEmpty())
                .flatMap(one -> progress(change, about, one.response()).stream());
    }

    /** Who asks again after they were told that nobody is free waits again. */
    private void mind(CaseChange change, RecoveryCase now) {
        if (now.late() || !now.somebody().orElse(false) || !(now.state() instanceof CaseState.New)) {
            waiting.remove(now.id());
        } else if (change.what() != CaseChange.What.NOBODY_FREE) {
            waiting.putIfAbsent(now.id(), clock.instant().plus(nobodyFreeAfter));
        }
    }

    private static boolean concernsGuest(CaseChange change) {
        return switch (change.what()) {
            case OPENED, SOMEBODY_NOW, NOBODY_NOW, CORRECTED, TAKEN, HANDED_OVER, MERGED, CLOSED, NOBODY_FREE, ARRIVED,
                    RESOLVED ->
                true;
            case REASON, COMMENT, CONTACT, CARD, STAFF_NEAR, LEFT, HELP_WANTED, MANY, HEARD, RAISED, TAGGED, NOTED,
                    MERGED_INTO, WROTE_GUEST, GUEST_WROTE, ERASED ->
                false;
            case MISSED_ACKNOWLEDGE, MISSED_RESPOND, MISSED_RESOLVE, UNSEEN, TOLD, NOT_TOLD -> false;
            // Of these their own page tells.
            case OFFERED, OFFER_ASKED, OFFER_APPROVED, OFFER_DECLINED, OFFER_WITHDRAWN, VOUCHER_REDEEMED -> false;
            // Whose case it was is nothing that an idle screen tells.
            case LINE_PROPOSED, LINE_SHOWN, LINE_REFUSED, LINE_WITHDRAWN -> false;
            // By then the guest has gone away.
            case FOLLOW_UP_ASKED, FOLLOW_UP_ANSWERED, RECOVERED, REOPENED, FOLLOW_UP_SILENT -> false;
        };
    }

    /**
     * What a change means to the guest as the case is now; what has been overtaken is said by a later change.
     *
     * @param response that of the case, or of one that was merged into it
     */
    private static Optional<Progress> progress(CaseChange change, RecoveryCase now, UUID response) {
        boolean comes = now.somebody().orElse(false);
        Optional<Step> step = switch (now.state()) {
            case CaseState.New _ when change.what() == CaseChange.What.NOBODY_FREE && comes ->
                Optional.of(Step.NOBODY_FREE);
            // A guest who waits for nobody was thanked already. Most cases open so, after an outage thousands at once.
            case CaseState.New _ when change.what() == CaseChange.What.OPENED && !comes -> Optional.empty();
            case CaseState.New _ -> Optional.of(Step.HEARD);
            case CaseState.Taken _ when now.onSite().resolvedAt().isPresent() -> Optional.of(Step.DONE);
            case CaseState.Taken _ when now.onSite().arrivedAt().isPresent() -> Optional.of(Step.AT_THE_PLACE);
            case CaseState.Taken _ -> Optional.of(comes ? Step.ON_THE_WAY : Step.TAKEN);
            case CaseState.Closed _ -> Optional.of(Step.DONE);
            // The case that goes on in its place says it to this guest, too.
            case CaseState.Merged _,CaseState.Withdrawn _ -> Optional.empty();
        };
        Optional<String> who = switch (now.state()) {
            case CaseState.Taken taken -> Optional.of(calledBy(taken.by()));
            case CaseState.Closed closed -> Optional.of(calledBy(closed.by()));
            case CaseState.New _,CaseState.Merged _,CaseState.Withdrawn _ -> Optional.empty();
        };
        return step.map(is -> new Progress(change.position(), response, is, who));
    }

    /** Of what colleagues read of somebody, a guest reads the first word only. */
    private static String calledBy(Staff staff) {
        return staff.displayName().strip().split("\\s+")[0];
    }

    private Duration follow() {
        if (!begun) {
            begin();
            begun = true;
        }
        catchUp();
        lookAtTheTime();
        return waiting.isEmpty() ? LOOKS_UNASKED : LOOKS_WHILE_SOMEBODY_WAITS;
    }
}
