package org.amends.hub.inbox;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.lines.Line;
import org.amends.hub.lines.LineViews;
import org.amends.hub.lines.Lines;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;

/** The form on a closed case by which what was done is proposed as a line for idle screens. */
final class LineForms {

    private final StaffDoor door;
    private final Cases cases;
    private final Lines lines;
    private final LineViews views;
    private final InboxPages inbox;
    private final Pages pages;

    LineForms(StaffDoor door, Cases cases, Lines lines, LineViews views, InboxPages inbox, Pages pages) {
        this.door = door;
        this.cases = cases;
        this.lines = lines;
        this.views = views;
        this.inbox = inbox;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(Route.post("/cases/{id}/line", door.form(Permission.CASES_WORK, this::propose)));
    }

    private Reply propose(Request request, SignedIn who) {
        Optional<Long> id = Optional.of(request.inPath("id")).filter(text -> text.matches("\\d{1,15}")).map(Long::valueOf)
                .filter(number -> cases.within(who.sites()).find(number).isPresent());
        if (id.isEmpty()) {
            return nothingHere();
        }
        Map<String, String> typed = new HashMap<>();
        Map<String, String> words = new LinkedHashMap<>();
        for (String language : lines.languages()) {
            String text = request.form("words-" + language).orElse("").strip();
            typed.put("words-" + language, text);
            if (!text.isEmpty()) {
                words.put(language, text);
            }
        }
        typed.put("place", request.form("place").orElse(""));
        typed.put("last", request.form("last").orElse(""));
        Optional<String> once = request.form("once").filter(text -> text.matches("[A-Za-z0-9_-]{20,64}"));
        Optional<Line.Place> place = Line.Place.of(typed.get("place"));
        if (once.isEmpty() || place.isEmpty()) {
            return again(id.get(), request, who, 422, pages.texts().say("line.wrong.place"), typed);
        }
        Optional<LocalDate> last = day(typed.get("last"));
        Lines.Outcome outcome = last.isEmpty()
                ? new Lines.Outcome.WrongDay()
                : lines.propose(who, new Lines.Wish(id.get(), place.get(), words, last.get(), once.get()));
        if (outcome instanceof Lines.Outcome.NotThere) {
            return nothingHere();
        }
        return views.trouble(outcome)
                .map(trouble -> again(id.get(), request, who, outcome instanceof Lines.Outcome.CaseNotClosed ? 409 : 422,
                        trouble, typed))
                .orElseGet(() -> Reply.seeOther("/cases/" + id.get() + inbox.listing(request, who).where() + "#lines"));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(text).filter(day -> day.matches("\\d{4}-\\d{2}-\\d{2}")).map(LocalDate::parse);
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private Reply again(long id, Request request, SignedIn who, int status, String trouble, Map<String, String> typed) {
        return cases.within(who.sites()).findWithHistory(id)
                .<Reply>map(found -> Reply.page(status, inbox.page(inbox.listing(request, who), who, Optional.of(found),
                        InboxPages.Unsaved.line(trouble, typed))))
                .orElseGet(this::nothingHere);
    }

    private Reply.Whole nothingHere() {
        return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
    }
}
