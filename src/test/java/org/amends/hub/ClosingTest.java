package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.Closing;
import org.amends.hub.recovery.FollowUp;
import org.amends.hub.recovery.FollowUps;
import org.amends.hub.recovery.GuestLine;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Tx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staff close cases, and read what their guests said when they were asked again. */
class ClosingTest extends StaffedHub {

    private static final Staff MARA = new Staff("mara", "Mara Berg");
    private static final Staff JONAS = new Staff("jonas", "Jonas Vale");

    /** Every guest has a page. */
    private static final GuestLine PAGES = new GuestLine() {

        @Override
        public boolean mails() {
            return false;
        }

        @Override
        public boolean hasPage(Tx tx, UUID response) {
            return true;
        }

        @Override
        public void ask(Tx tx, FollowUp followUp) {
            // they see it on their page
        }
    };

    @TempDir
    private Path settings;

    @Test
    void a_case_is_closed_with_a_cause_and_an_action_and_what_was_typed_stays() {
        opened();
        mara.press("/cases/1/take", Map.of());
        assertThat(mara.page("/cases/1")).contains("<select id=\"cause\" name=\"cause\" required>",
                "<option value=\"passed-on\">Passed on</option>");
        for (Map<String, String> less : List.of(Map.of("note", "<Lane> opened", "cause", "waiting"),
                Map.of("note", "<Lane> opened", "cause", "waiting", "action", "sang"),
                Map.of("note", "<Lane> opened", "cause", "waiting", "action", ""))) {
            HttpResponse<byte[]> refused = mara.press("/cases/1/close", less);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(TestHub.text(refused)).contains("Choose a root cause and what was done",
                    "<option value=\"waiting\" selected>", "&lt;Lane&gt; opened</textarea>", "data-state=\"taken\"");
        }
        assertThat(mara.press("/cases/1/close", TestHub.closing("Opened a lane")).statusCode()).isEqualTo(303);
        assertThat(mara.page("/cases/1")).contains("<b>Waiting</b>", "<b>Apologised</b>", "Not asked", "Opened a lane");
    }

    @Test
    void a_venue_has_lists_of_its_own() throws IOException {
        Path lists = Files.writeString(settings.resolve("closing.yaml"),
                "causes: {beds: {en: Beds & pillows, de: Betten}}\n");
        hub.restart(HubSettings.DEFAULTS.withClosing(lists));
        mara = hub.signedIn("mara");
        opened();
        mara.press("/cases/1/take", Map.of());
        assertThat(mara.page("/cases/1")).contains("<option value=\"beds\">Beds &amp; pillows</option>")
                .doesNotContain("value=\"noise\"");
        assertThat(mara.press("/cases/1/close", TestHub.closing("")).statusCode()).as("waiting is none of theirs")
                .isEqualTo(422);
        assertThat(mara.press("/cases/1/close", Map.of("cause", "beds", "action", "replaced")).statusCode())
                .isEqualTo(303);
    }

    @Test
    void before_and_after_stand_side_by_side_and_the_list_shows_what_became_of_it() {
        opened();
        close(1, MARA);
        assertThat(mara.page("/cases/1")).contains("Waiting for the guest", "Asked on the guest&#39;s page; time until");
        assertThat(mara.page("/inbox?view=closed&outcome=waiting")).contains("data-case=\"1\"");
        followUps().answer(1, 5);

        assertThat(mara.page("/cases/1")).containsSubsequence("class=\"outcome recovered\">Recovered<", "At the visit",
                "faces/very-poor.svg", "Asked again", "faces/very-good.svg", "Answered at");
        assertThat(mara.page("/inbox?view=closed&outcome=recovered")).contains("data-case=\"1\"", ">Recovered<",
                "<option value=\"recovered\" selected>");
        assertThat(mara.page("/inbox?view=closed&outcome=silent")).doesNotContain("data-case=\"1\"");
        assertThat(mara.page("/inbox?view=closed&outcome=nonsense")).contains("data-case=\"1\"");
    }

    @Test
    void a_reopened_case_is_offered_to_anybody_but_who_closed_it() {
        opened();
        close(1, MARA);
        followUps().answer(1, 1);

        assertThat(mara.page("/inbox")).contains("Reopened: the guest was not content", "data-again=\"1\"");
        String line = "Somebody else looks at this one: the guest was not yet content.";
        assertThat(mara.page("/cases/1?part=detail")).contains(line).doesNotContain("/cases/1/take");
        HttpResponse<byte[]> refused = mara.press("/cases/1/take", Map.of());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(refused)).contains("role=\"alert\"><bdi>" + line);
        TestHub.Browser jonas = hub.signedIn("jonas");
        assertThat(jonas.page("/cases/1?part=detail")).contains("/cases/1/take",
                "Reopened, for somebody other than Mara Berg").doesNotContain(line);
        assertThat(jonas.press("/cases/1/take", Map.of()).statusCode()).isEqualTo(303);
        assertThat(jonas.page("/cases/1")).as("nobody else is there to hand it over to").doesNotContain(
                "/cases/1/hand-over");
    }

    @Test
    void silence_is_noticed_by_the_hub_itself() {
        opened();
        close(1, MARA);
        hub.clock.pass(Duration.ofDays(3));
        hub.restart();
        mara = hub.signedIn("mara");
        TestHub.until(() -> mara.page("/cases/1"), "No answer");
        assertThat(mara.page("/cases/1")).contains("class=\"outcome silent\">No answer<",
                "The guest did not answer in time");
        assertThat(mara.page("/inbox?view=closed&outcome=silent")).contains("data-case=\"1\"");
    }

    @Test
    void nobody_at_another_site_reads_or_closes_it() {
        opened();
        hub.hire("nina", "Nina Far", Role.STAFF, Sites.of("Elsewhere"));
        TestHub.Browser nina = hub.signedIn("nina");
        close(1, MARA);
        followUps().answer(1, 1);
        assertThat(nina.get("/cases/1").statusCode()).isEqualTo(404);
        assertThat(nina.press("/cases/1/close", TestHub.closing("")).statusCode()).isEqualTo(404);
        assertThat(nina.page("/inbox?view=closed&outcome=waiting")).doesNotContain("data-case=\"1\"");
        assertThat(nina.page("/inbox")).doesNotContain("data-case=\"1\"");
    }

    @Test
    void it_stands_there_in_german_and_in_french() {
        opened();
        close(1, MARA);
        followUps().answer(1, 2);
        close(1, JONAS);
        followUps().answer(1, 4);
        assertThat(page("de")).contains("Zurückgewonnen", "Wartezeit", "Entschuldigt", "Beim Besuch", "Danach gefragt",
                "Wieder geöffnet: Der Gast war nicht zufrieden");
        assertThat(page("fr")).contains("Client reconquis", "Attente", "Excuses présentées", "Lors de la visite",
                "Rouvert : le client n’était pas satisfait");
    }

    private String page(String language) {
        return TestHub.text(hub.send(mara.to("/cases/1").header("Accept-Language", language)));
    }

    private void opened() {
        sent(Guest.at("Gate B7", hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
    }

    private void close(long id, Staff who) {
        Cases cases = new Cases(hub.database(), hub.clock, new Bell(), PAGES, Duration.ofDays(3));
        cases.take(id, who);
        assertThat(cases.close(id, who, new Closing("waiting", "apologised", Optional.empty())))
                .isInstanceOf(Cases.Outcome.Done.class);
    }

    private FollowUps followUps() {
        return new FollowUps(hub.database(), hub.clock, new Bell());
    }
}
