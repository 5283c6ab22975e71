package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door that staff pages stand behind. */
class SignInTest extends StaffedHub {

    @BeforeEach
    void later() {
        hub.clock.pass(Duration.ofMinutes(10));
    }

    @Test
    void nobodySeesAPageWithoutSigningInAndIsBroughtBackAfterIt() {
        for (String path : new String[]{"/inbox", "/inbox?view=mine", "/cases/1", "/inbox/events"}) {
            HttpResponse<byte[]> answer = hub.browser().get(path);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in?next=%2F");
        }
        assertThat(hub.browser().post("/sign-in", form("mara", TestHub.PASSWORD, "/cases/7?view=mine")).headers()
                .firstValue("Location")).hasValue("/cases/7?view=mine");
    }

    @Test
    void whoeverIsGivenAnotherRoleIsSignedOutAndComesBackWithTheSamePassword() {
        hub.hire("omar", "Omar Lind");
        TestHub.Browser before = hub.signedIn("omar");
        assertThat(before.get("/audit").statusCode()).isEqualTo(200);
        new Accounts(hub.database(), hub.clock).assign("omar", Optional.of(Role.STAFF), Optional.empty());

        assertThat(before.get("/audit").headers().firstValue("Location").orElse("")).startsWith("/sign-in");
        assertThat(hub.signedIn("omar").get("/audit").statusCode()).isEqualTo(403);
    }

    @Test
    void afterSigningInNobodyIsSentToAnotherSite() {
        for (String next : new String[]{"//evil.example", "https://evil.example", "/\\evil.example", "/@evil",
                "javascript:1"}) {
            hub.clock.pass(Duration.ofMinutes(2));
            assertThat(
                    hub.browser().post("/sign-in", form("mara", TestHub.PASSWORD, next)).headers().firstValue("Location"))
                    .hasValue("/inbox");
        }
    }

    @Test
    void theSessionsCookieIsOutOfReachForScriptsAndOtherSites() {
        assertThat(hub.browser().signIn("Mara ", TestHub.PASSWORD).headers().firstValue("Set-Cookie")).hasValueSatisfying(
                cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"));
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() {
        HttpResponse<byte[]> wrong = hub.browser().signIn("mara", "wrong");
        HttpResponse<byte[]> unknown = hub.browser().signIn("nora", "wrong");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(TestHub.text(wrong).replace("mara", "nora")).isEqualTo(TestHub.text(unknown));
        hub.signedIn("mara");
    }

    @Test
    void afterFiveFailuresInARowANameIsLockedForFiveMinutesWhetherItExistsOrNot() {
        hub.hire("lena", "Lena");
        for (String name : new String[]{"lena", "no-such-name"}) {
            for (int i = 0; i < 5; i++) {
                assertThat(hub.browser().signIn(name, "wrong").statusCode()).isEqualTo(401);
            }
            assertThat(hub.browser().signIn(name, TestHub.PASSWORD).statusCode()).isEqualTo(429);
        }
        hub.clock.pass(Duration.ofMinutes(5));
        hub.signedIn("lena");
    }

    @Test
    void anAddressThatTriesManyNamesIsSlowedDown() {
        // Locked after five: guessing on costs nothing, so that the address is what stops it in the end.
        for (int i = 0; i < 30; i++) {
            assertThat(TestHub.text(hub.browser().signIn("guess", "wrong"))).doesNotContain("at once");
        }
        HttpResponse<byte[]> answer = hub.browser().signIn("another", "wrong");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(TestHub.text(answer)).contains("Too many tries at once");
    }

    @Test
    void aFormWithoutTheSessionsTokenIsRefused() {
        TestHub.Browser mara = hub.signedIn("mara");
        for (Map<String, String> fields : java.util.List.of(Map.of("x", "y"), Map.of("csrf", "guessed"))) {
            assertThat(mara.post("/sign-out", fields).statusCode()).isEqualTo(403);
            assertThat(mara.post("/cases/1/take", fields).statusCode()).isEqualTo(403);
            assertThat(mara.post("/cases/1/close", fields).statusCode()).isEqualTo(403);
        }
        assertThat(mara.get("/inbox").statusCode()).isEqualTo(200);
    }

    @Test
    void anotherSiteCannotSignSomebodyIn() {
        String fields = "name=mara&password=" + TestHub.PASSWORD.replace(" ", "+");
        for (String[] header : new String[][]{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"},
                {"Origin", "https://evil.example"}, {"Origin", "null"}}) {
            HttpResponse<byte[]> answer = hub
                    .send(hub.to("/sign-in").header("Content-Type", "application/x-www-form-urlencoded")
                            .header(header[0], header[1]).POST(BodyPublishers.ofString(fields)));
            assertThat(answer.statusCode()).as(header[1]).isEqualTo(403);
        }
    }

    @Test
    void whoSignsOutIsOut() {
        TestHub.Browser mara = hub.signedIn("mara");
        TestHub.Browser elsewhere = hub.signedIn("mara");
        mara.press("/sign-out", Map.of());

        assertThat(mara.get("/inbox").statusCode()).isEqualTo(303);
        assertThat(elsewhere.get("/inbox").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionLastsTwelveHoursFromItsLastUse() {
        TestHub.Browser mara = hub.signedIn("mara");
        hub.clock.pass(Duration.ofHours(11));
        assertThat(mara.get("/inbox").statusCode()).isEqualTo(200);
        hub.clock.pass(Duration.ofHours(11));
        assertThat(mara.get("/inbox").statusCode()).isEqualTo(200);
        hub.clock.pass(Duration.ofHours(12));
        assertThat(mara.get("/inbox").statusCode()).isEqualTo(303);
    }

    @Test
    void aNewPasswordEndsTheSessionsThatBeganWithTheOldOne() {
        hub.hire("omar", "Omar");
        TestHub.Browser omar = hub.signedIn("omar");
        hub.hire("omar", "Omar");

        assertThat(omar.get("/inbox").statusCode()).isEqualTo(303);
    }

    private static Map<String, String> form(String name, String password, String next) {
        return Map.of("name", name, "password", password, "next", next);
    }
}
