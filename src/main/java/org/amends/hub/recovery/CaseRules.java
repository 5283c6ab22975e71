package org.amends.hub.recovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** Opens a case or changes one, if there is reason to. */
    void apply(Tx tx, Matter matter) {
        Optional<Long> there = store.ofResponse(tx, matter.entry().response());
        switch (matter.entry().content()) {
            case Content.Rating rating when there.isPresent() -> instead(tx, there.get(), matter, rating);
            case Content.Rating rating -> open(tx, matter.kept(), matter.entry(), rating);
            case Content.SomebodyNow asked when asked.wanted() && there.isEmpty() -> openForSomebody(tx, matter);
            default -> there.ifPresent(id -> fillIn(tx, id, matter.kept(), matter.entry()));
        }
    }

    private void open(Tx tx, Ledger.Kept kept, Entry entry, Content.Rating rating) {
        store.open(tx, entry, rating, kept, late(kept)).ifPresent(id -> {
            store.note(tx, id, kept.happenedAt(), What.OPENED, Optional.empty(), Optional.empty());
            // What arrived before its rating found no case then, so it is looked up now.
            said(tx, entry.response(), kept.position()).stream()
                    .filter(said -> !(said.entry().content() instanceof Content.Rating))
                    .forEach(said -> fillIn(tx, id, said.kept(), said.entry()));
        });
    }

    /** Somebody who pressed a happy face may be in need all the same. What was said since then found no case. */
    private void openForSomebody(Tx tx, Matter matter) {
        List<Matter> said = said(tx, matter.entry().response(), matter.kept().position());
        said.stream().filter(one -> one.entry().content() instanceof Content.Rating).reduce((_, last) -> last)
                .ifPresent(rated -> {
                    open(tx, rated.kept(), rated.entry(), (Content.Rating) rated.entry().content());
                    long id = store.ofResponse(tx, matter.entry().response()).orElseThrow();
                    said.subList(said.indexOf(rated) + 1, said.size())
                            .forEach(later -> fillIn(tx, id, later.kept(), later.entry()));
                    fillIn(tx, id, matter.kept(), matter.entry());
                });
    }

    /** A further rating shows only where the one that the case was opened by no longer counts. */
    private void instead(Tx tx, long id, Matter matter, Content.Rating rating) {
        UUID opener = store.find(tx, id).orElseThrow().entry();
        if (counting(said(tx, matter.entry().response(), matter.kept().position())).stream()
                .noneMatch(said -> said.entry().id().equals(opener))) {
            store.sayInstead(tx, id, matter.entry(), rating);
            store.note(tx, id, matter.kept().happenedAt(), What.OPENED, Optional.empty(), Optional.empty());
        }
    }

    /** What still counts of a response is told from all of it, as choices at several questions stand in one line. */
    private void correct(Tx tx, long id, Ledger.Kept kept, Entry entry) {
        store.note(tx, id, kept.happenedAt(), What.CORRECTED, Optional.empty(), Optional.empty());
        List<Matter> still = counting(said(tx, entry.response(), kept.position() + 1));
        Optional<Matter> unhappy = still.stream().filter(this::isUnhappy).findFirst();
        Optional<Boolean> somebody = still.stream().map(said -> said.entry().content())
                .filter(Content.SomebodyNow.class::isInstance).map(asked -> ((Content.SomebodyNow) asked).wanted())
                .reduce((_, last) -> last);
        unhappy.ifPresent(
                rated -> store.sayInstead(tx, id, rated.entry(), (Content.Rating) rated.entry().content()));
        store.somebody(tx, id, somebody);
        if (unhappy.isEmpty() && !somebody.orElse(false)) {
            store.withdraw(tx, id, kept.happenedAt());
        }
        Optional<String> reasons = still.stream().map(Matter::entry).map(Entry::content)
                .filter(Content.Reason.class::isInstance).map(said -> ((Content.Reason) said).label())
                .reduce((one, other) -> added(Optional.of(one), ", ", other));
        store.say(tx, id, reasons, store.find(tx, id).orElseThrow().comment());
    }

    private boolean isUnhappy(Matter said) {
        return said.entry().content() instanceof Content.Rating rating && rating.score() <= negativeScoreAtMost;
    }

    /** Without what was taken back, and without the corrections that did so. */
    private static List<Matter> counting(List<Matter> said) {
        List<Matter> still = new ArrayList<>();
        for (Matter one : said) {
            if (one.entry().content() instanceof Content.Correction correction) {
                still.removeIf(is -> is.entry().content().question().equals(correction.question()));
            } else {
                still.add(one);
            }
        }
        return still;
    }

    /** What a response said before a position, oldest first. */
    private List<Matter> said(Tx tx, UUID response, long before) {
        return ledger.ofResponse(tx, response, before).stream()
                .flatMap(kept -> readable(kept).map(entry -> new Matter(kept, entry)).stream()).toList();
    }

    /** Only what is late for certain is: a guest who may still be there is not kept waiting for doubt. */
    private static boolean late(Ledger.Kept kept) {
        Instant latest = kept.happenedAt().plus(kept.uncertainty().orElse(Duration.ZERO));
        return Duration.between(latest, kept.receivedAt()).compareTo(LATE_AFTER) > 0;
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
            case Content.Contact contact -> {
                store.contact(tx, id, shown(contact));
                store.note(tx, id, at, What.CONTACT, Optional.empty(), Optional.empty());
            }
            case Content.SomebodyNow asked -> {
                store.somebody(tx, id, Optional.of(asked.wanted()));
                store.note(tx, id, at, asked.wanted() ? What.SOMEBODY_NOW : What.NOBODY_NOW, Optional.empty(),
                        Optional.empty());
            }
            case Content.Correction _ -> correct(tx, id, kept, entry);
            case Content.Left _ -> {
                store.left(tx, id, at);
                store.note(tx, id, at, What.LEFT, Optional.empty(), Optional.empty());
            }
            case Content.YesNo _,Content.Recommendation _ -> {
                // counted in trends; nobody goes anywhere for it
            }
            case Content.Sealed _ -> throw new IllegalStateException("what is sealed was opened before");
            case Content.Rating _ -> throw new IllegalStateException("a rating opens, it does not fill in");
        }
    }

    private Content opened(Entry entry) {
        return entry.content() instanceof Content.Sealed box
                ? sealed.open(entry.id(), box)
                        .filter(inside -> inside instanceof Content.Comment || inside instanceof Content.Contact)
                        .orElseGet(() -> new Content.Comment(box.question(), NO_KEY))
                : entry.content();
    }

    private static String shown(Content.Contact contact) {
        return contact.address() + " ("
                + contact.consents().stream().map(Content.Consent::words).collect(Collectors.joining("; ")) + ")";
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
