package org.amends.hub.offers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of the limits is used up at one moment.
 *
 * @param person what somebody granted today, in the smallest unit of the currency
 * @param guest  what the guest was granted of late
 */
record Limits(long person, OfferPolicy.Sum guest) {

    /** What can stand in the way. */
    enum Kind {
        /** One offer is worth more than this person may grant. */
        EACH,
        /** All of this person's day would be. */
        DAY,
        /** The guest would get more than guests are to get. */
        GUEST_WORTH, GUEST_COUNT,
        /** From this worth on a second person is asked anyway. */
        SECOND;

        /** The name in the database and in texts: {@code guest-worth} and so on. */
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** What stands in the way of granting so much more; what is worth nothing is in nobody's way. */
    List<Kind> crossed(long worth, OfferPolicy.Limit theirs, OfferPolicy.Sum guests) {
        List<Kind> crossed = new ArrayList<>();
        if (worth > theirs.each()) {
            crossed.add(Kind.EACH);
        }
        if (worth > 0 && Math.addExact(person, worth) > theirs.day()) {
            crossed.add(Kind.DAY);
        }
        crossed.addAll(guest(worth, guests));
        return crossed;
    }

    /** The same of the guest alone. */
    List<Kind> guest(long worth, OfferPolicy.Sum guests) {
        List<Kind> crossed = new ArrayList<>();
        if (worth > 0 && Math.addExact(guest.worth(), worth) > guests.worth()) {
            crossed.add(Kind.GUEST_WORTH);
        }
        if (worth > 0 && guest.count() + 1 > guests.count()) {
            crossed.add(Kind.GUEST_COUNT);
        }
        return crossed;
    }
}
