package org.amends.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * The hash chain over a story. Each link stands for everything up to it, so whoever holds the last one can prove that
 * nothing before it was changed, left out, put in or moved:
 *
 * <pre>
 * link(0) = SHA-256("amends story " + the story's id)
 * link(n) = SHA-256(link(n-1) + n as 8 bytes, most significant first + SHA-256(body n))
 * </pre>
 *
 * <p>Links and digests are written as 43 characters of base64url without padding. As a link takes a body only by its
 * digest, the chain can still be checked when a body had to be withheld or erased.
 */
public final class Chain {

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder BYTES = Base64.getUrlDecoder();
    private static final int HASH_BYTES = 32;

    private Chain() {
    }

    /** The link before the first entry of a story. */
    public static String start(UUID story) {
        return TEXT.encodeToString(sha256().digest(("amends story " + story).getBytes(StandardCharsets.UTF_8)));
    }

    /** The digest of a body, as UTF-8. */
    public static String digest(String body) {
        return TEXT.encodeToString(sha256().digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The link of an entry.
     *
     * @param before   the link of the entry before it, or {@link #start}
     * @param sequence its number, from 1
     * @param digest   of its body
     */
    public static String link(String before, long sequence, String digest) {
        MessageDigest hash = sha256();
        hash.update(BYTES.decode(before));
        hash.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        hash.update(BYTES.decode(digest));
        return TEXT.encodeToString(hash.digest());
    }

    /** Whether a text is 32 bytes in base64url without padding, in the one way to write them. */
    static boolean isHash(String text) {
        try {
            byte[] bytes = BYTES.decode(text);
            return bytes.length == HASH_BYTES && TEXT.encodeToString(bytes).equals(text);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException neverOnAnyJava) {
            throw new IllegalStateException(neverOnAnyJava);
        }
    }
}
