package org.amends.hub.site;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificates of a site: of its CA, and of its server. All keys are on the curve P-256. */
final class Certificates {

    /** Longer than any terminal stands; a new CA means to pair every terminal again. */
    private static final Duration CA_LASTS = Duration.ofDays(20 * 365);
    /** With the day before, 397 days: the most that browsers take. */
    private static final Duration SERVER_LASTS = Duration.ofDays(396);
    /** A terminal whose clock is a little behind must not find a fresh certificate to be of the future. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final int SERIAL_BITS = 127;
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {
    }

    /** A certificate, DER, with its key. */
    record Made(byte[] certificate, KeyPair key) {
    }

    /** A CA for one site. */
    static Made ca(Instant now) {
        KeyPair key = newKey();
        byte[] mark = new byte[4];
        RANDOM.nextBytes(mark);
        // Its own name for each site: whoever looks after several can tell them apart.
        X500Name name = new X500Name("CN=Amends site " + HexFormat.of().formatHex(mark));
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = begin(name, name, key, now, CA_LASTS)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.subjectKeyIdentifier, false,
                            extensions.createSubjectKeyIdentifier(key.getPublic()));
            return new Made(sign(builder, key.getPrivate()), key);
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("no CA can be made", impossible);
        }
    }

    /**
     * A certificate for the hub.
     *
     * @param names host names and addresses, at least one
     */
    static Made server(X509Certificate ca, PrivateKey caKey, List<String> names, Instant now) {
        KeyPair key = newKey();
        GeneralName[] alternatives = names.stream().map(
                name -> new GeneralName(ADDRESS.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
                .toArray(GeneralName[]::new);
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = begin(new JcaX509CertificateHolder(ca).getSubject(),
                    new X500Name("CN=Amends hub"), key, now, SERVER_LASTS)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
                    .addExtension(Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(ca));
            return new Made(sign(builder, caKey), key);
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("no certificate can be made", impossible);
        }
    }

    private static X509v3CertificateBuilder begin(X500Name issuer, X500Name subject, KeyPair key, Instant now,
            Duration lasts) {
        return new JcaX509v3CertificateBuilder(issuer, new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1),
                Date.from(now.minus(CLOCKS_DIFFER)), Date.from(now.plus(lasts)), subject, key.getPublic());
    }

    private static byte[] sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, IOException {
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)).getEncoded();
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has P-256", impossible);
        }
    }
}
