package org.amends.kiosk.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
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

    /** There are so few UIDs that a hash of one hides nothing. */
    @Test
    void what_a_card_tells_of_a_guest_and_a_badge_of_staff_is_sealed_as_what_a_card_told() {
        ContentSeal seal = new ContentSeal(() -> Optional.of(new SealingKey("k-1", pair.publicKey())));
        Content card = new Content.Card("reach", "04A1B2C3D4E5F6", List.of(new Content.Consent("reply", "To answer me")));
        Content near = new Content.StaffNear("stay", "Ms Reyes");

        assertThat(List.of(card, near)).allSatisfy(content -> assertThat(seal.seal(ENTRY, content))
                .isInstanceOfSatisfying(Content.Sealed.class, sealed -> {
                    assertThat(sealed.what()).isEqualTo("card");
                    assertThat(Sealing.open(pair, ENTRY, sealed)).contains(content);
                    assertThat(sealed.toString()).doesNotContain("04A1B2C3D4E5F6", "Reyes");
                }));
    }

    @Test
    void whose_badge_said_how_far_staff_are_is_sealed_as_that() {
        Content step = new Content.StaffStep(Content.StaffStep.AT_THE_TERMINAL, "A".repeat(43),
                Content.StaffStep.Step.HERE);

        Content sealed = new ContentSeal(() -> Optional.of(new SealingKey("k-1", pair.publicKey()))).seal(ENTRY, step);

        assertThat(sealed).isInstanceOfSatisfying(Content.Sealed.class, box -> {
            assertThat(box.what()).isEqualTo(Content.StaffStep.SEALED_AS);
            assertThat(Sealing.open(pair, ENTRY, box)).contains(step);
        });
        assertThat(step.toString()).doesNotContain("AAA");
    }

    @Test
    void before_there_is_a_key_words_are_not_written_down_at_all() {
        assertThatIllegalStateException().isThrownBy(() -> new ContentSeal(Optional::empty).seal(ENTRY, WORDS))
                .withMessageContaining("before the terminal is paired");
    }
}
