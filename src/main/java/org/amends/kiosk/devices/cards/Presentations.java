package org.amends.kiosk.devices.cards;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which looks at one reader are a card held there anew. A card that lies still, flickers at the edge of the field, or lay there
 * while the middleware restarted was told before; it counts anew only after it was seen to be away for a time. Two at once are
 * told neither then nor when one of them is taken away.
 *
 * <p>Times are {@link System#nanoTime}. Not thread-safe.
 */
final class Presentations {

    private static final long LIES_THERE = Long.MAX_VALUE;

    private final long away;
    /** By UID, since when it is gone. */
    private final Map<String, Long> cards = new HashMap<>();

    /**
     * @param away for how long a card must be gone to count anew, in nanoseconds
     */
    Presentations(long away) {
        this.away = away;
    }

    /** One card is there: true if it is worth reading, as it was not there before. */
    boolean isNew(String uid, long now) {
        nothing(now);
        return cards.replace(uid, LIES_THERE) == null;
    }

    /** One card was read to the end: true if it is to be told. */
    boolean alone(String uid, long now) {
        nothing(now);
        return cards.put(uid, LIES_THERE) == null;
    }

    /** Several lie there. */
    void together(Collection<String> uids, long now) {
        nothing(now);
        uids.forEach(uid -> cards.put(uid, LIES_THERE));
    }

    /** The reader sees no card. To be told as often as it looks, and not while it cannot look. */
    void nothing(long now) {
        cards.values().removeIf(since -> since != LIES_THERE && now - since >= away);
        cards.replaceAll((_, since) -> since == LIES_THERE ? Long.valueOf(now) : since);
    }
}
