package org.amends.hub.site;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** How the hub shows who it is: a certificate and the key that goes with it. */
public final class Tls {

    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private Tls() {
    }

    /**
     * TLS with the venue's own certificate.
     *
     * @param  certificate  PEM: the hub's, followed by those between it and a CA
     * @param  key          PEM, without a password
     * @throws StartRefused if a file is absent, is not PEM, or one does not belong to the other
     */
    public static SSLContext fromFiles(Path certificate, Path key) {
        List<X509Certificate> chain = chain(certificate);
        PrivateKey loaded = key(key);
        if (!belong(chain.getFirst().getPublicKey(), loaded)) {
            throw refused(key, "it does not belong to the certificate in " + certificate);
        }
        return context(chain, loaded);
    }

    static SSLContext context(List<X509Certificate> chain, PrivateKey key) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("hub", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("TLS cannot be set up", impossible);
        }
    }

    private static boolean belong(PublicKey shown, PrivateKey secret) {
        try {
            Signature signature = Signature.getInstance(switch (shown.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> shown.getAlgorithm();
            });
            signature.initSign(secret);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    private static List<X509Certificate> chain(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast).toList();
            if (chain.isEmpty()) {
                throw refused(file, "there is no certificate in it");
            }
            return chain;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw refused(file, "it cannot be read as PEM certificates (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static PrivateKey key(Path file) {
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(text)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PEMKeyPair pair) {
                    return converter.getKeyPair(pair).getPrivate();
                } else if (part instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
            }
            throw refused(file, "there is no private key in it, or it has a password");
        } catch (IOException unreadable) {
            throw refused(file, "it cannot be read as a PEM key (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static StartRefused refused(Path file, String why) {
        return new StartRefused(ExitCode.BAD_CONFIGURATION, file + ": " + why);
    }
}
