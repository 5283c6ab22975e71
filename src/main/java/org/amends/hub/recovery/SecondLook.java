package org.amends.hub.recovery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.hub.staff.Badges;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Tx;

/** Whoever closed a case does not look at it again once its guest was not content with that, as long as somebody else may. */
final class SecondLook {

    private final CaseStore cases = new CaseStore();
    private final FollowUpStore followUps = new FollowUpStore();
    private final Badges badges = new Badges();

    /** Whether a case, or one that was merged into it, is to be somebody else's than one person's. */
    boolean isSomebodyElses(Tx tx, RecoveryCase found, Staff who) {
        return Stream.concat(Stream.of(found.id()), cases.joined(tx, List.of(found.id()))
                .getOrDefault(found.id(), List.of()).stream()).flatMap(one -> closedBy(tx, one).stream())
                .anyMatch(closer -> closer.name().equals(who.name()))
                && badges.mayAnotherWorkAt(tx, who, found.where().site());
    }

    /** Who closed a case that its guest was not content with, so that it goes on; empty where that is not so. */
    Optional<Staff> closedBy(Tx tx, long id) {
        return followUps.latest(tx, id).filter(last -> last.outcome() == FollowUp.Outcome.REOPENED)
                .map(FollowUp::closedBy);
    }
}
