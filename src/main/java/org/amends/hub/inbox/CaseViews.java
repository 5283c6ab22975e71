package org.amends.hub.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.amends.hub.alerts.CaseClock;
import org.amends.hub.privacy.Masks;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.ClosingLists;
import org.amends.hub.recovery.FollowUp;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.recovery.Notice;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.recovery.Sighting;
import org.amends.hub.staff.Staff;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;
import org.amends.survey.Face;

/** Puts cases into the words that one member of staff reads. */
final class CaseViews {

    /** What stands in the place of a face where none was pressed. */
    static final String CALL = "call";
    /** The same where it was many guests, or staff who heard it. */
    static final String MANY = "many";
    static final String TOLD = "told";

    private static final Duration SURE = Duration.ofMinutes(1);

    private static final int MOST_SEEN = 8;

    private final Texts texts;
    private final Times times;
    private final ClosingLists closing;
    /** What is done to whatever a person wrote before it is shown. */
    private final UnaryOperator<String> words;

    CaseViews(Texts texts, Times times, ClosingLists closing) {
        this(texts, times, closing, UnaryOperator.identity());
    }

    private CaseViews(Texts texts, Times times, ClosingLists closing, UnaryOperator<String> words) {
        this.texts = texts;
        this.times = times;
        this.closing = closing;
        this.words = words;
    }

    /** The same for those who look at cases without working on them. */
    CaseViews masked(Masks masks) {
        return new CaseViews(texts, times, closing, masks::mask);
    }

    CaseView view(RecoveryCase found, CaseClock clock, Staff reader, Listing list) {
        String face = face(found);
        Optional<CaseClock.Goal> next = found.state().isOver() ? Optional.empty() : clock.next();
        boolean counts = found.state() instanceof CaseState.New && !found.late();
        long dueAt = counts ? next.map(goal -> goal.due().toEpochMilli()).orElse(0L) : 0;
        long soonAt = counts
                ? Pace.soonAt(
                        found.reopened().map(RecoveryCase.Reopened::at).orElse(found.saidAt()).toEpochMilli(), dueAt)
                : 0;
        Optional<FollowUp.Outcome> outcome = found.state() instanceof CaseState.Closed closed
                ? closed.outcome()
                : Optional.empty();
        String pace = counts ? Pace.of(times.now().toEpochMilli(), soonAt, dueAt).id() : "";
        return new CaseView(found.id(), found.response().toString(), found.entry().toString(), state(found.state()),
                found.where().site(), found.where().name(), face, texts.say("face." + face),
                found.reason().orElse(""), found.comment().map(words).orElse(""),
                found.somebody().map(wanted -> texts.say(wanted ? "case.somebody-now" : "case.nobody-now")).orElse(""),
                found.somebody().orElse(false), found.contact().map(words).orElse(""), found.language(),
                found.saidAt().toEpochMilli(), found.saidAt().toString(),
                // Nobody waits any more on a case that is closed.
                found.state().isOver() ? times.clock(found.saidAt()) : times.ageOrClock(found.saidAt()),
                times.clock(found.saidAt()), times.full(found.saidAt()), pace,
                pace.isEmpty() ? "" : texts.say("pace." + pace), soonAt, dueAt, next.map(this::due).orElse(""),
                next.filter(goal -> goal.missed(times.now())).isPresent(), found.late() ? texts.say("case.late") : "",
                unsure(found),
                doing(found.state(), reader), onSite(found), resolved(found), words.apply(note(found.state())),
                found.state() instanceof CaseState.Taken taken && taken.by().name().equals(reader.name()),
                list.where(), found.gravity().id(),
                found.gravity() == Gravity.NORMAL ? "" : texts.say("gravity." + found.gravity().id()), found.tags(),
                outcome.map(FollowUp.Outcome::id).orElse(""), outcome.map(is -> texts.say("outcome." + is.id())).orElse(""),
                found.reopened().map(again -> texts.say("case.reopened", again.times())).orElse(""),
                found.reopened().map(RecoveryCase.Reopened::times).orElse(0),
                found.state() instanceof CaseState.Merged merged ? merged.into() : 0);
    }

    private static String face(RecoveryCase found) {
        if (!found.isCallAlone()) {
            return Face.of(found.score(), found.best()).id();
        }
        return switch (found.kind()) {
            case RATE -> MANY;
            case HEARD -> TOLD;
            case GUEST -> CALL;
        };
    }

    CaseView.Open open(Cases.WithHistory found, CaseClock clock, Staff reader, Listing list) {
        CaseView view = view(found.theCase(), clock, reader, list);
        return new CaseView.Open(view, clock.goals().stream().map(goal -> goal(clock, goal)).toList(), lines(found));
    }

    /** The closings of a case, the last first. */
    List<CaseView.Round> rounds(List<FollowUp> followUps) {
        return followUps.reversed().stream().map(this::round).toList();
    }

    private CaseView.Round round(FollowUp one) {
        Optional<String> face = one.score().map(score -> Face.of(score, FollowUp.BEST).id());
        Locale language = ReaderLanguage.now();
        return new CaseView.Round(texts.say("case.closed-by", one.closedBy().displayName(), times.clock(one.askedAt())),
                times.full(one.askedAt()), closing.cause(one.closing().cause()).in(language),
                closing.action(one.closing().action()).in(language), face.orElse(""),
                face.map(id -> texts.say("face." + id)).orElse(""), one.outcome().id(), stands(one));
    }

    private String stands(FollowUp one) {
        return switch (one.outcome()) {
            case WAITING -> texts.say("follow-up.waiting-" + one.by().id(),
                    one.dueAt().map(times::full).orElse(""));
            case RECOVERED, REOPENED, ANSWERED -> texts.say("follow-up.answered",
                    one.answeredAt().map(times::clock).orElse(""));
            case SILENT, NOT_ASKED -> texts.say("outcome." + one.outcome().id());
        };
    }

    /** What happened and who saw it, on one line of time; how many saw it says more than all their names. */
    private List<CaseView.Line> lines(Cases.WithHistory found) {
        List<CaseView.Line> lines = new ArrayList<>();
        List<Sighting> named = found.seen().subList(0, Math.min(MOST_SEEN, found.seen().size()));
        int next = 0;
        for (CaseChange change : found.history()) {
            while (next < named.size() && named.get(next).alert() < change.position()
                    && named.get(next).at().isBefore(change.at())) {
                lines.add(line(named.get(next++)));
            }
            if (isSaidTwice(change, found)) {
                continue;
            }
            lines.add(found.joined().stream().filter(other -> other.id() == change.caseId()).findFirst()
                    .map(other -> line(change, other, true)).orElseGet(() -> line(change, found.theCase(), false)));
        }
        named.subList(next, named.size()).forEach(seen -> lines.add(line(seen)));
        if (found.seen().size() > named.size()) {
            Instant last = found.seen().getLast().at();
            lines.add(new CaseView.Line(times.clock(last), times.full(last),
                    texts.say("change.seen-more", found.seen().size() - named.size()), "", "", 0));
        }
        return lines;
    }

    /** Whether the history of the other case says the same. */
    private static boolean isSaidTwice(CaseChange change, Cases.WithHistory found) {
        return switch (change.what()) {
            case MERGED_INTO -> change.caseId() != found.theCase().id();
            case SOMEBODY_NOW -> found.joined().stream()
                    .anyMatch(other -> change.words().equals(Optional.of(String.valueOf(other.id()))));
            default -> false;
        };
    }

    private CaseView.Line line(Sighting seen) {
        return new CaseView.Line(times.clock(seen.at()), times.full(seen.at()), texts.say("change.seen"), "",
                seen.who().displayName(), 0);
    }

    /** Why somebody did not get what they asked for; empty if they did. */
    Optional<String> trouble(Cases.Outcome outcome, Staff asking) {
        return switch (outcome) {
            case Cases.Outcome.Done _,Cases.Outcome.NoSuchCase _ -> Optional.empty();
            case Cases.Outcome.AlreadyTaken taken when taken.by().name().equals(asking.name()) -> Optional.empty();
            case Cases.Outcome.AlreadyTaken taken ->
                Optional.of(texts.say("case.already-taken", taken.by().displayName(), times.clock(taken.at())));
            case Cases.Outcome.AlreadyClosed closed ->
                Optional.of(texts.say("case.already-closed", closed.by().displayName(), times.clock(closed.at())));
            case Cases.Outcome.AlreadyMerged merged -> Optional.of(texts.say("case.merged", String.valueOf(merged.into()),
                    merged.by().displayName(), times.clock(merged.at())));
            case Cases.Outcome.AnotherSite _ -> Optional.of(texts.say("merge.another-site"));
            case Cases.Outcome.AnotherGuest _ -> Optional.of(texts.say("merge.another-guest"));
            case Cases.Outcome.Withdrawn withdrawn ->
                Optional.of(texts.say("case.withdrawn", times.clock(withdrawn.at())));
            case Cases.Outcome.SomebodyElse _ -> Optional.of(texts.say("case.somebody-else"));
            case Cases.Outcome.NotTaken _ -> Optional.of(texts.say("case.not-taken"));
        };
    }

    /** That a colleague asked somebody to look at a case. */
    CaseView.Call call(Notice notice, Listing list) {
        return new CaseView.Call("/cases/" + notice.caseId() + list.where(), texts.say("notice." + notice.why().id(),
                notice.by().displayName(), times.clock(notice.at()), notice.where().name()));
    }

    private CaseView.Goal goal(CaseClock clock, CaseClock.Goal goal) {
        String due = times.clock(goal.due());
        String stands = goal.met().map(at -> goal.missed(times.now())
                ? texts.say("clock.met-late", times.clock(at), due)
                : texts.say("clock.met", times.clock(at))).orElseGet(() -> due(goal));
        return new CaseView.Goal(texts.say("clock." + id(goal)), stands, times.full(goal.due()),
                times.clock(goal.fromArrival()).equals(due)
                        ? ""
                        : texts.say("clock.from-arrival", times.clock(clock.arrivedAt()), times.clock(goal.fromArrival())),
                goal.missed(times.now()));
    }

    private String due(CaseClock.Goal goal) {
        return goal.missed(times.now())
                ? texts.say("clock.overdue", times.clock(goal.due()))
                : texts.say("clock.due-" + id(goal), times.clock(goal.due()));
    }

    private static String id(CaseClock.Goal goal) {
        return goal.kind().name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param of     whose change it is
     * @param joined whether that was merged into the case whose history this is
     */
    private CaseView.Line line(CaseChange change, RecoveryCase of, boolean joined) {
        String words = change.words().orElse("");
        String text = switch (change.what()) {
            case OPENED -> texts.say(of.kind() == RecoveryCase.Kind.HEARD ? "change.opened-heard" : "change.opened",
                    texts.say("face." + face(of)));
            case ERASED -> texts.say(words.startsWith("old-") ? "change.erased-" + words : "change.erased");
            case MERGED, MERGED_INTO -> texts.say("change." + change.what().id(), words);
            // The gravity's name, a space, the rule's name.
            case HANDED_OVER, REOPENED -> texts.say("change." + change.what().id(), words.split(" ", 2)[1]);
            case FOLLOW_UP_ASKED -> texts.say("change.follow-up-asked-" + words);
            case FOLLOW_UP_ANSWERED -> texts.say(
                    words.contains(" ") ? "change.follow-up-answered-late" : "change.follow-up-answered",
                    texts.say("face." + Face.of(Integer.parseInt(words.split(" ")[0]), FollowUp.BEST).id()));
            case RAISED -> texts.say("change.raised", texts.say("gravity." + words.split(" ", 2)[0]));
            default -> texts.say("change." + change.what().id());
        };
        words = switch (change.what()) {
            // The guest's own words stand above the history, in full.
            case COMMENT -> joined ? this.words.apply(words) : "";
            case CONTACT, ERASED, HANDED_OVER, MERGED, MERGED_INTO, SOMEBODY_NOW, FOLLOW_UP_ASKED, FOLLOW_UP_ANSWERED,
                    REOPENED ->
                "";
            case OPENED, MANY -> words.isEmpty() ? "" : texts.say("change.by-rule", words);
            case RAISED -> texts.say("change.by-rule", words.split(" ", 2)[1]);
            case HEARD -> texts.say("heard." + words);
            default -> this.words.apply(words);
        };
        return new CaseView.Line(times.clock(change.at()), times.full(change.at()), text, words,
                change.who().map(Staff::displayName).orElse(""), joined ? of.id() : 0);
    }

    /** Under a minute it is no matter to anybody. */
    private String unsure(RecoveryCase found) {
        return found.unsure().filter(by -> by.compareTo(SURE) >= 0)
                .map(by -> by.compareTo(Duration.ofHours(2)) < 0
                        ? texts.say("case.unsure-minutes", by.plus(SURE).toMinutes())
                        : texts.say("case.unsure-hours", by.plusHours(1).toHours()))
                .orElse("");
    }

    private String doing(CaseState state, Staff reader) {
        return switch (state) {
            case CaseState.New _ -> "";
            case CaseState.Taken taken when taken.by().name().equals(reader.name()) ->
                texts.say("case.taken-by-you", times.clock(taken.at()));
            case CaseState.Taken taken ->
                texts.say("case.taken-by", taken.by().displayName(), times.clock(taken.at()));
            case CaseState.Closed closed ->
                texts.say("case.closed-by", closed.by().displayName(), times.clock(closed.at()));
            case CaseState.Merged merged -> texts.say("case.merged", String.valueOf(merged.into()),
                    merged.by().displayName(), times.clock(merged.at()));
            case CaseState.Withdrawn withdrawn -> texts.say("case.withdrawn", times.clock(withdrawn.at()));
        };
    }

    private String onSite(RecoveryCase found) {
        return found.onSite().arrivedAt()
                .map(at -> texts.say(found.state().isOver() ? "case.was-on-site" : "case.on-site", times.clock(at))
                        + found.onSite().afterTaking()
                                .map(after -> ", " + texts.say("case.on-site-after", after.toMinutes())).orElse(""))
                .orElse("");
    }

    private String resolved(RecoveryCase found) {
        return found.onSite().resolvedAt().filter(_ -> !found.state().isOver())
                .map(at -> texts.say("case.resolved", times.clock(at))).orElse("");
    }

    private static String note(CaseState state) {
        return state instanceof CaseState.Closed closed ? closed.note().orElse("") : "";
    }

    static String state(CaseState state) {
        return switch (state) {
            case CaseState.New _ -> "new";
            case CaseState.Taken _ -> "taken";
            case CaseState.Closed _,CaseState.Merged _,CaseState.Withdrawn _ -> "closed";
        };
    }
}
