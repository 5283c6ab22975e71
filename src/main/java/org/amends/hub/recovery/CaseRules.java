package org.amends.hub.recovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Entry;

/** What one entry of the ledger means for cases. */
final class CaseRules {

    private static final Logger LOG = System.getLogger(CaseRules.class.getName());

    /** Of what one guest pressed and wrote so much is shown on a case; the ledger has all of it. */
    private static final int MOST_SHOWN = 4000;

    /** Nobody waits longer than that at a place where they pressed a face. */
    private static final Duration LATE_AFTER = Duration.ofMinutes(15);
    /** What staff read in place of words that cannot be opened; the ledger keeps those as they came. */
    private static final String NO_KEY = "sealed words that this hub has no key for";

    private final Ledger ledger;
    private final SealedEntries sealed;
    private final int negativeScoreAtMost;
    private final CaseStore store = new CaseStore();

    CaseRules(Ledger ledger, SealedEntries sealed, int negativeScoreAtMost) {
        this.ledger = ledger;
        this.sealed = sealed;
        this.negativeScoreAtMost = negativeScoreAtMost;
    }

    /** An entry that may open a case or fill one in. */
    record Matter(Ledger.Kept kept, Entry entry) {
    }

    /** What of an entry may matter; most ratings do not. Nothing is asked of the database for it. */
    Optional<Matter> matter(Ledger.Kept kept) {
        return readable(kept).filter(
                entry -> !(entry.content() instanceof Content.Rating rating) || rating.score() <= negativeScoreAtMost)
                .map(entry -> new Matter(kept, entry));
    }

    /** Opens a case or fills one in, if there is reason to. */
    void apply(Tx tx, Matter matter) {
        if (matter.entry().content() instanceof Content.Rating rating) {
            open(tx, matter.kept(), matter.entry(), rating);
        } else {
            store.ofResponse(tx, matter.entry().response())
                    .ifPresent(id -> fillIn(tx, id, matter.kept(), matter.entry()));
        }
    }

    private void open(Tx tx, Ledger.Kept kept, Entry entry, Content.Rating rating) {
        store.open(tx, entry, rating, kept, late(kept)).ifPresent(id -> {
            store.note(tx, id, kept.happenedAt(), What.OPENED, Optional.empty(), Optional.empty());
            // Reasons that arrived before their rating found no case then, so they are looked up now.
            before(tx, entry.response(), kept.position(), id);
        });
    }

    /** Only what is late for certain is: a guest who may still be there is not kept waiting for doubt. */
    private static boolean late(Ledger.Kept kept) {
        Instant latest = kept.happenedAt().plus(kept.uncertainty().orElse(Duration.ZERO));
        return Duration.between(latest, kept.receivedAt()).compareTo(LATE_AFTER) > 0;
    }

    private void before(Tx tx, UUID response, long position, long id) {
        for (Ledger.Kept earlier : ledger.ofResponse(tx, response, position)) {
            readable(earlier).filter(entry -> !(entry.content() instanceof Content.Rating))
                    .ifPresent(entry -> fillIn(tx, id, earlier, entry));
        }
    }

    private void fillIn(Tx tx, long id, Ledger.Kept kept, Entry entry) {
        RecoveryCase before = store.find(tx, id).orElseThrow();
        Instant at = kept.happenedAt();
        switch (opened(entry)) {
            case Content.Reason reason -> {
                store.say(tx, id, Optional.of(added(before.reason(), ", ", reason.label())), before.comment());
                store.note(tx, id, at, What.REASON, Optional.empty(), Optional.of(reason.label()));
            }
            case Content.Comment comment -> {
                store.say(tx, id, before.reason(), Optional.of(added(before.comment(), "\n", comment.text())));
                store.note(tx, id, at, What.COMMENT, Optional.empty(), Optional.of(comment.text()));
            }
            case Content.Left _ -> {
                store.left(tx, id, at);
                store.note(tx, id, at, What.LEFT, Optional.empty(), Optional.empty());
            }
            case Content.Sealed _ -> throw new IllegalStateException("what is sealed was opened before");
            case Content.Rating _ -> throw new IllegalStateException("a rating opens, it does not fill in");
        }
    }

    private Content opened(Entry entry) {
        return entry.content() instanceof Content.Sealed box
                ? sealed.open(entry.id(), box).filter(Content.Comment.class::isInstance)
                        .orElseGet(() -> new Content.Comment(box.question(), NO_KEY))
                : entry.content();
    }

    private static String added(Optional<String> before, String between, String more) {
        String all = before.map(words -> words + between + more).orElse(more);
        return all.length() <= MOST_SHOWN ? all : before.orElse(more);
    }

    /** One entry that cannot be read must not hold up all that came after it. */
    private static Optional<Entry> readable(Ledger.Kept kept) {
        try {
            return Optional.of(kept.entry());
        } catch (IllegalArgumentException unreadable) {
            LOG.log(Level.ERROR, "the entry at ledger position {0} cannot be read and opens no case", kept.position());
            return Optional.empty();
        }
    }
}
