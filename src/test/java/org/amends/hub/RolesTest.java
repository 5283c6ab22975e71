package org.amends.hub;

import static org.amends.hub.staff.Role.ADMINISTRATOR;
import static org.amends.hub.staff.Role.AUDITOR;
import static org.amends.hub.staff.Role.LEAD;
import static org.amends.hub.staff.Role.MANAGER;
import static org.amends.hub.staff.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Badges;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.response.Content.StaffStep;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Pairing;
import org.amends.wire.Sealing;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each role may do, by every route that there is. */
class RolesTest {

    private static final String REFUSED = "This is not part of your role";
    private static final Set<Role> WHO_SEE_MORE = EnumSet.of(LEAD, MANAGER, ADMINISTRATOR, AUDITOR);

    /** Who may, by how a route begins; the longest beginning counts. */
    private static final Map<String, Set<Role>> MAY = Map.ofEntries(Map.entry("GET /inbox", EnumSet.allOf(Role.class)),
            Map.entry("GET /cases/", EnumSet.allOf(Role.class)),
            Map.entry("GET /cases/{id}/merge", EnumSet.complementOf(EnumSet.of(AUDITOR))),
            Map.entry("GET /cases/{id}/erase", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("POST /cases/{id}/erase", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("GET /cases/{id}/guest.json", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("GET /privacy", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("POST /privacy", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("POST /inbox/seen", EnumSet.allOf(Role.class)),
            Map.entry("GET /answers", EnumSet.complementOf(EnumSet.of(AUDITOR))),
            Map.entry("GET /answers/", EnumSet.of(LEAD, MANAGER, ADMINISTRATOR)),
            Map.entry("POST /answers/", EnumSet.of(LEAD, MANAGER, ADMINISTRATOR)),
            Map.entry("POST /cases/", EnumSet.complementOf(EnumSet.of(AUDITOR))),
            Map.entry("GET /heard", EnumSet.complementOf(EnumSet.of(AUDITOR))),
            Map.entry("POST /heard", EnumSet.complementOf(EnumSet.of(AUDITOR))),
            Map.entry("GET /terminals", WHO_SEE_MORE), Map.entry("GET /rules", WHO_SEE_MORE),
            Map.entry("GET /tags/", WHO_SEE_MORE), Map.entry("GET /rules/new", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("GET /tags/new", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("POST /rules/", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("POST /tags/", EnumSet.of(MANAGER, ADMINISTRATOR)),
            Map.entry("GET /offers/approvals", EnumSet.of(LEAD, MANAGER, ADMINISTRATOR)),
            Map.entry("POST /offers/", EnumSet.of(LEAD, MANAGER, ADMINISTRATOR)),
            Map.entry("GET /offers/report", EnumSet.of(MANAGER, ADMINISTRATOR, AUDITOR)),
            Map.entry("GET /lines", EnumSet.allOf(Role.class)),
            Map.entry("POST /lines/", EnumSet.of(LEAD, MANAGER, ADMINISTRATOR)),
            Map.entry("GET /till", EnumSet.complementOf(EnumSet.of(AUDITOR))),
            Map.entry("POST /till/", EnumSet.complementOf(EnumSet.of(AUDITOR))),
            Map.entry("GET /undelivered", EnumSet.of(LEAD, MANAGER, ADMINISTRATOR)),
            Map.entry("POST /undelivered/", EnumSet.of(LEAD, MANAGER, ADMINISTRATOR)),
            Map.entry("GET /funnel", WHO_SEE_MORE),
            Map.entry("GET /audit", EnumSet.of(ADMINISTRATOR, AUDITOR)));
    private static final List<String> EVERYBODYS = List.of("GET /", "GET /health", "GET /openapi.json", "GET /sign-in",
            "POST /sign-in", "POST /sign-in/code", "POST /sign-out",
            // Guests have a code in the place of a role.
            "GET /g", "POST /g", "GET /g/{code}", "POST /g/{code}/message", "POST /g/{code}/score",
            "GET /g/{code}/erase", "POST /g/{code}/erase");

    @TempDir
    private static Path data;
    private static TestHub hub;
    private static Pairing.Answer terminal;

    @BeforeAll
    static void start() {
        hub = new TestHub(data);
        terminal = hub.paired();
        for (Role role : Role.values()) {
            hub.hire(role.id(), "A " + role.id(), role, Sites.ALL);
        }
        hub.send(hub.batch(terminal.token(), Guest.at("Gate B7", hub.clock.instant()).rates(1)));
        TestHub.Browser staff = hub.signedIn("staff");
        TestHub.until(() -> staff.page("/inbox"), "Gate B7");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void every_route_is_for_the_roles_that_it_is_meant_for_and_no_other(Role role) {
        TestHub.Browser browser = hub.signedIn(role.id());
        for (String route : hub.answers()) {
            if (EVERYBODYS.contains(route) || route.startsWith("GET /assets/") || route.contains(" /api/")) {
                continue;
            }
            String path = route.split(" ", 2)[1].replaceAll("\\{[^}]+}", "987654");
            if (path.equals("/inbox/events")) {
                continue; // it has no end; it is behind the same word as the page that opens it
            }
            HttpResponse<byte[]> answer = route.startsWith("GET ") ? browser.get(path) : browser.press(path, Map.of());
            assertThat(TestHub.text(answer).contains(REFUSED)).as(route + " for " + role).isEqualTo(!may(route, role));
            assertThat(answer.statusCode() == 403).as(route + " for " + role).isEqualTo(!may(route, role));
        }
    }

    private static boolean may(String route, Role role) {
        return MAY.keySet().stream().filter(route::startsWith).max(java.util.Comparator.comparing(String::length))
                .map(MAY::get).orElseThrow(() -> new AssertionError("nobody says whom " + route + " is for"))
                .contains(role);
    }

    @Test
    void an_auditor_finds_nothing_to_press_and_nobody_a_way_to_what_is_not_theirs() {
        String audited = hub.signedIn("auditor").page("/cases/1");
        assertThat(audited).contains("only-looks", "href=\"/audit\"", "href=\"/rules\"")
                .doesNotContain("class=\"button main\"", "/cases/1/note", "href=\"/heard\"");
        assertThat(hub.signedIn("staff").page("/cases/1")).contains("/cases/1/take", "/cases/1/note", "href=\"/heard\"")
                .doesNotContain("only-looks", "href=\"/rules\"", "href=\"/terminals\"", "href=\"/audit\"");
        assertThat(hub.signedIn("lead").page("/rules")).doesNotContain("/rules/1/off", "/rules/new", "/tags/new");
        assertThat(hub.signedIn("lead").page("/rules/1")).doesNotContain("/rules/1/delete", "formaction");
    }

    @Test
    void who_only_looks_reads_no_address_number_or_abuse_and_who_works_reads_all() {
        Guest guest = Guest.at("Spa", hub.clock.instant());
        hub.send(hub.batch(terminal.token(), guest.rates(1), guest.writes("You bastards, call 030 1234567"),
                guest.says(new org.amends.response.Content.Contact("reach", "email", "ann@example.org",
                        List.of(new org.amends.response.Content.Consent("reply", "To answer me"))))));
        TestHub.Browser staff = hub.signedIn("staff");
        String spa = "/cases/" + TestHub.until(() -> staff.page("/inbox"), "Spa</bdi>")
                .replaceAll("(?s).*href=\"/cases/(\\d+)[^>]*><bdi>Spa.*", "$1");
        TestHub.until(() -> staff.page(spa), "ann@example.org");
        assertThat(staff.page(spa)).contains("You bastards, call 030 1234567");
        TestHub.Browser auditor = hub.signedIn("auditor");
        assertThat(auditor.page(spa)).contains("You \u2022\u2022\u2022, call \u2022\u2022\u2022", "To answer me")
                .doesNotContain("bastards", "1234567", "ann@example.org");
        assertThat(auditor.page("/inbox")).doesNotContain("bastards", "1234567");
    }

    private static String held(String badge) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return Wire.text(new Entry(id, UuidCreator.getTimeOrderedEpoch(), hub.clock.instant(), Optional.empty(),
                new Touchpoint("Harbour Hotel", "Lift"), "stay", "en",
                Sealing.seal(terminal.sealingKey().orElseThrow(), id, StaffStep.SEALED_AS,
                        new StaffStep(StaffStep.AT_THE_TERMINAL, badge, StaffStep.Step.HERE))));
    }

    @Test
    void a_case_is_handed_to_those_who_work_on_cases() {
        TestHub.Browser lead = hub.signedIn("lead");
        hub.send(hub.batch(terminal.token(), Guest.at("Bar", hub.clock.instant()).rates(1)));
        String bar = "/cases/" + TestHub.until(() -> lead.page("/inbox"), "Bar</bdi>")
                .replaceAll("(?s).*href=\"/cases/(\\d+)[^>]*><bdi>Bar.*", "$1");
        lead.press(bar + "/take", Map.of());
        assertThat(lead.press(bar + "/hand-over", Map.of("to", "auditor")).statusCode()).isEqualTo(422);
        assertThat(lead.press(bar + "/hand-over", Map.of("to", "staff")).statusCode()).isEqualTo(303);
    }

    @Test
    void the_first_account_is_an_administrator_of_all_sites_and_the_next_is_staff_and_each_keeps_what_it_has(
            @TempDir Path fresh) {
        try (TestHub other = new TestHub(fresh)) {
            Accounts accounts = new Accounts(other.database(), other.clock);
            accounts.put("ada", "Ada", TestHub.PASSWORD);
            accounts.put("mara", "Mara", TestHub.PASSWORD);
            accounts.put("nina", "Nina", TestHub.PASSWORD, Optional.of(LEAD), Optional.of(Sites.of("Airport")));
            accounts.put("nina", "Nina Again", "another horse battery");
            assertThat(accounts.members()).extracting(member -> member.rights().role() + " " + member.rights().sites())
                    .containsExactly("ADMINISTRATOR " + Sites.ALL, "STAFF " + Sites.ALL, "LEAD " + Sites.of("Airport"));
        }
    }

    @Test
    void a_badge_takes_cases_forward_where_its_owner_works_and_nowhere_else() {
        Accounts accounts = new Accounts(hub.database(), hub.clock);
        hub.hire("far", "Far Away", STAFF, Sites.of("Airport"));
        hub.hire("near", "Near By", STAFF, Sites.of("Harbour Hotel"));
        accounts.giveBadge("far", Optional.of("F".repeat(43)));
        accounts.giveBadge("near", Optional.of("N".repeat(43)));
        Guest guest = Guest.at("Lift", hub.clock.instant());
        hub.send(hub.batch(terminal.token(), guest.rates(1)));
        TestHub.Browser lead = hub.signedIn("lead");
        TestHub.until(() -> lead.page("/inbox"), "Lift");
        String lift = "/cases/" + TestHub.until(() -> lead.page("/inbox"), "Lift")
                .replaceAll("(?s).*href=\"/cases/(\\d+)[^>]*><bdi>Lift.*", "$1");
        for (String badge : new String[]{"F", "N"}) {
            assertThat(hub.send(hub.batch(terminal.token(), held(badge.repeat(43)))).statusCode()).isEqualTo(200);
        }
        assertThat(TestHub.until(() -> lead.page(lift), "With Near By")).doesNotContain("Taken · <bdi>Far Away");
        assertThat(hub.database().<Boolean>read(
                tx -> new Badges().worksAt(tx, new org.amends.hub.staff.Staff("auditor", ""), "Harbour Hotel"))).isFalse();
    }
}
