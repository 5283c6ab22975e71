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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stream that keeps an open page up to date, without ever losing anything. */
@Timeout(20)
class InboxEventsTest extends StaffedHub {

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
            mara.press("/cases/1/close", TestHub.closing(""));
            JsonNode closed = events.next().data();
            assertThat(closed.get("listed").asBoolean()).isFalse();
            assertThat(closed.at("/counts/closed").asInt()).isEqualTo(1);
        }
    }

    @Test
    void rowsThatANarrowedListLeavesOutDoNotBelongIntoIt() throws IOException {
        try (Events events = open("/inbox/events?view=open&touchpoint=Gate+B7&after=0", "")) {
            sent(Guest.at("Table 7", hub.clock.instant()).rates(1));
            JsonNode other = events.next().data();
            assertThat(other.get("listed").asBoolean()).isFalse();
            assertThat(other.get("spoken").asString()).isEmpty();
            assertThat(other.at("/counts/open").asInt()).isEqualTo(1);
            sent(Guest.at("Gate B7", hub.clock.instant()).rates(1));
            JsonNode ours = events.next().data();
            assertThat(ours.get("listed").asBoolean()).isTrue();
            assertThat(ours.get("row").asString()).contains("/cases/2?view=open&amp;touchpoint=Gate+B7");
        }
    }

    @Test
    void whatPagesShareIsNeitherOlderThanAnyOfThemNorSomebodyElses() throws IOException {
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        try (Events maras = open("/inbox/events?view=open&after=0", "")) {
            TestHub.Browser jonas = hub.signedIn("jonas");
            try (Events other = open(jonas, "/inbox/events?view=open&after=0", "")) {
                sent(guest.rates(1));
                assertThat(maras.next().data().get("row")).isEqualTo(other.next().data().get("row"));

                mara.press("/cases/1/take", Map.of());
                JsonNode hers = maras.next().data();
                JsonNode his = other.next().data();
                assertThat(hers.get("row").asString()).contains("Yours since");
                assertThat(his.get("row").asString()).contains("With Mara Berg since");
                assertThat(hers.at("/counts/mine").asInt()).isOne();
                assertThat(his.at("/counts/mine").asInt()).isZero();
            }
        }
    }

    @Test
    void whatIsNewAtAPlaceComesIntoTheListOfTheTeamThatWorksThereUntilSomebodyOfAnotherHasIt(@TempDir Path settings)
            throws IOException {
        hub.restart(TestHub.with(Files.writeString(settings.resolve("duty.yaml"), """
                sites: {Harbour Hotel: {}, Airport: {}}
                people: {mara: {}, jonas: {}}
                teams:
                  reception: {members: [mara]}
                  gates: {members: [jonas]}
                rota:
                  - {team: reception, sites: [Harbour Hotel], hours: {every-day: all day}, who: [mara]}
                  - {team: gates, sites: [Airport], hours: {every-day: all day}, who: [jonas]}
                """)));
        TestHub.Browser jonas = hub.signedIn("jonas");
        try (Events hers = open("/inbox/events?view=open&team=mine&after=0", "");
                Events his = open(jonas, "/inbox/events?view=open&team=mine&after=0", "")) {
            sent(Guest.at("Gate B7", hub.clock.instant()).rates(1));
            JsonNode opened = hers.next().data();
            assertThat(opened.get("spoken").asString()).isEqualTo("Gate B7, Bad");
            assertThat(opened.get("row").asString()).contains("/cases/1?view=open&amp;team=mine");
            JsonNode elsewhere = his.next().data();
            assertThat(elsewhere.get("listed").asBoolean()).isFalse();
            assertThat(elsewhere.get("spoken").asString()).isEmpty();

            jonas.press("/cases/1/take", Map.of());
            assertThat(hers.next().data().get("listed").asBoolean()).isFalse();
            assertThat(his.next().data().get("listed").asBoolean()).isTrue();
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

    /** Each stream begins with what stands above the lists, also where that is nothing: it may have gone while a page was away. */
    private Events open(String path, String lastEventId) throws IOException {
        return open(mara, path, lastEventId);
    }

    private Events open(TestHub.Browser browser, String path, String lastEventId) throws IOException {
        HttpRequest.Builder request = browser.to(path);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> answer = hub.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Events events = new Events(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        Event first = events.next();
        assertThat(first.name()).isEqualTo("troubles");
        assertThat(first.data().asString()).isEmpty();
        return events;
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
