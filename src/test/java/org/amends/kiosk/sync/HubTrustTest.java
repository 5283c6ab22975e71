package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.amends.StartRefused;
import org.amends.kiosk.settings.HubLink;
import org.amends.response.Touchpoint;
import org.amends.testbed.TestCa;
import org.amends.wire.Pairing;
import org.amends.wire.PairingCode;
import org.amends.wire.Wire;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which hub a terminal shows its code and its token to: none but its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubTrustTest {

    private static final Instant NOW = Instant.now();
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Pairing.Request PAIRING = new Pairing.Request("ABCD2345", new Touchpoint("s", "t"));
    private static final TestCa OURS = new TestCa();
    private static final TestCa OTHER = new TestCa();

    @TempDir
    private Path folder;

    @Test
    void a_hub_of_the_ca_that_the_code_names_is_asked() throws Exception {
        assertThat(asked(OURS.server(), code(OURS), HubLink.DIRECT, CLOCK)).isInstanceOf(HubAnswer.Paired.class);
    }

    @Test
    void a_hub_of_another_ca_never_sees_the_code() throws Exception {
        assertThat(refused(OTHER.server(), code(OURS))).contains("is not the hub that the pairing code names");
    }

    @Test
    void a_certificate_that_only_claims_to_be_of_the_ca_does_not_do() throws Exception {
        TestCa.Server other = OTHER.server();
        TestCa.Server claims = new TestCa.Server(other.certificate(), other.key(),
                List.of(other.certificate(), OURS.certificate()));

        assertThat(refused(claims, code(OURS))).contains("is not one of the hub's CA");
    }

    @Test
    void a_certificate_that_is_over_or_of_the_future_does_not_do() throws Exception {
        TestCa.Server over = OURS.server("127.0.0.1", NOW.minusSeconds(50), NOW.minusSeconds(1),
                KeyPurposeId.id_kp_serverAuth);
        TestCa.Server future = OURS.server("127.0.0.1", NOW.plusSeconds(100), NOW.plusSeconds(200),
                KeyPurposeId.id_kp_serverAuth);

        assertThat(refused(over, code(OURS))).contains("has expired");
        assertThat(refused(future, code(OURS))).contains("has expired");
    }

    @Test
    void a_certificate_for_another_host_or_another_use_does_not_do() throws Exception {
        TestCa.Server elsewhere = OURS.server("10.0.0.7", NOW.minusSeconds(50), NOW.plusSeconds(50),
                KeyPurposeId.id_kp_serverAuth);
        TestCa.Server client = OURS.server("127.0.0.1", NOW.minusSeconds(50), NOW.plusSeconds(50),
                KeyPurposeId.id_kp_clientAuth);

        assertThat(refused(elsewhere, code(OURS))).contains("127.0.0.1 not verified");
        assertThat(refused(client, code(OURS))).contains("is not for servers");
    }

    @Test
    void the_ca_itself_is_no_hub() throws Exception {
        TestCa.Server server = OURS.server();
        TestCa.Server alone = new TestCa.Server(server.certificate(), server.key(), List.of(server.certificate()));
        String code = new PairingCode("ABCD2345",
                Optional.of(PairingCode.fingerprint(server.certificate().getEncoded()))).shown();

        assertThat(refused(alone, code)).contains("a CA in place of a hub's certificate");
    }

    /** Without a battery a clock begins in 1970, or where the machine was built. */
    @Test
    void a_clock_that_stands_before_the_ca_was_made_keeps_no_terminal_away() throws Exception {
        assertThat(asked(OURS.server(), code(OURS), HubLink.DIRECT, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)))
                .isInstanceOf(HubAnswer.Paired.class);
        assertThat(asked(OURS.server(), code(OURS), HubLink.DIRECT, Clock.offset(CLOCK, Duration.ofDays(4000))))
                .isInstanceOf(HubAnswer.NotNow.class);
    }

    @Test
    void once_paired_it_is_the_ca_of_the_pairing_that_counts() throws Exception {
        Credentials.in(folder).replace(paired(Optional.of(TestCa.pem(OURS.certificate()))));

        assertThat(asked(OURS.server(), "", HubLink.DIRECT, CLOCK)).isInstanceOf(HubAnswer.Paired.class);
        assertThat(refused(OTHER.server(), code(OTHER))).contains("is not one of the hub's CA");
    }

    @Test
    void a_terminal_that_was_paired_without_tls_says_what_to_do() throws Exception {
        Credentials.in(folder).replace(paired(Optional.empty()));

        assertThat(refused(OURS.server(), code(OURS))).contains("pair it again, or name hub-ca");
    }

    @Test
    void a_venue_may_name_its_own_ca_or_that_of_the_machine() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), TestCa.pem(OTHER.certificate()));
        HubLink link = new HubLink(Optional.empty(), new HubLink.Ca.File(file));

        assertThat(asked(OTHER.server(), "ABCD2345", link, CLOCK)).isInstanceOf(HubAnswer.Paired.class);
        assertThat(asked(OURS.server(), "ABCD2345", link, CLOCK)).isInstanceOf(HubAnswer.NotNow.class);
        assertThat(asked(OURS.server(), code(OURS), new HubLink(Optional.empty(), new HubLink.Ca.Machine()), CLOCK))
                .isInstanceOf(HubAnswer.NotNow.class);
    }

    @Test
    void a_file_without_a_certificate_stops_the_start_and_is_named() throws IOException {
        Path words = Files.writeString(folder.resolve("ca.pem"), "hello");
        for (Path file : List.of(words, folder.resolve("none"))) {
            assertThatThrownBy(() -> access(URI.create("https://hub"), "",
                    new HubLink(Optional.empty(), new HubLink.Ca.File(file)), CLOCK)).isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("hub-ca: " + file + ": ");
        }
    }

    @Test
    void by_tls_a_code_without_the_cas_letters_is_not_even_tried() {
        URI secure = URI.create("https://127.0.0.1:1");
        URI plain = URI.create("http://127.0.0.1:1");
        HubLink own = new HubLink(Optional.empty(), new HubLink.Ca.Machine());

        assertThat(access(secure, "ABCD-2345", HubLink.DIRECT, CLOCK).whyNotPair().orElseThrow())
                .contains("all 24 letters");
        assertThat(access(plain, "ABCD-2345", HubLink.DIRECT, CLOCK).whyNotPair()).isEmpty();
        assertThat(access(secure, "ABCD-2345", own, CLOCK).whyNotPair()).isEmpty();
        assertThat(access(secure, code(OURS), HubLink.DIRECT, CLOCK).whyNotPair()).isEmpty();
    }

    @Test
    void an_answer_that_names_another_ca_than_the_code_is_not_kept() throws Exception {
        try (ScriptedHub hub = new ScriptedHub(OURS.server().context());
                Terminal terminal = Terminal.unpaired(folder, hub.address(), code(OURS))) {
            hub.answers(pairs(OTHER), pairs(OURS));
            terminal.loop.start();
            String first = attempt(hub.next());

            assertThat(attempt(hub.next())).isEqualTo(first);
            terminal.says();
            assertThat(hub.next().path()).isEqualTo(Wire.RESPONSES_PATH);
            assertThat(terminal.credentials.current().orElseThrow().ca()).contains(TestCa.pem(OURS.certificate()));
            assertThat(terminal.log).anySatisfy(line -> assertThat(line).contains("of another hub than the code"));
        }
    }

    @Test
    void a_proxy_is_gone_through() throws Exception {
        try (ScriptedHub proxy = new ScriptedHub()) {
            proxy.otherwise(answer(201, Wire.PAIRING_TYPE, "{\"terminal\":\"t-1\",\"token\":\"secret\"}"));
            HubLink link = new HubLink(Optional.of(InetSocketAddress.createUnresolved("127.0.0.1",
                    proxy.address().getPort())), new HubLink.Ca.Paired());
            try (HubClient client = HubClient
                    .forBatches(access(URI.create("http://hub.invalid:8480"), "ABCD2345", link, CLOCK),
                            HubClient.TimeOuts.OF_BATCHES)) {
                assertThat(client.pair(PAIRING)).isInstanceOf(HubAnswer.Paired.class);
                assertThat(proxy.next().headers()).containsEntry("Host", "hub.invalid:8480");
            }
        }
    }

    private String refused(TestCa.Server shown, String code) throws IOException {
        HubAnswer answer = asked(shown, code, HubLink.DIRECT, CLOCK);
        assertThat(answer).isInstanceOf(HubAnswer.NotNow.class);
        return ((HubAnswer.NotNow) answer).reason();
    }

    /** What comes of asking a hub that shows this; a refusal must come before anything is said. */
    private HubAnswer asked(TestCa.Server shown, String code, HubLink link, Clock clock) throws IOException {
        try (ScriptedHub hub = new ScriptedHub(shown.context())) {
            hub.otherwise(answer(201, Wire.PAIRING_TYPE, "{\"terminal\":\"t-1\",\"token\":\"secret\"}"));
            try (HubClient client = HubClient.forBatches(access(hub.address(), code, link, clock),
                    HubClient.TimeOuts.OF_BATCHES)) {
                HubAnswer answer = client.pair(PAIRING);
                assertThat(hub.wasAskedMore()).isEqualTo(answer instanceof HubAnswer.Paired);
                return answer;
            }
        }
    }

    private HubAccess access(URI hub, String code, HubLink link, Clock clock) {
        return new HubAccess(hub, link, Credentials.in(folder), Optional.of(code), clock);
    }

    private static String code(TestCa ca) {
        try {
            return new PairingCode("ABCD2345", Optional.of(PairingCode.fingerprint(ca.certificate().getEncoded()))).shown();
        } catch (CertificateEncodingException failed) {
            throw new AssertionError(failed);
        }
    }

    private static ScriptedHub.Answer pairs(TestCa ca) {
        return (exchange, asked) -> answer(201, Wire.PAIRING_TYPE, new String(
                Wire.json(paired(Optional.of(TestCa.pem(ca.certificate())))), java.nio.charset.StandardCharsets.UTF_8))
                .give(exchange, asked);
    }

    private static Pairing.Answer paired(Optional<String> ca) {
        return new Pairing.Answer("t-1", "secret", ca, Optional.empty(), Optional.empty());
    }

    private static String attempt(ScriptedHub.Asked asked) {
        assertThat(asked.path()).isEqualTo(Wire.PAIRING_PATH);
        return Wire.read(asked.body(), Pairing.Request.class).orElseThrow().attempt().orElseThrow();
    }
}
