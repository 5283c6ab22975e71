package org.amends.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something really happened is found across reboots and clock jumps, and how sure that is, too. */
class OfflineSpanTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} h, {1} reboots, seed {2}")
    @CsvSource({"25, 0, 1", "25, 6, 2", "25, 40, 3", "168, 9, 4", "2160, 90, 5"})
    void every_entry_happened_within_what_the_hub_states_and_that_is_no_wider_than_it_must_be(int hours, int reboots,
            long seed) throws Exception {
        OfflineSpan.Outcome outcome = OfflineSpan.live(seed, Duration.ofHours(hours), reboots, 100, folder);

        assertThat(outcome.entries()).isGreaterThan(50);
        assertThat(outcome.outside()).isZero();
        assertThat(outcome.unknown()).isZero();
        assertThat(outcome.worstExcess()).isLessThan(Duration.ofSeconds(1));
        assertThat(outcome.worstWall()).as("the wall clock really was wrong").isGreaterThan(Duration.ofDays(365));
    }
}
