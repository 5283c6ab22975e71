package org.amends.kiosk.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.amends.kiosk.platform.MachineClock;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.response.Uptime;
import org.amends.wire.Wire;

/** Fills an outbox as guests would who tapped for weeks without a hub, with the terminal's own statements. */
public final class FilledOutbox {

    private static final int AT_ONCE = 10_000;
    /** Every so manieth guest is unhappy. */
    private static final int UNHAPPY = 10;

    private FilledOutbox() {
    }

    /** Adds entries to the outbox in a folder, making it where there is none. */
    public static void fill(Path folder, MachineClock clock, Touchpoint touchpoint, int entries)
            throws SQLException, IOException {
        try (OutboxStore store = OutboxStore.open(folder.resolve(OutboxStore.FILE))) {
            Uptime now = clock.uptime();
            store.boot(now);
            for (int[] done = {0}; done[0] < entries;) {
                store.inTransaction(() -> {
                    for (int i = 0; i < AT_ONCE && done[0] < entries; i++) {
                        UUID response = UuidCreator.getTimeOrderedEpoch();
                        Entry entry = new Entry(UuidCreator.getTimeOrderedEpoch(), response, clock.wall(),
                                Optional.of(now), touchpoint, "stay", "en",
                                new Content.Rating("stay", done[0] % UNHAPPY == 0 ? 1 : 4, 4));
                        store.add(now.millis(), entry.id(), response, Wire.text(entry));
                        done[0]++;
                    }
                });
            }
        }
    }
}
