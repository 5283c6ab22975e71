package org.amends.hub.intake;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.fleet.TerminalToken;
import org.amends.hub.staff.Permission;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.staff.StaffDoor;
import org.amends.hub.storage.Database;
import org.amends.hub.web.Pages;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.Times;
import org.amends.wire.Wire;

/** What the ledger can prove of each terminal, as a page for staff and as a document for programs. */
public final class LedgerRoutes {

    private static final String TYPE = "application/vnd.amends.ledger+json";

    private final StaffDoor door;
    private final TerminalToken token;
    private final Fleet fleet;
    private final Database database;
    private final Pages pages;
    private final Times times;
    private final Ledger ledger = new Ledger();

    /**
     * @param clock in the zone of the venue
     */
    public LedgerRoutes(StaffDoor door, TerminalToken token, Fleet fleet, Database database, Pages pages, Clock clock) {
        this.door = door;
        this.token = token;
        this.fleet = fleet;
        this.database = database;
        this.pages = pages;
        this.times = new Times(clock);
    }

    public List<Route> routes() {
        return List.of(Route.get("/terminals", door.page(Permission.TERMINALS_READ, this::list)),
                Route.get("/terminals/{id}", door.page(Permission.TERMINALS_READ, this::show)),
                Route.get("/api/v1/terminals/{id}/ledger", this::document));
    }

    /** What programs read. */
    record Document(String terminal, String summary, List<StoryDocument> stories) {
    }

    /** A story in it. */
    record StoryDocument(String story, Optional<String> previous, Optional<String> reason, long complete, long highest,
            long missing, long repeats, long withheld, boolean intact, Optional<Long> brokenAt, String summary) {
    }

    private Reply list(Request request, SignedIn who) {
        Map<String, StoryProof.Told> latest = database.read(ledger::told).stream().collect(
                Collectors.toMap(StoryProof.Told::terminal, told -> told, (_, later) -> later));
        List<Map<String, Object>> rows = fleet.at(who.sites()).stream()
                .sorted(Comparator.comparing((Fleet.Listed listed) -> listed.terminal().revoked()))
                .map(listed -> row(listed.terminal(), Optional.ofNullable(latest.get(listed.terminal().id())))).toList();
        return Reply.page(200, pages.make("intake/terminals", Map.of("who", who.staff().displayName(), "csrf", who.csrf(),
                "rows", rows)));
    }

    private Map<String, Object> row(Terminal terminal, Optional<StoryProof.Told> told) {
        Texts texts = pages.texts();
        return Map.of("id", terminal.id(), "place", terminal.stands().name(), "site", terminal.stands().site(), "revoked",
                terminal.revoked(), "heard",
                told.map(story -> texts.say("terminals.heard", times.clock(story.heardAt())))
                        .orElse(texts.say("terminals.never")),
                "complete", told.map(story -> complete(story.complete(), story.highest())).orElse(""));
    }

    private Reply show(Request request, SignedIn who) {
        Optional<Terminal> terminal = fleet.byId(request.inPath("id"), who.sites());
        if (terminal.isEmpty()) {
            return Reply.page(404, pages.make("web/failure", Map.of("about", "404")));
        }
        List<StoryProof> proofs = prove(terminal.get());
        Map<String, Object> model = new HashMap<>(row(terminal.get(), Optional.empty()));
        model.put("who", who.staff().displayName());
        model.put("csrf", who.csrf());
        model.put("stories", proofs.reversed().stream().map(this::story).toList());
        model.put("copied", proofs.stream().anyMatch(proof -> proof.reason().filter("forked"::equals).isPresent()));
        return Reply.page(200, pages.make("intake/terminal", model));
    }

    private Map<String, Object> story(StoryProof proof) {
        Texts texts = pages.texts();
        return Map.of("id", proof.story(), "title",
                complete(proof.complete(), proof.highest()), "missing", proof.missing(), "repeats", proof.repeats(),
                "withheld", proof.withheld(), "chain",
                proof.brokenAt().map(number -> texts.say("ledger.broken", number)).orElse(texts.say("ledger.intact")),
                "well", proof.intact() && proof.missing() == 0, "since",
                texts.say("ledger.since", times.full(proof.beganAt()), times.full(proof.heardAt())), "reason",
                proof.reason().map(reason -> texts.say(reason.equals("forked") ? "ledger.forked" : "ledger.damaged"))
                        .orElse(""));
    }

    private String complete(long complete, long highest) {
        Texts texts = pages.texts();
        if (complete == 0) {
            return texts.say("ledger.none", highest);
        }
        return complete == highest ? texts.say("ledger.all", complete) : texts.say("ledger.some", complete, highest);
    }

    /** For the terminal itself, and for staff who are signed in and may see it on its page. */
    private Reply document(Request request) {
        String id = request.inPath("id");
        Optional<Terminal> asking = token.of(request);
        Optional<SignedIn> who = asking.isPresent() ? Optional.empty() : door.who(request);
        if (asking.isEmpty() && who.isEmpty()) {
            return token.refusal(request);
        }
        Optional<Terminal> terminal = asking.filter(one -> one.id().equals(id))
                .or(() -> who.filter(staff -> staff.may(Permission.TERMINALS_READ))
                        .flatMap(staff -> fleet.byId(id, staff.sites())));
        if (terminal.isEmpty()) {
            return ProblemKind.NOT_FOUND.reply("There is no such terminal, or it is not the one that asks.");
        }
        List<StoryProof> proofs = prove(terminal.get());
        Document document = new Document(id, proofs.isEmpty() ? "nothing yet" : proofs.getLast().words(),
                proofs.stream().map(proof -> new StoryDocument(proof.story(), proof.previous(), proof.reason(),
                        proof.complete(), proof.highest(), proof.missing(), proof.repeats(), proof.withheld(),
                        proof.intact(), proof.brokenAt(), proof.words())).toList());
        return Reply.of(200, TYPE, Wire.json(document)).with("Cache-Control", "no-store");
    }

    private List<StoryProof> prove(Terminal terminal) {
        return database.read(tx -> ledger.prove(tx, Optional.of(terminal.id())));
    }
}
