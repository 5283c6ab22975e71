package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.response.Touchpoint;
import org.amends.wire.Downlink;
import org.amends.wire.Downlink.Opened;
import org.amends.wire.Downlink.Saying;
import org.amends.wire.HouseLine;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What came of closed cases, on its way to the idle screens of terminals. */
class LinesTest extends StaffedHub {

    private static final String SAID = "You said the lobby was cold. There is a fire now.";
    private static final Touchpoint POOL = new Touchpoint("Harbour Hotel", "Pool");
    private static final Touchpoint GATE = new Touchpoint("Airport", "Gate Nine");

    private TestHub.Browser jonas;

    @Test
    void a_line_stands_on_screens_once_somebody_else_has_approved_it_and_until_it_is_withdrawn() {
        closed(1);
        assertThat(mara.page("/lines")).contains("Nothing yet");
        assertThat(propose(1, "a", "touchpoint", SAID).statusCode()).isEqualTo(303);
        assertThat(propose(1, "a", "touchpoint", SAID).statusCode()).as("the same form again").isEqualTo(303);
        assertThat(hub.lines("SELECT count(*) AS line FROM lines")).containsExactly("1");
        assertThat(mara.page("/cases/1")).contains("In the house language, English", SAID,
                "Waits for approval · proposed by Mara Berg", "Proposed what was");

        HttpResponse<byte[]> own = mara.press("/lines/1/approve", Map.of());
        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(own)).contains("You proposed this yourself; somebody else decides.");
        assertThat(mara.press("/lines/1/refuse", Map.of()).statusCode()).isEqualTo(409);
        assertThat(mara.page("/lines")).contains("Waiting for approval", SAID).doesNotContain("/lines/1/approve");
        assertThat(told(terminal)).isEmpty();

        assertThat(jonas().page("/lines")).contains("/lines/1/approve", "/lines/1/refuse");
        assertThat(jonas().press("/lines/1/approve", Map.of()).statusCode()).isEqualTo(303);
        assertThat(told(terminal)).containsExactly(
                List.of(new HouseLine(Map.of("en", SAID), Instant.parse("2026-12-21T00:00:00Z"))));
        assertThat(jonas().page("/lines")).contains("Shown now", "At 1 terminal<",
                "Until Dec 20, 2026 · proposed by Mara Berg, approved by Jonas Vale");
        assertThat(jonas().press("/lines/1/approve", Map.of()).statusCode()).as("twice").isEqualTo(409);
        hub.noticeTheTime();
        hub.restart();
        assertThat(told(terminal)).as("the same set again").hasSize(1);

        mara = hub.signedIn("mara");
        assertThat(mara.press("/lines/1/withdraw", Map.of()).statusCode()).isEqualTo(303);
        assertThat(told(terminal)).hasSize(2).last().isEqualTo(List.of());
        assertThat(mara.press("/lines/1/withdraw", Map.of()).statusCode()).isEqualTo(409);
        assertThat(mara.page("/lines")).contains("Withdrawn by Mara Berg").doesNotContain("Shown now");
        assertThat(mara.page("/cases/1")).contains("Approved: it stands on idle screens", "Taken from idle screens");
        assertThat(mara.page("/audit")).contains("Proposed a line for idle screens", "Had a line shown on idle screens",
                "Took a line from idle screens");
    }

    @Test
    void what_is_refused_stands_nowhere() {
        closed(1);
        propose(1, "a", "everywhere", SAID);
        assertThat(jonas().press("/lines/1/refuse", Map.of()).statusCode()).isEqualTo(303);
        assertThat(jonas().press("/lines/1/approve", Map.of()).statusCode()).isEqualTo(409);
        assertThat(told(terminal)).isEmpty();
        assertThat(mara.page("/lines")).contains("Refused by Jonas Vale");
        assertThat(mara.page("/audit")).contains("Refused a line for idle screens");
    }

    @Test
    void a_line_stands_at_its_touchpoint_its_site_or_everywhere_and_whoever_is_paired_later_gets_theirs() {
        closed(1);
        Pairing.Answer pool = paired(POOL);
        shown(1, "a", "touchpoint", "Of the reception.");
        shown(2, "b", "site", "Of the hotel.");
        shown(3, "c", "everywhere", "Of us all.");
        Pairing.Answer gate = paired(GATE);

        assertThat(texts(terminal)).containsExactly("Of us all.", "Of the hotel.", "Of the reception.");
        assertThat(texts(pool)).containsExactly("Of us all.", "Of the hotel.");
        assertThat(texts(gate)).containsExactly("Of us all.");
        assertThat(mara.page("/lines")).contains("At 1 terminal<", "At 2 terminals<", "At 3 terminals<");
    }

    @Test
    void the_last_day_ends_it_at_midnight_in_the_venue_also_while_the_hub_is_down() {
        closed(1);
        mara.press("/cases/1/line", form("a", "site", SAID, "2026-11-20"));
        jonas().press("/lines/1/approve", Map.of());
        mara.press("/cases/1/line", form("b", "site", "Too late.", "2026-11-20"));
        hub.clock.pass(Duration.ofHours(12).minusSeconds(1));
        assertThat(texts(terminal)).containsExactly(SAID);
        hub.restart(() -> hub.clock.pass(Duration.ofSeconds(1)));

        TestHub.until(() -> String.valueOf(told(terminal).size()), "2");
        assertThat(told(terminal).getLast()).isEmpty();
        mara = hub.signedIn("mara");
        jonas = null;
        assertThat(mara.page("/lines")).contains("Ended with Nov 20, 2026 ·", "before anybody approved it")
                .doesNotContain("Shown now", "Waiting for approval");
        assertThat(jonas().press("/lines/2/approve", Map.of()).statusCode()).isEqualTo(409);
        assertThat(jonas().press("/lines/1/withdraw", Map.of()).statusCode()).isEqualTo(409);
    }

    @Test
    void of_eleven_the_newest_ten_stand_and_the_page_says_which_does_not() {
        closed(1);
        for (int line = 1; line <= 11; line++) {
            shown(line, String.valueOf((char) ('a' + line)), "site", "Line " + line + ".");
            hub.clock.pass(Duration.ofSeconds(1));
        }
        assertThat(texts(terminal)).hasSize(10).startsWith("Line 11.").endsWith("Line 2.");
        assertThat(mara.page("/lines")).containsOnlyOnce("Left out at 1 terminal, which shows newer ones");
        mara.press("/lines/11/withdraw", Map.of());
        assertThat(texts(terminal)).hasSize(10).startsWith("Line 10.").endsWith("Line 1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Ann likes it, write to ann@example.org.", "Call 030 1234567 for it.", "Two\nlines.",
            "Turned \u202Eround."})
    void words_that_cannot_stand_before_all_guests_are_refused_with_a_clear_word_and_stay_in_the_form(String words) {
        closed(1);
        HttpResponse<byte[]> answer = propose(1, "a", "site", words);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestHub.text(answer)).containsPattern("role=\"alert\"><bdi>(Write it in English|In English)")
                .contains("<details class=\"offering\" id=\"line\" open>");
        assertThat(propose(1, "b", "site", "x".repeat(121)).statusCode()).isEqualTo(422);
        assertThat(propose(1, "c", "site", "x".repeat(120)).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-19,422", "2026-11-20,303", "2027-11-20,303", "2027-11-21,422", "'',422", "2026-02-30,422",
            "tomorrow,422", "-999999999-01-01,422"})
    void a_last_day_is_from_today_on_for_a_year(String last, int status) {
        closed(1);
        assertThat(mara.press("/cases/1/line", form("a", "site", SAID, last)).statusCode()).isEqualTo(status);
    }

    @Test
    void only_a_closed_case_has_something_to_tell_and_a_form_that_is_none_is_refused() {
        sent(Guest.at("Reception", hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        assertThat(mara.page("/cases/1")).doesNotContain("/cases/1/line");
        assertThat(propose(1, "a", "site", SAID).statusCode()).isEqualTo(409);
        assertThat(propose(9, "a", "site", SAID).statusCode()).isEqualTo(404);
        assertThat(propose(1, "a", "nowhere", SAID).statusCode()).isEqualTo(422);
        assertThat(mara.press("/cases/1/line", Map.of()).statusCode()).isEqualTo(422);
        assertThat(mara.press("/lines/x/approve", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void hostile_words_are_words_on_every_page() {
        closed(1);
        propose(1, "a", "site", "<script>alert('x')</script> & \"so\"");
        for (String page : List.of("/lines", "/cases/1")) {
            assertThat(mara.page(page)).contains("&lt;script&gt;").doesNotContain("<script>alert");
        }
    }

    @Test
    void who_belongs_to_one_site_has_nothing_to_do_with_lines_of_another_nor_with_those_for_all() {
        closed(1);
        hub.hire("nina", "Nina Hotel", Role.LEAD, Sites.of("Harbour Hotel"));
        hub.hire("bruno", "Bruno Runway", Role.LEAD, Sites.of("Airport"));
        TestHub.Browser nina = hub.signedIn("nina");
        TestHub.Browser bruno = hub.signedIn("bruno");
        paired(GATE);
        propose(1, "a", "site", SAID);
        propose(1, "b", "everywhere", "Of us all.");

        assertThat(bruno.page("/lines")).doesNotContain(SAID, "Of us all.");
        for (String does : List.of("approve", "refuse", "withdraw")) {
            assertThat(bruno.press("/lines/1/" + does, Map.of()).statusCode()).as(does).isEqualTo(404);
        }
        assertThat(nina.page("/cases/1")).contains("value=\"site\"").doesNotContain("value=\"everywhere\"");
        assertThat(nina.press("/cases/1/line", form("c", "everywhere", SAID, "2026-12-20")).statusCode()).isEqualTo(422);
        assertThat(nina.press("/lines/2/approve", Map.of()).statusCode()).isEqualTo(409);
        assertThat(nina.page("/lines")).contains("/lines/1/approve", "Of us all.").doesNotContain("/lines/2/approve");
        assertThat(nina.press("/lines/1/approve", Map.of()).statusCode()).isEqualTo(303);
        jonas().press("/lines/2/approve", Map.of());
        assertThat(nina.press("/lines/2/withdraw", Map.of()).statusCode()).isEqualTo(409);
        assertThat(nina.page("/lines")).as("of the terminals of her own site").contains("At 1 terminal<")
                .doesNotContain("At 2 terminals");
        assertThat(bruno.page("/lines")).doesNotContain(SAID, "Of us all.");
    }

    @Test
    void every_language_of_the_house_has_a_field_of_which_the_first_is_needed() throws Exception {
        closed(1);
        hub.restart(HubSettings
                .read(Files.writeString(data.resolve("hub.yaml"), "guest-languages: [de, en, pt-BR]\n")));
        mara = hub.signedIn("mara");
        Map<String, String> form = new HashMap<>(form("a", "site", SAID, "2026-12-20"));
        assertThat(TestHub.text(mara.press("/cases/1/line", form))).contains("Write it in German at least", SAID);
        form.put("words-de", "Jetzt brennt ein Feuer.");
        form.put("words-fr", "Nobody here reads it.");
        assertThat(mara.press("/cases/1/line", form).statusCode()).isEqualTo(303);
        jonas().press("/lines/1/approve", Map.of());

        assertThat(told(terminal).getLast().getFirst().texts()).containsExactly(Map.entry("de", "Jetzt brennt ein Feuer."),
                Map.entry("en", SAID));
        assertThat(mara.page("/lines")).contains("lang=\"de\" dir=\"auto\">Jetzt brennt", "lang=\"en\" dir=\"auto\">You");
    }

    private TestHub.Browser jonas() {
        if (jonas == null) {
            jonas = hub.signedIn("jonas");
        }
        return jonas;
    }

    private void closed(long number) {
        sent(Guest.at("Reception", hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"" + number + "\"");
        mara.press("/cases/" + number + "/take", Map.of());
        assertThat(mara.press("/cases/" + number + "/close", TestHub.closing("")).statusCode()).isEqualTo(303);
    }

    private HttpResponse<byte[]> propose(long of, String once, String place, String words) {
        return mara.press("/cases/" + of + "/line", form(once, place, words, "2026-12-20"));
    }

    private void shown(long number, String once, String place, String words) {
        propose(1, once, place, words);
        assertThat(jonas().press("/lines/" + number + "/approve", Map.of()).statusCode()).isEqualTo(303);
    }

    private static Map<String, String> form(String once, String place, String words, String last) {
        return Map.of("words-en", words, "place", place, "last", last, "once", once.repeat(43));
    }

    private Pairing.Answer paired(Touchpoint stands) {
        HttpResponse<byte[]> answer = hub.send(hub.to(Wire.PAIRING_PATH).header("Content-Type", Wire.PAIRING_TYPE)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(Wire
                        .json(new Pairing.Request(hub.pairingCode(), stands, Optional.empty())))));
        return Wire.read(answer.body(), Pairing.Answer.class).orElseThrow();
    }

    /** The words that stand on a terminal's screen by now. */
    private List<String> texts(Pairing.Answer paired) {
        return told(paired).getLast().stream().map(line -> line.texts().get("en")).toList();
    }

    /** What a terminal was told to show, one set after the other. */
    private List<List<HouseLine>> told(Pairing.Answer paired) {
        hub.noticeTheTime();
        HttpResponse<byte[]> answer = hub.send(hub.to(Wire.DOWNLINK_PATH + "?after=0&wait=0").header("Authorization",
                "Bearer " + paired.token()));
        return Wire.read(answer.body(), Downlink.Answer.class).orElseThrow().messages().stream()
                .map(signed -> Downlink.open(signed, paired.signingKey().orElseThrow()))
                .map(opened -> ((Opened.Genuine) opened).message().saying()).filter(Saying.Lines.class::isInstance)
                .map(saying -> ((Saying.Lines) saying).lines()).toList();
    }
}
