package org.amends.kiosk.sync;

import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.amends.StartRefused;
import org.amends.kiosk.settings.HubLink;
import org.amends.wire.Pairing;
import org.amends.wire.PairingCode;

/** Where the hub is, how to get there, and whom to believe that it is the hub. */
public final class HubAccess {

    private final HttpUrl hub;
    private final HubLink link;
    private final Optional<PairingCode> code;
    private final X509TrustManager trust;

    /**
     * @param  hub          {@code http} or {@code https}, host, port
     * @param  code         what to pair with where there are no credentials yet, as typed
     * @param  clock        the terminal's wall clock, which certificates are looked at by
     * @throws StartRefused if the link names a file that holds no certificate
     */
    public HubAccess(URI hub, HubLink link, Credentials credentials, Optional<String> code, Clock clock) {
        this.hub = HttpUrl.get(hub.toString());
        this.link = link;
        this.code = code.map(PairingCode::typed);
        this.trust = HubTrust.of(link.ca(), credentials, this.code, clock);
    }

    HttpUrl hub() {
        return hub;
    }

    Optional<PairingCode> code() {
        return code;
    }

    /** Why the code would not do, whatever the hub says. */
    Optional<String> whyNotPair() {
        return pins() && code.flatMap(PairingCode::ca).isEmpty()
                ? Optional.of("the hub speaks TLS, so the pairing code needs all 24 letters that amends hub pairing-code"
                        + " prints; with a certificate of another CA, name hub-ca in the settings")
                : Optional.empty();
    }

    /** Whether what pairing gave is from the hub that the code names. */
    boolean fits(Pairing.Answer answer) {
        return !pins() || answer.ca().map(HubAccess::fingerprint).equals(code.flatMap(PairingCode::ca));
    }

    /** A client that follows nobody anywhere else. */
    OkHttpClient client(Duration longestAnswer, Duration longestCall) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder().connectTimeout(Duration.ofSeconds(5))
                .readTimeout(longestAnswer).writeTimeout(Duration.ofSeconds(15)).callTimeout(longestCall)
                .followRedirects(false).followSslRedirects(false).retryOnConnectionFailure(true)
                .socketFactory(new PromptSockets());
        link.proxy().ifPresent(proxy -> builder.proxy(new Proxy(Proxy.Type.HTTP, proxy)));
        if (hub.isHttps()) {
            try {
                SSLContext tls = SSLContext.getInstance("TLS");
                tls.init(null, new TrustManager[]{trust}, null);
                builder.sslSocketFactory(tls.getSocketFactory(), trust);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("TLS cannot be set up", impossible);
            }
        }
        return builder.build();
    }

    /** Whether it is the pairing code alone that says which hub is ours. */
    private boolean pins() {
        return hub.isHttps() && link.ca() instanceof HubLink.Ca.Paired;
    }

    private static String fingerprint(String pem) {
        try {
            return PairingCode.fingerprint(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))).getEncoded());
        } catch (CertificateException none) {
            return "";
        }
    }
}
