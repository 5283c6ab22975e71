package org.amends.hub.offers;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.staff.Role;

/**
 * What guests are offered, and who may grant how much of it. All worth is in the smallest unit of the currency.
 *
 * @param currency   the venue's
 * @param offers     the catalogue, by name, in the order of the file
 * @param proposals  the name of the offer that is proposed, for every gravity and responsibility
 * @param limits     what somebody may grant, by their role; a role that is not named grants nothing of worth alone
 * @param guest      what one guest may be granted over time
 * @param secondFrom from which worth on a second person is asked, whatever the limits; empty for none
 */
public record OfferPolicy(Currency currency, Map<String, Offer> offers,
        Map<Gravity, Map<Responsibility, String>> proposals, Map<Role, Limit> limits, GuestLimit guest,
        OptionalLong secondFrom) {

    /**
     * What one person may grant, and bear for others by approving it.
     *
     * @param each the most that one offer may be worth
     * @param day  the most that all of one day, by the clock of the venue, may be worth together
     */
    public record Limit(long each, long day) {

        static final Limit NOTHING = new Limit(0, 0);
    }

    /**
     * What one guest may be granted; what is worth nothing does not count.
     *
     * @param days     in how many days, up to now
     * @param alone    by one person
     * @param approved with the word of a second; never less
     */
    public record GuestLimit(int days, Sum alone, Sum approved) {
    }

    /** So much worth, and so many offers. */
    public record Sum(long worth, long count) {
    }

    /** What holds without a file: an apology, or something on the house for what was grave and ours. */
    public static final OfferPolicy DEFAULTS = defaults();

    /**
     * Reads a policy.
     *
     * @throws org.amends.checkedfile.FileProblem with file, line, the value and what is allowed
     */
    public static OfferPolicy read(Path file) {
        return OfferFile.read(file);
    }

    /** What is proposed for a case. */
    public Offer proposed(Gravity gravity, Responsibility responsibility) {
        return offers.get(proposals.get(gravity).get(responsibility));
    }

    Limit limit(Role role) {
        return limits.getOrDefault(role, Limit.NOTHING);
    }

    /** A worth as people of a language read it, with its currency. */
    public String say(long worth, Locale language) {
        return say(worth, currency, language);
    }

    static String say(long worth, Currency currency, Locale language) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        NumberFormat format = NumberFormat.getCurrencyInstance(language);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(worth, digits));
    }

    private static OfferPolicy defaults() {
        Map<String, Offer> offers = new LinkedHashMap<>();
        offers.put("apology", new Offer("apology", Offer.Kind.APOLOGY,
                titles("Our sincere apology", "Unsere aufrichtige Entschuldigung", "Nos sincères excuses"), 0, false, 1));
        offers.put("on-the-house", new Offer("on-the-house", Offer.Kind.FREE_PRODUCT,
                titles("A drink or dessert on the house", "Ein Getränk oder Dessert aufs Haus",
                        "Une boisson ou un dessert offert"),
                800, true, 30));
        Map<Gravity, Map<Responsibility, String>> proposals = new EnumMap<>(Gravity.class);
        for (Gravity gravity : Gravity.values()) {
            Map<Responsibility, String> row = new EnumMap<>(Responsibility.class);
            for (Responsibility whose : Responsibility.values()) {
                boolean grave = gravity.compareTo(whose == Responsibility.OURS ? Gravity.NORMAL : Gravity.HIGH) >= 0;
                row.put(whose, grave && whose != Responsibility.NOT_OURS ? "on-the-house" : "apology");
            }
            proposals.put(gravity, row);
        }
        Map<Role, Limit> limits = new EnumMap<>(Role.class);
        limits.put(Role.STAFF, new Limit(1_000, 5_000));
        limits.put(Role.LEAD, new Limit(5_000, 20_000));
        limits.put(Role.MANAGER, new Limit(20_000, 100_000));
        limits.put(Role.ADMINISTRATOR, new Limit(20_000, 100_000));
        return new OfferPolicy(Currency.getInstance("EUR"), offers, proposals, limits,
                new GuestLimit(90, new Sum(2_000, 2), new Sum(20_000, 5)), OptionalLong.empty());
    }

    private static Map<String, String> titles(String english, String german, String french) {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("en", english);
        titles.put("de", german);
        titles.put("fr", french);
        return titles;
    }
}
