package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.recovery.CaseFilter;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that is narrowed to what somebody looks after. */
class InboxFilterTest extends StaffedHub {

    @BeforeEach
    void start(@TempDir Path settings) throws IOException {
        Path plan = Files.writeString(settings.resolve("duty.yaml"), """
                sites: {Harbour Hotel: {}, Airport: {}, Site 3: {}}
                people: {mara: {}, jonas: {}, lena: {}}
                teams:
                  reception: {members: [mara, jonas]}
                  gates: {members: [lena]}
                rota:
                  - {team: reception, sites: [Harbour Hotel, Site 3], hours: {monday: 06:00-07:00}, who: [jonas]}
                  - {team: gates, sites: [Airport], hours: {every-day: all day}, who: [lena]}
                """);
        hub.restart(TestHub.with(plan));
        for (String place : new String[]{"Gate B7", "Table 7", "Café & Bar"}) {
            sent(Guest.at(place, hub.clock.instant()).rates(1));
        }
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"3\"");
        hub.database().change(tx -> {
            tx.update("UPDATE cases SET gravity = 'urgent' WHERE id = 1");
            tx.update("UPDATE cases SET site = 'Airport' WHERE id = 2");
            tx.update("INSERT INTO case_tags (case_id, tag) VALUES (3, 'food')");
        });
    }

    @Test
    void a_list_shows_what_has_all_that_was_asked_for() {
        shows("?site=Airport", 2);
        shows("?site=Harbour+Hotel", 1, 3);
        shows("?touchpoint=Caf%C3%A9+%26+Bar", 3);
        shows("?tag=food", 3);
        shows("?gravity=urgent", 1);
        shows("?gravity=urgent&site=Airport");
        shows("?gravity=nonsense&site=&tag=", 1, 2, 3);
        assertThat(mara.page("/inbox?gravity=urgent&site=Airport")).contains("Nothing matches this filter")
                .doesNotContain("No open case");
    }

    @Test
    void the_list_of_a_team_shows_what_one_of_it_has_and_what_is_new_where_it_works_at_any_hour() {
        shows("?team=mine", 1, 3);
        TestHub.Browser jonas = hired("jonas");
        TestHub.Browser lena = hired("lena");
        jonas.press("/cases/2/take", Map.of());
        lena.press("/cases/3/take", Map.of());
        shows("?team=mine", 1, 2);
        shows("?team=mine&site=Harbour+Hotel", 1);
        shows(lena, "?team=mine", 3);
        jonas.press("/cases/2/close", TestHub.closing(""));

        assertThat(mara.page("/inbox?view=closed&team=mine")).contains("data-case=\"2\"");
        assertThat(lena.page("/inbox?view=closed&team=mine")).doesNotContain("data-case=");
        assertThat(mara.page("/inbox?team=mine")).contains("name=\"team\" value=\"mine\" checked",
                "data-where=\"?view=open&amp;team=mine\"", "/cases/1?view=open&amp;team=mine",
                "/inbox?view=closed&amp;team=mine");
    }

    @Test
    void whoever_is_in_no_team_is_offered_none() {
        TestHub.Browser nora = hired("nora");
        shows(nora, "?team=mine", 1, 2, 3);
        assertThat(nora.page("/inbox?team=mine")).doesNotContain("team");
        assertThat(mara.page("/inbox")).contains("Only my team").doesNotContain("value=\"mine\" checked");
        shows("?team=theirs", 1, 2, 3);
    }

    @Test
    void a_list_of_what_is_overdue_loses_what_somebody_takes() {
        shows("?overdue=yes");
        hub.clock.pass(Duration.ofMinutes(10));
        shows("?overdue=yes", 1, 2, 3);
        mara.press("/cases/2/take", Map.of());
        // That is to be dealt with somewhat later than it was to be taken.
        shows("?overdue=yes", 1, 3);
    }

    @Test
    void the_filter_stays_on_the_way_to_a_case_and_back_and_to_other_lists() {
        String where = "?view=open&amp;site=Harbour+Hotel&amp;touchpoint=Caf%C3%A9+%26+Bar";
        String page = mara.page("/inbox?site=Harbour+Hotel&touchpoint=Caf%C3%A9+%26+Bar");
        assertThat(page).contains("/cases/3" + where, "data-where=\"" + where + "\"",
                "/inbox?view=mine&amp;site=Harbour+Hotel&amp;touchpoint=Caf%C3%A9+%26+Bar",
                "<option selected>Harbour Hotel</option>", "<option selected>Café &amp; Bar</option>");
        assertThat(mara.press("/cases/3/take?view=open&site=Harbour+Hotel", Map.of()).headers().firstValue("Location"))
                .hasValue("/cases/3?view=open&site=Harbour+Hotel");
    }

    @Test
    void what_strangers_put_into_a_filter_is_shown_as_it_is() {
        assertThat(mara.page("/inbox?site=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
                .contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void of_ten_thousand_open_cases_the_first_page_shows_some_and_counts_all() {
        Instant now = hub.clock.instant();
        hub.database().change(tx -> {
            for (int i = 0; i < 10_000; i++) {
                tx.update("INSERT INTO cases (response, entry, site, touchpoint, language, score, best, said_at, state)"
                        + " VALUES (?, ?, ?, ?, 'en', 1, 4, ?, 'new')", UUID.randomUUID(), UUID.randomUUID(),
                        "Site " + i % 20, "Place " + i % 300, now.minusSeconds(i));
            }
        });
        Cases.Overview narrowed = new Cases(hub.database(), hub.clock, new Bell()).overview(
                new CaseFilter(Cases.View.OPEN, Optional.empty(), Optional.of("Site 3"), Optional.empty(),
                        Optional.empty(), Optional.empty(), false, Optional.empty()),
                new Staff("mara", "Mara Berg"), 200);
        assertThat(narrowed.cases()).hasSize(200);
        assertThat(narrowed.matching()).isEqualTo(500);
    }

    private TestHub.Browser hired(String name) {
        hub.hire(name, name);
        return hub.signedIn(name);
    }

    private void shows(String where, int... cases) {
        shows(mara, where, cases);
    }

    private static void shows(TestHub.Browser reader, String where, int... cases) {
        String page = reader.page("/inbox" + where);
        for (int id = 1; id <= 3; id++) {
            int one = id;
            assertThat(page.contains("<li class=\"row new\" data-case=\"" + id + "\"")
                    || page.contains("<li class=\"row taken\" data-case=\"" + id + "\"")).as(where + " case " + id)
                    .isEqualTo(java.util.stream.IntStream.of(cases).anyMatch(shown -> shown == one));
        }
    }
}
