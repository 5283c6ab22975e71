package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.amends.kiosk.guest.Patience.Now;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private Duration passed = Duration.ZERO;
    private final Patience patience = new Patience(() -> passed.toNanos());

    @Test
    void a_guest_is_warned_for_twenty_whole_seconds_before_time_is_up() {
        patience.begin(Optional.of(WAIT), true);

        assertThat(after(WAIT.minusMillis(1))).isEqualTo(new Now.Waiting());
        assertThat(after(WAIT)).isEqualTo(new Now.Warning(20));
        assertThat(after(WAIT.plusMillis(19_001))).isEqualTo(new Now.Warning(1));
        assertThat(after(WAIT.plusMillis(19_999))).isEqualTo(new Now.Warning(1));
        assertThat(after(WAIT.plusSeconds(20))).isEqualTo(new Now.Over());
    }

    @Test
    void more_time_can_be_had_as_often_as_it_is_asked_for() {
        patience.begin(Optional.of(WAIT), true);

        for (int times = 0; times < 50; times++) {
            passed = passed.plus(WAIT).plusSeconds(19);
            assertThat(patience.now()).isEqualTo(new Now.Warning(1));
            patience.again();
            assertThat(patience.now()).isEqualTo(new Now.Waiting());
        }
    }

    @Test
    void what_waits_without_a_notice_ends_when_it_is_over_and_rest_never_does() {
        patience.begin(Optional.of(WAIT), false);
        assertThat(after(WAIT.minusMillis(1))).isEqualTo(new Now.Waiting());
        assertThat(after(WAIT)).isEqualTo(new Now.Over());

        patience.begin(Optional.empty(), false);
        assertThat(patience.ends()).isFalse();
        assertThat(after(Duration.ofDays(365))).isEqualTo(new Now.Waiting());
    }

    private Now after(Duration time) {
        passed = time;
        return patience.now();
    }
}
