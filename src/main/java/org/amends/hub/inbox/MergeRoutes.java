package org.amends.hub.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;

/** Where two cases of one guest are made one. As nothing undoes that, a page of its own asks for it. */
final class MergeRoutes {

    private static final String PATH = "/cases/{id}/merge";

    private final StaffDoor door;
    private final Cases cases;
    private final InboxPages inbox;
    private final AuditTrail audit;
    private final Pages pages;

    MergeRoutes(StaffDoor door, Cases cases, InboxPages inbox, AuditTrail audit, Pages pages) {
        this.door = door;
        this.cases = cases;
        this.inbox = inbox;
        this.audit = audit;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, door.page(Permission.CASES_WORK, this::ask)),
                Route.post(PATH, door.form(Permission.CASES_WORK, this::merge)));
    }

    /** Two cases, the first of which somebody came from. */
    private record Both(RecoveryCase one, RecoveryCase other) {

        /** Which goes on unless somebody wants it otherwise: the one that is taken, else the one that was said first. */
        RecoveryCase stays() {
            boolean taken = one.state() instanceof CaseState.Taken;
            if (taken != other.state() instanceof CaseState.Taken) {
                return taken ? one : other;
            }
            return one.saidAt().isAfter(other.saidAt()) ? other : one;
        }

        List<AuditTrail.Subject> subjects() {
            return List.of(InboxPages.subject(one), InboxPages.subject(other));
        }
    }

    private Reply ask(Request request, SignedIn who) {
        return both(request.inPath("id"), request.query("with"), who).map(both -> {
            audit.note(who.staff(), AuditTrail.Action.LOOKED, both.subjects());
            return page(request, who, both,
                    cases.within(who.sites()).hindrance(both.one.id(), both.other.id(), who.staff()));
        }).orElseGet(this::nothingHere);
    }

    private Reply merge(Request request, SignedIn who) {
        Optional<Both> found = both(request.inPath("id"), request.form("with"), who);
        Optional<Long> into = number(request.form("into").orElse(""))
                .filter(id -> found.filter(both -> both.one.id() == id || both.other.id() == id).isPresent());
        if (into.isEmpty()) {
            return nothingHere();
        }
        Both both = found.orElseThrow();
        long gone = into.get() == both.one.id() ? both.other.id() : both.one.id();
        audit.note(who.staff(), AuditTrail.Action.WROTE, both.subjects());
        Optional<Cases.Hindrance> hindrance = cases.within(who.sites()).merge(gone, into.get(), who.staff());
        return hindrance.isEmpty()
                ? Reply.seeOther("/cases/" + into.get() + inbox.listing(request, who).where())
                : page(request, who, both, hindrance);
    }

    private Reply page(Request request, SignedIn who, Both both, Optional<Cases.Hindrance> hindrance) {
        Listing list = inbox.listing(request, who);
        Map<Long, CaseView> shown = inbox.views(List.of(both.one, both.other), who.staff(), list, true);
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("where", list.where());
        model.put("id", both.one.id());
        model.put("with", both.other.id());
        model.put("both", List.of(shown.get(both.one.id()), shown.get(both.other.id())));
        model.put("stays", both.stays().id());
        model.put("trouble", hindrance.map(why -> trouble(why, who)).orElse(""));
        return Reply.page(hindrance.isEmpty() ? 200 : 409, pages.make("inbox/merge", model));
    }

    private String trouble(Cases.Hindrance hindrance, SignedIn who) {
        return pages.texts().say("merge.hindered", String.valueOf(hindrance.caseId()),
                hindrance.why() instanceof Cases.Outcome.AlreadyTaken taken
                        ? pages.texts().say("merge.not-yours", taken.by().displayName())
                        : inbox.views().trouble(hindrance.why(), who.staff()).orElseThrow());
    }

    /** Two cases that are both there for somebody. */
    private Optional<Both> both(String id, Optional<String> with, SignedIn who) {
        Cases theirs = cases.within(who.sites());
        return number(id).flatMap(theirs::find).flatMap(
                one -> with.flatMap(MergeRoutes::number).flatMap(theirs::find).map(other -> new Both(one, other)));
    }

    private Reply nothingHere() {
        return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
    }

    private static Optional<Long> number(String text) {
        return Optional.of(text).filter(digits -> digits.matches("\\d{1,15}")).map(Long::valueOf);
    }
}
