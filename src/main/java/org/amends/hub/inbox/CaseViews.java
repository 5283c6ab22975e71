package org.amends.hub.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Staff;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;
import org.amends.survey.Face;

/** Puts cases into the words that one member of staff reads. */
final class CaseViews {

    private static final Duration SURE = Duration.ofMinutes(1);

    private final Texts texts;
    private final Times times;

    CaseViews(Texts texts, Times times) {
        this.texts = texts;
        this.times = times;
    }

    CaseView view(RecoveryCase found, Staff reader, Cases.View list) {
        Face face = Face.of(found.score(), found.best());
        String pace = found.state() instanceof CaseState.New && !found.late()
                ? Pace.of(times.age(found.saidAt())).id()
                : "";
        return new CaseView(found.id(), found.response().toString(), found.entry().toString(), state(found.state()),
                found.where().site(), found.where().name(), face.id(), texts.say("face." + face.id()),
                found.reason().orElse(""), found.comment().orElse(""),
                found.somebody().map(wanted -> texts.say(wanted ? "case.somebody-now" : "case.nobody-now")).orElse(""),
                found.somebody().orElse(false), found.contact().orElse(""), found.language(),
                found.saidAt().toEpochMilli(), found.saidAt().toString(),
                // Nobody waits any more on a case that is closed.
                isOver(found.state()) ? times.clock(found.saidAt()) : times.ageOrClock(found.saidAt()),
                times.clock(found.saidAt()), times.full(found.saidAt()), pace,
                pace.isEmpty() ? "" : texts.say("pace." + pace), found.late() ? texts.say("case.late") : "", unsure(found),
                doing(found.state(), reader), note(found.state()),
                found.state() instanceof CaseState.Taken taken && taken.by().name().equals(reader.name()),
                "?view=" + InboxPages.id(list));
    }

    CaseView.Open open(Cases.WithHistory found, Staff reader, Cases.View list) {
        CaseView view = view(found.theCase(), reader, list);
        return new CaseView.Open(view, found.history().stream().map(change -> line(change, view)).toList());
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
            case Cases.Outcome.Withdrawn withdrawn ->
                Optional.of(texts.say("case.withdrawn", times.clock(withdrawn.at())));
            case Cases.Outcome.NotTaken _ -> Optional.of(texts.say("case.not-taken"));
        };
    }

    private CaseView.Line line(CaseChange change, CaseView view) {
        String text = texts.say("change." + change.what().id(), view.word());
        // The guest's own words stand above the history, in full.
        String words = change.what() == CaseChange.What.COMMENT || change.what() == CaseChange.What.CONTACT
                ? ""
                : change.words().orElse("");
        return new CaseView.Line(times.clock(change.at()), times.full(change.at()), text, words,
                change.who().map(Staff::displayName).orElse(""));
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
            case CaseState.Withdrawn withdrawn -> texts.say("case.withdrawn", times.clock(withdrawn.at()));
        };
    }

    private static boolean isOver(CaseState state) {
        return state instanceof CaseState.Closed || state instanceof CaseState.Withdrawn;
    }

    private static String note(CaseState state) {
        return state instanceof CaseState.Closed closed ? closed.note().orElse("") : "";
    }

    static String state(CaseState state) {
        return switch (state) {
            case CaseState.New _ -> "new";
            case CaseState.Taken _ -> "taken";
            case CaseState.Closed _,CaseState.Withdrawn _ -> "closed";
        };
    }
}
