package org.amends.hub.recovery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.staff.Staff;

/**
 * One thing that happened to a case.
 *
 * @param position its place among all changes; what open pages have seen is named by it
 * @param caseId   which case
 * @param at       when
 * @param what     what kind
 * @param who      which member of staff, if one did it
 * @param words    the guest's or the staff's, if there were any; of an opened case the name of its rule
 */
public record CaseChange(long position, long caseId, Instant at, What what, Optional<Staff> who, Optional<String> words) {

    /** The name of who did it; empty if no member of staff did. */
    public String whoseName() {
        return who.map(Staff::name).orElse("");
    }

    /** The name of who has the case from then on, of one that was handed over. */
    public String newHolder() {
        return words.orElseThrow().split(" ", 2)[0];
    }

    /** What can happen. */
    public enum What {
        OPENED, MANY, HEARD, REASON, COMMENT, CONTACT, CARD, STAFF_NEAR,
        /** The words are the number of the merged case that the guest said it on; none if it was this one. */
        SOMEBODY_NOW, NOBODY_NOW, CORRECTED, LEFT, TAKEN, CLOSED,
        /** The words are the gravity's name, a space, and the rule's name. */
        RAISED, TAGGED, MISSED_ACKNOWLEDGE, MISSED_RESPOND, MISSED_RESOLVE, TOLD, NOT_TOLD,
        /** No page had shown it to anybody in time, so others are told sooner. */
        UNSEEN,
        /** A guest who wants somebody to come was told that nobody is free. */
        NOBODY_FREE,
        /** Somebody was at the place, by the terminal there. */
        ARRIVED,
        /** Somebody said at the place that it is done; the words for it follow when they close the case. */
        RESOLVED,
        /** Somebody at the place needs help. */
        HELP_WANTED,
        /** Whoever had it gave it to a colleague. The words are the colleague's name, a space, and their display name. */
        HANDED_OVER,
        /** It was closed, as another case of its guest goes on in its place. The words are the other's number. */
        MERGED_INTO,
        /** Another case of its guest was closed, and this one goes on in its place. The words are the other's number. */
        MERGED,
        /** Somebody wrote something down for colleagues. */
        NOTED,
        /** The guest was asked whether they are content now. The words name the way, as {@link FollowUp.Channel} does. */
        FOLLOW_UP_ASKED,
        /** The guest said how content they are now. The words are the score, and "late" behind it after silence. */
        FOLLOW_UP_ANSWERED,
        /** The guest is content now. */
        RECOVERED,
        /** The guest is not, so another looks at it. The words are the name of who closed it, a space, and their display name. */
        REOPENED,
        /** The guest did not answer in time. */
        FOLLOW_UP_SILENT,
        /** Somebody wrote to the guest; what, stands in their thread. */
        WROTE_GUEST,
        /** The guest wrote; what, stands in their thread. */
        GUEST_WROTE,
        /**
         * What the guest had said and how to reach them was erased: by whoever is named, else by the guest themself. The words are
         * none; "no-contact" if there was no way to reach them; "old-contacts" or "old-comments" if only that went, being too old.
         */
        ERASED,
        /** The guest was granted something. The words are its title and worth; of the next five as well, the decider's word below. */
        OFFERED,
        /** Somebody wants to grant the guest something, and a second person is asked. */
        OFFER_ASKED, OFFER_APPROVED, OFFER_DECLINED,
        /** What was granted or asked for was taken back. */
        OFFER_WITHDRAWN,
        /** A till took the guest's voucher. */
        VOUCHER_REDEEMED,
        /** What was done is to stand on idle screens, does, shall not, or does not any more. The words are the line's. */
        LINE_PROPOSED, LINE_SHOWN, LINE_REFUSED, LINE_WITHDRAWN;

        /** The name in the database and in texts: {@code somebody-now} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static What of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
