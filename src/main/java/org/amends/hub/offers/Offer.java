package org.amends.hub.offers;

import java.util.Locale;
import java.util.Map;

/**
 * Something that a guest can be offered.
 *
 * @param id        its name in the file and in the database
 * @param kind      what it is
 * @param titles    what a guest reads, by language as BCP 47 has it, in the order of the file; at least one
 * @param worth     in the smallest unit of the venue's currency; 0 for an apology alone
 * @param voucher   whether the guest gets a code that a till redeems once
 * @param validDays how many days after the day of granting that code is good; 1 to 3660
 */
public record Offer(String id, Kind kind, Map<String, String> titles, long worth, boolean voucher, int validDays) {

    /** What kinds there are. */
    public enum Kind {
        APOLOGY, REFUND, DISCOUNT, VOUCHER, UPGRADE, FREE_PRODUCT;

        /** The name in the file, in the database and in texts: {@code free-product} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Its title in a language; where it has none in that, in English, else in its first. */
    public String title(Locale language) {
        for (String one : new String[]{language.toLanguageTag(), language.getLanguage(), "en"}) {
            if (titles.containsKey(one)) {
                return titles.get(one);
            }
        }
        return titles.values().iterator().next();
    }
}
