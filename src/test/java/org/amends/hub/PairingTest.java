package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.amends.hub.fleet.Fleet;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a terminal becomes one of this hub's. */
class PairingTest {

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

    @BeforeEach
    void anotherMinute() {
        hub.clock.pass(Duration.ofMinutes(2));
    }

    @Test
    void aGoodCodeIsAnsweredWithATokenThatTheHubThenKnows() {
        HttpResponse<byte[]> answer = hub.pair(hub.pairingCode());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Wire.PAIRING_TYPE);
        Pairing.Answer paired = Wire.read(answer.body(), Pairing.Answer.class).orElseThrow();
        assertThat(new Fleet(hub.database(), hub.clock).byToken(paired.token())).hasValueSatisfying(
                terminal -> assertThat(terminal.id()).isEqualTo(paired.terminal()));
    }

    @Test
    void aCodeMayBeTypedInSmallLettersWithSpacesAndWithoutHyphens() {
        assertThat(hub.pair(hub.pairingCode().toLowerCase(Locale.ROOT).replace("-", " ")).statusCode()).isEqualTo(201);
    }

    @Test
    void aCodeThatIsUsedExpiredOrUnknownIsRefusedInTheSameWords() {
        String used = hub.pairingCode();
        hub.pair(used);
        String expired = hub.pairingCode();
        HttpResponse<byte[]> afterUse = hub.pair(used);
        hub.clock.pass(Duration.ofMinutes(15));
        HttpResponse<byte[]> afterTime = hub.pair(expired);
        HttpResponse<byte[]> unknown = hub.pair("ABCD-2345");

        assertThat(afterUse.statusCode()).isEqualTo(403);
        assertThat(TestHub.text(afterTime)).isEqualTo(TestHub.text(afterUse));
        assertThat(TestHub.text(unknown)).isEqualTo(TestHub.text(afterUse));
        assertThat(TestHub.problem(unknown).type()).isEqualTo(Wire.PROBLEM_TYPE_PREFIX + "wrong-code");
    }

    @Test
    void guessingIsSlowedDown() {
        for (int i = 0; i < 10; i++) {
            assertThat(hub.pair("ABCD-2345").statusCode()).isEqualTo(403);
        }
        HttpResponse<byte[]> answer = hub.pair(hub.pairingCode());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        hub.clock.pass(Duration.ofSeconds(61));
        assertThat(hub.pair(hub.pairingCode()).statusCode()).isEqualTo(201);
    }

    @Test
    void whatIsNoPairingIsRefused() {
        assertThat(refused("application/json", "{}")).isEqualTo(415);
        assertThat(refused(Wire.PAIRING_TYPE, "{}")).isEqualTo(400);
        assertThat(refused(Wire.PAIRING_TYPE, "{\"code\":null,\"touchpoint\":{\"site\":\"\",\"name\":\"x\"}}"))
                .isEqualTo(400);
        assertThat(refused(Wire.PAIRING_TYPE, " ".repeat(5000))).isEqualTo(413);
    }

    @Test
    void neitherCodesNorTokensAreKeptAsTheyAre() throws java.io.IOException {
        String code = hub.pairingCode();
        Pairing.Answer paired = Wire.read(hub.pair(code).body(), Pairing.Answer.class).orElseThrow();

        try (java.util.stream.Stream<Path> files = java.nio.file.Files.list(data)) {
            for (Path file : files.toList()) {
                String bytes = java.nio.file.Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(bytes).doesNotContain(code.replace("-", "")).doesNotContain(paired.token());
            }
        }
    }

    private static int refused(String type, String body) {
        HttpResponse<byte[]> answer = hub
                .send(hub.to(Wire.PAIRING_PATH).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
        assertThat(TestHub.problem(answer).status()).isEqualTo(answer.statusCode());
        return answer.statusCode();
    }
}
