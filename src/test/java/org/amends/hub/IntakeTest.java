package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.amends.hub.intake.Ledger;
import org.amends.testbed.Story;
import org.amends.wire.Mark;
import org.amends.wire.Problem;
import org.amends.wire.Receipt;
import org.amends.wire.Receipts;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every terminal relies on. */
class IntakeTest {

    @TempDir
    private static Path data;
    private static TestHub hub;
    private static tools.jackson.databind.JsonNode documented;
    private String token;
    private Guest guest;

    @BeforeAll
    static void start() {
        hub = new TestHub(data);
        documented = new tools.jackson.databind.json.JsonMapper()
                .readTree(hub.send(hub.to("/openapi.json")).body()).at("/paths/~1api~1v1~1responses/post/responses");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void pair() {
        hub.clock.pass(java.time.Duration.ofMinutes(2));
        token = hub.paired().token();
        guest = Guest.at("Reception", hub.clock.instant());
    }

    @Test
    void aBatchIsAnsweredWithAReceiptForEachOfItsEntries() {
        HttpResponse<byte[]> answer = post(hub.batch(token, guest.rates(1), guest.reasons("Noise")), 200);

        assertThat(outcomes(answer)).containsExactly(Receipt.Outcome.STORED, Receipt.Outcome.STORED);
    }

    @Test
    void anEntryThatComesAgainIsNotStoredAgain() {
        String rating = guest.rates(1);
        post(hub.batch(token, rating), 200);
        int before = ledger().size();

        HttpResponse<byte[]> answer = post(hub.batch(token, rating, guest.leaves()), 200);

        assertThat(outcomes(answer)).containsExactly(Receipt.Outcome.REPEATED, Receipt.Outcome.STORED);
        assertThat(ledger()).hasSize(before + 1);
    }

    @Test
    void anEntryThatComesAgainUnderAnotherNumberIsStoredOnceAndLeavesNoGap() {
        String rating = guest.rates(4);
        Story story = hub.story(token);
        post(hub.posted(token, story.batch(rating)), 200);

        HttpResponse<byte[]> answer = post(hub.posted(token, story.of(story.again(rating))), 200);

        assertThat(outcomes(answer)).containsExactly(Receipt.Outcome.REPEATED);
        assertThat(ledger()).extracting(Ledger.Kept::body).containsOnlyOnce(rating);
        assertThat(mark(answer).complete()).isEqualTo(2);
    }

    @Test
    void whatCameInAnotherStoryIsFoundAmongWhatIsNew() {
        String rating = guest.rates(4);
        post(hub.posted(token, hub.story(token).batch(rating)), 200);
        String terminal = hub.paired().token();
        Story other = hub.story(terminal);
        post(hub.posted(terminal, other.batch(guest.leaves())), 200);

        HttpResponse<byte[]> answer = post(hub.posted(terminal, other.batch(guest.leaves(), rating, guest.leaves())), 200);

        assertThat(outcomes(answer)).containsExactly(Receipt.Outcome.STORED, Receipt.Outcome.REPEATED,
                Receipt.Outcome.STORED);
        assertThat(ledger()).extracting(Ledger.Kept::body).containsOnlyOnce(rating);
        assertThat(mark(answer).complete()).isEqualTo(4);
    }

    @Test
    void anEntryThatIsInItsBatchTwiceIsRefusedAndNothingOfItsBatchIsStored() {
        String rating = guest.rates(4);
        Story story = hub.story(token);
        int before = ledger().size();

        HttpResponse<byte[]> answer = post(hub.posted(token,
                story.of(story.numbered(guest.leaves()), story.numbered(rating), story.again(rating))), 409);

        assertThat(TestHub.problem(answer).entries()).extracting(Problem.RefusedEntry::index).containsExactly(2);
        assertThat(ledger()).hasSize(before);
    }

    @Test
    void whatIsFreshMayComeBeforeABacklogAndTheStoryIsCompleteWhenTheGapIsFilled() {
        Story story = hub.story(token);
        List<String> items = java.util.stream.Stream.generate(guest::leaves).limit(5).map(story::numbered).toList();

        assertThat(mark(post(hub.posted(token, story.of(items.get(0), items.get(4))), 200)).complete()).isEqualTo(1);
        assertThat(mark(post(hub.posted(token, story.of(items.get(2), items.get(3))), 200)).complete()).isEqualTo(1);
        assertThat(mark(post(hub.posted(token, story.of(items.get(1))), 200)).complete()).isEqualTo(5);
        assertThat(Wire.read(hub.send(hub.to(Wire.MARK_PATH + "?story=" + story.id()).header("Authorization",
                "Bearer " + token)).body(), Mark.class)).map(Mark::complete).contains(5L);
    }

    @Test
    void aTerminalThatWasPutBackToAnEarlierStateIsToldWhereItsStoryForks() {
        Story story = hub.story(token);
        String first = story.numbered(guest.leaves());
        String second = story.numbered(guest.leaves());
        post(hub.posted(token, story.of(first, second)), 200);
        String otherSecond = second.replaceFirst("\"response\":\"[^\"]*", "\"response\":\"" + java.util.UUID.randomUUID())
                .replaceFirst("\"id\":\"[^\"]*", "\"id\":\"" + java.util.UUID.randomUUID());
        int before = ledger().size();

        HttpResponse<byte[]> answer = post(hub.posted(token, story.of(first, otherSecond)), 409);

        assertThat(TestHub.problem(answer).type()).isEqualTo(Wire.FORKED);
        assertThat(TestHub.problem(answer).entries()).extracting(Problem.RefusedEntry::index).containsExactly(1);
        assertThat(ledger()).hasSize(before);
    }

    @Test
    void whatDoesNotFollowTheChainIsAFork() {
        Story story = hub.story(token);
        String first = story.numbered(guest.leaves());
        String second = story.numbered(guest.leaves());
        String third = story.numbered(guest.leaves());
        String wrongLink = second.replaceFirst("\"link\":\"....", "\"link\":\"AAAA");

        post(hub.posted(token, story.of(first, third)), 200);
        HttpResponse<byte[]> answer = post(hub.posted(token, story.of(wrongLink)), 409);

        assertThat(TestHub.problem(answer).type()).isEqualTo(Wire.FORKED);
        assertThat(mark(post(hub.posted(token, story.of(second)), 200)).complete()).isEqualTo(3);
    }

    @Test
    void thePlaceOfAnEntryThatStaysOnTheTerminalIsKept() {
        Story story = hub.story(token);
        String refused = guest.rates(1);
        String item = story.numbered(refused);
        String link = item.replaceFirst(".*\"link\":\"([^\"]*).*", "$1");
        String place = Wire.withheld(1, link, java.util.UUID.randomUUID(), org.amends.wire.Chain.digest(refused), "422");
        int before = ledger().size();

        HttpResponse<byte[]> answer = post(hub.posted(token, story.of(place, story.numbered(guest.leaves()))), 200);

        assertThat(mark(answer).complete()).isEqualTo(2);
        assertThat(ledger()).hasSize(before + 1);
        assertThat(outcomes(post(hub.posted(token, story.of(place)), 200))).containsExactly(Receipt.Outcome.REPEATED);
    }

    @Test
    void aStoryGoesAlongWhenItsTerminalIsPairedAnew() {
        Story story = hub.story(token);
        post(hub.posted(token, story.batch(guest.leaves(), guest.leaves())), 200);
        String again = hub.paired().token();

        assertThat(mark(post(hub.posted(again, story.batch(guest.leaves())), 200)).complete()).isEqualTo(3);
    }

    @Test
    void aMarkIsForTerminalsAndNamesItsParameter() {
        assertThat(hub.send(hub.to(Wire.MARK_PATH + "?story=" + java.util.UUID.randomUUID())).statusCode()).isEqualTo(401);
        assertThat(hub.send(hub.to(Wire.MARK_PATH + "?story=x").header("Authorization", "Bearer " + token)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsKeptIsWhatTravelledToTheLetter() {
        String comment = guest.writes("Ça va? \"שלום\" 🙂 </script>\n<b>");
        post(hub.batch(token, comment), 200);

        assertThat(ledger()).extracting(Ledger.Kept::body).contains(comment);
    }

    @Test
    void anotherContentUnderTheSameIdIsRefusedAndNothingOfItsBatchIsStored() {
        String rating = guest.rates(1);
        post(hub.batch(token, rating), 200);
        int before = ledger().size();

        HttpResponse<byte[]> answer = post(hub.batch(token, guest.leaves(), rating.replace("\"score\":1", "\"score\":4")),
                409);

        assertThat(TestHub.problem(answer).entries()).extracting(Problem.RefusedEntry::index).containsExactly(1);
        assertThat(ledger()).hasSize(before);
    }

    @Test
    void theSameEntryFromAnotherTerminalIsARepeat() {
        String rating = guest.rates(1);
        post(hub.batch(token, rating), 200);

        assertThat(outcomes(post(hub.batch(hub.paired().token(), rating), 200))).containsExactly(Receipt.Outcome.REPEATED);
        assertThat(ledger()).extracting(Ledger.Kept::body).containsOnlyOnce(rating);
    }

    @Test
    void twoTerminalsCountEachForThemselves() {
        post(hub.batch(token, guest.rates(1)), 200);
        post(hub.batch(hub.paired().token(), guest.rates(1)), 200);
    }

    @Test
    void withoutAKnownTokenNothingIsRead() {
        HttpResponse<byte[]> answer = post(hub.batch("guessed", "not even an entry"), 401);

        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                value -> assertThat(value).startsWith("Bearer"));
        post(hub.to(Wire.RESPONSES_PATH).POST(BodyPublishers.noBody()), 401);
    }

    @Test
    void aRevokedTerminalIsNobody() {
        org.amends.wire.Pairing.Answer terminal = hub.paired();
        new org.amends.hub.fleet.Fleet(hub.database(), hub.clock).revoke(terminal.terminal());

        post(hub.batch(terminal.token(), guest.rates(1)), 401);
    }

    @Test
    void anotherMediaTypeOrCompressionIsRefused() {
        post(raw("{}".getBytes(StandardCharsets.UTF_8)).setHeader("Content-Type", "application/json"), 415);
        post(raw("{}".getBytes(StandardCharsets.UTF_8)).header("Content-Encoding", "br"), 415);
    }

    @Test
    void aBatchMayTravelCompressed() throws IOException {
        byte[] body = gzip(new Story().batch(guest.rates(4)).getBytes(StandardCharsets.UTF_8));

        post(raw(body).header("Content-Encoding", "gzip"), 200);
    }

    @Test
    void aBatchTooLargeToTravelIsRefusedUnread() {
        post(raw(new byte[Wire.MOST_BYTES + 1]), 413);
    }

    @Test
    void aSmallBodyThatUnpacksToALargeOneIsRefused() throws IOException {
        byte[] bomb = gzip(new byte[Wire.MOST_PLAIN_BYTES + 1]);
        assertThat(bomb.length).isLessThan(Wire.MOST_BYTES / 10);

        post(raw(bomb).header("Content-Encoding", "gzip"), 413);
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        byte[] cut = gzip(new Story().batch(guest.rates(4)).getBytes(StandardCharsets.UTF_8));

        post(raw(java.util.Arrays.copyOf(cut, cut.length - 9)).header("Content-Encoding", "gzip"), 400);
        post(raw("nothing packed".getBytes(StandardCharsets.UTF_8)).header("Content-Encoding", "gzip"), 400);
        post(raw("{\"entries\":[".getBytes(StandardCharsets.UTF_8)), 400);
        post(raw("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8)), 400);
        post(raw(new byte[0]), 400);
    }

    @Test
    void entriesThatAreNotOfTheAgreedFormAreNamed() {
        HttpResponse<byte[]> answer = post(
                hub.batch(token, guest.rates(4), guest.rates(3).replace("\"score\":3", "\"score\":9")), 422);

        assertThat(TestHub.problem(answer).entries()).extracting(Problem.RefusedEntry::index).containsExactly(1);
    }

    @Test
    void theHubGoesOnAfterEverythingThatWasWrong() {
        for (String body : List.of("", "[]", "null", "{\"entries\":null}", "\u0000", "{\"entries\":[1]}",
                "[".repeat(5000))) {
            assertThat(hub.send(raw(body.getBytes(StandardCharsets.UTF_8))).statusCode()).isBetween(400, 422);
        }
        post(hub.batch(token, guest.rates(4)), 200);
    }

    private HttpRequest.Builder raw(byte[] body) {
        return hub.batch(token).POST(BodyPublishers.ofByteArray(body));
    }

    /** Sends, and holds the answer against what is documented for its status. */
    private static HttpResponse<byte[]> post(HttpRequest.Builder request, int status) {
        HttpResponse<byte[]> answer = hub.send(request);
        assertThat(answer.statusCode()).as(TestHub.text(answer)).isEqualTo(status);
        assertThat(documented.at("/" + status + "/content").propertyNames())
                .containsExactly(answer.headers().firstValue("Content-Type").orElse("none"));
        if (status >= 400) {
            assertThat(TestHub.problem(answer).status()).isEqualTo(status);
            assertThat(TestHub.problem(answer).type()).startsWith(Wire.PROBLEM_TYPE_PREFIX);
        }
        return answer;
    }

    private static Mark mark(HttpResponse<byte[]> answer) {
        return Wire.read(answer.body(), Receipts.class).orElseThrow().mark();
    }

    private static List<Receipt.Outcome> outcomes(HttpResponse<byte[]> answer) {
        return Wire.read(answer.body(), Receipts.class).orElseThrow().receipts().stream().map(Receipt::outcome).toList();
    }

    private static List<Ledger.Kept> ledger() {
        return hub.database().read(tx -> new Ledger().after(tx, 0, 10_000));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
