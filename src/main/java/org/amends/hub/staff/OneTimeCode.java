package org.amends.hub.staff;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by RFC 6238, with the figures that every authenticator program takes for granted: HMAC-SHA-1, six digits, a
 * step of 30 seconds.
 */
final class OneTimeCode {

    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;
    /** As RFC 4226 advises for HMAC-SHA-1. */
    static final int SECRET_BYTES = 20;

    private static final String ALGORITHM = "HmacSHA1";
    /** So many steps a phone's clock may be off, either way. */
    private static final int DRIFT = 1;
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private OneTimeCode() {
    }

    /** The code of one step since 1970. */
    static String at(byte[] secret, long step, int digits) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
        int from = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash, from, Integer.BYTES).getInt() & 0x7FFF_FFFF;
        return String.format("%0" + digits + "d", number % (int) Math.pow(10, digits));
    }

    /** Which step a code is of, if it is of this one or one beside it. All are compared, in a time that tells nothing. */
    static OptionalLong step(byte[] secret, String code, Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        return LongStream.rangeClosed(current - DRIFT, current + DRIFT)
                .filter(step -> Secrets.same(at(secret, step, DIGITS), code)).max();
    }

    /** As RFC 4648 has it, without padding: what people type where they cannot scan. */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte one : bytes) {
            bits = bits << 8 | one & 0xFF;
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(BASE_32.charAt(bits >> held & 0x1F));
            }
            bits &= (1 << held) - 1;
        }
        return held == 0 ? text.toString() : text.append(BASE_32.charAt(bits << 5 - held & 0x1F)).toString();
    }

    /** What an authenticator program is told by, as a link or a QR code. */
    static String uri(String name, byte[] secret) {
        return "otpauth://totp/Amends:" + name + "?secret=" + base32(secret) + "&issuer=Amends&algorithm=SHA1&digits="
                + DIGITS
                + "&period=" + STEP_SECONDS;
    }
}
