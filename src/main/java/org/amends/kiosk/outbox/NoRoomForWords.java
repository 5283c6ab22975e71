package org.amends.kiosk.outbox;

/** The outbox is so full that a guest's own words are not taken; ratings and reasons still are. */
public final class NoRoomForWords extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoRoomForWords() {
        super(Room.FULL.words());
    }
}
