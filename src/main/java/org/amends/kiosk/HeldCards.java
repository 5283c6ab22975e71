package org.amends.kiosk;

import java.util.function.Consumer;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.cards.Card;
import org.amends.kiosk.devices.cards.CardEvent;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.cards.ReaderState;

/**
 * Listens to readers: says what each card means to who acts on it, and how the readers are to who looks after them, who are never
 * told what is on a card.
 */
final class HeldCards implements Consumer<CardEvent> {

    private final KnownCards known;
    private final DeviceHealth health;
    private final Consumer<CardMeaning> held;

    /**
     * @param held is told what each presentation means, once; on a reader's thread, so it must only pass it on
     */
    HeldCards(KnownCards known, DeviceHealth health, Consumer<CardMeaning> held) {
        this.known = known;
        this.health = health;
        this.held = held;
    }

    @Override
    public void accept(CardEvent event) {
        switch (event) {
            case CardEvent.Changed(String reader, ReaderState state) -> {
                if (state.isReady()) {
                    health.well(name(reader));
                } else {
                    health.outOfOrder(name(reader), state.words());
                }
            }
            case CardEvent.NotRead(String reader, CardEvent.Why why) -> health.saw(name(reader), switch (why) {
                case TAKEN_AWAY -> "a card that was taken away too soon";
                case SEVERAL -> "several cards at once";
                case UNREADABLE -> "a card that cannot be read";
            });
            case CardEvent.Read(String reader, Card card) -> {
                CardMeaning meaning = known.meaning(card);
                health.saw(name(reader), words(meaning));
                held.accept(meaning);
            }
        }
    }

    private static String name(String reader) {
        return "card reader " + reader;
    }

    private static String words(CardMeaning meaning) {
        return switch (meaning) {
            case CardMeaning.StaffBadge(String name, _) -> "the staff badge of " + name;
            case CardMeaning.PlaceTag(String name) -> "the tag of " + name;
            // Which is how a technician learns what to write into the settings.
            case CardMeaning.NotKnown(String digest) -> "a badge or tag that is not in the settings, digest " + digest;
            case CardMeaning.GuestCard _ -> "a card";
            case CardMeaning.OfTheMoment _ -> "a phone";
        };
    }
}
