package org.amends.hub.inbox;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.offers.OfferViews;
import org.amends.hub.offers.Offers;
import org.amends.hub.offers.Responsibility;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;

/** The forms on a case by which its guest is offered something, and by which that is taken back. */
final class OfferForms {

    private final StaffDoor door;
    private final Cases cases;
    private final Offers offers;
    private final OfferViews views;
    private final InboxPages inbox;
    private final Pages pages;

    OfferForms(StaffDoor door, Cases cases, Offers offers, OfferViews views, InboxPages inbox, Pages pages) {
        this.door = door;
        this.cases = cases;
        this.offers = offers;
        this.views = views;
        this.inbox = inbox;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(Route.post("/cases/{id}/offer", door.form(Permission.OFFERS_GRANT, this::offer)),
                Route.post("/cases/{id}/withdraw-offer", door.form(Permission.OFFERS_GRANT, this::withdraw)));
    }

    private Reply offer(Request request, SignedIn who) {
        Optional<Long> id = number(request.inPath("id"));
        Optional<Responsibility> whose = Arrays.stream(Responsibility.values())
                .filter(one -> one.id().equals(request.form("responsibility").orElse(""))).findFirst();
        Optional<String> reason = request.form("reason").map(text -> text.replace("\r\n", "\n").strip())
                .filter(text -> !text.isEmpty());
        Optional<String> once = request.form("once").filter(text -> text.matches("[A-Za-z0-9_-]{20,64}"));
        if (id.flatMap(cases.within(who.sites())::find).isEmpty()) {
            return nothingHere();
        }
        if (whose.isEmpty() || once.isEmpty()) {
            return again(request, who, 422, pages.texts().say("offer.judge-first"));
        }
        if (reason.filter(text -> text.length() > Offers.LONGEST_WORDS).isPresent()) {
            return again(request, who, 422, pages.texts().say("case.note-too-long", Offers.LONGEST_WORDS));
        }
        return after(request, who, offers.offer(who, new Offers.Wish(id.get(), whose.get(),
                request.form("offer").filter(name -> !name.isEmpty()), reason, once.get())));
    }

    private Reply withdraw(Request request, SignedIn who) {
        Optional<Long> offer = request.form("made").flatMap(OfferForms::number);
        return after(request, who, number(request.inPath("id")).flatMap(id -> offer.map(
                made -> offers.withdraw(who, id, made))).orElseGet(Offers.Outcome.NotThere::new));
    }

    private Reply after(Request request, SignedIn who, Offers.Outcome outcome) {
        if (outcome instanceof Offers.Outcome.NotThere) {
            return nothingHere();
        }
        return views.trouble(outcome)
                .map(trouble -> again(request, who, outcome instanceof Offers.Outcome.ReasonWanted ? 422 : 409, trouble))
                .orElseGet(() -> Reply.seeOther(
                        "/cases/" + request.inPath("id") + inbox.listing(request, who).where() + "#offers"));
    }

    private Reply again(Request request, SignedIn who, int status, String trouble) {
        return number(request.inPath("id")).flatMap(cases.within(who.sites())::findWithHistory)
                .<Reply>map(found -> Reply.page(status, inbox.page(inbox.listing(request, who), who, Optional.of(found),
                        new InboxPages.Unsaved(trouble, ""))))
                .orElseGet(this::nothingHere);
    }

    private Reply.Whole nothingHere() {
        return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
    }

    private static Optional<Long> number(String text) {
        return Optional.of(text).filter(digits -> digits.matches("\\d{1,15}")).map(Long::valueOf);
    }
}
