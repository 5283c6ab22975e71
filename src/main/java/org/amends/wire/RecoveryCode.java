package org.amends.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What lets a guest without a name come back to what they said: made at the terminal, shown there once, and kept by nobody but
 * the guest. Terminal and hub know its {@link #digest} alone. Of 60 random bits a million guesses at a hundred thousand codes
 * find one with a chance of one in ten million, even if nothing slowed them.
 */
public final class RecoveryCode {

    /** The length, in letters of five bits each. */
    public static final int LETTERS = 12;

    private final String code;

    private RecoveryCode(String code) {
        this.code = code;
    }

    /** A new one. */
    public static RecoveryCode make(SecureRandom random) {
        StringBuilder code = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            code.append(CrockfordBase32.ALPHABET.charAt(random.nextInt(CrockfordBase32.ALPHABET.length())));
        }
        return new RecoveryCode(code.toString());
    }

    /** As somebody typed it: case, spaces and hyphens do not matter, nor O for 0 and I or L for 1. */
    public static Optional<RecoveryCode> read(String typed) {
        return CrockfordBase32.read(typed, LETTERS).map(RecoveryCode::new);
    }

    /** In groups of four, for people. */
    public String forPeople() {
        return CrockfordBase32.grouped(code);
    }

    /** What it is known by to those who must not know it: SHA-256 of its letters, base64url without padding. */
    public String digest() {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Where the guest's page is, below the address by which guests reach the hub. */
    public String path() {
        return "/g/" + code;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoveryCode another && code.equals(another.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    /** Without the code, which must never reach a log. */
    @Override
    public String toString() {
        return "RecoveryCode[***]";
    }
}
