package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.amends.hub.storage.Cursors;
import org.amends.response.Touchpoint;
import org.amends.testbed.FunnelStories;
import org.amends.testbed.RawFunnel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of all guests who were unhappy, how many were won back: page and table. */
class FunnelTest extends StaffedHub {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final List<Touchpoint> PLACES = List.of(new Touchpoint("Harbour Hotel", "Reception"),
            new Touchpoint("Harbour Hotel", "Bar"), new Touchpoint("Airport", "Gate 1"), new Touchpoint("Airport", "Bar"));
    private static final Function<String, ZoneId> UTC = _ -> ZoneOffset.UTC;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void random_stories_come_to_what_their_rows_say_at_every_stage_and_when_counted_anew(long seed) throws SQLException {
        hub.hire("ann", "Ann Other");
        try (FunnelStories stories = new FunnelStories(data.resolve("hub.db").toString(), seed, hub.clock.instant(), PLACES,
                List.of("mara", "jonas", "ann"))) {
            for (int stage = 0; stage < 4; stage++) {
                hub.restart(() -> tell(stories));
                settle();
                assertThat(RawFunnel.lines(table("from=2026-10-25&to=2026-11-20&by=week"))).isEqualTo(raw());
            }
        }
        List<String> counted = RawFunnel.lines(table("from=2026-10-25&to=2026-11-20&by=week"));
        assertThat(counted).anySatisfy(line -> assertThat(line).startsWith("person,,jonas"))
                .anySatisfy(line -> assertThat(line).startsWith("cause,,noise"));
        hub.restart(() -> forget());
        settle();
        assertThat(RawFunnel.lines(table("from=2026-10-25&to=2026-11-20&by=week"))).isEqualTo(counted);
    }

    private static void tell(FunnelStories stories) {
        try {
            stories.respond(200, 60, 30);
            stories.open();
            stories.live(0, stories.cases(), 4);
            stories.done();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void forget() {
        try (org.amends.hub.storage.Database database = org.amends.hub.storage.Database.open(data)) {
            // As a site that moved to another calendar would have it, and moved back.
            database.change(tx -> tx.update("UPDATE funnel_zones SET zone = 'Europe/Berlin'"));
        }
    }

    private List<String> raw() throws SQLException {
        return RawFunnel.of(data.resolve("hub.db").toString(), UTC, LocalDate.of(2026, 10, 25), TODAY, "week",
                day -> day.minusDays(day.getDayOfWeek().getValue() - 1), _ -> List.of());
    }

    private String table(String query) {
        mara = hub.signedIn("mara");
        return mara.page("/funnel.csv?" + query);
    }

    /** Waits until all that there is has been counted. */
    private void settle() {
        TestHub.until(() -> hub.database().read(tx -> Cursors.at(tx, "funnel-ledger") >= Cursors.at(tx, "cases")
                && Cursors.at(tx, "funnel-changes") >= Cursors.at(tx, "clocks") && Cursors.at(tx, "clocks") > 0
                // What the hub notices of another calendar when it starts, it counts from the beginning.
                && tx.first("SELECT zone FROM funnel_zones WHERE zone = 'Europe/Berlin'", row -> row.text("zone")).isEmpty()
                && Cursors.at(tx, "funnel-changes") >= tx.first("SELECT max(position) AS last FROM case_changes",
                        row -> row.number("last")).orElseThrow())
                                ? "settled"
                                : "",
                "settled");
    }
}
