package org.amends.bench;

import java.nio.file.Path;
import org.amends.faults.FaultBench;

/** Real processes under seeded random faults; what they are and how to repeat one is said in {@code org.amends.faults}. */
final class Faults implements Benchmark {

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public String sentence() {
        return "taps acknowledged, stored, lost and doubled under random faults; -Drounds=N, default 100; -Dseed=N, default"
                + " by the clock; -Dfrom=ROUND; -Dfaults=KIND,KIND; -Dsynchronous=NORMAL";
    }

    @Override
    public String run() throws Exception {
        String seed = System.getProperty("seed", "");
        return FaultBench.run(new FaultBench.Options(Bench.size("rounds", 100),
                seed.isBlank() ? System.currentTimeMillis() : Long.parseLong(seed), Bench.size("from", 0),
                FaultBench.kinds(System.getProperty("faults", "")),
                FaultBench.careless(System.getProperty("synchronous", "")),
                Path.of("target", "faults")), System.out).figures();
    }
}
