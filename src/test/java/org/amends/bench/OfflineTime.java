package org.amends.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.amends.offline.OfflineSpan;

/** How well the hub knows when things happened on terminals that were offline, with reboots and wrong wall clocks. */
final class OfflineTime implements Benchmark {

    /** Hours offline, with reboots on the way. */
    private static final Map<Integer, Integer> SPANS = new TreeMap<>(Map.of(25, 6, 7 * 24, 20, 90 * 24, 90));

    @Override
    public String name() {
        return "offline-time";
    }

    @Override
    public String sentence() {
        return "stated uncertainty of times after 25 hours, 7 and 90 days offline, against the truth and an independent"
                + " solver; -Drounds=N of each, default 20, -Dseed=S";
    }

    @Override
    public String run() throws Exception {
        int rounds = Bench.size("rounds", 20);
        int seed = Bench.size("seed", 1);
        int entries = 0;
        int outside = 0;
        int unknown = 0;
        Duration worst = Duration.ZERO;
        for (Map.Entry<Integer, Integer> span : SPANS.entrySet()) {
            Duration median = Duration.ZERO;
            for (int round = 0; round < rounds; round++) {
                Path folder = Files.createTempDirectory("amends-offline");
                try {
                    OfflineSpan.Outcome outcome = OfflineSpan.live(seed + round, Duration.ofHours(span.getKey()),
                            span.getValue(), 200, folder);
                    entries += outcome.entries();
                    outside += outcome.outside();
                    unknown += outcome.unknown();
                    worst = outcome.worstExcess().compareTo(worst) > 0 ? outcome.worstExcess() : worst;
                    median = median.plus(outcome.medianStated());
                } finally {
                    TapToInbox.remove(folder);
                }
            }
            System.out.println("offline " + span.getKey() + " h, " + span.getValue()
                    + " reboots: median uncertainty " + median.dividedBy(rounds).toSeconds() + " s");
        }
        return "entries=" + entries + " outside=" + outside + " unknown=" + unknown + " worst_excess_ms=" + worst.toMillis()
                + " seed=" + seed;
    }
}
