package org.amends.kiosk.sync;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.amends.kiosk.settings.HubLink;
import org.amends.wire.PairingCode;

/** Whom this terminal believes that it is its hub, where the hub speaks TLS. Host names are looked at elsewhere, too. */
final class HubTrust {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private HubTrust() {
    }

    /**
     * @param  code         what staff typed, for the time before pairing
     * @throws StartRefused if the settings name a file that holds no certificate
     */
    static X509TrustManager of(HubLink.Ca ca, Credentials credentials, Optional<PairingCode> code, Clock clock) {
        return switch (ca) {
            case HubLink.Ca.Paired _ -> new Site(credentials, code, clock);
            case HubLink.Ca.Machine _ -> ofStore(null);
            case HubLink.Ca.File(Path file) -> ofStore(store(file));
        };
    }

    /** The site's own CA: the one that pairing named, or before it the one that the pairing code names. */
    private record Site(Credentials credentials, Optional<PairingCode> code, Clock clock) implements X509TrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            X509Certificate anchor = anchor(chain);
            List<X509Certificate> path = Stream.of(chain).filter(certificate -> !certificate.equals(anchor)).toList();
            if (path.isEmpty()) {
                throw new CertificateException("whoever answers shows a CA in place of a hub's certificate");
            }
            List<String> uses = path.getFirst().getExtendedKeyUsage();
            if (uses != null && !uses.contains(SERVER_AUTH)) {
                throw new CertificateException("the certificate of whoever answers is not for servers");
            }
            try {
                PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
                parameters.setRevocationEnabled(false);
                parameters.setDate(Date.from(moment(anchor, path.getFirst())));
                CertPathValidator.getInstance("PKIX")
                        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            } catch (GeneralSecurityException refused) {
                throw new CertificateException("the certificate of whoever answers is not one of the hub's CA, or has"
                        + " expired: " + refused.getMessage(), refused);
            }
        }

        private X509Certificate anchor(X509Certificate... chain) throws CertificateException {
            if (credentials.current().isPresent()) {
                Optional<String> ca = credentials.current().get().ca();
                if (ca.isEmpty()) {
                    throw new CertificateException("this terminal was paired with a hub without TLS; pair it again, or name"
                            + " hub-ca in its settings");
                }
                return (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(ca.get().getBytes(StandardCharsets.US_ASCII)));
            }
            X509Certificate shown = chain[chain.length - 1];
            if (!code.flatMap(PairingCode::ca).equals(Optional.of(PairingCode.fingerprint(shown.getEncoded())))) {
                throw new CertificateException("whoever answers is not the hub that the pairing code names");
            }
            return shown;
        }

        /**
         * The moment to look at the certificate from. A clock that stands before the CA was made is wrong, as those without
         * a battery are after each start; a hub must not be out of reach for that.
         */
        private Instant moment(X509Certificate anchor, X509Certificate server) {
            Instant now = clock.instant();
            return now.isBefore(anchor.getNotBefore().toInstant()) ? server.getNotBefore().toInstant() : now;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("a terminal has no clients");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static X509TrustManager ofStore(KeyStore store) {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return Stream.of(managers.getTrustManagers()).filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast).findFirst().orElseThrow();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("TLS cannot be set up", impossible);
        }
    }

    private static KeyStore store(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            if (number == 0) {
                throw refused(file, "there is no certificate in it");
            }
            return store;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw refused(file, "it cannot be read as PEM certificates (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static StartRefused refused(Path file, String why) {
        return new StartRefused(ExitCode.BAD_CONFIGURATION, "hub-ca: " + file + ": " + why);
    }
}
