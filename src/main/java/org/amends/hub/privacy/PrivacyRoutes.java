package org.amends.hub.privacy;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.amends.wire.Wire;

/**
 * Where a guest who asks for it in person, by phone or by letter is erased, or handed what is kept of them, starting from any
 * of their cases. As nothing undoes an erasure, a page of its own asks for it.
 */
public final class PrivacyRoutes {

    private static final String ERASE = "/cases/{id}/erase";
    private static final String EXPORT = "/cases/{id}/guest.json";

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
    }

    public List<Route> routes() {
        return List.of(Route.get(ERASE, door.page(Permission.PRIVACY, this::ask)),
                Route.post(ERASE, door.form(Permission.PRIVACY, this::erase)),
                Route.get(EXPORT, door.page(Permission.PRIVACY, this::export)));
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
