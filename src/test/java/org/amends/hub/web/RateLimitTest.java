package org.amends.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.amends.hub.HandClock;
import org.junit.jupiter.api.Test;

/** How often is too often. */
class RateLimitTest {

    private final HandClock clock = new HandClock();
    private final RateLimit limit = new RateLimit(clock, 10, Duration.ofMinutes(1));

    @Test
    void so_many_tries_at_once_are_free_and_then_one_for_each_part_of_the_span() {
        use(10);

        assertThat(limit.tooMany("a")).hasValue(Duration.ofSeconds(6));
        clock.pass(Duration.ofSeconds(6));
        assertThat(limit.tooMany("a")).isEmpty();
        assertThat(limit.tooMany("a")).isPresent();
    }

    @Test
    void one_does_not_use_up_what_is_anothers() {
        use(10);

        assertThat(limit.tooMany("b")).isEmpty();
    }

    @Test
    void what_was_welcome_does_not_count() {
        for (int i = 0; i < 50; i++) {
            assertThat(limit.tooMany("a")).isEmpty();
            limit.welcome("a");
        }
        use(10);
        assertThat(limit.tooMany("a")).isPresent();
    }

    @Test
    void a_clock_that_is_set_back_or_far_forward_gives_no_more_than_was_promised() {
        use(10);
        clock.pass(Duration.ofDays(-20_000));
        assertThat(limit.tooMany("a")).isPresent();
        clock.pass(Duration.ofSeconds(6));
        assertThat(limit.tooMany("a")).isEmpty();
        clock.pass(Duration.ofDays(40_000));
        use(10);
        assertThat(limit.tooMany("a")).isPresent();
    }

    private void use(int tries) {
        for (int i = 0; i < tries; i++) {
            assertThat(limit.tooMany("a")).isEmpty();
        }
    }
}
