package org.amends.hub.privacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Tx;
import org.amends.hub.thread.ThreadMessage;
import org.amends.hub.thread.Threads;
import org.amends.response.Content;
import org.amends.response.Entry;

/**
 * All that is kept of one guest, readable, as a guest may ask for it: what they said at terminals with what they agreed to,
 * what became of it, and what was written on both sides. Colleagues are named as the guest would hear of them.
 *
 * @param madeAt    when it was read
 * @param responses one for each time they said something
 */
record GuestExport(Instant madeAt, List<Response> responses) {

    /**
     * One time that they said something.
     *
     * @param theCase the number of the case it became, if it became one
     */
    record Response(UUID id, Optional<Long> theCase, String site, String touchpoint, String language, List<Said> said,
            List<Happened> happened, List<Written> messages) {
    }

    /**
     * One entry.
     *
     * @param kind   what it says, such as Rating
     * @param content the same in full; empty where this hub has no key for it
     */
    record Said(Instant at, String kind, Optional<Content> content) {
    }

    /** One thing that happened to the case. */
    record Happened(Instant at, String what, Optional<String> who, Optional<String> words) {
    }

    /** One message. */
    record Written(Instant at, String by, String words) {
    }

    /** Reads it for what was found under an address. */
    static GuestExport of(Tx tx, AddressSearch.Found found, Instant now, Ledger ledger, SealedEntries sealed, Cases cases,
            Threads threads) {
        List<Response> all = new ArrayList<>(of(tx, found.cases(), now, ledger, sealed, cases, threads).responses());
        found.withoutCase().forEach((response, first) -> all.add(new Response(response, Optional.empty(),
                first.touchpoint().site(), first.touchpoint().name(), first.language(),
                ledger.ofResponse(tx, response, Long.MAX_VALUE).stream().map(kept -> said(kept, sealed)).toList(),
                List.of(),
                List.of())));
        return new GuestExport(now, all);
    }

    /** Reads it for some cases of one guest. */
    static GuestExport of(Tx tx, List<PrivacyStore.CaseOf> theirs, Instant now, Ledger ledger, SealedEntries sealed,
            Cases cases, Threads threads) {
        return new GuestExport(now, theirs.stream().map(one -> {
            RecoveryCase found = cases.find(tx, one.id()).orElseThrow();
            return new Response(one.response(), Optional.of(one.id()), found.where().site(), found.where().name(),
                    found.language(),
                    ledger.ofResponse(tx, one.response(), Long.MAX_VALUE).stream().map(kept -> said(kept, sealed)).toList(),
                    cases.history(tx, one.id()).stream().map(GuestExport::happened).toList(),
                    threads.of(tx, one.id()).stream().filter(message -> message.caseId() == one.id())
                            .map(GuestExport::written).toList());
        }).toList());
    }

    private static Said said(Ledger.Kept kept, SealedEntries sealed) {
        Entry entry;
        try {
            entry = kept.entry();
        } catch (IllegalArgumentException unreadable) {
            return new Said(kept.happenedAt(), "unreadable", Optional.empty());
        }
        Optional<Content> content = entry.content() instanceof Content.Sealed box
                ? sealed.open(entry.id(), box)
                : Optional.of(entry.content());
        return new Said(kept.happenedAt(), content.orElse(entry.content()).getClass().getSimpleName(), content);
    }

    private static Happened happened(CaseChange change) {
        return new Happened(change.at(), change.what().id(), change.who().map(Staff::displayName), change.words());
    }

    private static Written written(ThreadMessage message) {
        return new Written(message.at(),
                message.author() == ThreadMessage.Author.GUEST
                        ? "guest"
                        : message.who().map(Staff::displayName).orElse("hub"),
                message.words());
    }

    /** Without what they said, which must never reach a log. */
    @Override
    public String toString() {
        return "GuestExport[" + responses.size() + "]";
    }
}
