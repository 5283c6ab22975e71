package org.amends.bench;

import java.util.List;

/** The one entry to all benchmarks. */
public final class Bench {

    private static final List<Benchmark> ALL = List.of(new TapToInbox(), new OfflineTime(), new Faults(), new Storm(),
            new Malformed(), new Backlog(), new TapToScreen(), new RandomGuests(), new StartAndMemory(), new PressToLight(),
            new Cards(), new RulesOnLedger(), new RaceToTake(), new InboxPage(),
            new AlertLatency(), new FeedCuts(), new Guess(), new RaceForOffers(), new FunnelPage(), new WholeStory());

    private Bench() {
    }

    /**
     * Runs one benchmark, or lists them.
     *
     * @param arguments a name, or {@code list}
     */
    public static void main(String... arguments) throws Exception {
        String name = arguments.length == 1 ? arguments[0] : "";
        if (name.equals("list")) {
            ALL.forEach(benchmark -> System.out.println(benchmark.name() + ": " + benchmark.sentence()));
            return;
        }
        Benchmark chosen = ALL.stream().filter(benchmark -> benchmark.name().equals(name)).findFirst().orElse(null);
        if (chosen == null) {
            System.err.println("bench: \"" + name + "\" is not allowed; allowed: list, "
                    + String.join(", ", ALL.stream().map(Benchmark::name).toList()));
            System.exit(2);
            return;
        }
        System.out.println(chosen.name() + " " + chosen.run());
        // What a benchmark left running (JavaFX, pools) must not hold the line back.
        System.exit(0);
    }

    /** A size given by {@code -Dname=N}, or its default. */
    static int size(String name, int orElse) {
        String given = System.getProperty(name, "");
        return given.isBlank() ? orElse : Integer.parseInt(given);
    }
}
