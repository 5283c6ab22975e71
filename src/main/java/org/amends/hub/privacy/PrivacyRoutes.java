package org.amends.hub.privacy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Database;
import org.amends.hub.thread.Threads;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Times;
import org.amends.wire.Wire;

/**
 * Where a guest who asks for it in person, by phone or by letter is erased, or handed what is kept of them, starting from any
 * of their cases, or from the address that they left. As nothing undoes an erasure, a page of its own asks for it. An address
 * travels in forms alone, as addresses of pages are kept in histories and logs.
 */
public final class PrivacyRoutes {

    private static final String ERASE = "/cases/{id}/erase";
    private static final String EXPORT = "/cases/{id}/guest.json";
    private static final String PAGE = "/privacy";

    private final AddressSearch search;
    private final StaffDoor door;
    private final Database database;
    private final Erasure erasure;
    private final Ledger ledger;
    private final SealedEntries sealed;
    private final Cases cases;
    private final Threads threads;
    private final AuditTrail audit;
    private final Pages pages;
    private final Clock clock;
    private final Times times;

    public PrivacyRoutes(StaffDoor door, Database database, Erasure erasure, Ledger ledger, SealedEntries sealed,
            Cases cases, Threads threads, AuditTrail audit, Pages pages, Clock clock) {
        this.door = door;
        this.database = database;
        this.erasure = erasure;
        this.ledger = ledger;
        this.sealed = sealed;
        this.cases = cases;
        this.threads = threads;
        this.audit = audit;
        this.pages = pages;
        this.clock = clock;
        times = new Times(clock);
        search = new AddressSearch(database, ledger, sealed);
    }

    public List<Route> routes() {
        return List.of(Route.get(ERASE, door.page(Permission.PRIVACY, this::ask)),
                Route.post(ERASE, door.form(Permission.PRIVACY, this::erase)),
                Route.get(EXPORT, door.page(Permission.PRIVACY, this::export)),
                Route.get(PAGE, door.page(Permission.PRIVACY, (_, who) -> page(200, model(who)))),
                Route.post(PAGE, door.form(Permission.PRIVACY, this::look)),
                Route.post(PAGE + "/guest.json", door.form(Permission.PRIVACY, this::handOut)),
                Route.post(PAGE + "/erase", door.form(Permission.PRIVACY, this::eraseFound)));
    }

    private Reply ask(Request request, SignedIn who) {
        return found(request, who).map(found -> {
            Map<String, Object> model = new HashMap<>();
            model.put("who", who.staff().displayName());
            model.put("csrf", who.csrf());
            model.put("id", found.id());
            model.put("place", found.where().name());
            model.put("site", found.where().site());
            model.put("cases", theirs(found, who).stream().map(PrivacyStore.CaseOf::id).toList());
            return (Reply) Reply.page(200, pages.make("privacy/erase", model));
        }).orElseGet(this::nothingHere);
    }

    private Reply erase(Request request, SignedIn who) {
        return found(request, who).map(found -> {
            audit.note(who.staff(), AuditTrail.Action.ERASED, subjects(theirs(found, who)));
            erasure.eraseGuest(found.id(), who.sites(), who.staff());
            return (Reply) Reply.seeOther("/cases/" + found.id());
        }).orElseGet(this::nothingHere);
    }

    private Reply export(Request request, SignedIn who) {
        return found(request, who).map(found -> {
            List<PrivacyStore.CaseOf> theirs = theirs(found, who);
            audit.note(who.staff(), AuditTrail.Action.EXPORTED, subjects(theirs));
            GuestExport all = database.read(
                    tx -> GuestExport.of(tx, theirs, clock.instant(), ledger, sealed, cases, threads));
            return (Reply) Reply.of(200, "application/json", Wire.json(all)).with("Cache-Control", "no-store")
                    .with("Content-Disposition", "attachment; filename=\"guest-of-case-" + found.id() + ".json\"");
        }).orElseGet(this::nothingHere);
    }

    private Reply look(Request request, SignedIn who) {
        return searched(request, who, AuditTrail.Action.SEARCHED, found -> {
            Map<String, Object> model = model(who);
            model.put("found", true);
            model.put("address", typed(request));
            model.put("responses", found.responses().size());
            model.put("cases", found.cases().stream().map(PrivacyStore.CaseOf::id).toList());
            model.put("first", times.full(found.said().getFirst()));
            model.put("last", times.full(found.said().getLast()));
            model.put("places", found.places());
            return page(200, model);
        });
    }

    private Reply handOut(Request request, SignedIn who) {
        return searched(request, who, AuditTrail.Action.EXPORTED, found -> Reply
                .of(200, "application/json", Wire.json(database
                        .read(tx -> GuestExport.of(tx, found, clock.instant(), ledger, sealed, cases, threads))))
                .with("Cache-Control", "no-store")
                .with("Content-Disposition", "attachment; filename=\"guest.json\""));
    }

    private Reply eraseFound(Request request, SignedIn who) {
        return searched(request, who, AuditTrail.Action.ERASED, found -> {
            erasure.eraseFound(found, who.staff());
            Map<String, Object> model = model(who);
            model.put("done", true);
            return page(200, model);
        });
    }

    /** Searches, notes what is about to be done with what was found, and does it. */
    private Reply searched(Request request, SignedIn who, AuditTrail.Action action,
            Function<AddressSearch.Found, Reply> then) {
        Optional<AddressSearch.Found> searched = search.find(typed(request), who.sites());
        Map<String, Object> model = model(who);
        if (searched.isEmpty()) {
            model.put("trouble", "privacy.busy");
            return page(429, model).with("Retry-After", "3");
        }
        AddressSearch.Found found = searched.get();
        if (found.isEmpty()) {
            // That somebody looked is noted at every site of theirs, as it concerns none in particular.
            audit.note(who.staff(), AuditTrail.Action.SEARCHED,
                    (who.sites().everywhere() ? List.of("") : who.sites().values()).stream()
                            .map(site -> new AuditTrail.Subject(Optional.empty(), Optional.empty(), site)).toList());
            model.put("trouble", "privacy.nothing");
            return page(422, model);
        }
        List<AuditTrail.Subject> subjects = new ArrayList<>(subjects(found.cases()));
        found.withoutCase().forEach((response, first) -> subjects
                .add(new AuditTrail.Subject(Optional.empty(), Optional.of(response), first.touchpoint().site())));
        audit.note(who.staff(), action, subjects);
        return then.apply(found);
    }

    private static String typed(Request request) {
        return request.form("address").orElse("");
    }

    private static Map<String, Object> model(SignedIn who) {
        Map<String, Object> model = new HashMap<>();
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("walled", !who.sites().everywhere());
        model.put("trouble", "");
        model.put("found", false);
        model.put("done", false);
        return model;
    }

    private Reply.Whole page(int status, Map<String, Object> model) {
        return Reply.page(status, pages.make("privacy/search", model)).with("Cache-Control", "no-store");
    }

    private List<PrivacyStore.CaseOf> theirs(RecoveryCase found, SignedIn who) {
        return database.read(tx -> erasure.theirs(tx, found.id(), who.sites()));
    }

    private static List<AuditTrail.Subject> subjects(List<PrivacyStore.CaseOf> theirs) {
        return theirs.stream().map(one -> AuditTrail.Subject.of(one.id(), one.site())).toList();
    }

    private Optional<RecoveryCase> found(Request request, SignedIn who) {
        return Optional.of(request.inPath("id")).filter(digits -> digits.matches("\\d{1,15}")).map(Long::valueOf)
                .flatMap(cases.within(who.sites())::find);
    }

    private Reply nothingHere() {
        return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
    }
}
