package org.amends.hub.recovery;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amends.hub.recovery.CaseRules.Said;
import org.amends.response.Content;
import org.amends.response.Touchpoint;

/**
 * How many guests pressed a face at each touchpoint in each minute, by the lowest score that each gave. It takes the same
 * room however many they are.
 */
final class RateWatch {

    private static final long MINUTE = 60_000;

    private final Map<Touchpoint, TreeMap<Long, int[]>> minutes = new HashMap<>();

    /**
     * One guest, as they count.
     *
     * @param minute since 1970, in which they began
     * @param lowest the lowest score they gave
     */
    record Guest(Touchpoint where, long minute, int lowest) {

        /** Empty if no face of theirs counts, or they said it all so long ago that nobody can do anything about it now. */
        static Optional<Guest> of(List<Said> response) {
            return CaseRules.counting(response).stream()
                    .filter(said -> said.content() instanceof Content.Rating && !CaseRules.late(said.kept()))
                    .map(said -> new Guest(said.entry().touchpoint(),
                            RateWatch.minute(said.kept().happenedAt()),
                            ((Content.Rating) said.content()).score()))
                    .reduce(Guest::and);
        }

        Guest and(Guest other) {
            return new Guest(where, Math.min(minute, other.minute), Math.min(lowest, other.lowest));
        }
    }

    /** How many of how many were unhappy. */
    record Tally(long unhappy, long all) {
    }

    static long minute(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), MINUTE);
    }

    /** When a minute begins. */
    static Instant beginning(long minute) {
        return Instant.ofEpochMilli(minute * MINUTE);
    }

    void add(Guest guest) {
        counts(guest)[guest.lowest()]++;
    }

    void remove(Guest guest) {
        int[] counts = counts(guest);
        counts[guest.lowest()] = Math.max(0, counts[guest.lowest()] - 1);
    }

    private int[] counts(Guest guest) {
        return minutes.computeIfAbsent(guest.where(), _ -> new TreeMap<>()).computeIfAbsent(guest.minute(),
                _ -> new int[Rule.HIGHEST_SCORE + 1]);
    }

    /** The guests of so many minutes that end with one. */
    Tally tally(Touchpoint where, long last, int length, int scoreAtMost) {
        long unhappy = 0;
        long all = 0;
        TreeMap<Long, int[]> there = minutes.getOrDefault(where, new TreeMap<>());
        for (int[] counts : there.subMap(last - length, false, last, true).values()) {
            for (int score = 1; score < counts.length; score++) {
                all += counts[score];
                unhappy += score <= scoreAtMost ? counts[score] : 0;
            }
        }
        return new Tally(unhappy, all);
    }

    Set<Touchpoint> places() {
        return minutes.keySet();
    }

    /** The minutes in which anybody pressed a face at a place, in order. */
    Set<Long> minutes(Touchpoint where) {
        return minutes.getOrDefault(where, new TreeMap<>()).keySet();
    }

    /** The last minute in which anybody pressed a face at a place. */
    long last(Touchpoint where) {
        return minutes.get(where).lastKey();
    }

    void forgetBefore(long minute) {
        minutes.values().forEach(there -> there.headMap(minute).clear());
        minutes.values().removeIf(Map::isEmpty);
    }
}
