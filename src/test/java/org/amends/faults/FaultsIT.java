package org.amends.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A short run of the fault bench: each kind of fault once, but for those that this machine cannot have, which the run names.
 * Another seed by {@code -Dfaults.seed}.
 */
@Timeout(600)
class FaultsIT {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    @Test
    void whatever_strikes_every_tap_that_was_thanked_for_is_in_the_ledger_exactly_once() {
        List<String> kinds = FaultBench.kinds().stream().map(Fault::name).toList();

        FaultBench.Totals totals = FaultBench.run(
                new FaultBench.Options(kinds.size(), SEED, 0, kinds, false, Path.of("target", "faults-it")), System.out);

        System.out.println("faults " + totals.figures());
        assertThat(totals.failed()).as("rounds in which something was amiss; seed %d", SEED).isEmpty();
        assertThat(totals.lost() + totals.doubled()).isZero();
        // A tap that nobody was thanked for cannot be lost; so most must have been.
        assertThat(totals.acknowledged()).isGreaterThan(15L * kinds.size()).isLessThanOrEqualTo(totals.stored());
    }
}
