package org.amends.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What guests were thanked for, held against what the hub has.
 *
 * @param stored  entries in the ledger
 * @param lost    what a guest was thanked for and the ledger lacks
 * @param doubled what the ledger, or the list of cases, has more than once
 * @param amiss   anything else that must not be, in words
 */
record Comparison(int stored, Set<String> lost, Set<String> doubled, List<String> amiss) {

    private static final String NO_CASE = "no case of the unhappy response ";

    /**
     * What guests of one venue were thanked for.
     *
     * @param entries the ids of entries, where the terminal told them
     * @param said    response and kind, where only a screen's answer was seen
     */
    record Thanked(Set<UUID> entries, Set<String> said) {

        Thanked() {
            this(new HashSet<>(), new HashSet<>());
        }

        int count() {
            return entries.size() + said.size();
        }
    }

    /**
     * Compares. Guests of this bench correct nothing, so each kind comes once in a response.
     *
     * @param cases    the response of each case
     * @param setAside what the terminal was told that the hub will never take
     */
    static Comparison of(Thanked thanked, List<Books.Line> ledger, List<String> cases, List<String> setAside) {
        Set<UUID> entries = new HashSet<>();
        Set<String> said = new HashSet<>();
        Set<String> unhappy = new HashSet<>();
        Set<String> doubled = new TreeSet<>();
        for (Books.Line line : ledger) {
            if (!entries.add(line.entry())) {
                doubled.add("entry " + line.entry());
            }
            if (!said.add(line.said())) {
                doubled.add("response " + line.said());
            }
            if (line.unhappy()) {
                unhappy.add(line.response());
            }
        }
        Set<String> withCase = new HashSet<>();
        cases.stream().filter(response -> !withCase.add(response)).forEach(response -> doubled.add("case of " + response));
        Set<String> lost = new TreeSet<>();
        thanked.entries().stream().filter(entry -> !entries.contains(entry)).forEach(entry -> lost.add("entry " + entry));
        thanked.said().stream().filter(one -> !said.contains(one)).forEach(one -> lost.add("response " + one));
        List<String> amiss = new ArrayList<>();
        setAside.forEach(one -> amiss.add("set aside: " + one));
        unhappy.stream().filter(response -> !withCase.contains(response))
                .forEach(response -> amiss.add(NO_CASE + response));
        withCase.stream().filter(response -> !unhappy.contains(response))
                .forEach(response -> amiss.add("a case of nobody's: " + response));
        return new Comparison(ledger.size(), lost, doubled, amiss);
    }

    /** Whether every unhappy response has its case. */
    boolean lacksNoCase() {
        return amiss.stream().noneMatch(one -> one.startsWith(NO_CASE));
    }

    /** Whether all is as it should be. */
    boolean holds() {
        return lost.isEmpty() && doubled.isEmpty() && amiss.isEmpty();
    }
}
