package org.amends.hub.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes secrets, and the hashes that are kept in their place. */
public final class Secrets {

    /** No letter or digit here is mistaken for another when read aloud or from a screen. */
    private static final String CLEAR = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** 256 random bits in characters that may stand in a header, a cookie or a form. */
    public String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Random capital letters and digits that people can read to each other; about 5 bits each. */
    public String readable(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(CLEAR.charAt(random.nextInt(CLEAR.length())));
        }
        return text.toString();
    }

    /**
     * What is kept of a secret that is random enough not to be guessed: passwords need {@link Passwords}.
     */
    public static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Whether two secrets are the same, in a time that does not tell where they differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
