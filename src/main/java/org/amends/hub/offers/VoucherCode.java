package org.amends.hub.offers;

import java.util.HexFormat;
import java.util.Optional;
import org.amends.hub.staff.KeyedMac;
import org.amends.wire.CrockfordBase32;

/**
 * What a guest shows at a till: eleven characters that nobody guesses, 55 bits, and one that tells most slips of the finger.
 * It is made of the hub's key and a number that is kept, so that neither a copy of the database nor a back-up holds it; of the
 * code itself only a keyed mark is kept, which finds it again.
 *
 * @param plain 12 characters of Crockford's alphabet
 */
record VoucherCode(String plain) {

    private static final int RANDOM = 11;
    private static final int LENGTH = RANDOM + 1;
    private static final int BITS = 5;
    /** x^5 + x^2 + 1: with it each place weighs differently, so that two swapped characters show as well. */
    private static final int FIELD = 0b100101;

    /**
     * The code of a voucher.
     *
     * @param key    the hub's
     * @param number random, and this voucher's alone
     */
    static VoucherCode of(byte[] key, String number) {
        byte[] mac = KeyedMac.of(key, "amends voucher code 1", number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RANDOM; i++) {
            text.append(CrockfordBase32.ALPHABET.charAt(mac[i] & 31));
        }
        return new VoucherCode(text.append(check(text)).toString());
    }

    /** As somebody typed or scanned it; capitals, dashes, spaces and what looks alike do not matter. Empty if it can be none. */
    static Optional<VoucherCode> read(String typed) {
        return CrockfordBase32.read(typed, LENGTH)
                .filter(text -> check(text.substring(0, RANDOM)) == text.charAt(RANDOM)).map(VoucherCode::new);
    }

    /** What is kept of it. */
    String mark(byte[] key) {
        return HexFormat.of().formatHex(KeyedMac.of(key, "amends voucher mark 1", plain));
    }

    /** As people read it: {@code K7QM-2XRB-9FTD}. */
    String shown() {
        return CrockfordBase32.grouped(plain);
    }

    /** Without what is as good as money. */
    @Override
    public String toString() {
        return "VoucherCode";
    }

    private static char check(CharSequence text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int shifted = sum << 1;
            sum = (shifted >> BITS == 0 ? shifted : shifted ^ FIELD) ^ CrockfordBase32.ALPHABET.indexOf(text.charAt(i));
        }
        int shifted = sum << 1;
        return CrockfordBase32.ALPHABET.charAt(shifted >> BITS == 0 ? shifted : shifted ^ FIELD);
    }
}
