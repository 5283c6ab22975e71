package org.amends.hub.offers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.staff.Staff;

/** How alike like cases were treated: those of one gravity for which the venue was as much responsible. */
final class Variance {

    /** From fewer nothing is said: one guest or one colleague would be seen through the figure. */
    static final int FEWEST = 5;

    private Variance() {
    }

    /** What cases have in common that are to be treated alike. */
    record Alike(Gravity gravity, Responsibility responsibility) {

        private static final Comparator<Alike> ORDER = Comparator.comparing(Alike::gravity).reversed()
                .thenComparing(Alike::responsibility);
    }

    /**
     * What was granted to some like cases. The worths are 0 where they are too few.
     *
     * @param count    how many
     * @param proposed the middle one of what was proposed
     * @param granted  the middle one of what was granted
     * @param least    and most that was granted
     * @param others   how often it was another offer than the proposed one
     */
    record Figures(int count, long proposed, long granted, long least, long most, int others) {

        boolean isEnough() {
            return count >= FEWEST;
        }

        private static Figures of(List<MadeOffer> some) {
            if (some.size() < FEWEST) {
                return new Figures(some.size(), 0, 0, 0, 0, 0);
            }
            List<Long> worths = sorted(some);
            return new Figures(some.size(), quantile(some.stream().map(MadeOffer::proposedWorth).sorted().toList(), 2),
                    quantile(worths, 2), worths.getFirst(), worths.getLast(),
                    Math.toIntExact(some.stream().filter(one -> !one.offer().equals(one.proposed())).count()));
        }
    }

    /**
     * A group of like cases, and those of them at each site and of each person.
     */
    record Group(Alike alike, Figures all, Map<String, Figures> sites, Map<Staff, Figures> people) {
    }

    /** A case that was treated otherwise than those like it. */
    record Outlier(MadeOffer made, Figures like) {
    }

    static List<Group> groups(List<MadeOffer> granted) {
        List<Group> groups = new ArrayList<>();
        alike(granted).forEach((alike, some) -> groups.add(new Group(alike, Figures.of(some),
                figures(some, MadeOffer::site, Comparator.naturalOrder()),
                figures(some, MadeOffer::askedBy, Comparator.comparing(Staff::displayName).thenComparing(Staff::name)))));
        return groups;
    }

    /**
     * What lies further from the middle half of its like than one and a half times that half is wide, as box plots have it;
     * latest first.
     */
    static List<Outlier> outliers(List<MadeOffer> granted) {
        List<Outlier> outliers = new ArrayList<>();
        alike(granted).values().stream().filter(some -> some.size() >= FEWEST).forEach(some -> {
            List<Long> worths = sorted(some);
            long lower = quantile(worths, 1);
            long upper = quantile(worths, 3);
            long reach = 3 * (upper - lower);
            Figures like = Figures.of(some);
            some.stream().filter(one -> 2 * (one.worth() - upper) > reach || 2 * (lower - one.worth()) > reach)
                    .forEach(one -> outliers.add(new Outlier(one, like)));
        });
        outliers.sort(Comparator.comparing((Outlier one) -> one.made().id()).reversed());
        return outliers;
    }

    private static Map<Alike, List<MadeOffer>> alike(List<MadeOffer> granted) {
        return granted.stream().collect(Collectors.groupingBy(one -> new Alike(one.gravity(), one.responsibility()),
                () -> new TreeMap<>(Alike.ORDER), Collectors.toList()));
    }

    private static <T> Map<T, Figures> figures(List<MadeOffer> some, Function<MadeOffer, T> by, Comparator<T> order) {
        Map<T, Figures> figures = new TreeMap<>(order);
        some.stream().collect(Collectors.groupingBy(by)).forEach((key, theirs) -> figures.put(key, Figures.of(theirs)));
        return figures;
    }

    private static List<Long> sorted(List<MadeOffer> some) {
        return some.stream().map(MadeOffer::worth).sorted().toList();
    }

    /** The value below which so many quarters lie, one of those that there are. */
    private static long quantile(List<Long> sorted, int quarters) {
        return sorted.get((sorted.size() * quarters + 3) / 4 - 1);
    }
}
