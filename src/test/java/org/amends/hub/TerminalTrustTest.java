package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.amends.wire.Downlink;
import org.amends.wire.Downlink.Message;
import org.amends.wire.Downlink.Opened;
import org.amends.wire.Downlink.Saying;
import org.amends.wire.Pairing;
import org.amends.wire.SealingKey;
import org.amends.wire.TerminalSettings;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub gives a terminal, takes from it again, and has to say to it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalTrustTest {

    private static final Optional<String> ATTEMPT = Optional.of("A".repeat(43));
    private static final Optional<String> ANOTHER = Optional.of("B".repeat(43));
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path data;
    private TestHub hub;

    @BeforeEach
    void start() {
        hub = new TestHub(data);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void pairingNamesTheCaTheSigningKeyAndTheSealingKey() {
        Pairing.Answer paired = hub.paired();
        Pairing.Answer other = hub.paired();

        assertThat(paired.ca().orElseThrow()).startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(paired.signingKey()).isPresent();
        assertThat(paired.sealingKey().orElseThrow().publicKey()).hasSize(43);
        assertThat(other.ca()).isEqualTo(paired.ca());
        assertThat(other.sealingKey()).isEqualTo(paired.sealingKey());
    }

    @Test
    void aTerminalWhoseAnswerWasLostGetsTheSameIdAndAFreshToken() {
        String code = hub.pairingCode();
        Pairing.Answer lost = answer(hub.pair(code, ATTEMPT));
        Pairing.Answer again = answer(hub.pair(code, ATTEMPT));

        assertThat(again.terminal()).isEqualTo(lost.terminal());
        assertThat(again.token()).isNotEqualTo(lost.token());
        assertThat(listen(again.token(), 0, 0).statusCode()).isEqualTo(200);
        assertThat(refused(listen(lost.token(), 0, 0))).isEqualTo("unknown-terminal");
        assertThat(hub.fleet().all()).hasSize(1);
    }

    @Test
    void aUsedCodeIsGoodForNobodyElseAndNotForLong() {
        String code = hub.pairingCode();
        String terminal = answer(hub.pair(code, ATTEMPT)).terminal();

        assertThat(refused(hub.pair(code, ANOTHER))).isEqualTo("wrong-code");
        assertThat(refused(hub.pair(code))).isEqualTo("wrong-code");
        hub.clock.pass(Duration.ofMinutes(14));
        assertThat(hub.pair(code, ATTEMPT).statusCode()).isEqualTo(201);
        hub.clock.pass(Duration.ofMinutes(1));
        assertThat(refused(hub.pair(code, ATTEMPT))).isEqualTo("wrong-code");

        String second = hub.pairingCode();
        hub.fleet().revoke(answer(hub.pair(second, ATTEMPT)).terminal());
        assertThat(refused(hub.pair(second, ATTEMPT))).isEqualTo("wrong-code");
        assertThat(hub.fleet().byId(terminal).orElseThrow().revoked()).isFalse();
    }

    @Test
    void anAttemptThatIsNoHashIsNoPairing() {
        assertThat(refused(hub.pair(hub.pairingCode(), Optional.of("short")))).isEqualTo("unreadable");
    }

    @Test
    void aRevokedTerminalIsShutOutAtOnceAndToldWhy() {
        Pairing.Answer paired = hub.paired();
        Pairing.Answer other = hub.paired();
        assertThat(hub.fleet().revoke(paired.terminal())).isTrue();

        assertThat(refused(listen(paired.token(), 0, 0))).isEqualTo("revoked-terminal");
        assertThat(refused(renew(paired.token()))).isEqualTo("revoked-terminal");
        assertThat(refused(hub.send(hub.batch(paired.token(), "{}")))).isEqualTo("revoked-terminal");
        assertThat(refused(listen("made-up", 0, 0))).isEqualTo("unknown-terminal");
        assertThat(listen(other.token(), 0, 0).statusCode()).isEqualTo(200);
        assertThat(hub.fleet().revoke(paired.terminal())).as("again").isFalse();
        assertThat(hub.fleet().revoke("t-none")).isFalse();
    }

    @Test
    void aTokenThatNobodyRenewedForAYearAndAMonthIsNoLongerGood() {
        Pairing.Answer paired = hub.paired();
        hub.clock.pass(Duration.ofDays(400));
        assertThat(listen(paired.token(), 0, 0).statusCode()).isEqualTo(200);
        hub.clock.pass(Duration.ofSeconds(1));

        assertThat(refused(listen(paired.token(), 0, 0))).isEqualTo("expired-token");
    }

    @Test
    void theOldTokenIsGoodUntilTheNewOneIsFirstUsed() {
        Pairing.Answer paired = hub.paired();
        String lost = token(renew(paired.token()));
        String renewed = token(renew(paired.token()));

        assertThat(listen(paired.token(), 0, 0).statusCode()).isEqualTo(200);
        assertThat(refused(listen(lost, 0, 0))).isEqualTo("unknown-terminal");
        assertThat(listen(renewed, 0, 0).statusCode()).isEqualTo(200);
        assertThat(refused(listen(paired.token(), 0, 0))).isEqualTo("unknown-terminal");
        hub.clock.pass(Duration.ofDays(399));
        assertThat(listen(renewed, 0, 0).statusCode()).isEqualTo(200);
    }

    @Test
    void aTerminalIsAskedToRenewItsTokenEveryNinetyDaysAndOnce() {
        Pairing.Answer paired = hub.paired();
        hub.clock.pass(Duration.ofDays(90));
        assertThat(heard(paired, 0)).isEmpty();
        hub.clock.pass(Duration.ofSeconds(1));

        assertThat(heard(paired, 0)).extracting(Message::saying).containsExactly(new Saying.RenewToken());
        assertThat(heard(paired, 0)).hasSize(1);
        String renewed = token(renew(paired.token()));
        assertThat(heard(paired.withToken(renewed), 1)).isEmpty();
    }

    @Test
    void whatTheHubSaysIsNumberedSignedAndForOneTerminal() {
        Pairing.Answer paired = hub.paired();
        Pairing.Answer other = hub.paired();
        hub.fleet().set(paired.terminal(), Map.of("answer-seconds", "45"));
        hub.fleet().set(paired.terminal(), Map.of("look", "night"));
        hub.fleet().renew(paired.terminal());

        List<Message> heard = heard(paired, 0);
        assertThat(heard).extracting(Message::number).containsExactly(1L, 2L, 3L);
        assertThat(heard).extracting(Message::terminal).containsOnly(paired.terminal());
        assertThat(heard.get(1).saying()).isEqualTo(new Saying.Settings(
                TerminalSettings.NONE.with("answer-seconds", "45").with("look", "night")));
        assertThat(heard(paired, 2)).extracting(Message::number).containsExactly(3L);
        assertThat(heard(paired, 3)).isEmpty();
        assertThat(heard(other, 0)).isEmpty();
        hub.restart();
        assertThat(heard(paired, 0)).isEqualTo(heard);
    }

    @Test
    void aSettingThatIsNotAllowedIsRefusedAndNothingIsSaid() {
        Pairing.Answer paired = hub.paired();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> hub.fleet().set(paired.terminal(), Map.of("thanks-seconds", "2")));
        assertThat(heard(paired, 0)).isEmpty();
        assertThat(hub.fleet().set("t-none", Map.of("look", "night"))).isEmpty();
        assertThat(hub.fleet().renew("t-none")).isFalse();
    }

    @Test
    void whoWaitsIsToldAsSoonAsThereIsSomething() throws Exception {
        Pairing.Answer paired = hub.paired();
        CompletableFuture<HttpResponse<byte[]>> waits = letIn(paired);
        hub.fleet().set(paired.terminal(), Map.of("motion", "false"));

        assertThat(messages(paired, waits.get(SOON.toSeconds(), TimeUnit.SECONDS))).hasSize(1);
    }

    @Test
    void whoWaitsWhileItIsRevokedHearsOfIt() throws Exception {
        Pairing.Answer paired = hub.paired();
        CompletableFuture<HttpResponse<byte[]>> waits = letIn(paired);
        hub.fleet().revoke(paired.terminal());

        assertThat(messages(paired, waits.get(SOON.toSeconds(), TimeUnit.SECONDS))).extracting(Message::saying)
                .containsExactly(new Saying.Revoked());
    }

    @Test
    void ofTwoWhoWaitForOneTerminalOneIsSentAway() throws Exception {
        Pairing.Answer paired = hub.paired();
        CompletableFuture<HttpResponse<byte[]>> one = waits(paired.token());
        CompletableFuture<HttpResponse<byte[]>> other = waits(paired.token());

        CompletableFuture.anyOf(one, other).get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(one.isDone()).isNotEqualTo(other.isDone());
        assertThat(messages(paired, one.isDone() ? one.join() : other.join())).isEmpty();
    }

    @Test
    void whoWaitsDoesNotHoldUpTheEndOfTheHub() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> waits = letIn(hub.paired());
        long begin = System.nanoTime();
        hub.restart();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(waits.handle((_, _) -> true).get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "after=x", "after=9007199254740992", "after=1&wait=26", "wait=-1", "wait=1.5"})
    void aQueryThatIsNotAllowedIsRefused(String query) {
        Pairing.Answer paired = hub.paired();

        assertThat(refused(hub.send(hub.to(Wire.DOWNLINK_PATH + "?" + query).header("Authorization",
                "Bearer " + paired.token())))).isEqualTo("wrong-query");
        assertThat(refused(hub.send(hub.to(Wire.DOWNLINK_PATH)))).isEqualTo("unknown-terminal");
    }

    @Test
    void anotherSealingKeyIsToldToEveryTerminalThatIsServed() {
        Pairing.Answer paired = hub.paired();
        Pairing.Answer revoked = hub.paired();
        hub.fleet().revoke(revoked.terminal());
        SealingKey key = hub.fleet().rotateSealingKey();

        assertThat(key).isNotEqualTo(paired.sealingKey().orElseThrow());
        assertThat(heard(paired, 0)).extracting(Message::saying).containsExactly(new Saying.Sealing(key));
        assertThat(hub.paired().sealingKey()).contains(key);
    }

    @Test
    void whatGuestsReachTheHubByIsToldWhenItChangesAndToWhoeverIsPaired(@TempDir Path settings) throws Exception {
        Pairing.Answer before = hub.paired();
        Pairing.Answer revoked = hub.paired();
        hub.fleet().revoke(revoked.terminal());
        assertThat(heard(before, 0)).as("there is none").isEmpty();

        hub = restarted(settings, "guest-address: https://feedback.example.org");
        Saying first = new Saying.GuestAddress(Optional.of(URI.create("https://feedback.example.org/")));
        Pairing.Answer after = hub.paired();
        assertThat(heard(before, 0)).extracting(Message::saying).containsExactly(first);
        assertThat(heard(after, 0)).extracting(Message::saying).containsExactly(first);

        hub = restarted(settings, "guest-address: https://feedback.example.org");
        assertThat(heard(before, 1)).as("the same").isEmpty();

        hub = restarted(settings, "port: 8480");
        assertThat(heard(before, 1)).extracting(Message::saying)
                .containsExactly(new Saying.GuestAddress(Optional.empty()));
    }

    private TestHub restarted(Path folder, String settings) throws Exception {
        hub.close();
        return new TestHub(data, hub.clock,
                HubSettings.read(Files.writeString(folder.resolve("hub.yaml"), settings + "\n")));
    }

    /** Its terminals have heard messages that it does not remember. */
    @Test
    void aHubThatWasSetBackToABackUpGoesOnWhereItsTerminalsAre(@TempDir Path backUp) throws Exception {
        Pairing.Answer paired = hub.paired();
        hub.fleet().set(paired.terminal(), Map.of("answer-seconds", "45"));
        try (TestHub older = copy(backUp)) {
            for (int i = 0; i < 3; i++) {
                hub.fleet().renew(paired.terminal());
            }
            assertThat(heard(paired, 3)).hasSize(1);

            List<Message> heard = heard(older, paired, 4);
            assertThat(heard).extracting(Message::number).containsExactly(5L, 6L, 7L, 8L);
            assertThat(heard).extracting(Message::saying).containsExactly(
                    new Saying.Settings(TerminalSettings.NONE.with("answer-seconds", "45")),
                    new Saying.Sealing(paired.sealingKey().orElseThrow()), new Saying.GuestAddress(Optional.empty()),
                    new Saying.Lines(List.of()));
            assertThat(heard(older, paired, 8)).isEmpty();
            older.fleet().renew(paired.terminal());
            assertThat(heard(older, paired, 8)).extracting(Message::number).containsExactly(9L);
        }
    }

    private TestHub copy(Path folder) throws Exception {
        hub.close();
        Files.copy(data.resolve("hub.db"), folder.resolve("hub.db"));
        hub = new TestHub(data);
        return new TestHub(folder);
    }

    private CompletableFuture<HttpResponse<byte[]>> waits(String token) {
        return CompletableFuture.supplyAsync(() -> listen(token, 0, Downlink.LONGEST_WAIT));
    }

    /** Waits with a token that is used for the first time, so that it shows from outside when the hub has let it in. */
    private CompletableFuture<HttpResponse<byte[]>> letIn(Pairing.Answer paired) {
        CompletableFuture<HttpResponse<byte[]>> waits = waits(token(renew(paired.token())));
        while (hub.fleet().byToken(paired.token()).isPresent()) {
            Thread.onSpinWait();
        }
        return waits;
    }

    private HttpResponse<byte[]> listen(String token, long after, int wait) {
        return listen(hub, token, after, wait);
    }

    private static HttpResponse<byte[]> listen(TestHub hub, String token, long after, int wait) {
        return hub.send(hub.to(Wire.DOWNLINK_PATH + "?after=" + after + "&wait=" + wait).header("Authorization",
                "Bearer " + token));
    }

    private HttpResponse<byte[]> renew(String token) {
        return hub.send(hub.to(Wire.TOKEN_PATH).header("Authorization", "Bearer " + token).POST(BodyPublishers.noBody()));
    }

    private List<Message> heard(Pairing.Answer paired, long after) {
        return heard(hub, paired, after);
    }

    private static List<Message> heard(TestHub hub, Pairing.Answer paired, long after) {
        return messages(paired, listen(hub, paired.token(), after, 0));
    }

    private static List<Message> messages(Pairing.Answer paired, HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Wire.DOWNLINK_TYPE);
        return Wire.read(answer.body(), Downlink.Answer.class).orElseThrow().messages().stream()
                .map(signed -> Downlink.open(signed, paired.signingKey().orElseThrow()))
                .map(opened -> ((Opened.Genuine) opened).message()).toList();
    }

    private static Pairing.Answer answer(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(201);
        return Wire.read(response.body(), Pairing.Answer.class).orElseThrow();
    }

    private static String token(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(Wire.TOKEN_TYPE);
        return Wire.read(response.body(), Pairing.NewToken.class).orElseThrow().token();
    }

    private static String refused(HttpResponse<byte[]> response) {
        assertThat(TestHub.problem(response).status()).isEqualTo(response.statusCode());
        return TestHub.problem(response).type().replace(Wire.PROBLEM_TYPE_PREFIX, "");
    }
}
