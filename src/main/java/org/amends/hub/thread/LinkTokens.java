package org.amends.hub.thread;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.amends.hub.staff.KeyedMac;
import org.amends.hub.storage.KeyFile;
import org.amends.wire.RecoveryCode;

/**
 * What opens guests' pages, and the digests that are all the hub keeps of it.
 *
 * <p>A link in an e-mail has a token of 128 bits. A mail is put together anew at each try and must say the same each time,
 * while nothing on disk may open a page; so the token is made from the hub's key, which is in no back-up, and the letter's
 * random id, which is given once and never again.
 */
final class LinkTokens {

    private static final int TOKEN_BYTES = 16;
    private static final String PURPOSE = "amends guest link 1";
    /** Past that nothing that anybody types is a code or a token. */
    private static final int LONGEST_TYPED = 64;

    private final KeyFile key;

    LinkTokens(KeyFile key) {
        this.key = key;
    }

    /**
     * The token of the link in a letter, 22 characters of base64url.
     *
     * @throws org.amends.StartRefused if the hub's key cannot be read or made
     */
    String token(UUID letter) {
        byte[] whole = KeyedMac.of(key.readOrMake(), PURPOSE, letter.toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, TOKEN_BYTES));
    }

    /**
     * The digest of whatever a guest typed or followed. Anything has one, so that what can be no code costs as much as what is
     * one, and is looked up as that is.
     */
    static String digest(String typed) {
        String some = typed.strip();
        String shortened = some.substring(0, Math.min(LONGEST_TYPED, some.length()));
        return RecoveryCode.read(shortened).map(RecoveryCode::digest).orElseGet(() -> sha256(shortened));
    }

    private static String sha256(String text) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
