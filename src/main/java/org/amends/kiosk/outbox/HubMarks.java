package org.amends.kiosk.outbox;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.amends.wire.Mark;

/**
 * What a hub's marks mean: that it was restored, or that it no longer has what it once confirmed. Entries that were
 * forgotten here cannot be sent again, so at one mark everything is sent again once, until the hub has caught up.
 */
final class HubMarks {

    /** The fact that says with which epoch all stories were compared. */
    static final String EPOCH = "epoch";

    private final Unnoted unnoted;

    /**
     * @param unnoted facts that are newer than those in the file
     */
    HubMarks(Unnoted unnoted) {
        this.unnoted = unnoted;
    }

    /** Whether all stories were compared with what the hub of this epoch has. */
    boolean isComparedWith(OutboxStore store, long epoch) throws SQLException {
        return fact(store, EPOCH).equals(Optional.of(String.valueOf(epoch)));
    }

    /** Whether {@link #sendAgainWhatIsLost} has anything to write; looking costs nothing. */
    boolean hasToWrite(OutboxStore store, UUID story, Mark mark) throws SQLException {
        Optional<OutboxStore.Story> kept = store.story(story);
        return kept.isPresent() && (hasLost(store, kept.get(), mark) || sentAgainAt(store, kept.get()).isPresent());
    }

    /**
     * Lets wait again what the hub confirmed and has no longer.
     *
     * @return how many entries that is
     */
    int sendAgainWhatIsLost(OutboxStore store, UUID story, Mark mark) throws SQLException {
        Optional<OutboxStore.Story> kept = store.story(story);
        if (kept.isEmpty()) {
            return 0;
        }
        Optional<String> before = sentAgainAt(store, kept.get());
        if (!hasLost(store, kept.get(), mark)) {
            if (before.isPresent()) {
                store.remember(sentAgain(kept.get()), ""); // should the hub be put back to the same place once more
            }
            return 0;
        }
        String at = mark.epoch() + " " + mark.complete();
        if (before.equals(Optional.of(at))) {
            return 0;
        }
        int again = store.sendAgain(kept.get().number(), mark.complete());
        store.remember(sentAgain(kept.get()), at);
        return again;
    }

    private boolean hasLost(OutboxStore store, OutboxStore.Story story, Mark mark) throws SQLException {
        return fact(store, EPOCH).filter(epoch -> !epoch.equals(String.valueOf(mark.epoch()))).isPresent()
                || store.wasConfirmedAfter(story.number(), mark.complete());
    }

    private Optional<String> sentAgainAt(OutboxStore store, OutboxStore.Story story) throws SQLException {
        return fact(store, sentAgain(story)).filter(at -> !at.isEmpty());
    }

    private Optional<String> fact(OutboxStore store, String name) throws SQLException {
        Optional<String> newer = unnoted.fact(name);
        return newer.isPresent() ? newer : store.fact(name);
    }

    private static String sentAgain(OutboxStore.Story story) {
        return "sent again " + story.number();
    }
}
