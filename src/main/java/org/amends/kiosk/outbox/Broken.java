package org.amends.kiosk.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.response.Entry;
import org.amends.wire.Chain;
import org.amends.wire.Wire;

/**
 * An entry that is no longer what was committed: its body is no entry, or its place in the chain is not its own. It is kept,
 * its place is told to the hub, and the others go on.
 *
 * @param words what is wrong, without anything a guest said
 */
record Broken(Waiting entry, String words, boolean isOffChain) {

    private static final String REASON = "unreadable here";

    /**
     * The first broken entry of some that are to be sent.
     *
     * @param before the link before the first of them, if it is known
     */
    static Optional<Broken> firstOf(Outgoing outgoing, Optional<String> before) {
        List<Waiting> entries = outgoing.entries();
        for (int i = 0; i < entries.size(); i++) {
            Waiting entry = entries.get(i);
            Optional<String> last = i == 0
                    ? before
                    : Optional.of(entries.get(i - 1)).filter(one -> one.sequence() == entry.sequence() - 1)
                            .map(Waiting::link);
            if (last.isPresent() && !follows(last.get(), entry)) {
                return Optional.of(new Broken(entry, "its link is broken", true));
            }
            if (entry.setAside().isEmpty() && !isReadable(entry)) {
                return Optional.of(new Broken(entry, "its body is not what was committed", false));
            }
        }
        return Optional.empty();
    }

    /** Sets it aside; where the chain does not hold, what waits from here on goes on in a new story. */
    void putRight(OutboxStore store, OutboxStore.Story story) throws SQLException {
        if (entry.setAside().isEmpty()) {
            store.setAside(entry.position(), REASON);
        }
        if (isOffChain) {
            store.beginAnew(story, entry.sequence(), "damaged");
        }
    }

    private static boolean follows(String last, Waiting entry) {
        try {
            return Chain.link(last, entry.sequence(), Chain.digest(entry.text())).equals(entry.link());
        } catch (IllegalArgumentException noLinkAtAll) {
            return false;
        }
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
