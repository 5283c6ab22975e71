package org.amends.hub.lines;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.Secrets;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.web.Pages;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;
import org.amends.wire.HouseLine;

/** Puts lines into the words that one member of staff reads. */
public final class LineViews {

    private final Pages pages;
    private final Texts texts;
    private final Lines lines;
    private final Clock clock;
    private final Times times;
    private final Secrets secrets = new Secrets();

    /**
     * @param clock in the zone of the venue
     */
    public LineViews(Pages pages, Lines lines, Clock clock) {
        this.pages = pages;
        texts = pages.texts();
        this.lines = lines;
        this.clock = clock;
        times = new Times(clock);
    }

    /** A text in one language. */
    record Text(String language, String words) {
    }

    /**
     * A line as pages show it.
     *
     * @param place   on which screens, in words
     * @param stands  how far it has come, in words
     * @param reach   at how many terminals; empty of what is not shown
     * @param leftOut at how many it has no room; empty for none
     * @param decides whether the reader may approve and refuse it
     * @param hinders why not, if it is for the reader to know; else empty
     * @param takes   whether the reader may withdraw it
     */
    record Shown(long id, long caseId, String caseTitle, List<Text> texts, String words, String place, String state,
            String stands, String full, String reach, String leftOut, boolean decides, String hinders, boolean takes) {
    }

    /** A field for one language. */
    record Field(String language, String name, boolean house, String typed) {
    }

    /** A choice in a form. */
    record Choice(String id, String words, boolean chosen) {
    }

    /**
     * What was proposed on a case, and the form for more once it is closed; empty where there is neither.
     *
     * @param typed what stood in the form and was not kept, by field; empty if there is no such thing
     */
    public String ofCase(RecoveryCase one, SignedIn who, String where, Map<String, String> typed) {
        boolean may = who.may(Permission.CASES_WORK) && one.state() instanceof CaseState.Closed;
        Map<String, Object> model = new HashMap<>();
        model.put("id", one.id());
        model.put("where", where);
        model.put("csrf", who.csrf());
        model.put("made", lines.ofCase(one.id()).stream().map(line -> shown(line, who, Optional.empty())).toList());
        model.put("may", may);
        model.put("again", !typed.isEmpty());
        model.put("once", may ? secrets.token() : "");
        model.put("longest", HouseLine.LONGEST);
        model.put("fields", lines.languages().stream().map(language -> new Field(language,
                texts.say(isHouse(language) ? "line.words" : "line.words-also",
                        Locale.forLanguageTag(language).getDisplayName(ReaderLanguage.now())),
                isHouse(language), typed.getOrDefault("words-" + language, ""))).toList());
        String chosen = typed.getOrDefault("place", Line.Place.TOUCHPOINT.id());
        model.put("places", Arrays.stream(Line.Place.values())
                .filter(place -> place != Line.Place.EVERYWHERE || who.sites().everywhere())
                .map(place -> new Choice(place.id(), texts.say("line.place." + place.id(), one.where().site(),
                        one.where().name()), place.id().equals(chosen)))
                .toList());
        model.put("last", typed.getOrDefault("last", lines.today().plusDays(Lines.USUAL_DAYS).toString()));
        model.put("earliest", lines.today().toString());
        model.put("latest", lines.today().plusDays(Lines.MOST_DAYS).toString());
        return pages.make("lines/case", model);
    }

    private boolean isHouse(String language) {
        return language.equals(lines.languages().getFirst());
    }

    /**
     * @param reach of what is shown
     */
    Shown shown(Line line, SignedIn who, Optional<Lines.Reach> reach) {
        boolean approves = who.may(Permission.LINES_APPROVE);
        boolean over = !line.until().isAfter(times.now());
        boolean own = line.proposedBy().name().equals(who.staff().name());
        boolean theirs = line.place() != Line.Place.EVERYWHERE || who.sites().everywhere();
        boolean waits = line.state() == Line.State.ASKED && !over;
        return new Shown(line.id(), line.caseId(), texts.say("case.title", String.valueOf(line.caseId())),
                line.texts().entrySet().stream().map(text -> new Text(text.getKey(), text.getValue())).toList(),
                line.words(), texts.say("line.place." + line.place().id(), line.where().site(), line.where().name()),
                over && line.state() != Line.State.REFUSED && line.state() != Line.State.WITHDRAWN
                        ? "over"
                        : line.state().id(),
                stands(line, over), times.full(line.proposedAt()),
                reach.map(at -> texts.say("line.at", at.terminals())).orElse(""),
                reach.filter(at -> at.leftOut() > 0).map(at -> texts.say("line.left-out", at.leftOut())).orElse(""),
                waits && approves && theirs && !own,
                !waits || !approves ? "" : own ? texts.say("line.own") : theirs ? "" : texts.say("line.not-everywhere"),
                line.state() == Line.State.SHOWN && !over && approves && theirs);
    }

    private String stands(Line line, boolean over) {
        String last = day(line.until());
        return switch (line.state()) {
            case ASKED -> texts.say(over ? "line.over-unasked" : "line.asked", line.proposedBy().displayName(),
                    times.clock(line.proposedAt()), last);
            case SHOWN -> texts.say(over ? "line.over" : "line.shown", line.proposedBy().displayName(),
                    line.decided().orElseThrow().by().displayName(), last);
            case REFUSED -> texts.say("line.refused", line.decided().orElseThrow().by().displayName(),
                    times.clock(line.decided().orElseThrow().at()));
            case WITHDRAWN -> texts.say("line.withdrawn", line.withdrawn().orElseThrow().by().displayName(),
                    times.clock(line.withdrawn().orElseThrow().at()));
        };
    }

    /** The last day on which it stands. */
    private String day(Instant until) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(ReaderLanguage.now())
                .format(until.minusMillis(1).atZone(clock.getZone()));
    }

    /** Why somebody did not get what they asked for; empty if they did, or there is nothing to say it of. */
    public Optional<String> trouble(Lines.Outcome outcome) {
        return switch (outcome) {
            case Lines.Outcome.Done _,Lines.Outcome.NotThere _ -> Optional.empty();
            case Lines.Outcome.WrongWords(String why, String language) ->
                Optional.of(texts.say("line.wrong." + why, HouseLine.LONGEST,
                        Locale.forLanguageTag(language).getDisplayName(ReaderLanguage.now())));
            case Lines.Outcome.WrongDay _ -> Optional.of(texts.say("line.wrong.day", Lines.MOST_DAYS));
            case Lines.Outcome.CaseNotClosed _ -> Optional.of(texts.say("line.case-open"));
            case Lines.Outcome.OwnProposal _ -> Optional.of(texts.say("line.own"));
            case Lines.Outcome.NotEverywhere _ -> Optional.of(texts.say("line.not-everywhere"));
            case Lines.Outcome.TooLate _ -> Optional.of(texts.say("line.too-late"));
        };
    }
}
