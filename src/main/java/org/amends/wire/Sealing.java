package org.amends.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.amends.response.Content;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * Seals what guests say to the hub's key, so that whoever takes the terminal away cannot read it: HPKE (RFC 9180) in base
 * mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. Each content is bound to the id of its entry, so a
 * box cannot be moved to another one.
 */
public final class Sealing {

    private static final byte[] INFO = "amends entry 1".getBytes(StandardCharsets.UTF_8);
    /** So that a box tells little of the length of what is in it. */
    private static final int STEP = 64;
    private static final byte FILLER = ' ';
    private static final int ENCAPSULATED = 32;

    private Sealing() {
    }

    /**
     * Both halves of a key.
     *
     * @param publicKey  X25519, 32 bytes in base64url
     * @param privateKey likewise; never leaves the hub
     */
    public record KeyPair(String publicKey, String privateKey) {

        /** Without the private half, which must never reach a log. */
        @Override
        public String toString() {
            return "KeyPair[publicKey=" + publicKey + "]";
        }
    }

    /** A new key pair. */
    public static KeyPair newKeyPair() {
        HPKE suite = suite();
        AsymmetricCipherKeyPair pair = suite.generatePrivateKey();
        return new KeyPair(base64(suite.serializePublicKey(pair.getPublic())),
                base64(suite.serializePrivateKey(pair.getPrivate())));
    }

    /**
     * Seals a content.
     *
     * @param  entry                    the id of the entry that it belongs to
     * @param  what                     the kind of content, as {@link Content.Sealed} names it
     * @throws IllegalArgumentException if the key is none
     */
    public static Content.Sealed seal(SealingKey key, UUID entry, String what, Content content) {
        byte[] text = Wire.content(content).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, STEP) * STEP);
        Arrays.fill(padded, text.length, padded.length, FILLER);
        HPKE suite = suite();
        try {
            byte[][] sealed = suite.seal(suite.deserializePublicKey(bytes(key.publicKey())), INFO, id(entry), padded, null,
                    null, null);
            byte[] box = ByteBuffer.allocate(sealed[0].length + sealed[1].length).put(sealed[1]).put(sealed[0]).array();
            return new Content.Sealed(content.question(), what, key.id(), base64(box));
        } catch (InvalidCipherTextException | RuntimeException unusable) {
            throw new IllegalArgumentException("nothing can be sealed to the key " + key.id(), unusable);
        }
    }

    /**
     * Opens a sealed content. Empty if it was sealed to another key or for another entry, was altered, or holds something
     * that this program does not know.
     */
    public static Optional<Content> open(KeyPair key, UUID entry, Content.Sealed sealed) {
        try {
            return Wire.content(open(key, INFO, id(entry), bytes(sealed.box())))
                    .filter(content -> content.question().equals(sealed.question()));
        } catch (InvalidCipherTextException | RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    static byte[] open(KeyPair key, byte[] info, byte[] bound, byte[] box) throws InvalidCipherTextException {
        HPKE suite = suite();
        return suite.open(Arrays.copyOf(box, ENCAPSULATED),
                suite.deserializePrivateKey(bytes(key.privateKey()), bytes(key.publicKey())), info, bound,
                Arrays.copyOfRange(box, ENCAPSULATED, box.length), null, null, null);
    }

    static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    private static byte[] id(UUID entry) {
        return ByteBuffer.allocate(16).putLong(entry.getMostSignificantBits()).putLong(entry.getLeastSignificantBits())
                .array();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
