package org.amends.hub.site;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.amends.hub.site.SiteStore.Kept;
import org.amends.hub.site.SiteStore.Purpose;
import org.amends.hub.staff.Secrets;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;
import org.amends.wire.Downlink;
import org.amends.wire.PairingCode;
import org.amends.wire.Sealing;
import org.amends.wire.SealingKey;

/** The site's own keys. They are made when they are first needed, kept in the database, and never logged. */
public final class SiteKeys {

    /** A certificate that has less left is replaced at the hub's next start. */
    private static final Duration RENEWED_BEFORE = Duration.ofDays(60);
    private static final int ID_LENGTH = 8;

    private final Database database;
    private final Clock clock;
    private final Secrets secrets = new Secrets();
    private final SiteStore store = new SiteStore();
    private Optional<Lasting> lasting = Optional.empty();

    public SiteKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What stays the same as long as the site does. */
    private record Lasting(X509Certificate ca, PrivateKey caKey, String signingKey, PrivateKey signs) {
    }

    /**
     * Makes the keys that are not there yet. To be called before a transaction that needs one of them, since it may write.
     */
    public synchronized void prepare() {
        if (lasting.isEmpty()) {
            lasting = Optional.of(database.read(this::read).orElseGet(this::make));
        }
    }

    /** The certificate of the site's CA, PEM. */
    public String ca() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(lasting().ca().getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What people compare the CA by where the hub, as it was last started, shows one of its certificates. */
    public Optional<String> fingerprintInUse() {
        return database.read(store::speaksTls) ? Optional.of(fingerprint()) : Optional.empty();
    }

    private String fingerprint() {
        try {
            return PairingCode.fingerprint(lasting().ca().getEncoded());
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Notes for commands beside the hub whether it shows a certificate of the site's CA. */
    public void speaksTls(boolean ours) {
        database.change(tx -> store.speaksTls(tx, ours));
    }

    /** What terminals know the hub's messages by: Ed25519, X.509, base64url. */
    public String signingKey() {
        return lasting().signingKey();
    }

    /** Signs what the hub has to say to a terminal. */
    public Downlink.Signed sign(Downlink.Message message) {
        return Downlink.sign(message, lasting().signs());
    }

    /** What terminals seal guests' words to now. */
    public SealingKey sealingKey() {
        prepare();
        Kept key = database.read(tx -> store.newest(tx, Purpose.SEALING)).orElseThrow();
        return new SealingKey(key.id(), base64(key.publicKey()));
    }

    /** Puts another key in place of the one to seal to. What was sealed to an earlier one still opens. */
    public SealingKey rotateSealing(Tx tx) {
        Kept key = newSealing();
        store.add(tx, Purpose.SEALING, key, clock.instant());
        return new SealingKey(key.id(), base64(key.publicKey()));
    }

    /** Both halves of a key to seal to, in use or not. */
    Optional<Sealing.KeyPair> sealing(String id) {
        return database.read(tx -> store.byId(tx, Purpose.SEALING, id))
                .map(key -> new Sealing.KeyPair(base64(key.publicKey()), base64(key.privateKey())));
    }

    /**
     * TLS with a certificate of the site's CA, which is renewed where it has less than 60 days left or is not good for
     * exactly these names.
     *
     * @param names host names and addresses, at least one
     */
    public SSLContext tls(Collection<String> names) {
        Lasting ours = lasting();
        String wanted = String.join(" ", new TreeSet<>(names));
        Kept server = database.read(tx -> store.newest(tx, Purpose.SERVER))
                .filter(kept -> kept.names().equals(wanted) && lastsLong(certificate(kept.publicKey())))
                .orElseGet(() -> newServer(ours, wanted));
        return Tls.context(List.of(certificate(server.publicKey()), ours.ca()), key("EC", server.privateKey()));
    }

    private boolean lastsLong(X509Certificate certificate) {
        Instant now = clock.instant();
        return now.plus(RENEWED_BEFORE).isBefore(certificate.getNotAfter().toInstant())
                // From a clock that ran ahead when it was made.
                && !now.isBefore(certificate.getNotBefore().toInstant());
    }

    private Kept newServer(Lasting ours, String names) {
        Certificates.Made made = Certificates.server(ours.ca(), ours.caKey(), List.of(names.split(" ")), clock.instant());
        Kept server = new Kept("server-" + secrets.readable(ID_LENGTH), made.certificate(),
                made.key().getPrivate().getEncoded(), names);
        database.change(tx -> {
            store.forget(tx, Purpose.SERVER);
            store.add(tx, Purpose.SERVER, server, clock.instant());
        });
        return server;
    }

    private Lasting lasting() {
        prepare();
        synchronized (this) {
            return lasting.orElseThrow();
        }
    }

    private Optional<Lasting> read(Tx tx) {
        Optional<Kept> ca = store.newest(tx, Purpose.CA);
        Optional<Kept> signing = store.newest(tx, Purpose.SIGNING);
        if (ca.isEmpty() || signing.isEmpty() || store.newest(tx, Purpose.SEALING).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Lasting(certificate(ca.get().publicKey()), key("EC", ca.get().privateKey()),
                base64(signing.get().publicKey()), key("Ed25519", signing.get().privateKey())));
    }

    /** Makes all of them; a command beside the hub that was quicker has the last word. */
    private Lasting make() {
        Certificates.Made ca = Certificates.ca(clock.instant());
        KeyPair signing = newSigning();
        Kept sealing = newSealing();
        return database.write(tx -> read(tx).orElseGet(() -> {
            Instant now = clock.instant();
            store.add(tx, Purpose.CA, new Kept("ca-" + secrets.readable(ID_LENGTH), ca.certificate(),
                    ca.key().getPrivate().getEncoded(), ""), now);
            store.add(tx, Purpose.SIGNING, new Kept("signing-" + secrets.readable(ID_LENGTH),
                    signing.getPublic().getEncoded(), signing.getPrivate().getEncoded(), ""), now);
            store.add(tx, Purpose.SEALING, sealing, now);
            return read(tx).orElseThrow();
        }));
    }

    private Kept newSealing() {
        Sealing.KeyPair pair = Sealing.newKeyPair();
        return new Kept("k-" + secrets.readable(ID_LENGTH), Base64.getUrlDecoder().decode(pair.publicKey()),
                Base64.getUrlDecoder().decode(pair.privateKey()), "");
    }

    private static KeyPair newSigning() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has Ed25519", impossible);
        }
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a key of the site cannot be read", broken);
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException broken) {
            throw new IllegalStateException("a certificate of the site cannot be read", broken);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
