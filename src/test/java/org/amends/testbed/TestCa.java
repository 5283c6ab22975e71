package org.amends.testbed;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA that makes whatever certificate a test asks for, good ones and bad ones. */
public final class TestCa {

    private static final char[] PASSWORD = "test".toCharArray();

    private final KeyPair key = newKey();
    private final X509Certificate certificate;

    public TestCa() {
        this(Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
    }

    public TestCa(Instant from, Instant until) {
        certificate = make("CN=Test CA", key, from, until, true, KeyPurposeId.id_kp_serverAuth);
    }

    /** A server's certificate, with its key and its chain. */
    public record Server(X509Certificate certificate, KeyPair key, List<X509Certificate> chain) {

        /** TLS that shows it. */
        public SSLContext context() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", key.getPrivate(), PASSWORD, chain.toArray(X509Certificate[]::new));
                KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
                managers.init(store, PASSWORD);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException | IOException failed) {
                throw new AssertionError(failed);
            }
        }

        /** Writes it with its chain. */
        public Path certificateFile(Path file) throws IOException {
            StringBuilder text = new StringBuilder();
            chain.forEach(one -> text.append(pem(one)));
            return Files.writeString(file, text);
        }

        /** Writes its key. */
        public Path keyFile(Path file) throws IOException {
            return Files.writeString(file, pem("PRIVATE KEY", key.getPrivate().getEncoded()));
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Good now, for 127.0.0.1 and localhost. */
    public Server server() {
        return server("127.0.0.1", Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600),
                KeyPurposeId.id_kp_serverAuth);
    }

    /** Good for one address. */
    public Server server(String address, Instant from, Instant until, KeyPurposeId use) {
        KeyPair its = newKey();
        X509Certificate made = make(address, its, from, until, false, use);
        return new Server(made, its, List.of(made, certificate));
    }

    public static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes) + "\n-----END "
                + what + "-----\n";
    }

    private X509Certificate make(String name, KeyPair its, Instant from, Instant until, boolean ca, KeyPurposeId use) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name("CN=Test CA"),
                    BigInteger.valueOf(System.nanoTime()), Date.from(from), Date.from(until),
                    new X500Name(ca ? name : "CN=Test server"), its.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (!ca) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use))
                        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[]{
                                new GeneralName(GeneralName.iPAddress, name),
                                new GeneralName(GeneralName.dNSName, "test.example")}));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException failed) {
            throw new AssertionError(failed);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new AssertionError(failed);
        }
    }
}
