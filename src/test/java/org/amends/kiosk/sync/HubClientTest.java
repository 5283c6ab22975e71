package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.answer;
import static org.amends.kiosk.sync.ScriptedHub.problem;
import static org.amends.kiosk.sync.ScriptedHub.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.amends.kiosk.outbox.Outgoing;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.kiosk.settings.HubLink;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Boot;
import org.amends.wire.Chain;
import org.amends.wire.Mark;
import org.amends.wire.Pairing;
import org.amends.wire.Problem.RefusedEntry;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the terminal makes of an answer: only what was agreed counts. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubClientTest {

    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");
    private static final UUID STORY = new UUID(3, 4);
    private static final String LINK = Chain.start(STORY);
    private static final List<Waiting> ENTRIES = List.of(waiting(1, "Ça va? 🙂"), waiting(2, "Mould"));
    private static final HubClient.Packed BATCH = HubClient.Packed
            .of(new Outgoing(STORY, Optional.empty(), List.of(new Boot("b", 9, List.of())),
                    ENTRIES));
    private static final UUID FIRST = ENTRIES.getFirst().id();
    private static final UUID SECOND = ENTRIES.getLast().id();

    @TempDir
    private Path folder;
    private ScriptedHub hub;
    private HubClient client;

    @BeforeEach
    void open() throws IOException {
        hub = new ScriptedHub();
        client = HubClient.forBatches(new HubAccess(hub.address(), HubLink.DIRECT, Credentials.in(folder), Optional.empty(),
                Clock.systemUTC()), HubClient.TimeOuts.OF_BATCHES);
    }

    @AfterEach
    void close() {
        client.close();
        hub.close();
    }

    @Test
    void a_batch_travels_compressed_under_the_token_and_to_the_letter() throws IOException {
        assertThat(received(client.send(BATCH, "secret"))).containsExactly(FIRST, SECOND);

        ScriptedHub.Asked asked = hub.next();
        assertThat(asked.path()).isEqualTo("/api/v1/responses");
        assertThat(asked.headers()).containsEntry("Authorization", "Bearer secret")
                .containsEntry("Content-encoding", "gzip")
                .containsEntry("Content-type", "application/vnd.amends.batch+json");
        assertThat(new String(asked.plain(), StandardCharsets.UTF_8))
                .isEqualTo("{\"story\":\"" + STORY
                        + "\",\"boots\":[{\"boot\":\"b\",\"last\":9,\"exchanges\":[]}],\"entries\":["
                        + "{\"sequence\":1,\"link\":\"" + LINK + "\",\"entry\":" + ENTRIES.getFirst().text() + "},"
                        + "{\"sequence\":2,\"link\":\"" + LINK + "\",\"entry\":" + ENTRIES.getLast().text() + "}]}");
    }

    @Test
    void only_receipts_for_what_was_sent_count() {
        hub.answers(receipts(List.of(SECOND, new UUID(9, 9))), receipts(List.of(new UUID(9, 9))), receipts(List.of()));

        assertThat(received(client.send(BATCH, "t"))).containsExactly(SECOND);
        assertThat(client.send(BATCH, "t")).isInstanceOf(HubAnswer.NotNow.class);
        assertThat(client.send(BATCH, "t")).isInstanceOf(HubAnswer.NotNow.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatever_else_a_network_says_is_no_receipt(String what, ScriptedHub.Answer answer) {
        hub.answers(answer);

        assertThat(client.send(BATCH, "secret")).isInstanceOfSatisfying(HubAnswer.NotNow.class,
                later -> assertThat(later.reason()).isNotBlank().doesNotContain("secret", "Mould"));
        hub.next();
        assertThat(hub.wasAskedMore()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatever_else_a_network_says_is_no_mark(String what, ScriptedHub.Answer answer) {
        hub.answersToMarks(answer);

        assertThat(client.mark(STORY, "secret")).isInstanceOfSatisfying(HubAnswer.NotNow.class,
                later -> assertThat(later.reason()).isNotBlank().doesNotContain("secret"));
        assertThat(hub.came()).hasSize(1);
        assertThat(client.mark(STORY, "secret")).as("otherwise it is one").isInstanceOf(HubAnswer.Stands.class);
    }

    static Stream<Arguments> whatever_else_a_network_says_is_no_mark() {
        String good = "{\"epoch\":1,\"complete\":2,\"at\":3}";
        return Stream.of(Arguments.of("a login page", answer(200, "text/html", "<html>Sign in</html>")),
                Arguments.of("a login page that knows our type", answer(200, Wire.MARK_TYPE, "<html>Sign in</html>")),
                Arguments.of("nothing of our type", answer(200, Wire.MARK_TYPE, "{}")),
                Arguments.of("half a mark", answer(200, Wire.MARK_TYPE, "{\"epoch\":1,\"complete\":2}")),
                Arguments.of("the right words as another type", answer(200, "application/json", good)),
                Arguments.of("the right words with another status", answer(203, Wire.MARK_TYPE, good)),
                Arguments.of("a redirect", answer(302, "text/html", "", "Location", "/elsewhere")),
                Arguments.of("a 401 of somebody else", answer(401, "text/html", "", "WWW-Authenticate", "Basic")),
                Arguments.of("a 407 of a proxy", answer(407, "text/html", "", "Proxy-Authenticate", "Basic")),
                Arguments.of("a failure", problem(500)));
    }

    static Stream<Arguments> whatever_else_a_network_says_is_no_receipt() throws IOException {
        String receipts = "{\"receipts\":[{\"id\":\"" + FIRST + "\",\"outcome\":\"stored\"}]";
        String good = receipts + ",\"mark\":{\"epoch\":1,\"complete\":2,\"at\":3}}";
        return Stream.of(Arguments.of("a login page", answer(200, "text/html", "<html>Sign in</html>")),
                Arguments.of("a login page that knows our type", answer(200, Wire.RECEIPTS_TYPE, "<html>Sign in</html>")),
                Arguments.of("the right words as another type", answer(200, "application/json", good)),
                Arguments.of("the right words as no type", answer(200, "", good)),
                Arguments.of("the right words with another status", answer(202, Wire.RECEIPTS_TYPE, good)),
                Arguments.of("receipts without a mark", answer(200, Wire.RECEIPTS_TYPE, receipts + "}")),
                Arguments.of("receipts with half a mark", answer(200, Wire.RECEIPTS_TYPE,
                        receipts + ",\"mark\":{\"epoch\":1}}")),
                Arguments.of("nothing at all", answer(204, Wire.RECEIPTS_TYPE, "")),
                Arguments.of("a redirect", answer(302, "text/html", "", "Location", "/elsewhere")),
                Arguments.of("a redirect that keeps the request", answer(307, "text/html", "", "Location", "/elsewhere")),
                Arguments.of("a failure", answer(500, "text/plain", "")),
                Arguments.of("a problem of the hub's own", problem(500)),
                Arguments.of("a 401 of somebody else", answer(401, "text/html", "", "WWW-Authenticate", "Basic")),
                Arguments.of("a 413 of a proxy", answer(413, "text/html", "too large")),
                Arguments.of("a 422 of somebody else", answer(422, "application/json", "{}")),
                Arguments.of("a 404", problem(404)),
                Arguments.of("an answer that never ends in sense", answer(200, Wire.RECEIPTS_TYPE, "[".repeat(2_000_000))),
                Arguments.of("an answer that breaks off", ScriptedHub.breaksOff()),
                Arguments.of("a hung-up line", (ScriptedHub.Answer) (_, _) -> {
                    throw new IOException("hung up");
                }));
    }

    @Test
    void what_the_hub_says_of_the_entries_is_understood() {
        hub.answers(problem(422, new RefusedEntry(1, "score")), problem(409, new RefusedEntry(0, "other content")),
                problem(422, new RefusedEntry(7, "there is none"), new RefusedEntry(-1, "nor this")), problem(413),
                problem(400), problem(401));

        assertThat(client.send(BATCH, "t")).isEqualTo(new HubAnswer.EntriesRefused(Map.of(1, "422 score")));
        assertThat(client.send(BATCH, "t")).isEqualTo(new HubAnswer.EntriesRefused(Map.of(0, "409 other content")));
        assertThat(client.send(BATCH, "t")).isEqualTo(new HubAnswer.BatchRefused("for a reason"));
        assertThat(client.send(BATCH, "t")).isEqualTo(new HubAnswer.BatchRefused("for a reason"));
        assertThat(client.send(BATCH, "t")).isEqualTo(new HubAnswer.BatchRefused("for a reason"));
        assertThat(client.send(BATCH, "t")).isEqualTo(new HubAnswer.NotKnown("for a reason"));
    }

    /** RFC 9457 lets a problem leave out all its words. */
    @ParameterizedTest
    @CsvSource({"400", "413", "409", "422"})
    void a_refusal_without_words_is_told_by_its_status(int status) {
        hub.answers(answer(status, Wire.PROBLEM_TYPE, "{\"status\":" + status + "}"));

        assertThat(client.send(BATCH, "t")).isEqualTo(new HubAnswer.BatchRefused("status " + status));
    }

    @ParameterizedTest
    @CsvSource({"7,7", "600,600", "86400,600", "0,", "-5,", "soon,", "99999999999999999999,"})
    void patience_is_given_where_it_is_asked_for_in_seconds_up_to_ten_minutes(String asked, Integer seconds) {
        hub.answers(answer(503, "text/plain", "", "Retry-After", asked),
                answer(503, "text/plain", "", "Retry-After", asked));

        assertThat(client.send(BATCH, "t")).isInstanceOfSatisfying(HubAnswer.NotNow.class, later -> assertThat(
                later.notBefore()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds)));
    }

    @Test
    void pairing_shows_the_code_once_and_believes_only_what_was_agreed() {
        String given = "{\"terminal\":\"t-1\",\"token\":\"secret\"}";
        Pairing.Request request = new Pairing.Request("ABCD-EFGH", PLACE);
        hub.answers(answer(201, Wire.PAIRING_TYPE, given), answer(200, Wire.PAIRING_TYPE, given),
                answer(201, "application/json", given), answer(201, Wire.PAIRING_TYPE, "{\"terminal\":\"t-1\"}"),
                problem(403), answer(403, "text/html", "<html>"), problem(429));

        assertThat(client.pair(request)).isEqualTo(new HubAnswer.Paired(new Pairing.Answer("t-1", "secret")));
        for (int i = 0; i < 3; i++) {
            assertThat(client.pair(request)).isInstanceOf(HubAnswer.NotNow.class);
        }
        assertThat(client.pair(request)).isEqualTo(new HubAnswer.NotKnown("for a reason"));
        assertThat(client.pair(request)).isInstanceOf(HubAnswer.NotNow.class);
        assertThat(client.pair(request)).isInstanceOf(HubAnswer.NotNow.class);
        ScriptedHub.Asked asked = hub.next();
        assertThat(asked.path()).isEqualTo("/api/v1/pairing");
        assertThat(Wire.read(asked.body(), Pairing.Request.class)).contains(request);
    }

    @Test
    void a_hub_that_is_not_there_is_asked_later() {
        hub.goesAway();

        assertThat(client.send(BATCH, "t")).isInstanceOfSatisfying(HubAnswer.NotNow.class,
                later -> assertThat(later.notBefore()).isEmpty());
    }

    private static List<UUID> received(HubAnswer answer) {
        return answer instanceof HubAnswer.Received(List<UUID> ids, Mark mark) && mark.epoch() == 1 ? ids : List.of();
    }

    private static Waiting waiting(long number, String words) {
        Entry entry = new Entry(new UUID(1, number), new UUID(2, number), Instant.parse("2026-11-20T12:00:00Z"),
                Optional.empty(), PLACE, "stay", "en", new Content.Comment("why", words));
        return new Waiting(number, number, LINK, entry.id(), entry.response(), Wire.text(entry),
                Optional.empty());
    }
}
