package org.amends.kiosk.devices.cards;

/** What a reader tells. */
public sealed interface CardEvent {

    /** Which reader, by the name that a technician knows. */
    String reader();

    /** A card was held to it alone and read to the end; told once for each time that it is held there. */
    record Read(String reader, Card card) implements CardEvent {
    }

    /** A card was held to it and nothing is kept of it. */
    record NotRead(String reader, Why why) implements CardEvent {
    }

    /** Another state than before. */
    record Changed(String reader, ReaderState state) implements CardEvent {
    }

    /** Why a card was not read. */
    enum Why {
        /** Before it was read to the end: hold it there again. */
        TAKEN_AWAY,
        /** Two lie there, and neither counts: hold one there alone. */
        SEVERAL,
        /** It does not say anything that a card of ours says. */
        UNREADABLE
    }
}
