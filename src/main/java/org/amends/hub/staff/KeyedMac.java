package org.amends.hub.staff;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What can be made of a text by whoever has the hub's key file, and is of no use to anybody else. */
public final class KeyedMac {

    private static final String MAC = "HmacSHA256";

    private KeyedMac() {
    }

    /**
     * The HMAC of a text.
     *
     * @param  key     the hub's, 32 bytes
     * @param  purpose one line, so that what was made for one purpose is of no use for another
     * @return         32 bytes
     */
    public static byte[] of(byte[] key, String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + MAC, impossible);
        }
    }
}
