package org.amends.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.amends.response.Content;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the hub can read. */
class SealingTest {

    private static final Sealing.KeyPair PAIR = Sealing.newKeyPair();
    private static final SealingKey KEY = new SealingKey("k-1", PAIR.publicKey());
    private static final UUID ENTRY = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");
    private static final Content WORDS = new Content.Comment("why", "Mould in 412, call Ms Reyes");

    @Test
    void what_is_sealed_opens_as_it_was() {
        Content.Sealed sealed = Sealing.seal(KEY, ENTRY, "comment", WORDS);

        assertThat(sealed.key()).isEqualTo("k-1");
        assertThat(sealed.question()).isEqualTo("why");
        assertThat(Sealing.open(PAIR, ENTRY, sealed)).contains(WORDS);
        assertThat(Sealing.seal(KEY, ENTRY, "comment", WORDS).box()).isNotEqualTo(sealed.box());
    }

    @Test
    void nothing_of_it_shows_in_the_box() {
        byte[] box = Base64.getUrlDecoder().decode(Sealing.seal(KEY, ENTRY, "comment", WORDS).box());

        assertThat(new String(box, StandardCharsets.ISO_8859_1)).doesNotContain("Mould", "comment", "Reyes");
    }

    @Test
    void a_box_tells_its_length_in_steps_only() {
        int shortest = box("x").length();

        assertThat(box("x".repeat(10))).hasSize(shortest);
        assertThat(Base64.getUrlDecoder().decode(box("x".repeat(1000))).length % 64).isEqualTo((32 + 16) % 64);
    }

    /** Each control character is six bytes as JSON. */
    @Test
    void the_longest_comment_of_the_widest_characters_fits() {
        Content longest = new Content.Comment("\u0001".repeat(64), "\u0001".repeat(2000));

        assertThat(Sealing.open(PAIR, ENTRY, Sealing.seal(KEY, ENTRY, "comment", longest))).contains(longest);
    }

    @Test
    void another_key_opens_nothing() {
        Content.Sealed sealed = Sealing.seal(KEY, ENTRY, "comment", WORDS);

        assertThat(Sealing.open(Sealing.newKeyPair(), ENTRY, sealed)).isEmpty();
    }

    @Test
    void in_another_entry_or_under_another_question_it_does_not_open() {
        Content.Sealed sealed = Sealing.seal(KEY, ENTRY, "comment", WORDS);

        assertThat(Sealing.open(PAIR, new UUID(1, 2), sealed)).isEmpty();
        assertThat(Sealing.open(PAIR, ENTRY, new Content.Sealed("other", "comment", "k-1", sealed.box()))).isEmpty();
    }

    @Test
    void what_was_cut_or_altered_anywhere_does_not_open() {
        byte[] box = Base64.getUrlDecoder().decode(Sealing.seal(KEY, ENTRY, "comment", WORDS).box());
        for (int at : new int[]{0, 31, 32, box.length / 2, box.length - 1}) {
            byte[] altered = box.clone();
            altered[at] ^= 1;
            assertThat(Sealing.open(PAIR, ENTRY, sealed(altered))).as("byte " + at).isEmpty();
        }
        for (int length : new int[]{48, 64, box.length - 1}) {
            assertThat(Sealing.open(PAIR, ENTRY, sealed(java.util.Arrays.copyOf(box, length)))).as("cut to " + length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void to_what_is_no_key_nothing_is_sealed(String publicKey) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sealing.seal(new SealingKey("k-2", publicKey), ENTRY, "comment", WORDS))
                .withMessage("nothing can be sealed to the key k-2");
    }

    @Test
    void the_private_half_stands_in_no_text() {
        assertThat(PAIR.toString()).contains(PAIR.publicKey()).doesNotContain(PAIR.privateKey());
    }

    /**
     * The RFC's vector for mode 0, KEM 32, KDF 1, AEAD 2. Of its encryptions Go's crypto/hpke keeps one figure, used here: a
     * thousand of inputs drawn from SHAKE128, all ciphertexts together through SHAKE128 again.
     */
    @Test
    void the_suite_is_that_of_the_rfcs_vector() throws InvalidCipherTextException {
        HPKE suite = Sealing.suite();
        AsymmetricCipherKeyPair ephemeral = suite
                .deriveKeyPair(hex("2cd7c601cefb3d42a62b04b7a9041494c06c7843818e0ce28a8f704ae7ab20f9"));
        byte[] publicKey = hex("430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c");
        byte[] privateKey = hex("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d");
        byte[] info = hex("4f6465206f6e2061204772656369616e2055726e");

        HPKEContextWithEncapsulation sender = suite.setupBaseS(suite.deserializePublicKey(publicKey), info, ephemeral);
        HPKEContext receiver = suite.setupBaseR(sender.getEncapsulation(),
                suite.deserializePrivateKey(privateKey, publicKey), info);
        SHAKEDigest source = new SHAKEDigest(128);
        SHAKEDigest sink = new SHAKEDigest(128);
        byte[] first = null;
        byte[] firstBound = null;
        byte[] firstText = null;
        for (int i = 0; i < 1000; i++) {
            byte[] bound = drawn(source);
            byte[] text = drawn(source);
            byte[] sealed = sender.seal(bound, text);
            sink.update(sealed, 0, sealed.length);
            assertThat(receiver.open(bound, sealed)).isEqualTo(text);
            if (i == 0) {
                first = sealed;
                firstBound = bound;
                firstText = text;
            }
        }
        byte[] all = new byte[16];
        sink.doOutput(all, 0, all.length);

        assertThat(sender.getEncapsulation())
                .isEqualTo(hex("6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256"));
        assertThat(all).isEqualTo(hex("1702e73e1e71705faa8241022af1deea"));
        Sealing.KeyPair pair = new Sealing.KeyPair(base64(publicKey), base64(privateKey));
        byte[] box = java.nio.ByteBuffer.allocate(32 + first.length).put(sender.getEncapsulation()).put(first).array();
        assertThat(Sealing.open(pair, info, firstBound, box)).isEqualTo(firstText);
        byte[] otherInfo = {1};
        byte[] bound = firstBound;
        assertThatThrownBy(() -> Sealing.open(pair, otherInfo, bound, box)).isInstanceOf(InvalidCipherTextException.class);
    }

    private static byte[] drawn(SHAKEDigest source) {
        byte[] length = new byte[1];
        source.doOutput(length, 0, 1);
        byte[] bytes = new byte[length[0] & 0xFF];
        source.doOutput(bytes, 0, bytes.length);
        return bytes;
    }

    private static String box(String text) {
        return Sealing.seal(KEY, ENTRY, "comment", new Content.Comment("why", text)).box();
    }

    private static Content.Sealed sealed(byte[] box) {
        return new Content.Sealed("why", "comment", "k-1", base64(box));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
