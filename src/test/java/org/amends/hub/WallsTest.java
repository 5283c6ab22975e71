package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.messages.Channel;
import org.amends.hub.messages.Message;
import org.amends.hub.messages.Outbound;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.web.Pages;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Route;
import org.amends.hub.web.Texts;
import org.amends.hub.web.WebServer;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.wire.Condition;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lies at one site is out of reach from another, and everything is for strangers, by every route that there is. */
class WallsTest {

    private static final Touchpoint GATE = new Touchpoint("Airport", "Gate Nine");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    /** The steps that follow what happens to cases; all others follow the ledger. */
    private static final String OF_CHANGES = "'clocks', 'answers', 'funnel-changes'";

    @TempDir
    private static Path data;
    private static TestHub hub;
    private static Pairing.Answer here;
    private static Pairing.Answer there;
    private static Walls walls;

    /** Nina may do everything, but at the hotel alone; all else is the airport's. */
    @BeforeAll
    static void furnish() {
        hub = new TestHub(data);
        hub.hire("ada", "Ada Root");
        hub.hire("nina", "Nina Hotel", Role.ADMINISTRATOR, Sites.of("Harbour Hotel"));
        hub.hire("bruno", "Bruno Runway", Role.MANAGER, Sites.of("Airport"));
        here = hub.paired();
        there = hub.fleet().pair(hub.pairingCode(), GATE, Optional.empty()).orElseThrow();
        TestHub.Browser bruno = hub.signedIn("bruno");

        // Case 1 is Bruno's and has all that a guest can say, 2 is nobody's; 3 is the same guest's, at the hotel.
        Guest unhappy = new Guest(UuidCreator.getTimeOrderedEpoch(), GATE, hub.clock.instant());
        sent(there, unhappy.rates(1), unhappy.reasons("Runway reason"), unhappy.writes("Runway comment"), reach(unhappy));
        TestHub.until(() -> bruno.page("/inbox"), "Runway comment");
        bruno.press("/cases/1/take", Map.of());
        bruno.press("/cases/1/note", Map.of("remark", "Runway note"));
        bruno.press("/cases/1/offer", Map.of("responsibility", "ours", "once", "o".repeat(43)));
        String code = bruno.page("/cases/1").replaceAll("(?s).*class=\"code\">([^<]+)<.*", "$1");
        sent(there, new Guest(UuidCreator.getTimeOrderedEpoch(), GATE, hub.clock.instant()).rates(1));
        TestHub.until(() -> bruno.page("/inbox"), "data-case=\"2\"");
        Guest again = Guest.at("Reception", hub.clock.instant());
        sent(here, again.rates(1), reach(again));
        TestHub.Browser nina = hub.signedIn("nina");
        TestHub.until(() -> nina.page("/inbox"), "data-case=\"3\"");
        // Somebody asked Nina to look before there was a wall between.
        new Cases(hub.database(), hub.clock, new Bell()).remark(1, new Staff("bruno", "Bruno Runway"), "Runway note",
                List.of(new Staff("nina", "Nina Hotel")));

        String heard = bruno.press("/heard", Map.of("channel", "in-person", "site", GATE.site(), "touchpoint", GATE.name(),
                "score", "4", "words", "Runway praise", "language", "en")).headers().firstValue("Location").orElseThrow();
        String rule = bruno.press("/rules/save", rule("0", "0", GATE.site())).headers().firstValue("Location")
                .orElseThrow();
        hub.signedIn("ada").press("/tags/save",
                Map.of("id", "0", "version", "0", "tag", "wait", "language", "", "words", "queue"));
        hub.signedIn("ada").press("/answers/save", Map.of("id", "0", "version", "0", "kind", "apology", "language", "en",
                "words", "We are sorry."));
        hub.send(hub.to(Wire.CONDITION_PATH).header("Authorization", "Bearer " + there.token())
                .header("Content-Type", Wire.CONDITION_TYPE).POST(BodyPublishers.ofByteArray(Wire.json(new Condition(
                        List.of(new Condition.Trouble(Condition.DEVICES_OUT_OF_ORDER, 1000, "Runway reader")))))));
        Outbound outbound = new Outbound(hub.database(), hub.clock, new Bell(), new Bell());
        hub.database().change(tx -> {
            outbound.add(tx, new Message("x", Channel.EMAIL, "bruno", "bruno@example.org", 1, GATE.site(),
                    Message.Moot.WHEN_CLOSED, "Runway subject", "body", hub.clock.instant().plus(Duration.ofHours(1))));
            tx.update("UPDATE outbound SET state = 'dead', problem = 'refused'");
        });

        // Of the airport: one waits, and one stands on every screen, the hotel's as well.
        Guest third = new Guest(UuidCreator.getTimeOrderedEpoch(), GATE, hub.clock.instant());
        sent(there, third.rates(1));
        TestHub.until(() -> bruno.page("/inbox"), "data-case=\"4\"");
        bruno.press("/cases/4/take", Map.of());
        bruno.press("/cases/4/close", TestHub.closing("Runway closing"));
        bruno.press("/cases/4/line", Map.of("words-en", "Runway line", "place", "site", "last", "2026-12-01", "once",
                "r".repeat(43)));
        TestHub.Browser ada = hub.signedIn("ada");
        ada.press("/cases/4/line", line("s"));
        hub.hire("carl", "Carl Root");
        hub.signedIn("carl").press("/lines/2/approve", Map.of());

        Map<String, String> things = Map.of("/cases/{id}", "1", "/terminals/{id}", there.terminal(),
                "/api/v1/terminals/{id}", there.terminal(), "/rules/{id}", last(rule), "/tags/{id}", "1",
                "/heard/{response}", last(heard), "/undelivered/{id}", "1", "/answers/{id}", "1", "/offers/{id}", "1",
                "/lines/{id}", "1");
        Map<String, Map<String, String>> asked = new HashMap<>();
        List.of("/api/v1/responses", "/api/v1/pairing", "/api/v1/token", "/api/v1/staff-pin", "/api/v1/condition",
                "/cases/{id}/take", "/undelivered/{id}/again", "/undelivered/{id}/give-up")
                .forEach(path -> asked.put("POST " + path, Map.of()));
        asked.put("POST /cases/{id}/offer", Map.of("responsibility", "ours", "once", "p".repeat(43)));
        asked.put("POST /cases/{id}/withdraw-offer", Map.of("made", "1"));
        asked.put("POST /offers/{id}/approve", Map.of());
        asked.put("POST /offers/{id}/decline", Map.of());
        asked.put("POST /cases/{id}/line", line("q"));
        asked.put("POST /lines/{id}/approve", Map.of());
        asked.put("POST /lines/{id}/refuse", Map.of());
        asked.put("POST /lines/{id}/withdraw", Map.of());
        asked.put("POST /till/look", Map.of("code", code));
        asked.put("POST /till/redeem", Map.of("code", code));
        asked.put("POST /cases/{id}/close", TestHub.closing("over"));
        asked.put("POST /cases/{id}/hand-over", Map.of("to", "ada"));
        asked.put("POST /cases/{id}/message", Map.of("message", "hello"));
        asked.put("POST /cases/{id}/message/read", Map.of());
        asked.put("POST /cases/{id}/note", Map.of("remark", "seen"));
        asked.put("POST /cases/{id}/merge", Map.of("with", "3", "into", "3"));
        asked.put("POST /cases/{id}/erase", Map.of());
        for (String path : List.of("/privacy", "/privacy/guest.json", "/privacy/erase")) {
            asked.put("POST " + path, Map.of("address", "runway@example.org"));
        }
        asked.put("POST /inbox/seen", Map.of("seen", "1:1000,2:1000"));
        asked.put("POST /answers/save", Map.of("id", "1", "version", "1", "kind", "thanks", "language", "en", "words",
                "Other words"));
        asked.put("POST /answers/{id}/delete", Map.of("version", "1"));
        asked.put("POST /sign-in/code", Map.of("pending", "guessed", "code", "123456"));
        asked.put("POST /rules/save", rule(last(rule), "1", "Harbour Hotel"));
        asked.put("POST /rules/try", rule("0", "0", GATE.site()));
        asked.put("POST /rules/{id}/on", Map.of("version", "1", "tried", "yes"));
        asked.put("POST /rules/{id}/off", Map.of("version", "1"));
        asked.put("POST /rules/{id}/move", Map.of("towards", "first"));
        asked.put("POST /rules/{id}/delete", Map.of("version", "1"));
        asked.put("POST /tags/save",
                Map.of("id", "1", "version", "1", "tag", "other", "language", "", "words", "something"));
        asked.put("POST /tags/{id}/delete", Map.of("version", "1"));
        asked.put("POST /heard", Map.of("channel", "in-person", "site", GATE.site(), "touchpoint", GATE.name(), "score",
                "1", "words", "typed", "language", "en"));
        walls = new Walls(things, asked, Set.of("/tags/{id}", "/answers/{id}"),
                Set.of("Airport", "Gate Nine", "Runway", "bruno", there.terminal(), last(heard),
                        "/cases/1", "/cases/2", "/cases/4"),
                Set.of("GET /", "GET /health", "GET /openapi.json", "GET /sign-in", "POST /sign-in", "POST /sign-out",
                        // Open on purpose: the code in the address is what a guest has in the place of a session.
                        "GET /g", "POST /g", "GET /g/{code}", "POST /g/{code}/message", "POST /g/{code}/score",
                        "GET /g/{code}/erase", "POST /g/{code}/erase"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void nobody_reads_or_touches_anything_of_another_site_by_any_route() {
        TestHub.Browser nina = hub.signedIn("nina");
        Map<String, List<String>> before = contents();

        assertThat(walls.holesFor(routes(), nina::to, csrf(nina), hub)).isEmpty();
        for (String narrowed : List.of("/inbox?view=mine", "/inbox?view=closed", "/inbox?site=Airport", "/cases/3",
                "/inbox?tag=wait&overdue=yes", "/inbox/events?site=Airport", "/terminals/" + here.terminal(), "/heard",
                "/rules/1")) {
            String page = narrowed.startsWith("/inbox/events") ? "" : nina.page(narrowed);
            // What they typed themselves stands in the form.
            assertThat(page.replaceAll("site=Airport|<option selected>Airport</option>|<option selected>wait", ""))
                    .as(narrowed).doesNotContain(walls.words());
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void a_number_from_another_site_is_answered_like_one_that_there_is_not() {
        TestHub.Browser nina = hub.signedIn("nina");
        for (Map.Entry<String, Map<String, String>> form : walls.asked().entrySet()) {
            String path = form.getKey().substring("POST ".length());
            String named = path.substring(0, path.indexOf('}') + 1);
            String thing = walls.things().get(named);
            if (thing != null && !walls.shared().contains(named)) {
                HttpResponse<byte[]> theirs = nina.press(path.replaceAll("\\{.*}", thing), form.getValue());
                HttpResponse<byte[]> nobodys = nina.press(path.replaceAll("\\{.*}", "987654"), form.getValue());
                assertThat(theirs.statusCode()).as(path).isEqualTo(nobodys.statusCode()).isEqualTo(404);
                assertThat(TestHub.text(theirs)).isEqualTo(TestHub.text(nobodys));
            }
        }
    }

    @Test
    void every_route_refuses_who_has_neither_session_nor_token() {
        Map<String, List<String>> before = contents();

        assertThat(walls.holesForStrangers(routes(), hub::to, hub)).isEmpty();
        assertThat(walls.holesForStrangers(routes(), path -> hub.to(path).header("Cookie", "amends_session=guessed")
                .header("Authorization", "Bearer guessed"), hub)).isEmpty();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void a_terminal_reads_nothing_of_another() {
        HttpRequest.Builder request = hub.to("/api/v1/terminals/" + there.terminal() + "/ledger")
                .header("Authorization", "Bearer " + here.token());
        assertThat(hub.send(request).statusCode()).isEqualTo(404);
    }

    @Test
    void a_colleague_of_another_site_can_be_neither_mentioned_nor_handed_a_case() {
        TestHub.Browser nina = hub.signedIn("nina");
        HttpResponse<byte[]> mentioned = nina.press("/cases/3/note", Map.of("remark", "@bruno please"));
        assertThat(mentioned.statusCode()).isEqualTo(422);
        assertThat(TestHub.text(mentioned)).contains("Nobody here is called @bruno", "Ada Root")
                .doesNotContain("Bruno Runway");
        nina.press("/cases/3/take", Map.of());
        assertThat(nina.press("/cases/3/hand-over", Map.of("to", "bruno")).statusCode()).isEqualTo(422);
        nina.press("/cases/3/close", TestHub.closing(""));
    }

    @Test
    void what_holds_for_all_sites_is_read_by_all_and_changed_by_those_who_belong_to_all() {
        TestHub.Browser nina = hub.signedIn("nina");
        assertThat(nina.page("/rules")).contains("Unhappy guest").doesNotContain("/rules/1/off", "/rules/1/move");
        assertThat(nina.get("/rules/1").statusCode()).isEqualTo(200);
        assertThat(nina.page("/rules/1")).contains("fieldset class=\"whole\" disabled").doesNotContain("/rules/1/delete");
        for (String path : List.of("/rules/1/off", "/rules/1/delete", "/rules/1/move", "/tags/1/delete")) {
            assertThat(nina.press(path, Map.of("version", "1")).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(nina.press("/rules/save", rule("1", "1", "Harbour Hotel")).statusCode()).isEqualTo(403);
        assertThat(nina.press("/rules/save", rule("0", "0", "")).statusCode()).isEqualTo(422);
        String own = nina.press("/rules/save", rule("0", "0", "Harbour Hotel")).headers().firstValue("Location")
                .orElseThrow();
        assertThat(nina.page(own)).contains(own + "/delete");
        assertThat(nina.press(own + "/delete", Map.of("version", "1")).statusCode()).isEqualTo(303);
    }

    /** A test that cannot fail holds nothing. */
    @Test
    void a_route_that_is_added_without_a_guard_is_seen() {
        Texts texts = new Texts("org.amends.hub.messages");
        List<Route> careless = List.of(Route.get("/rules/{id}", _ -> Reply.page(200, "of the Airport")),
                Route.get("/inbox", _ -> Reply.page(200, "Runway comment")),
                Route.post("/cases/{id}/take", _ -> Reply.seeOther("/cases/1")),
                Route.get("/gifts/{id}", _ -> Reply.page(404, "")), Route.post("/gifts", _ -> Reply.page(403, "")));
        try (WebServer server = WebServer.start("127.0.0.1", 0, Optional.empty(), careless, new Pages(texts), _ -> false)) {
            List<String> holes = List.of("GET /rules/{id} is answered with 200",
                    "POST /cases/{id}/take is answered with 303",
                    "GET /gifts/{id}: nobody says what it names at another site",
                    "POST /gifts: nobody says with what it is asked");
            assertThat(walls.holesFor(server.answers(), path -> at(server, path), "", hub)).containsAll(holes)
                    .anyMatch(hole -> hole.matches("GET /inbox tells of \"Runway\""));
            assertThat(walls.holesForStrangers(server.answers(), path -> at(server, path), hub)).containsAll(holes)
                    .contains("GET /inbox is answered with 200");
        }
    }

    private static HttpRequest.Builder at(WebServer server, String path) {
        return HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + server.port() + path));
    }

    /** What the hub answers, and what it says that it answers. */
    private static Set<String> routes() {
        Set<String> routes = new TreeSet<>(hub.answers());
        JsonNode paths = new JsonMapper().readTree(hub.send(hub.to("/openapi.json")).body()).get("paths");
        for (String path : paths.propertyNames()) {
            paths.get(path).propertyNames().forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path));
        }
        return routes;
    }

    /** Every row of every table but those that a look changes: who is signed in, and who looked at what. */
    private static Map<String, List<String>> contents() {
        // Workers follow behind what was furnished.
        TestHub.until(() -> hub.lines("SELECT step AS line FROM cursors WHERE position < CASE WHEN step IN (" + OF_CHANGES
                + ") THEN (SELECT max(position) FROM case_changes) ELSE (SELECT max(position) FROM ledger) END").toString(),
                "[]");
        Map<String, List<String>> settled = new LinkedHashMap<>();
        Map<String, List<String>> now = read();
        for (int same = 0; same < 20; same = now.equals(settled) ? same + 1 : 0) {
            settled = now;
            now = read();
        }
        return settled;
    }

    private static Map<String, List<String>> read() {
        return hub.database().read(tx -> {
            Map<String, List<String>> all = new LinkedHashMap<>();
            for (String table : tx.list("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
                    row -> row.text("name"))) {
                if (!Set.of("sessions", "audit").contains(table)) {
                    List<String> columns = tx.list("SELECT name FROM pragma_table_info(?)", row -> row.text("name"), table);
                    all.put(table, tx.list("SELECT * FROM " + table,
                            row -> columns.stream().map(column -> row.maybeText(column).orElse("")).toList().toString()));
                }
            }
            return all;
        });
    }

    private static String csrf(TestHub.Browser browser) {
        Matcher csrf = CSRF.matcher(browser.page("/inbox"));
        assertThat(csrf.find()).isTrue();
        return csrf.group(1);
    }

    private static Map<String, String> rule(String id, String version, String site) {
        return Map.of("id", id, "version", version, "kind", "guest", "name", "Of one place", "gravity", "normal", "score",
                "1", "sites", site);
    }

    private static Map<String, String> line(String once) {
        return Map.of("words-en", "You said Runway. We did.", "place", "everywhere", "last", "2026-12-01", "once",
                once.repeat(43));
    }

    private static String reach(Guest guest) {
        return guest.says(new Content.Contact("reach", "email", "guest@example.org",
                List.of(new Content.Consent("reply", "To answer me"))));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void sent(Pairing.Answer terminal, String... texts) {
        assertThat(hub.send(hub.batch(terminal.token(), texts)).statusCode()).isEqualTo(200);
    }
}
