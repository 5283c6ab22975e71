package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guests tap while there is no hub. How many by {@code -Daway.guests}. */
@Timeout(1500)
class HubAwayIT {

    private static final int GUESTS = Integer.getInteger("away.guests", 12);

    @TempDir
    private Path folder;

    @Test
    void what_was_tapped_without_a_hub_arrives_in_order_when_it_comes_back_without_a_restart() throws InterruptedException {
        Venue venue = new Venue(folder);
        // Paired first: a terminal that was never paired has nowhere to send to.
        try (RunningRole _ = venue.startHub(); RunningRole kiosk = venue.startKiosk()) {
            kiosk.line(line -> line.contains("paired as"));
        }
        try (RunningRole kiosk = venue.startKiosk("--guests", String.valueOf(GUESTS), "--guest-pause", "0")) {
            kiosk.waitForGuests();
            assertThat(venue.waiting()).isEqualTo(venue.outbox().size()).isGreaterThanOrEqualTo(GUESTS);
            long cameBack = System.nanoTime();
            try (RunningRole hub = venue.startHub()) {
                venue.waitUntilDelivered();
                System.out.println("away: entries=" + venue.outbox().size() + " delivered_ms="
                        + (System.nanoTime() - cameBack) / 1_000_000);
                assertThat(venue.ledger()).isEqualTo(venue.outbox());
                assertThat(kiosk.isAlive() && hub.isAlive()).isTrue();
            }
        }
    }
}
