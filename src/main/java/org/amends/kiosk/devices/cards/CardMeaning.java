package org.amends.kiosk.devices.cards;

/** What a card that was held to the terminal means. */
public sealed interface CardMeaning {

    /** One that this terminal knows by its digest. */
    sealed interface Known extends CardMeaning {

        /** Whose badge, or which place. */
        String name();
    }

    /**
     * A member of staff is here.
     *
     * @param digest what the hub knows the badge by
     */
    record StaffBadge(String name, String digest) implements Known {

        /** Without the digest, by which the hub takes somebody for its holder. */
        @Override
        public String toString() {
            return "StaffBadge[name=" + name + "]";
        }
    }

    /** The terminal stands at this place. */
    record PlaceTag(String name) implements Known {
    }

    /** It was made to be a badge or a tag, and this terminal does not know it. It is never taken for a guest's. */
    record NotKnown(String digest) implements CardMeaning {
    }

    /** It may tell a guest, who is to be asked first. */
    record GuestCard(Card card) implements CardMeaning {
    }

    /** A phone, which makes its UID up for the moment: it tells nobody, nothing of it is kept, and the guest is told so. */
    record OfTheMoment() implements CardMeaning {
    }
}
