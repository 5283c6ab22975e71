package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.cards.Card;
import org.amends.kiosk.devices.cards.CardEvent;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.devices.cards.CardStorm;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.cards.NdefRecord;
import org.amends.kiosk.devices.cards.ReaderState;
import org.junit.jupiter.api.Test;

/** What staff and the rest of the terminal hear of cards. */
class HeldCardsTest {

    private static final Card BADGE = new Card("04112233445566", Card.Kind.TYPE_2,
            NdefRecord.of(CardStorm.text("amends:Zm9yLXRlc3RzLW9ubHktMTI4")));
    private static final Card ROOM_KEY = new Card("04AABBCCDDEEFF", Card.Kind.TYPE_4, List.of());

    private final DeviceHealth health = new DeviceHealth(Clock.systemUTC());
    private final List<CardMeaning> held = new ArrayList<>();

    private HeldCards knowing(Map<String, CardMeaning.Known> known) {
        return new HeldCards(new KnownCards(known), health, held::add);
    }

    /** What staff were told last of the one reader. */
    private DeviceHealth.Device reader() {
        assertThat(health.devices()).hasSize(1);
        return health.devices().getFirst();
    }

    private String seen() {
        return reader().seen().orElseThrow().what();
    }

    @Test
    void a_guests_card_is_passed_on_and_nothing_on_it_is_shown_to_staff() {
        knowing(Map.of()).accept(new CardEvent.Read("desk", ROOM_KEY));

        assertThat(held).containsExactly(new CardMeaning.GuestCard(ROOM_KEY));
        assertThat(reader().name()).isEqualTo("card reader desk");
        assertThat(seen()).isEqualTo("a card");
    }

    @Test
    void a_badge_that_is_not_known_shows_the_digest_that_makes_it_known() {
        knowing(Map.of()).accept(new CardEvent.Read("desk", BADGE));
        String shown = seen();
        String digest = shown.substring(shown.lastIndexOf(' ') + 1);
        assertThat(shown).isEqualTo("a badge or tag that is not in the settings, digest " + digest);

        knowing(Map.of(digest, new CardMeaning.StaffBadge("Ms Reyes", digest))).accept(new CardEvent.Read("desk", BADGE));

        assertThat(held.getLast()).isEqualTo(new CardMeaning.StaffBadge("Ms Reyes", digest));
        assertThat(seen()).isEqualTo("the staff badge of Ms Reyes");
    }

    @Test
    void what_is_not_read_and_a_reader_that_goes_and_comes_back_are_for_staff_alone() {
        HeldCards cards = knowing(Map.of());
        cards.accept(new CardEvent.NotRead("desk", CardEvent.Why.SEVERAL));
        assertThat(seen()).isEqualTo("several cards at once");
        cards.accept(new CardEvent.Changed("desk", new ReaderState(ReaderState.Kind.HUNG, "unplug it")));
        assertThat(reader().trouble().orElseThrow().why()).isEqualTo("unplug it");
        cards.accept(new CardEvent.Changed("desk", new ReaderState(ReaderState.Kind.READY, "ready")));

        assertThat(reader().trouble()).isEmpty();
        assertThat(held).isEmpty();
    }
}
