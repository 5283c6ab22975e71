package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import org.amends.bench.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of the benchmark {@code malformed}, always the same one. */
class MalformedIT {

    /** The heap may keep what the first requests made it load, but nothing for each of them. */
    private static final int MOST_GROWTH_MB = 16;
    private static final int MOST_NEW_PAGES = 4;

    @Test
    @Timeout(180)
    void whatever_is_not_as_agreed_is_refused_and_leaves_nothing_behind() throws Exception {
        int requests = 2000;
        Malformed.Outcome outcome = Malformed.run(requests, 7);

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.alive()).isTrue();
        assertThat(outcome.rowsAfter()).isEqualTo(outcome.rowsBefore());
        assertThat(outcome.pagesAfter() - outcome.pagesBefore()).isLessThanOrEqualTo(MOST_NEW_PAGES);
        assertThat(outcome.growth()).isLessThan(MOST_GROWTH_MB);
        // Most got as far as what reads them, or this would show nothing.
        assertThat(outcome.count(400, 428)).isGreaterThan(requests * 8 / 10);
        assertThat(outcome.statuses().values()).allSatisfy(byStatus -> assertThat(byStatus).isNotEmpty());
    }
}
