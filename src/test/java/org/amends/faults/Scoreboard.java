package org.amends.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the rounds so far. */
final class Scoreboard {

    private final List<Round> rounds = new ArrayList<>();

    /** One round, filled in as it goes. */
    static final class Round {
        final int number;
        final String faults;
        final List<String> amiss = new ArrayList<>();
        int acknowledged;
        int refused;
        int stored;
        int lost;
        int doubled;
        long millis;

        Round(int number, String faults) {
            this.number = number;
            this.faults = faults;
        }

        String line() {
            return "round " + number + " " + faults + " acknowledged=" + acknowledged + " refused=" + refused + " stored="
                    + stored + " lost=" + lost + " doubled=" + doubled + " ms=" + millis
                    + (amiss.isEmpty() ? "" : " AMISS");
        }
    }

    void add(Round round) {
        rounds.add(round);
    }

    List<Integer> failed() {
        return rounds.stream().filter(round -> !round.amiss.isEmpty()).map(round -> round.number).toList();
    }

    FaultBench.Totals totals(FaultBench.Options options) {
        return new FaultBench.Totals(rounds.size(), rounds.stream().mapToLong(round -> round.acknowledged).sum(),
                rounds.stream().mapToLong(round -> round.stored).sum(),
                rounds.stream().mapToLong(round -> round.lost).sum(),
                rounds.stream().mapToLong(round -> round.doubled).sum(), failed(), options.seed());
    }

    /** A line for each kind of fault, a round with two counting for both. */
    List<String> table() {
        Map<String, List<Round>> byKind = new TreeMap<>();
        for (Round round : rounds) {
            for (String kind : round.faults.split("[ +]")) {
                byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(round);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("%-24s %6s %12s %7s %6s %7s %6s %10s".formatted("kind", "rounds", "acknowledged", "refused", "lost",
                "doubled", "amiss", "rounds/min"));
        byKind.forEach((kind, of) -> lines.add("%-24s %6d %12d %7d %6d %7d %6d %10.1f".formatted(kind, of.size(),
                of.stream().mapToInt(round -> round.acknowledged).sum(), of.stream().mapToInt(round -> round.refused).sum(),
                of.stream().mapToInt(round -> round.lost).sum(), of.stream().mapToInt(round -> round.doubled).sum(),
                of.stream().filter(round -> !round.amiss.isEmpty()).count(),
                60_000.0 * of.size() / Math.max(1, of.stream().mapToLong(round -> round.millis).sum()))));
        return lines;
    }
}
