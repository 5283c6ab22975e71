package org.amends.hub.offers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.staff.Role;

/** Reads what guests are offered. */
final class OfferFile {

    private static final int MOST_OFFERS = 50;
    private static final int LONGEST_TITLE = 80;
    private static final int MOST_DAYS = 3660;
    /** A million of a currency with two decimals. */
    private static final int MOST_WORTH = 100_000_000;
    private static final int MOST_COUNT = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Map<String, Role> GRANTING = Arrays.stream(Role.values()).filter(role -> role != Role.AUDITOR)
            .collect(Collectors.toMap(Role::id, Function.identity()));

    private OfferFile() {
    }

    static OfferPolicy read(Path file) {
        Value top = CheckedFile.read(file);
        top.allowOnly(Set.of("currency", "offers", "proposals", "limits", "per-guest", "second-person-from"));
        Map<String, Offer> offers = offers(top.get("offers"));
        return new OfferPolicy(currency(top.get("currency")), offers, proposals(top.get("proposals"), offers.keySet()),
                limits(top.get("limits")), guest(top.get("per-guest")),
                top.find("second-person-from").map(worth -> OptionalLong.of(worth.wholeNumber(1, MOST_WORTH)))
                        .orElse(OptionalLong.empty()));
    }

    private static Currency currency(Value value) {
        String code = value.text(Pattern.compile("[A-Z]{3}"), "the three letters of a currency, such as EUR");
        return Currency.getAvailableCurrencies().stream().filter(one -> one.getCurrencyCode().equals(code)).findFirst()
                .orElseThrow(() -> value.wrong("the three letters of a currency, such as EUR"));
    }

    private static Map<String, Offer> offers(Value block) {
        Map<String, Offer> offers = new LinkedHashMap<>();
        block.entries().forEach((id, one) -> {
            if (!NAME.matcher(id).matches()) {
                throw new FileProblem(one.remark("the key \"" + shown(id) + "\" is not allowed; allowed: 1 to 40 of a-z,"
                        + " 0-9 and -, the first no -"));
            }
            offers.put(id, offer(id, one));
        });
        if (offers.isEmpty() || offers.size() > MOST_OFFERS) {
            throw block.wrong("1 to " + MOST_OFFERS + " offers");
        }
        return offers;
    }

    private static Offer offer(String id, Value block) {
        block.allowOnly(Set.of("kind", "title", "worth", "voucher", "valid-days"));
        Offer.Kind kind = block.get("kind").oneOf(byName(Offer.Kind.values(), Offer.Kind::id));
        boolean apology = kind == Offer.Kind.APOLOGY;
        if (apology) {
            for (String key : new String[]{"worth", "voucher", "valid-days"}) {
                block.find(key).ifPresent(given -> {
                    throw given.wrong("nothing here, as an apology is worth nothing at a till; leave the key out");
                });
            }
            return new Offer(id, kind, titles(block.get("title")), 0, false, 1);
        }
        boolean voucher = block.find("voucher").map(Value::yesOrNo).orElse(false);
        if (!voucher) {
            block.find("valid-days").ifPresent(given -> {
                throw given.wrong("this only together with voucher: true");
            });
        }
        return new Offer(id, kind, titles(block.get("title")), block.get("worth").wholeNumber(1, MOST_WORTH), voucher,
                voucher ? block.get("valid-days").wholeNumber(1, MOST_DAYS) : 1);
    }

    private static Map<String, String> titles(Value block) {
        Map<String, String> titles = new LinkedHashMap<>();
        block.entries().forEach((language, title) -> {
            if (!LANGUAGE.matcher(language).matches()) {
                throw new FileProblem(title.remark("the key \"" + shown(language)
                        + "\" is not allowed; allowed: a language, such as de or pt-BR"));
            }
            titles.put(language, title.text(LONGEST_TITLE));
        });
        if (titles.isEmpty()) {
            throw block.wrong("a title in at least one language");
        }
        return titles;
    }

    private static Map<Gravity, Map<Responsibility, String>> proposals(Value block, Set<String> offers) {
        Map<String, String> known = offers.stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
        block.allowOnly(byName(Gravity.values(), Gravity::id).keySet());
        Map<Gravity, Map<Responsibility, String>> proposals = new EnumMap<>(Gravity.class);
        for (Gravity gravity : Gravity.values()) {
            Value row = block.get(gravity.id());
            row.allowOnly(byName(Responsibility.values(), Responsibility::id).keySet());
            Map<Responsibility, String> chosen = new EnumMap<>(Responsibility.class);
            for (Responsibility whose : Responsibility.values()) {
                chosen.put(whose, row.get(whose.id()).oneOf(known));
            }
            proposals.put(gravity, chosen);
        }
        return proposals;
    }

    private static Map<Role, OfferPolicy.Limit> limits(Value block) {
        block.allowOnly(GRANTING.keySet());
        Map<Role, OfferPolicy.Limit> limits = new EnumMap<>(Role.class);
        block.entries().forEach((role, one) -> {
            one.allowOnly(Set.of("each", "day"));
            int each = one.get("each").wholeNumber(0, MOST_WORTH);
            limits.put(GRANTING.get(role), new OfferPolicy.Limit(each, one.get("day").wholeNumber(each, MOST_WORTH)));
        });
        return limits;
    }

    private static OfferPolicy.GuestLimit guest(Value block) {
        block.allowOnly(Set.of("days", "alone", "approved"));
        OfferPolicy.Sum alone = sum(block.get("alone"), new OfferPolicy.Sum(0, 0));
        return new OfferPolicy.GuestLimit(block.get("days").wholeNumber(1, MOST_DAYS), alone,
                sum(block.get("approved"), alone));
    }

    private static OfferPolicy.Sum sum(Value block, OfferPolicy.Sum least) {
        block.allowOnly(Set.of("worth", "count"));
        return new OfferPolicy.Sum(block.get("worth").wholeNumber(Math.toIntExact(least.worth()), MOST_WORTH),
                block.get("count").wholeNumber(Math.toIntExact(least.count()), MOST_COUNT));
    }

    private static <T> Map<String, T> byName(T[] all, Function<T, String> name) {
        return Arrays.stream(all).collect(Collectors.toMap(name, Function.identity()));
    }

    private static String shown(String text) {
        String oneLine = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return oneLine.length() <= LONGEST_TITLE ? oneLine : oneLine.substring(0, LONGEST_TITLE) + "...";
    }
}
