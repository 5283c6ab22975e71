package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.StorageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who looked at what is known of guests, and who changed it. */
class AuditTest extends StaffedHub {

    private TestHub.Browser vera;

    @BeforeEach
    void start() {
        hub.hire("mara", "Mara Berg", Role.STAFF, Sites.ALL);
        hub.hire("vera", "Vera Audit", Role.AUDITOR, Sites.ALL);
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        sent(guest.rates(1), guest.writes("Far too long"));
        mara = hub.signedIn("mara");
        vera = hub.signedIn("vera");
        until(() -> one("SELECT count(*) AS n FROM cases WHERE comment IS NOT NULL"), 1);
    }

    @Test
    void every_look_at_a_case_and_all_that_is_written_on_it_is_noted() {
        mara.page("/cases/1");
        mara.page("/cases/1?part=detail");
        mara.press("/cases/1/take", Map.of());
        mara.press("/cases/1/note", Map.of("remark", "Wears a hat"));
        mara.press("/cases/1/close", TestHub.closing("Said sorry"));
        assertThat(mara.press("/cases/1/close", TestHub.closing("Again")).statusCode()).isEqualTo(409);

        // The page that says why it was not done shows the case as well.
        assertThat(actions("mara")).containsExactly("looked", "looked", "wrote", "wrote", "wrote", "looked");
        assertThat(vera.page("/audit")).contains("Mara Berg", "Looked at the case", "Wrote something on the case",
                "href=\"/cases/1\"", "Harbour Hotel");
        assertThat(mara.page("/cases/1")).as("the case's own history").doesNotContain("Looked at the case");
    }

    @Test
    void what_goes_by_in_a_list_counts_once_for_a_person_a_case_and_an_hour() {
        for (int minutes : new int[]{0, 10, 20}) {
            hub.clock.pass(Duration.ofMinutes(minutes));
            mara.page("/inbox");
        }
        hub.restart();
        mara.page("/inbox");
        hub.restart();
        assertThat(listed("mara")).isEqualTo(1);
        hub.clock.pass(Duration.ofMinutes(31));
        mara.page("/inbox");
        until(() -> listed("mara"), 2);
    }

    @Test
    void what_was_entered_and_what_a_trial_of_a_rule_showed_is_noted() {
        hub.hire("ada", "Ada Root");
        TestHub.Browser ada = hub.signedIn("ada");
        ada.press("/heard", Map.of("channel", "in-person", "site", "Harbour Hotel", "touchpoint", "Lift", "score", "1",
                "words", "It stood still", "language", "en"));
        ada.press("/rules/try", Map.of("id", "0", "version", "0", "kind", "guest", "name", "All", "gravity", "normal",
                "score", "2"));

        assertThat(actions("ada")).containsExactly("entered", "tried", "tried");
        assertThat(one("SELECT case_id AS n FROM audit WHERE action = 'entered'")).isEqualTo(2);
    }

    @Test
    void nothing_of_it_is_ever_changed_or_deleted() {
        mara.page("/cases/1");
        for (String attempt : new String[]{"UPDATE audit SET person = 'vera'", "DELETE FROM audit",
                "INSERT OR REPLACE INTO audit (position, at, person, action, site) VALUES (1, 0, 'vera', 'looked', 'x')"}) {
            assertThatThrownBy(() -> hub.database().change(tx -> tx.update(attempt))).isInstanceOf(StorageFailure.class)
                    .rootCause().hasMessageContaining("only added to");
        }
        assertThat(actions("mara")).containsExactly("looked");
    }

    @Test
    void the_page_is_for_auditors_and_administrators_and_shows_them_their_own_sites_alone() {
        hub.hire("nina", "Nina Airport", Role.AUDITOR, Sites.of("Airport"));
        hub.hire("leo", "Leo Lead", Role.MANAGER, Sites.ALL);
        mara.page("/cases/1");

        assertThat(mara.get("/audit").statusCode()).isEqualTo(403);
        assertThat(hub.signedIn("leo").get("/audit").statusCode()).isEqualTo(403);
        assertThat(hub.signedIn("nina").page("/audit")).contains("Nothing yet").doesNotContain("Harbour Hotel",
                "Looked at");
        assertThat(vera.page("/audit")).contains("Looked at the case");
    }

    @Test
    void it_is_narrowed_by_person_and_case_and_read_a_page_at_a_time() {
        try (AuditTrail trail = new AuditTrail(hub.database(), hub.clock)) {
            trail.note(new Staff("mara", "Mara Berg"), AuditTrail.Action.LOOKED,
                    IntStream.rangeClosed(1, 120).mapToObj(i -> AuditTrail.Subject.of(i, "Harbour Hotel")).toList());
            trail.note(new Staff("gone", "Gone"), AuditTrail.Action.LOOKED,
                    List.of(AuditTrail.Subject.of(7, "Harbour Hotel")));
        }
        String first = vera.page("/audit?person=mara");
        assertThat(first).contains("Case 120<", "Case 71<", "/audit?person=mara&amp;before=").doesNotContain("Case 70<");
        String second = vera.page("/audit?person=mara&before=71");
        assertThat(second).contains("Case 70<", "Case 21<", "href=\"/audit?person=mara\"").doesNotContain("Case 71<");
        assertThat(vera.page("/audit?person=mara&before=21")).contains("Case 1<").doesNotContain("before=");
        assertThat(vera.page("/audit?case=7")).contains("<b><bdi>gone", "<b><bdi>Mara Berg").doesNotContain("Case 8<");
        assertThat(vera.page("/audit?case=x&before=-1&person=" + "y".repeat(60))).contains("Case 120<");
        assertThat(vera.page("/audit?person=%3Cb%3E")).contains("&lt;b&gt;").doesNotContain("<b> (");
    }

    private List<String> actions(String person) {
        return hub.database().read(tx -> tx.list(
                "SELECT action FROM audit WHERE person = ? AND action <> 'listed' ORDER BY position",
                row -> row.text("action"), person));
    }

    private long listed(String person) {
        return one("SELECT count(*) AS n FROM audit WHERE action = 'listed' AND person = '" + person + "'");
    }

    private long one(String sql) {
        return hub.database().read(tx -> tx.first(sql, row -> row.number("n"))).orElseThrow();
    }

    private static void until(java.util.function.LongSupplier number, long wanted) {
        TestHub.until(() -> "=" + number.getAsLong() + ".", "=" + wanted + ".");
    }
}
