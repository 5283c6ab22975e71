package org.amends.kiosk.outbox;

import java.util.Optional;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.response.Entry;
import org.amends.wire.Chain;
import org.amends.wire.Wire;

/**
 * Finds entries that are no longer what was committed. What is no entry at all is seen before it is sent; what only changed
 * its words is seen by the hub, as it breaks the chain, and then looked for here: that costs nothing while all is well.
 */
final class Broken {

    /** Why such an entry is set aside. */
    static final String REASON = "unreadable here";

    private Broken() {
    }

    /** The first of some entries whose body is no entry, or not this one. */
    static Optional<Waiting> firstOf(Outgoing outgoing) {
        return outgoing.entries().stream()
                .filter(entry -> entry.withheld().isEmpty() && !looksWhole(entry) && !isReadable(entry)).findFirst();
    }

    /**
     * Whether an entry does not follow the one before it.
     *
     * @param before the link of that
     */
    static boolean isOffChain(Waiting entry, String before) {
        try {
            return !Chain.link(before, entry.sequence(), entry.digest()).equals(entry.link());
        } catch (IllegalArgumentException noLinkAtAll) {
            return true;
        }
    }

    /** As this program writes it; to read each one whole would take longer than all else that is done to send it. */
    private static boolean looksWhole(Waiting entry) {
        return entry.text().startsWith("{\"id\":\"" + entry.id() + "\",\"response\":\"" + entry.response() + "\"")
                && entry.text().endsWith("}") && entry.text().indexOf('\uFFFD') < 0;
    }

    private static boolean isReadable(Waiting entry) {
        try {
            Entry read = Wire.entry(entry.text());
            return read.id().equals(entry.id()) && read.response().equals(entry.response());
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }
}
