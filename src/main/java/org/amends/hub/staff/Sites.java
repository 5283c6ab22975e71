package org.amends.hub.staff;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sites that somebody belongs to. What lies at another is neither shown to them nor done for them, nor are they told that
 * it is there.
 *
 * @param everywhere whether these are all, also those that come later
 * @param names      otherwise which, by the very names that terminals stand under
 */
public record Sites(boolean everywhere, Set<String> names) {

    /** All of them: for whoever belongs to every site, and for the hub's own work. */
    public static final Sites ALL = new Sites(true, Set.of());

    public Sites {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** These alone. */
    public static Sites of(String... names) {
        return new Sites(false, Set.of(names));
    }

    /** Whether a site is one of them. */
    public boolean include(String site) {
        return everywhere || names.contains(site);
    }

    /** Whether there is one that both have. */
    public boolean meet(Sites others) {
        return everywhere
                ? others.everywhere || !others.names.isEmpty()
                : others.everywhere ? !names.isEmpty() : names.stream().anyMatch(others.names::contains);
    }

    /** The condition of a statement that a column holds one of them; it has as many gaps as there are {@link #values}. */
    public String hold(String column) {
        if (everywhere) {
            return "1 = 1";
        }
        return names.isEmpty()
                ? "1 = 0"
                : column + " IN (" + String.join(",", Collections.nCopies(names.size(), "?")) + ")";
    }

    /** What goes into the gaps of {@link #hold}. */
    public List<String> values() {
        return everywhere ? List.of() : List.copyOf(names);
    }
}
