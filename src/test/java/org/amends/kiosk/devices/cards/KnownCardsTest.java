package org.amends.kiosk.devices.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a card means to a terminal. */
class KnownCardsTest {

    private static final String SECRET = "amends:Zm9yLXRlc3RzLW9ubHktMTI4";
    private static final Card BADGE = card("04112233445566", SECRET);

    private final String digest = KnownCards.digest(BADGE).orElseThrow();
    private final KnownCards known = new KnownCards(Map.of(digest, new CardMeaning.StaffBadge("Ms Reyes", digest)));

    @Test
    void a_badge_is_known_by_its_uid_and_its_secret_together() {
        assertThat(digest).matches(KnownCards.DIGEST);
        assertThat(known.meaning(BADGE)).isEqualTo(new CardMeaning.StaffBadge("Ms Reyes", digest));
    }

    @Test
    void its_text_on_another_card_and_another_text_on_its_card_are_no_badge_and_no_guest_either() {
        assertThat(known.meaning(card("04112233445567", SECRET))).isInstanceOf(CardMeaning.NotKnown.class);
        assertThat(known.meaning(card("04112233445566", SECRET + "x"))).isInstanceOf(CardMeaning.NotKnown.class);
        assertThat(known.meaning(card("08112233", SECRET))).isInstanceOf(CardMeaning.NotKnown.class);
    }

    @Test
    void a_secret_too_short_to_be_one_makes_nothing() {
        Card guessable = card("04112233445566", "amends:1234");

        assertThat(known.meaning(guessable)).isEqualTo(new CardMeaning.GuestCard(guessable));
    }

    @Test
    void any_other_card_may_be_a_guests_and_a_phone_is_nobodys() {
        Card room = new Card("04A1B2C3D4E5F6", Card.Kind.TYPE_4, List.of());

        assertThat(known.meaning(room)).isEqualTo(new CardMeaning.GuestCard(room));
        assertThat(known.meaning(new Card("08A1B2C3", Card.Kind.TYPE_4, List.of())))
                .isEqualTo(new CardMeaning.OfTheMoment());
    }

    @Test
    void a_uid_of_no_such_length_is_refused_without_being_told() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Card("04ABCD", Card.Kind.UID_ONLY, List.of()))
                .withMessage("a UID has 4 to 10 bytes, not 3.0");
    }

    private static Card card(String uid, String text) {
        return new Card(uid, Card.Kind.TYPE_2, NdefRecord.of(CardStorm.text(text)));
    }
}
