package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.amends.wire.Pairing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stream that keeps an open page up to date, without ever losing anything. */
@Timeout(20)
class InboxEventsTest {

    @TempDir
    private Path data;
    private TestHub hub;
    private Pairing.Answer terminal;
    private TestHub.Browser mara;

    @BeforeEach
    void start() {
        hub = new TestHub(data);
        terminal = hub.paired();
        hub.hire("mara", "Mara Berg");
        mara = hub.signedIn("mara");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void anOpenPageHearsOfANewCaseAndOfWhatIsAddedToIt() throws IOException {
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        try (Events events = open("/inbox/events?view=open&after=0", "")) {
            sent(guest.rates(1));
            JsonNode opened = events.next().data();
            assertThat(opened.get("listed").asBoolean()).isTrue();
            assertThat(opened.get("row").asString()).contains("data-case=\"1\"", "Gate B7", guest.response().toString());
            assertThat(opened.at("/counts/open").asInt()).isEqualTo(1);
            assertThat(opened.get("spoken").asString()).isEqualTo("Gate B7, Bad");

            sent(guest.reasons("Queue too long"));
            assertThat(events.next().data().get("row").asString()).contains("Queue too long");
        }
    }

    @Test
    void aPageThatComesBackIsToldWhatItMissedAndNothingElse() throws IOException {
        String seen;
        try (Events events = open("/inbox/events?view=open&after=0", "")) {
            sent(Guest.at("Gate B7", hub.clock.instant()).rates(1));
            seen = events.next().id();
        }
        sent(Guest.at("Table 7", hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), "Table 7");

        try (Events events = open("/inbox/events?view=open&after=0", seen)) {
            assertThat(events.next().data().get("row").asString()).contains("Table 7");
            sent(Guest.at("Lift", hub.clock.instant()).rates(1));
            assertThat(events.next().data().get("row").asString()).contains("Lift");
        }
    }

    @Test
    void whatHappensBetweenThePageAndItsStreamIsNotLost() throws IOException {
        java.util.regex.Matcher after = java.util.regex.Pattern.compile("data-after=\"(\\d+)\"")
                .matcher(mara.page("/inbox"));
        assertThat(after.find()).isTrue();
        sent(Guest.at("Gate B7", hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), "Gate B7");

        try (Events events = open("/inbox/events?view=open&after=" + after.group(1), "")) {
            assertThat(events.next().data().get("row").asString()).contains("Gate B7");
        }
    }

    @Test
    void aClosedCaseLeavesTheListsWhereItNoLongerBelongs() throws IOException {
        sent(Guest.at("Gate B7", hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), "Gate B7");
        try (Events events = open("/inbox/events?view=mine&after=0", "")) {
            assertThat(events.next().data().get("listed").asBoolean()).isFalse();
            mara.press("/cases/1/take", Map.of());
            assertThat(events.next().data().get("listed").asBoolean()).isTrue();
            mara.press("/cases/1/close", Map.of());
            JsonNode closed = events.next().data();
            assertThat(closed.get("listed").asBoolean()).isFalse();
            assertThat(closed.at("/counts/closed").asInt()).isEqualTo(1);
        }
    }

    @Test
    void theStreamEndsWhenItsSessionIsSignedOut() throws IOException {
        try (Events events = open("/inbox/events?view=open&after=0", "")) {
            mara.press("/sign-out", Map.of());
            assertThat(events.next().name()).isEqualTo("signed-out");
            assertThat(events.ended()).isTrue();
        }
    }

    @Test
    void aStopOfTheHubWaitsForNoOpenPage() throws IOException {
        long begin = System.nanoTime();
        try (Events events = open("/inbox/events?view=open&after=0", "")) {
            hub.restart();
            assertThat(events.ended()).isTrue();
        }
        assertThat(java.time.Duration.ofNanos(System.nanoTime() - begin)).isLessThan(java.time.Duration.ofSeconds(10));
    }

    private Events open(String path, String lastEventId) {
        HttpRequest.Builder request = mara.to(path);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> answer = hub.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new Events(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    private void sent(String... texts) {
        assertThat(hub.send(hub.batch(terminal.token(), texts)).statusCode()).isEqualTo(200);
    }

    private record Event(String id, String name, JsonNode data) {
    }

    private record Events(BufferedReader lines) implements AutoCloseable {

        /** The next event that is more than a sign of life. */
        Event next() throws IOException {
            String id = "";
            String name = "";
            String text = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    text = line.substring(6);
                } else if (line.isEmpty() && !name.isEmpty() && !name.equals("beat")) {
                    return new Event(id, name, new JsonMapper().readTree(text));
                }
            }
            throw new AssertionError("the stream ended");
        }

        boolean ended() {
            try {
                String line = lines.readLine();
                while (line != null) {
                    line = lines.readLine();
                }
                return true;
            } catch (IOException cut) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
