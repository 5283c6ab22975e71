package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.amends.response.Content;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.amends.testbed.Venue.Kept;
import org.amends.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guests tap while either process is killed at random moments and started again. Sizes by {@code -Dkilled.taps},
 * {@code -Dkilled.kills} and {@code -Dkilled.seed}.
 */
@Timeout(1500)
class KilledAtAnyMomentIT {

    private static final int TAPS = Integer.getInteger("killed.taps", 30);
    private static final int KILLS = Integer.getInteger("killed.kills", 5);
    private static final long SEED = Long.getLong("killed.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void the_hub_ends_with_exactly_what_the_outbox_committed_and_every_tap_that_the_screen_answered_is_among_it()
            throws InterruptedException {
        System.out.println("killed.seed=" + SEED);
        Random random = new Random(SEED);
        Venue venue = new Venue(folder);
        Set<String> answered = new HashSet<>();
        int kills = 0;
        RunningRole hub = venue.startHub();
        RunningRole kiosk = venue.startKiosk("--guests", "100000", "--guest-pause", "0");
        while (answered.size() + taps(kiosk).size() < TAPS || kills < KILLS) {
            Thread.sleep(random.nextInt(200, 1 + Math.max(400, 1600 * TAPS / (10 * KILLS)))); // the moment is the test
            if (kills < KILLS) {
                kills++;
                if (random.nextBoolean()) {
                    hub.kill();
                    hub = venue.startHub();
                } else {
                    kiosk.kill();
                    answered.addAll(taps(kiosk));
                    kiosk = venue.startKiosk("--guests", "100000", "--guest-pause", "0");
                }
            }
        }
        kiosk.close();
        answered.addAll(taps(kiosk));
        // Whatever the last kill left waiting is sent by the next start.
        kiosk = venue.startKiosk();
        venue.waitUntilDelivered();
        kiosk.close();
        hub.close();

        List<Kept> outbox = venue.outbox();
        System.out.println("killed: kills=" + kills + " answered taps=" + answered.size() + " entries=" + outbox.size()
                + " seed=" + SEED);
        assertThat(venue.ledger()).containsExactlyInAnyOrderElementsOf(outbox);
        assertThat(outbox.stream().map(Kept::sequence)).containsExactlyElementsOf(
                LongStream.rangeClosed(1, outbox.size()).boxed().toList());
        Set<String> kept = new HashSet<>(outbox.stream().map(KilledAtAnyMomentIT::said).toList());
        assertThat(kept).hasSize(outbox.size()).containsAll(answered);
        assertThat(answered).hasSizeGreaterThanOrEqualTo(TAPS);
        assertThat(venue.cases()).isEqualTo(outbox.stream().filter(KilledAtAnyMomentIT::isNegative).count());
    }

    /** The response and the kind of each tap that the screen answered. */
    private static List<String> taps(RunningRole kiosk) {
        return kiosk.lines().stream()
                .filter(line -> line.startsWith("guest said=rating") || line.startsWith("guest said=reason"))
                .map(line -> line.replaceAll("guest said=(\\w+) .*response=(\\S+) .*", "$2 $1")).toList();
    }

    private static String said(Kept kept) {
        return kept.response() + " "
                + Wire.entry(kept.text()).content().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static boolean isNegative(Kept kept) {
        return Wire.entry(kept.text()).content() instanceof Content.Rating rating
                && rating.score() <= 2;
    }
}
