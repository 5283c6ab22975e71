package org.amends.kiosk.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import java.util.UUID;
import org.amends.response.Content;
import org.amends.wire.Sealing;
import org.amends.wire.SealingKey;
import org.junit.jupiter.api.Test;

/** What of a guest's answer may be written down as it is. */
class ContentSealTest {

    private static final Content WORDS = new Content.Comment("more", "Mould in 412");
    private static final UUID ENTRY = UUID.randomUUID();

    private final Sealing.KeyPair pair = Sealing.newKeyPair();

    @Test
    void words_are_sealed_and_what_is_pressed_is_not() {
        ContentSeal seal = new ContentSeal(() -> Optional.of(new SealingKey("k-1", pair.publicKey())));
        Content rating = new Content.Rating("stay", 1, 4);

        assertThat(seal.seal(ENTRY, WORDS)).isInstanceOfSatisfying(Content.Sealed.class, sealed -> {
            assertThat(sealed.what()).isEqualTo("comment");
            assertThat(Sealing.open(pair, ENTRY, sealed)).contains(WORDS);
        });
        assertThat(seal.seal(ENTRY, rating)).isSameAs(rating);
    }

    @Test
    void before_there_is_a_key_words_are_not_written_down_at_all() {
        assertThatIllegalStateException().isThrownBy(() -> new ContentSeal(Optional::empty).seal(ENTRY, WORDS))
                .withMessageContaining("before the terminal is paired");
    }
}
