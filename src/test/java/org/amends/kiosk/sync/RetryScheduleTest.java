package org.amends.kiosk.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(60);
    /** The longest wait that there can be. */
    private static final RandomGenerator LONGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void the_longest_wait_doubles_up_to_the_cap_and_stays_there_for_ever() {
        RetrySchedule schedule = new RetrySchedule(FIRST, CAP, LONGEST);

        assertThat(waits(schedule, 9)).extracting(Duration::toMillis).containsExactly(500L, 1000L, 2000L, 4000L, 8000L,
                16_000L, 32_000L, 60_000L, 60_000L);
        assertThat(waits(schedule, 100_000)).containsOnly(CAP);
    }

    @Test
    void a_random_part_of_it_is_waited_and_never_so_little_that_a_failure_spins() {
        RetrySchedule schedule = new RetrySchedule(FIRST, CAP, new Random(1));

        List<Duration> waits = waits(schedule, 10_000).subList(10, 10_000);

        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(50), CAP));
        assertThat(waits.stream().distinct()).hasSizeGreaterThan(5000);
        assertThat(waits.stream().mapToLong(Duration::toMillis).average().orElseThrow()).isBetween(28_000.0, 32_000.0);
    }

    @Test
    void two_terminals_do_not_come_back_in_the_same_moment() {
        assertThat(waits(new RetrySchedule(FIRST, CAP, new Random(1)), 5))
                .isNotEqualTo(waits(new RetrySchedule(FIRST, CAP, new Random(2)), 5));
    }

    @Test
    void after_something_came_through_the_next_failure_waits_briefly_again() {
        RetrySchedule schedule = new RetrySchedule(FIRST, CAP, LONGEST);
        waits(schedule, 50);
        schedule.succeeded();

        assertThat(schedule.afterFailure()).isEqualTo(FIRST);
    }

    private static List<Duration> waits(RetrySchedule schedule, int failures) {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            waits.add(schedule.afterFailure());
        }
        return waits;
    }
}
