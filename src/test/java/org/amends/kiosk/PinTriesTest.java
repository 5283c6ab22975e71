package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That guessing takes longer each time. */
class PinTriesTest {

    private Duration passed = Duration.ZERO;
    private final PinTries tries = new PinTries(() -> passed.toNanos());

    @Test
    void each_wrong_pin_is_followed_by_a_longer_wait_up_to_a_minute_until_one_is_right() {
        assertThat(tries.left()).isEmpty();
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            tries.wrong();
            seconds.add(tries.left().orElseThrow().toSeconds());
        }
        assertThat(seconds).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L);
        passed = passed.plusSeconds(59);
        assertThat(tries.left()).contains(Duration.ofSeconds(1));
        passed = passed.plusSeconds(1);
        assertThat(tries.left()).isEmpty();

        tries.right();
        tries.wrong();
        assertThat(tries.left()).contains(Duration.ofSeconds(2));
        tries.waits(Duration.ofMinutes(2));
        assertThat(tries.left()).contains(Duration.ofMinutes(2));
    }
}
