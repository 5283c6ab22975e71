package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the hub says of itself, and what it says where there is nothing. */
class StatusTest {

    @TempDir
    private static Path data;
    private static TestHub hub;

    @BeforeAll
    static void start() {
        hub = new TestHub(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aHubThatCanWriteIsUp() {
        HttpResponse<byte[]> answer = hub.send(hub.to("/health"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestHub.text(answer)).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void theDescriptionNamesExactlyTheRoutesThatProgramsCanAsk() {
        JsonNode paths = new JsonMapper().readTree(hub.send(hub.to("/openapi.json")).body()).get("paths");
        TreeSet<String> described = new TreeSet<>();
        for (String path : paths.propertyNames()) {
            paths.get(path).propertyNames().forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path));
        }
        List<String> pages = List.of("GET /", "GET /sign-in", "POST /sign-in", "POST /sign-in/code", "POST /sign-out",
                "GET /inbox", "GET /inbox/events", "POST /inbox/seen", "GET /cases/{id}", "POST /cases/{id}/note",
                "POST /cases/{id}/hand-over", "GET /cases/{id}/merge", "POST /cases/{id}/merge", "GET /cases/{id}/erase",
                "POST /cases/{id}/erase", "GET /privacy", "POST /privacy", "POST /privacy/erase",
                "POST /cases/{id}/take", "POST /cases/{id}/close", "GET /terminals",
                "GET /terminals/{id}", "GET /rules", "GET /rules/new", "POST /rules/save", "POST /rules/try",
                "GET /rules/{id}", "POST /rules/{id}/on", "POST /rules/{id}/off", "POST /rules/{id}/move",
                "POST /rules/{id}/delete", "GET /tags/new", "POST /tags/save", "GET /tags/{id}", "POST /tags/{id}/delete",
                "GET /heard", "POST /heard", "GET /heard/{response}",
                "GET /answers", "GET /answers/new", "POST /answers/save", "GET /answers/{id}", "POST /answers/{id}/delete",
                "GET /undelivered", "GET /funnel", "GET /audit", "POST /undelivered/{id}/again",
                "POST /undelivered/{id}/give-up", "POST /cases/{id}/message", "POST /cases/{id}/message/read",
                "GET /g", "POST /g", "GET /g/{code}", "POST /g/{code}/message", "POST /g/{code}/score",
                "GET /g/{code}/erase", "POST /g/{code}/erase",
                "POST /cases/{id}/offer", "POST /cases/{id}/withdraw-offer", "GET /offers/approvals",
                "POST /offers/{id}/approve", "POST /offers/{id}/decline", "GET /offers/report", "GET /offers/report.csv",
                "GET /lines", "POST /cases/{id}/line", "POST /lines/{id}/approve", "POST /lines/{id}/refuse",
                "POST /lines/{id}/withdraw", "GET /till", "POST /till/look", "POST /till/redeem");

        assertThat(hub.answers()).filteredOn(route -> !pages.contains(route) && !route.startsWith("GET /assets/"))
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void aProgramThatAsksAmissGetsAProblemDocument() {
        assertThat(problem(hub.send(hub.to("/api/v1/nothing")), "not-found")).isEqualTo(404);
        assertThat(problem(hub.send(hub.to("/api")), "not-found")).isEqualTo(404);
        HttpResponse<byte[]> wrongMethod = hub.send(hub.to(Wire.RESPONSES_PATH).method("PUT", BodyPublishers.noBody()));
        assertThat(problem(wrongMethod, "wrong-method")).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void whatIsBarelyHttpGetsAProblemDocumentToo() {
        assertThat(problem(hub.send(hub.to("/health").header("X-Long", "x".repeat(20_000))), "refused")).isEqualTo(431);
    }

    @Test
    void aPersonWhoGoesAstrayGetsAPage() {
        HttpResponse<byte[]> answer = hub.send(hub.to("/nowhere"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(TestHub.text(answer)).contains("There is nothing here");
    }

    @Test
    void aFormThatIsTooLargeIsRefused() {
        assertThat(hub.browser().signIn("x".repeat(25_000), "y").statusCode()).isEqualTo(413);
    }

    @Test
    void everyReplyIsGuarded() {
        for (String path : List.of("/sign-in", "/health", "/assets/pages.css", "/nowhere", "/api/v1/nothing")) {
            HttpResponse<byte[]> answer = hub.send(hub.to(path));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).as(path)
                    .contains("default-src 'self'", "frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void whatABrowserHasAlreadyIsNotSentAgain() {
        String mark = hub.send(hub.to("/assets/inbox.js")).headers().firstValue("ETag").orElseThrow();

        assertThat(hub.send(hub.to("/assets/inbox.js").header("If-None-Match", mark)).statusCode()).isEqualTo(304);
    }

    private static int problem(HttpResponse<byte[]> answer, String type) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Wire.PROBLEM_TYPE);
        assertThat(TestHub.problem(answer).type()).isEqualTo(Wire.PROBLEM_TYPE_PREFIX + type);
        assertThat(TestHub.problem(answer).status()).isEqualTo(answer.statusCode());
        return answer.statusCode();
    }
}
