package org.amends.kiosk.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeviceHealthTest {

    private final DeviceHealth health = new DeviceHealth(
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void what_was_seen_of_a_device_and_when_stays_known_while_it_is_out_of_order() {
        health.well("help on line 17");
        health.saw("help on line 17", "pressed");
        health.outOfOrder("help on line 17", "it is stuck");
        health.well("lamp on line 5");

        assertThat(health.devices()).extracting(Object::toString).containsExactly(
                "help on line 17: OUT OF ORDER since 2026-11-22T10:00:00Z: it is stuck; last seen: pressed at 2026-11-22T10:00:00Z",
                "lamp on line 5: well; nothing seen yet");
        assertThat(health.complaint()).contains("help on line 17: it is stuck");
        health.well("help on line 17");
        assertThat(health.complaint()).isEmpty();
        assertThat(health.devices().getFirst().seen()).isPresent();
    }

    @Test
    void since_when_it_is_out_of_order_stays_as_long_as_the_reason_does() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        DeviceHealth passing = new DeviceHealth(((InstantSource) now::get).withZone(ZoneOffset.UTC));
        passing.outOfOrder("a", "it hangs");
        now.set(Instant.EPOCH.plusSeconds(60));
        passing.outOfOrder("a", "it hangs");
        assertThat(passing.devices().getFirst().trouble().orElseThrow().since()).isEqualTo(Instant.EPOCH);

        passing.outOfOrder("a", "it is gone");
        assertThat(passing.devices().getFirst().trouble().orElseThrow().since()).isEqualTo(now.get());
    }

    @Test
    void what_is_out_of_order_for_one_reason_is_one_complaint() {
        health.outOfOrder("a", "there is no chip");
        health.outOfOrder("b", "it is stuck");
        health.outOfOrder("c", "there is no chip");
        health.outOfOrder("d", "there is no chip");

        assertThat(health.complaint()).contains("a and 2 more: there is no chip; b: it is stuck");
    }

    @Test
    void each_change_is_told_once_and_what_is_no_change_is_not() {
        health.whenChanged(changes::incrementAndGet);
        health.well("a");
        health.well("a");
        health.outOfOrder("a", "why");
        health.outOfOrder("a", "why");
        health.outOfOrder("a", "else");

        assertThat(changes).hasValue(3);
    }
}
