package org.amends.hub.privacy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.intake.Ledger;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.Cases;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;
import org.amends.hub.thread.GuestErasure;
import org.amends.hub.thread.Threads;

/**
 * Erases a guest: their words, how to reach them and what staff wrote about them, in the ledger, in cases and in their thread,
 * all in one transaction. What they pressed stays, and so does every count. The database overwrites what it deletes and its
 * log is emptied, so that a back-up from then on holds none of it. Ids of what was erased stay in a list beside the database:
 * a hub that is set back to an older back-up erases by it again before anybody sees it. The terminal is told, too: it keeps
 * what it sent for some days, lets go of the boxes, and where a hub asks for them again it sends their places alone.
 *
 * <p>Back-ups from before, and the former database that a restoration keeps, are copies that the hub does not touch: whoever
 * keeps them deletes them when their time is over.
 */
public final class Erasure implements GuestErasure {

    private static final Logger LOG = System.getLogger(Erasure.class.getName());

    /** What the history says of an erased case whose guest could not be reached even before. */
    private static final String NO_CONTACT = "no-contact";

    private final Database database;
    private final Clock clock;
    private final Ledger ledger;
    private final Cases cases;
    private final Threads threads;
    private final Fleet fleet;
    private final SiteKeys site;
    private final Runnable told;
    private final ErasedList list;
    private final PrivacyStore store = new PrivacyStore();
    private final AtomicBoolean logIsFull = new AtomicBoolean();

    /**
     * @param told called when a terminal has something new to hear
     * @param data the hub's folder, for the list
     */
    public Erasure(Database database, Clock clock, Ledger ledger, Cases cases, Threads threads, Fleet fleet, SiteKeys site,
            Runnable told, Path data) {
        this.database = database;
        this.clock = clock;
        this.ledger = ledger;
        this.cases = cases;
        this.threads = threads;
        this.fleet = fleet;
        this.site = site;
        this.told = told;
        list = new ErasedList(data);
    }

    /** A guest asks for it on their own page: that response goes, with those whose cases were made one with its. */
    @Override
    public void erase(UUID response) {
        site.prepare();
        database.change(tx -> {
            Set<UUID> responses = new LinkedHashSet<>(Set.of(response));
            List<PrivacyStore.CaseOf> theirs = store.cases(tx, store.family(tx, response));
            theirs.forEach(one -> responses.add(one.response()));
            list.add(responses);
            erase(tx, responses, theirs, Optional.empty());
        });
        finish();
    }

    /**
     * Somebody erases the guest of a case, with all of their cases at some sites.
     *
     * @return how many cases that were
     */
    int eraseGuest(long caseId, Sites sites, Staff who) {
        site.prepare();
        int erased = database.write(tx -> {
            List<PrivacyStore.CaseOf> theirs = theirs(tx, caseId, sites);
            Set<UUID> responses = new LinkedHashSet<>(theirs.stream().map(PrivacyStore.CaseOf::response).toList());
            list.add(responses);
            erase(tx, responses, theirs, Optional.of(who));
            return theirs.size();
        });
        finish();
        return erased;
    }

    /** Somebody erases what was found of a guest: responses, and cases among them or of others of their responses. */
    void eraseFound(AddressSearch.Found found, Staff who) {
        site.prepare();
        database.change(tx -> {
            List<PrivacyStore.CaseOf> theirs = found.cases();
            Set<UUID> responses = found.responses();
            list.add(responses);
            erase(tx, responses, theirs, Optional.of(who));
        });
        finish();
    }

    /** The cases of the guest of a case at some sites, that one among them. */
    List<PrivacyStore.CaseOf> theirs(Tx tx, long caseId, Sites sites) {
        return store.cases(tx, store.guest(tx, caseId, sites));
    }

    /** Before anything is shown: erases again what a back-up, which this database was until now, still has. */
    public void eraseAgain() {
        Set<UUID> known = list.all();
        List<UUID> back = database
                .read(tx -> known.stream().filter(response -> !ledger.isErased(tx, response)).toList());
        if (!back.isEmpty()) {
            site.prepare();
        }
        for (UUID response : back) {
            database.change(
                    tx -> erase(tx, List.of(response), store.cases(tx, store.family(tx, response)), Optional.empty()));
        }
        if (!back.isEmpty()) {
            LOG.log(Level.WARNING, "this database is from before {0} responses were erased; they were erased again",
                    back.size());
            finish();
        }
    }

    /** Tries again to empty the log, if somebody read for so long that it could not be emptied at once. */
    void tidy() {
        if (logIsFull.get()) {
            logIsFull.set(!database.emptyLog());
        }
    }

    private void erase(Tx tx, Collection<UUID> responses, List<PrivacyStore.CaseOf> theirs, Optional<Staff> who) {
        Instant now = clock.instant();
        for (UUID response : responses) {
            ledger.erase(tx, response, now);
            ledger.terminalOf(tx, response).ifPresent(terminal -> fleet.erase(tx, terminal, response));
            threads.erase(tx, response);
        }
        List<Long> ids = new ArrayList<>(theirs.stream().map(PrivacyStore.CaseOf::id).toList());
        if (!ids.isEmpty()) {
            store.eraseWords(tx, ids);
        }
        // Whether they could be reached then is counted, and nothing else tells of it any more.
        ids.forEach(id -> cases.note(tx, id, now, What.ERASED, who,
                store.eraseContacts(tx, id) ? Optional.empty() : Optional.of(NO_CONTACT)));
    }

    /** After something was erased: pages are made anew, terminals told, and the log is emptied. */
    void finish() {
        threads.ring();
        told.run();
        logIsFull.set(true);
        tidy();
    }
}
