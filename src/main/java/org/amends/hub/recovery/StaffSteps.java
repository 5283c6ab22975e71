package org.amends.hub.recovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.staff.Badges;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Touchpoint;

/**
 * What staff say at a terminal with their badge, and which case they mean by it: nobody at a place chooses from a list. It
 * counts from when it was said, however late it arrives.
 */
final class StaffSteps {

    private static final Logger LOG = System.getLogger(StaffSteps.class.getName());

    /** Of an older case nobody would speak at the place without a word in the inbox first. */
    private static final Duration LONGEST_AGO = Duration.ofHours(12);
    /** Two clocks that were set right may differ by so much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final CaseStore store;
    private final Badges badges = new Badges();
    private final SecondLook secondLook = new SecondLook();

    StaffSteps(CaseStore store) {
        this.store = store;
    }

    void apply(Tx tx, CaseRules.Matter matter, Content.StaffStep step) {
        Touchpoint place = matter.entry().touchpoint();
        Optional<Staff> who = badges.owner(tx, step.badge());
        if (who.isEmpty()) {
            LOG.log(Level.WARNING, "at {0} a staff badge was used that belongs to no account; amends hub staff badge says"
                    + " whose it is", place.name());
            return;
        }
        if (!badges.worksAt(tx, who.get(), place.site())) {
            LOG.log(Level.WARNING, "at {0} the badge of \"{1}\" was used, who does not work on cases of that site; amends"
                    + " hub staff list says where they do", place.name(), who.get().name());
            return;
        }
        Instant at = matter.kept().happenedAt();
        store.meantAt(tx, place, who.get().name(), at.minus(LONGEST_AGO), at.plus(CLOCKS_DIFFER))
                .ifPresent(found -> advance(tx, found, who.get(), step.step(), at));
    }

    /** Whoever is there is on it, and whoever says that it is done was there. */
    private void advance(Tx tx, RecoveryCase found, Staff person, Content.StaffStep.Step step, Instant at) {
        long id = found.id();
        String who = person.name();
        if (!secondLook.isSomebodyElses(tx, found, person) && store.take(tx, id, who, at)) {
            note(tx, id, at, What.TAKEN, who);
        }
        if (store.arrive(tx, id, at)) {
            note(tx, id, at, What.ARRIVED, who);
        }
        switch (step) {
            case HERE -> {
                // said above
            }
            case DONE -> {
                if (store.resolve(tx, id, at)) {
                    note(tx, id, at, What.RESOLVED, who);
                }
            }
            case HELP -> note(tx, id, at, What.HELP_WANTED, who);
        }
    }

    private void note(Tx tx, long id, Instant at, What what, String who) {
        store.note(tx, id, at, what, Optional.of(who), Optional.empty());
    }
}
