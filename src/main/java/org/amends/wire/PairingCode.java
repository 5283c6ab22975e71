package org.amends.wire;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * What staff carry from the hub to a terminal by hand: a secret that is good once and, where the hub speaks TLS, what to
 * know its CA by, so that nobody between can pose as the hub before there is any other trust.
 *
 * @param secret as the hub issued it; case, spaces and hyphens do not matter
 * @param ca     the fingerprint of the CA's certificate, as {@link #fingerprint} makes it
 */
public record PairingCode(String secret, Optional<String> ca) {

    /** The length of the secret, in letters. */
    public static final int SECRET = 8;
    /** The length of a fingerprint, in letters: 79 bits. */
    public static final int FINGERPRINT = 16;

    private static final int GROUP = 4;
    /** No letter or digit here is mistaken for another when read aloud or from a screen. */
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /** A code as somebody typed it. What is of another length than a code with a fingerprint is all secret. */
    public static PairingCode typed(String code) {
        String plain = plain(code);
        return plain.length() == SECRET + FINGERPRINT
                ? new PairingCode(plain.substring(0, SECRET), Optional.of(plain.substring(SECRET)))
                : new PairingCode(code, Optional.empty());
    }

    /** A secret as typed, in the form that was issued. */
    public static String plain(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    /** In groups of four, for people. */
    public String shown() {
        return plain(secret + ca.orElse("")).replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /**
     * What people can compare a certificate by: its SHA-256 as a number, the last 16 digits of it to the base of 31.
     *
     * @param certificate DER
     */
    public static String fingerprint(byte[] certificate) {
        try {
            BigInteger rest = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(certificate));
            BigInteger base = BigInteger.valueOf(LETTERS.length());
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < FINGERPRINT; i++) {
                BigInteger[] divided = rest.divideAndRemainder(base);
                letters.append(LETTERS.charAt(divided[1].intValue()));
                rest = divided[0];
            }
            return letters.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Without the secret, which must never reach a log. */
    @Override
    public String toString() {
        return "PairingCode[ca=" + ca.orElse("none") + "]";
    }
}
