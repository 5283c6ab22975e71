package org.amends.kiosk.devices.cards;

/**
 * How it stands with a reader.
 *
 * @param kind  of state
 * @param words what staff or a technician can do about it, or that all is well
 */
public record ReaderState(Kind kind, String words) {

    /** What there is of states. */
    public enum Kind {
        /** A card held to it is read. */
        READY,
        /** It is not there, or does not answer. */
        UNPLUGGED,
        /** What the machine needs to speak with readers is not installed or does not run. */
        NO_MIDDLEWARE,
        /** It was asked something and does not come back. */
        HUNG,
        /** The machine does not let it be used. */
        REFUSED
    }

    static final ReaderState READY = new ReaderState(Kind.READY, "ready");

    /** Whether a card held to it is read. */
    public boolean isReady() {
        return kind == Kind.READY;
    }
}
