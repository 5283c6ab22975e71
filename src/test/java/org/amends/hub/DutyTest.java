package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amends.checkedfile.FileProblem;
import org.amends.wire.Pairing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub with a duty plan: from a sad face to whoever is told, and what staff see of it. */
@Timeout(60)
class DutyTest {

    @TempDir
    private Path data;
    @TempDir
    private Path settings;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;
    private HttpServer receiver;
    private TestHub hub;
    private Pairing.Answer terminal;
    private TestHub.Browser mara;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        receiver.start();
        Files.writeString(settings.resolve("key"), "0123456789abcdef0123456789abcdef");
        Path plan = Files.writeString(settings.resolve("duty.yaml"), """
                address: https://hub.example.org
                targets:
                  normal: {acknowledge: 4, respond: 10, resolve: 30}
                people:
                  phone:
                    webhook: http://127.0.0.1:%d/hook
                escalation:
                  nobody-took-it:
                    - {after: 0, tell: [phone], by: [webhook]}
                webhooks:
                  key-file: key
                """.formatted(receiver.getAddress().getPort()));
        hub = new TestHub(data, new HandClock(), TestHub.with(plan));
        terminal = hub.paired();
        hub.hire("mara", "Mara Berg");
        mara = hub.signedIn("mara");
    }

    @AfterEach
    void stop() {
        hub.close();
        receiver.stop(0);
    }

    @Test
    void a_sad_face_is_told_to_whoever_is_on_duty_without_the_guests_words() {
        opened();
        String body = TestHub.until(() -> String.join("\n", told), "Gate B7");

        assertThat(body).contains("\"kind\":\"nobody-took-it\"", "\"case\":1", "\"gravity\":\"normal\"",
                "\"link\":\"https://hub.example.org/cases/1\"").doesNotContain("An hour");
        assertThat(TestHub.until(() -> mara.page("/cases/1"), "Told outside of the inbox")).contains("phone");
    }

    @Test
    void the_clocks_are_on_the_case_and_in_the_list_and_overdue_is_said_in_words() {
        opened();
        TestHub.until(() -> mara.page("/cases/1"), "Told outside");
        assertThat(mara.page("/cases/1")).contains("Take by 12:04", "Deal with it by 12:10", "Close by 12:30");
        assertThat(mara.page("/inbox")).contains("Take by 12:04").doesNotContain("Overdue");
        hub.clock.pass(Duration.ofMinutes(4));

        assertThat(TestHub.until(() -> mara.page("/cases/1"), "Not taken in time")).contains("Overdue since 12:04");
        assertThat(mara.page("/inbox")).contains("Overdue since 12:04", "<b data-count=\"overdue\">1</b>",
                "data-pace=\"now\"");
        mara.press("/cases/1/take", Map.of());
        assertThat(TestHub.until(() -> mara.page("/cases/1"), "Done at 12:04")).contains("Deal with it by 12:10");
        assertThat(TestHub.until(() -> mara.page("/inbox"), "<b data-count=\"overdue\">0</b>")).contains("Deal with it by");
    }

    @Test
    void what_could_not_be_delivered_is_a_line_on_the_inbox_and_a_page_to_try_again_or_give_up() {
        answer = 404;
        opened();
        assertThat(TestHub.until(() -> mara.page("/inbox"), "One message could not be delivered"))
                .contains("href=\"/undelivered\"");
        assertThat(mara.page("/undelivered")).contains("phone by webhook", "answered 404", "Tried no more", "Gate B7")
                .doesNotContain("An hour");

        answer = 204;
        assertThat(mara.press("/undelivered/1/again", Map.of()).statusCode()).isEqualTo(303);
        assertThat(TestHub.until(() -> mara.page("/undelivered"), "Everything was delivered")).doesNotContain("Gate B7");
        assertThat(mara.page("/inbox")).doesNotContain("could not be delivered");
        assertThat(told).hasSize(2);
    }

    @Test
    void nobody_sees_or_decides_what_was_not_delivered_without_signing_in() {
        assertThat(hub.browser().get("/undelivered").headers().firstValue("Location").orElse("")).startsWith("/sign-in");
        assertThat(hub.browser().post("/undelivered/1/again", Map.of()).statusCode()).isEqualTo(303);
        assertThat(mara.post("/undelivered/1/give-up", Map.of("csrf", "made up")).statusCode()).isEqualTo(403);
    }

    @Test
    void a_mistake_in_the_plan_stops_the_start() throws IOException {
        Path wrong = Files.writeString(settings.resolve("wrong.yaml"),
                "sites:\n  Airport:\n    hours:\n      monday: early\n");

        assertThatThrownBy(() -> Hub.start(TestHub.with(wrong).withPort(0), data, new HandClock()))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("wrong.yaml:4");
    }

    private void opened() {
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        hub.send(hub.batch(terminal.token(), guest.rates(1), guest.writes("An hour!")));
        TestHub.until(() -> mara.page("/inbox"), "Gate B7");
    }
}
