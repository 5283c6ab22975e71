package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.amends.hub.intake.Ledger;
import org.amends.hub.intake.StoryProof;
import org.amends.hub.storage.RunningHub;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.wire.RecoveryCode;
import org.amends.wire.Sealing;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an erasure nothing of the guest is found anywhere, and everything is counted as before. */
class ErasureTest extends StaffedHub {

    private static final String CODE = "K7QM2XRB9FTD";
    private static final String PAGE = "/g/" + CODE;
    private static final String ADDRESS = "Ottilie.Erased@example.org";
    private static final String CARD = "04A1B2C3D4E5F6";
    private static final List<Content.Consent> AGREED = List.of(new Content.Consent("reply", "To answer me"));

    @TempDir
    Path elsewhere;
    private final StringBuffer logged = new StringBuffer();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.append(record.getMessage()).append(List.of(Optional.ofNullable(record.getParameters())
                    .orElseGet(() -> new Object[0]))).append(record.getThrown()).append('\n');
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void unlisten() {
        Logger.getLogger("").removeHandler(log);
    }

    /** So long that a page of the database does not hold it, in letters that take three bytes each. */
    private static String longWords(String mark) {
        return (mark + " " + "ความ" + mark).repeat(80).substring(0, 1990);
    }

    private static String boxed(Guest guest, String what, Content inside, List<String> boxes) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Content.Sealed sealed = Sealing.seal(terminal.sealingKey().orElseThrow(), id, what, inside);
        boxes.add(sealed.box().substring(0, 48));
        return Wire
                .text(new Entry(id, guest.response(), guest.at(), Optional.empty(), guest.where(), "stay", "en", sealed));
    }

    /** What must not be found any more. */
    private final List<String> traces = new ArrayList<>(List.of("Zwiebelkuchen", "Hagebutten", "Mirabellen", "Quittenbrot",
            "ttilie.", "ttilie.Erased", "erased@example.org", CARD, RecoveryCode.read(CODE).orElseThrow().digest()));

    /** The first that the guest wrote, as it travelled. */
    private String comment;

    /** A guest who said all that can be said, in the open and sealed, wrote and was written to, and was put right. */
    private Guest theGuest() {
        Guest guest = Guest.at("Table 7", hub.clock.instant());
        String first = guest.writes(longWords("Zwiebelkuchen"));
        comment = first;
        sent(guest.rates(1), guest.reasons("Too cold"), first,
                boxed(guest, "comment", new Content.Comment("more", longWords("Hagebutten")), traces),
                boxed(guest, "card", new Content.Card("card", CARD, AGREED), traces),
                guest.says(new Content.Contact("reach", "email", ADDRESS, AGREED)),
                guest.says(new Content.RecoveryToken("code", RecoveryCode.read(CODE).orElseThrow().digest())));
        TestHub.until(() -> mara.page("/cases/1"), "Zwiebelkuchen");
        TestHub.until(() -> mara.page("/cases/1"), ADDRESS);
        TestHub.Browser phone = hub.browser();
        TestHub.until(() -> phone.page(PAGE), "Table 7");
        phone.post(PAGE + "/message", Map.of("words", longWords("Mirabellen")));
        mara.press("/cases/1/take", Map.of());
        mara.press("/cases/1/note", Map.of("remark", "They told me of the Quittenbrot"));
        mara.press("/cases/1/message", Map.of("message", longWords("Mirabellen")));
        mara.press("/cases/1/close", TestHub.closing("Quittenbrot for Ottilie.Erased"));
        return guest;
    }

    /** Others whose words lie on the same pages of the file and are moved about in it. */
    private void others(int many) {
        Random random = new Random(7);
        for (int i = 0; i < many; i++) {
            Guest other = Guest.at("Bar", hub.clock.instant());
            sent(other.rates(1), other.writes("Words of somebody else ".repeat(1 + random.nextInt(80))),
                    other.says(
                            new Content.Contact("reach", "email", "n" + random.nextInt(100_000) + "@example.org", AGREED)));
        }
        long last = hub.database().read(tx -> tx.first("SELECT max(position) AS last FROM ledger",
                row -> row.number("last")).orElseThrow());
        TestHub.until(() -> hub.lines("SELECT position AS line FROM cursors WHERE step = 'cases'").toString(), "" + last);
    }

    private List<String> counts() {
        mara = hub.signedIn("mara");
        List<String> counts = new ArrayList<>(
                hub.lines("SELECT count(*) || ' ' || kind AS line FROM ledger GROUP BY kind"));
        counts.addAll(hub.lines("SELECT count(*) || ' ' || state || ' ' || coalesce(outcome, '') || coalesce(cause, '')"
                + " AS line FROM cases GROUP BY state, outcome, cause"));
        counts.addAll(hub.lines("SELECT sum(responses) || '' AS line FROM funnel_responses"));
        counts.addAll(hub.lines("SELECT case_id || ' ' || facts || ' ' || coalesce(close_ms, '') AS line FROM funnel_cases"
                + " ORDER BY case_id"));
        counts.add(mara.page("/funnel.csv?from=2026-10-25&to=2026-11-20&by=week"));
        counts.add(proof().words());
        return counts;
    }

    private StoryProof proof() {
        return hub.database().read(tx -> new Ledger().prove(tx, Optional.empty())).getLast();
    }

    private static void counted(TestHub hub) {
        TestHub.until(() -> hub.lines("SELECT CASE WHEN (SELECT max(position) FROM case_changes) = (SELECT position FROM"
                + " cursors WHERE step = 'funnel-changes') AND (SELECT max(position) FROM ledger) = (SELECT position FROM"
                + " cursors WHERE step = 'funnel-ledger') THEN 'counted' ELSE '' END AS line").toString(), "counted");
    }

    private List<String> foundIn(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                traces.stream().filter(bytes::contains).forEach(trace -> found.add(file.getFileName() + ": " + trace));
            }
        }
        return found;
    }

    private List<String> foundOnPages() {
        List<String> found = new ArrayList<>();
        for (String page : List.of("/inbox", "/inbox?view=closed", "/cases/1", "/cases/2", "/audit", "/funnel",
                "/terminals",
                "/terminals/" + terminal.terminal(), "/undelivered", "/rules", PAGE, "/g", "/health")) {
            String shown = mara.page(page);
            traces.stream().filter(shown::contains).forEach(trace -> found.add(page + ": " + trace));
        }
        return found;
    }

    private void backUp(String name) {
        try (HubDesk desk = HubDesk.open(data)) {
            desk.backUp(elsewhere.resolve(name));
        }
    }

    @Test
    void no_byte_of_a_guest_is_left_in_files_back_ups_logs_and_pages_and_every_count_is_as_before() throws IOException {
        theGuest();
        others(30);
        counted(hub);
        List<String> before = counts();
        assertThat(foundIn(data)).as("it was there").isNotEmpty();

        assertThat(hub.browser().post(PAGE + "/erase", Map.of()).statusCode()).isEqualTo(303);
        assertThat(foundIn(data)).as("while the hub runs").isEmpty();
        counted(hub);
        assertThat(counts()).isEqualTo(before);
        assertThat(proof().intact()).isTrue();
        assertThat(foundOnPages()).isEmpty();
        others(10);
        backUp("next.db");
        hub.restart();
        assertThat(foundIn(data)).isEmpty();
        assertThat(foundIn(elsewhere)).isEmpty();
        assertThat(traces.stream().filter(logged.toString()::contains)).isEmpty();
        assertThat(hub.lines("SELECT reason AS line FROM cases WHERE comment IS NULL")).contains("Too cold");
    }

    @Test
    void what_is_too_old_goes_by_its_kind_and_every_count_stays() throws IOException {
        theGuest();
        others(3);
        counted(hub);
        hub.clock.pass(Duration.ofDays(364));
        hub.noticeTheTime();
        counted(hub);
        assertThat(hub.lines("SELECT contact AS line FROM cases WHERE id = 1")).first().asString().contains(ADDRESS);
        List<String> before = counts();

        hub.clock.pass(Duration.ofDays(2));
        hub.noticeTheTime();
        counted(hub);
        traces.removeAll(List.of("Zwiebelkuchen", "Hagebutten", "Mirabellen", "Quittenbrot", "ttilie.Erased", "ttilie."));
        String box = traces.remove(traces.size() - 2);
        assertThat(foundIn(data)).as("contacts").isEmpty();
        mara = hub.signedIn("mara");
        assertThat(mara.page("/cases/1")).contains("Zwiebelkuchen", "Hagebutten", "How to reach the guest was erased");

        hub.clock.pass(Duration.ofDays(365));
        hub.noticeTheTime();
        counted(hub);
        traces.addAll(List.of("Zwiebelkuchen", "Hagebutten", "Mirabellen", "Quittenbrot", "ttilie.", box));
        assertThat(foundIn(data)).as("comments").isEmpty();
        mara = hub.signedIn("mara");
        assertThat(counts()).isEqualTo(before);
        assertThat(mara.page("/cases/1")).contains("Their words were erased");
    }

    @Test
    void the_terminal_is_told_to_let_go_of_what_it_keeps() {
        Guest guest = theGuest();
        hub.browser().post(PAGE + "/erase", Map.of());
        assertThat(hub.lines("SELECT kind || ' ' || terminal || ' ' || (message LIKE '%" + guest.response()
                + "%') AS line FROM downlink ORDER BY position").getLast())
                .isEqualTo("erase " + terminal.terminal() + " 1");
    }

    @Test
    void a_manager_erases_all_cases_of_a_guest_at_once_after_handing_out_what_is_kept() {
        theGuest();
        Guest again = Guest.at("Bar", hub.clock.instant());
        sent(again.rates(1), again.writes("Zwiebelkuchen at the bar"),
                again.says(new Content.Contact("reach", "email", ADDRESS.toLowerCase(java.util.Locale.ROOT), AGREED)));
        TestHub.until(() -> mara.page("/cases/2"), "Zwiebelkuchen at the bar");
        TestHub.until(() -> mara.page("/cases/2"), ADDRESS.toLowerCase(java.util.Locale.ROOT));

        assertThat(mara.page("/cases/1")).contains("href=\"/cases/1/erase\"");
        assertThat(mara.page("/cases/1/erase")).contains("Case 1", "Case 2", "/cases/1/guest.json");
        String handedOut = mara.page("/cases/1/guest.json");
        assertThat(handedOut).contains("Hagebutten", "Zwiebelkuchen at the bar", ADDRESS, CARD, "Mirabellen",
                "To answer me");
        assertThat(mara.press("/cases/1/erase", Map.of()).statusCode()).isEqualTo(303);
        assertThat(mara.page("/cases/2")).contains("Everything the guest had said and how to reach them was erased", "Mara")
                .doesNotContain("Zwiebelkuchen");
        assertThat(mara.page("/cases/1/guest.json")).doesNotContain("Zwiebelkuchen", ADDRESS, CARD);
        assertThat(mara.page("/audit")).contains("Erased the guest", "Took out all that is kept of the guest");
        assertThat(foundOnPages()).isEmpty();
    }

    @Test
    void a_happy_guest_without_a_case_is_found_by_their_address_however_written_handed_out_and_erased() throws IOException {
        Guest happy = Guest.at("Table 7", hub.clock.instant());
        sent(happy.rates(4), happy.writes("Zwiebelkuchen was lovely"),
                boxed(happy, "contact", new Content.Contact("reach", "email", ADDRESS, AGREED), traces));
        Guest again = Guest.at("Bar", hub.clock.instant());
        sent(again.rates(4), again.writes("Quittenbrot as well"),
                again.says(new Content.Contact("reach", "email", " ottilie.erased@Example.ORG", AGREED)));
        Map<String, String> asked = Map.of("address", " OTTILIE.Erased @example.org ");
        hub.hire("nina", "Nina Elsewhere", org.amends.hub.staff.Role.MANAGER, org.amends.hub.staff.Sites.of("Elsewhere"));
        TestHub.Browser nina = hub.signedIn("nina");
        assertThat(nina.page("/privacy")).contains("Only your own sites");
        assertThat(mara.page("/privacy")).doesNotContain("Only your own sites");
        for (String act : List.of("/privacy", "/privacy/guest.json", "/privacy/erase")) {
            assertThat(nina.press(act, asked).statusCode()).as(act).isEqualTo(422);
        }
        assertThat(TestHub.text(mara.press("/privacy", asked))).contains("Responses: 2.", "Table 7", "Bar");
        assertThat(TestHub.text(mara.press("/privacy/guest.json", asked))).contains("Zwiebelkuchen", "Quittenbrot",
                ADDRESS);
        for (String other : List.of("nobody@example.org", "", " ", "%", "' OR 1=1 --", "x".repeat(600), "<script>")) {
            assertThat(mara.press("/privacy", Map.of("address", other)).statusCode()).as(other).isEqualTo(422);
        }
        assertThat(mara.press("/privacy/erase", asked).statusCode()).isEqualTo(200);
        assertThat(mara.press("/privacy", asked).statusCode()).isEqualTo(422);
        traces.add("nobody@example.org");
        backUp("next.db");
        assertThat(foundIn(data)).isEmpty();
        assertThat(foundIn(elsewhere)).isEmpty();
        assertThat(traces.stream().filter(logged.toString()::contains)).isEmpty();
        assertThat(mara.page("/audit")).contains("Looked for what is kept", "Took out all that is kept",
                "Erased the guest");
        assertThat(hub.lines("SELECT kind AS line FROM ledger WHERE kind = 'rating' AND body IS NOT NULL")).hasSize(2);
    }

    @Test
    void a_hub_that_is_set_back_to_an_older_back_up_erases_again_before_anybody_looks() throws IOException {
        theGuest();
        backUp("older.db");
        assertThat(foundIn(elsewhere)).isNotEmpty();
        hub.browser().post(PAGE + "/erase", Map.of());

        hub.restart(() -> {
            try (RunningHub stopped = RunningHub.on(data)) {
                stopped.replaceDatabase(elsewhere.resolve("older.db"), hub.clock.instant());
            }
        });
        mara = hub.signedIn("mara");
        assertThat(hub.browser().get(PAGE).statusCode()).isEqualTo(404);
        assertThat(foundOnPages()).isEmpty();
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.filter(file -> Files.isRegularFile(file)).flatMap(file -> {
                try {
                    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                    return traces.stream().filter(bytes::contains);
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            })).isEmpty();
        }
        assertThat(proof().intact()).isTrue();
        assertThat(logged).contains("they were erased again");
    }

    @Test
    void what_a_terminal_sends_again_or_late_of_an_erased_guest_is_acknowledged_and_not_kept() throws IOException {
        Guest guest = theGuest();
        hub.browser().post(PAGE + "/erase", Map.of());

        assertThat(hub.send(hub.posted(terminal.token(), hub.story(terminal.token()).of(
                hub.story(terminal.token()).numbered(comment)))).statusCode()).as("the same again").isEqualTo(200);
        sent(guest.writes("The Zwiebelkuchen once more"), guest.leaves());
        assertThat(hub.lines("SELECT kind || ' ' || (body IS NULL) AS line FROM ledger ORDER BY position").reversed())
                .startsWith("left 0", "comment 1");
        assertThat(proof().words()).contains("0 missing", "chain intact");
        counted(hub);
        assertThat(mara.page("/cases/1")).doesNotContain("Zwiebelkuchen");
    }
}
