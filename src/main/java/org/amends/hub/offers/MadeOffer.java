package org.amends.hub.offers;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.staff.Staff;

/**
 * Something that was offered on a case, or is to be.
 *
 * @param id            counted up from 1
 * @param title         in the guest's language
 * @param worth         in the smallest unit of the currency
 * @param proposed      the name of what the policy proposed, and what that was worth
 * @param reason        why it was another than that
 * @param needed        which limits asked for a second person; empty for none
 * @param askedBy       who offered it
 * @param decided       who decided about it as a second person
 * @param grantedAt     when it became the guest's, if it did
 * @param voucher       of what has a code
 * @param withdrawn     who took it back
 */
record MadeOffer(long id, long caseId, String site, Gravity gravity, Responsibility responsibility, String proposed,
        long proposedWorth, String offer, Offer.Kind kind, String title, long worth, Currency currency,
        Optional<Integer> validDays, Optional<String> reason, List<Limits.Kind> needed, State state, Staff askedBy,
        Instant askedAt, Optional<Decision> decided, Optional<Instant> grantedAt, Optional<Voucher> voucher,
        Optional<Step> withdrawn) {

    /** Where it stands. */
    enum State {
        ASKED, GRANTED, DECLINED, WITHDRAWN;

        /** The name in the database and in texts. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** Something that somebody did, and when. */
    record Step(Staff by, Instant at) {
    }

    /**
     * What a second person decided.
     *
     * @param word with which word, if with any
     */
    record Decision(Staff by, Instant at, Optional<String> word) {
    }

    /**
     * A voucher.
     *
     * @param number   what its code is made of
     * @param mark     what its code must have
     * @param until    the first moment at which it is not good any more
     * @param redeemed by whom, if it was
     */
    record Voucher(String number, String mark, Instant until, Optional<Step> redeemed) {

        /** Without the number. */
        @Override
        public String toString() {
            return "Voucher[until=" + until + "]";
        }
    }
}
