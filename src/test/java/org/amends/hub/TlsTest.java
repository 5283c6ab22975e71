package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.amends.StartRefused;
import org.amends.checkedfile.FileProblem;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.HubLink;
import org.amends.kiosk.sync.Credentials;
import org.amends.kiosk.sync.Downlink;
import org.amends.kiosk.sync.HubAccess;
import org.amends.kiosk.sync.HubSaid;
import org.amends.kiosk.sync.SyncLoop;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.testbed.TestCa;
import org.amends.wire.Pairing;
import org.amends.wire.PairingCode;
import org.amends.wire.TerminalSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub's second door, and how a terminal comes in by it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {

    private static final HubSettings ON = HubSettings.DEFAULTS
            .withTls(new HubSettings.Tls(OptionalInt.of(0), List.of("hub.example"), Optional.empty(), Optional.empty()));
    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");

    @TempDir
    private Path data;
    @TempDir
    private Path kiosk;
    private final HandClock clock = new HandClock(Instant.now());

    @Test
    void aTerminalPairsByTheWholeCodeAndSendsWhatGuestsSaidThroughTls() throws Exception {
        try (TestHub hub = new TestHub(data, clock, ON)) {
            String code = hub.pairingCode();
            assertThat(code).matches("([2-9A-Z]{4}-){5}[2-9A-Z]{4}");

            assertThat(sends(hub, code)).isTrue();
            assertThat(Credentials.in(kiosk).current().orElseThrow().ca()).isPresent();
            hub.clock.pass(Duration.ofDays(1));
            hub.restart();
            assertThat(sends(hub, "")).as("by what it was paired with").isTrue();
        }
    }

    @Test
    void whatTheHubSaysIsHeardByARealTerminalWhichRenewsItsTokenAndGoesOn() throws Exception {
        try (TestHub hub = new TestHub(data, clock, ON)) {
            assertThat(sends(hub, hub.pairingCode())).isTrue();
            Credentials credentials = Credentials.in(kiosk);
            Pairing.Answer paired = credentials.current().orElseThrow();
            BlockingQueue<TerminalSettings> heard = new LinkedBlockingQueue<>();
            try (Downlink downlink = new Downlink(credentials, HubSaid.in(kiosk, credentials),
                    access(hub, credentials, Optional.empty()), heard::add, _ -> {
                    }, _ -> {
                    })) {
                downlink.start();
                hub.fleet().renew(paired.terminal());
                hub.fleet().set(paired.terminal(), Map.of("answer-seconds", "45"));

                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(TerminalSettings.NONE.with("answer-seconds", "45"));
            }
            assertThat(credentials.current().orElseThrow().token()).isNotEqualTo(paired.token());
            assertThat(sends(hub, "")).as("by the new token").isTrue();
            assertThat(hub.fleet().byToken(paired.token())).as("the old one").isEmpty();
            assertThat(HubSaid.in(kiosk, credentials).settings().lines()).containsExactly("answer-seconds=45");
        }
    }

    @Test
    void withoutTlsACodeIsEightLettersAsBefore() {
        try (TestHub hub = new TestHub(data, clock, ON)) {
            hub.restart(HubSettings.DEFAULTS);

            assertThat(hub.pairingCode()).matches("[2-9A-Z]{4}-[2-9A-Z]{4}");
        }
    }

    @Test
    void theCertificateNamesTheHubAndIsOfTheCaThatTheCodeNames() throws Exception {
        try (TestHub hub = new TestHub(data, clock, ON)) {
            X509Certificate[] shown = shown(hub.securePort(), "TLSv1.3");

            assertThat(shown).hasSize(2);
            assertThat(names(shown[0])).contains("hub.example",
                    "localhost", "127.0.0.1");
            assertThat(Duration.between(shown[0].getNotBefore().toInstant(), shown[0].getNotAfter().toInstant()))
                    .isLessThanOrEqualTo(Duration.ofDays(397));
            shown[0].verify(shown[1].getPublicKey());
            assertThat(PairingCode.typed(hub.pairingCode()).ca())
                    .contains(PairingCode.fingerprint(shown[1].getEncoded()));
            assertThat(shown(hub.securePort(), "TLSv1.2")[0]).isEqualTo(shown[0]);
            assertThatThrownBy(() -> shown(hub.securePort(), "TLSv1.1")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCertificateStaysUntilItIsOldOrIsForOtherNamesAndTheCaStays() throws Exception {
        try (TestHub hub = new TestHub(data, clock, ON)) {
            X509Certificate[] first = shown(hub.securePort(), "TLSv1.3");
            hub.clock.pass(Duration.ofDays(335));
            hub.restart();
            X509Certificate[] later = shown(hub.securePort(), "TLSv1.3");
            hub.clock.pass(Duration.ofDays(2));
            hub.restart();
            X509Certificate[] renewed = shown(hub.securePort(), "TLSv1.3");
            hub.restart(HubSettings.DEFAULTS.withTls(
                    new HubSettings.Tls(OptionalInt.of(0), List.of("10.0.0.7"), Optional.empty(), Optional.empty())));
            X509Certificate[] renamed = shown(hub.securePort(), "TLSv1.3");

            assertThat(later).isEqualTo(first);
            assertThat(renewed[0]).isNotEqualTo(first[0]);
            assertThat(renamed[0]).isNotEqualTo(renewed[0]);
            assertThat(names(renamed[0])).contains("10.0.0.7")
                    .doesNotContain("hub.example");
            assertThat(List.of(later[1], renewed[1], renamed[1])).containsOnly(first[1]);
        }
    }

    @Test
    void aVenueMayShowItsOwnCertificateAndTheCodeThenNamesNoCa(@TempDir Path files) throws Exception {
        TestCa.Server own = new TestCa().server();
        HubSettings settings = HubSettings.DEFAULTS.withTls(new HubSettings.Tls(OptionalInt.of(0), List.of(),
                Optional.of(own.certificateFile(files.resolve("hub.pem"))),
                Optional.of(own.keyFile(files.resolve("hub.key")))));
        try (TestHub hub = new TestHub(data, clock, settings)) {
            assertThat(shown(hub.securePort(), "TLSv1.3")[0]).isEqualTo(own.certificate());
            assertThat(hub.pairingCode()).matches("[2-9A-Z]{4}-[2-9A-Z]{4}");
        }
    }

    @Test
    void filesThatAreNoCertificateAndItsKeyStopTheStart(@TempDir Path files) throws Exception {
        TestCa.Server own = new TestCa().server();
        Path certificate = own.certificateFile(files.resolve("hub.pem"));
        Path key = own.keyFile(files.resolve("hub.key"));
        Path otherKey = new TestCa().server().keyFile(files.resolve("other.key"));
        Path words = Files.writeString(files.resolve("words"), "hello\n");

        assertThat(whyNot(certificate, otherKey)).startsWith(otherKey + ": it does not belong");
        assertThat(whyNot(certificate, words)).startsWith(words + ": there is no private key in it");
        assertThat(whyNot(certificate, files.resolve("none"))).startsWith(files.resolve("none") + ": it cannot be read");
        assertThat(whyNot(words, key)).startsWith(words + ": ");
        assertThat(whyNot(key, key)).startsWith(key + ": ");
    }

    @Test
    void settingsOfTlsAreReadAndCheckedLikeAllOthers(@TempDir Path files) throws Exception {
        Path file = files.resolve("hub.yaml");
        Files.writeString(file,
                "tls-port: 8443\nnames: [hub.example, 10.0.0.7]\ntls-certificate: a.pem\ntls-key: /k.pem\n");
        assertThat(HubSettings.read(file).tls()).isEqualTo(new HubSettings.Tls(OptionalInt.of(8443),
                List.of("hub.example", "10.0.0.7"), Optional.of(files.resolve("a.pem")), Optional.of(Path.of("/k.pem"))));
        assertThat(HubSettings.read(Files.writeString(file, "tls-port: 0\n"))).isEqualTo(HubSettings.DEFAULTS);
        assertThat(HubSettings.read(Path.of("installers", "hub", "hub.yaml"))).isEqualTo(HubSettings.DEFAULTS);

        assertThatThrownBy(() -> HubSettings.read(Files.writeString(file, "port: 1\ntls-key: k.pem\n")))
                .isInstanceOf(FileProblem.class).hasMessageContaining("hub.yaml:2: tls-key").hasMessageContaining(
                        "only together with tls-certificate");
        assertThatThrownBy(() -> HubSettings.read(Files.writeString(file, "names: [\"a b\"]\n")))
                .isInstanceOf(FileProblem.class).hasMessageContaining("a host name or an address");
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        return certificate.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))).toList();
    }

    private String whyNot(Path certificate, Path key) {
        HubSettings settings = HubSettings.DEFAULTS.withTls(
                new HubSettings.Tls(OptionalInt.of(0), List.of(), Optional.of(certificate), Optional.of(key)));
        try (TestHub _ = new TestHub(data, clock, settings)) {
            throw new AssertionError("it started");
        } catch (StartRefused refused) {
            return refused.getMessage();
        }
    }

    /** Whether what a guest says now is confirmed by the hub. */
    private boolean sends(TestHub hub, String code) throws InterruptedException {
        Credentials credentials = Credentials.in(kiosk);
        HubAccess access = access(hub, credentials, Optional.of(code).filter(typed -> !typed.isEmpty()));
        BlockingQueue<Set<UUID>> confirmed = new LinkedBlockingQueue<>();
        try (Outbox outbox = Outbox.open(kiosk, MachineClock.ofThisMachine(), PLACE,
                new ContentSeal(Optional::empty));
                SyncLoop loop = new SyncLoop(outbox, MachineClock.ofThisMachine(), credentials, access, PLACE,
                        confirmed::add)) {
            outbox.whenAdded(loop::wake);
            loop.start();
            UUID response = UUID.randomUUID();
            outbox.add(response, "stay", "en", new Content.Rating("stay", 4, 4)).join();
            return Optional.ofNullable(confirmed.poll(20, TimeUnit.SECONDS)).filter(ids -> ids.contains(response))
                    .isPresent();
        }
    }

    private HubAccess access(TestHub hub, Credentials credentials, Optional<String> code) {
        return new HubAccess(URI.create("https://127.0.0.1:" + hub.securePort()), HubLink.DIRECT, credentials, code, clock);
    }

    /** The certificates that the hub shows to somebody who believes anything. */
    private static X509Certificate[] shown(int port, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Gullible()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[]{protocol});
            socket.startHandshake();
            return (X509Certificate[]) socket.getSession().getPeerCertificates();
        } catch (SSLHandshakeException refused) {
            throw new IOException(refused);
        }
    }

    private static final class Gullible extends javax.net.ssl.X509ExtendedTrustManager implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
