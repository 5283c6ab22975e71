package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.response.Content;
import org.junit.jupiter.api.Test;

/** Two cases of one guest become one. */
class MergeTest extends StaffedHub {

    private static final Staff MARA = new Staff("mara", "Mara Berg");
    private static final Staff JONAS = new Staff("jonas", "Jonas Vale");

    @Test
    void the_page_asks_first_and_then_one_case_goes_on_with_the_history_of_both() {
        opened("Gate B7", "guest@example.org");
        hub.clock.pass(Duration.ofMinutes(2));
        Guest second = opened("Lift", "guest@example.org");
        sent(second.writes("Nobody <came>"), second.calls("now"));
        TestHub.until(() -> mara.page("/cases/2"), "Wants somebody to come now");
        assertThat(mara.page("/cases/2")).contains("href=\"/cases/2/merge?view=open&amp;with=1\"");

        String asked = mara.page("/cases/2/merge?view=open&with=1");
        assertThat(asked).contains("Merge two cases of one guest", "Nothing undoes this", "Gate B7", "Lift",
                "Nobody &lt;came&gt;", "value=\"1\" required checked");
        assertThat(mara.page("/cases/2")).as("asking changes nothing").contains("data-state=\"new\"");
        hub.clock.pass(Duration.ofMinutes(1));
        HttpResponse<byte[]> done = mara.press("/cases/2/merge?view=open", Map.of("with", "1", "into", "1"));
        assertThat(done.headers().firstValue("Location")).hasValue("/cases/1?view=open");

        assertThat(mara.page("/cases/1")).contains("Wants somebody to come now", "data-state=\"new\"",
                "data-joined=\"2\"").containsSubsequence("Pressed Bad",
                        "href=\"/cases/2?view=open\">Case 2</a> · Pressed Bad",
                        "Case 2</a> · Wrote a comment", "Nobody &lt;came&gt;", "Case 2 was merged into this one");
        assertThat(mara.page("/cases/2")).contains("Merged into case 1 by Mara Berg at 12:03", "data-state=\"closed\"",
                "<a href=\"/cases/1?view=open\">Case 1</a>").doesNotContain("/cases/2/take", "/cases/2/merge");
        assertThat(mara.page("/inbox")).contains("data-count=\"open\">1<", "data-count=\"closed\">1<");
        HttpResponse<byte[]> again = mara.press("/cases/2/merge", Map.of("with", "1", "into", "2"));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(again)).contains("Case 2: Merged into case 1 by Mara Berg at 12:03");
        assertThat(mara.press("/cases/2/take", Map.of()).statusCode()).isEqualTo(409);
    }

    @Test
    void what_was_merged_before_comes_along() {
        for (String place : new String[]{"Gate B7", "Lift", "Spa"}) {
            opened(place, "guest@example.org");
        }
        assertThat(cases().merge(3, 2, MARA)).isEmpty();
        assertThat(cases().merge(2, 1, MARA)).isEmpty();
        assertThat(mara.page("/cases/1")).contains("data-joined=\"2 3\"", "Case 2</a> · Case 3 was merged into this one",
                "Case 3</a> · Pressed Bad");
    }

    @Test
    void the_case_that_goes_on_is_with_whoever_had_the_other_and_a_guest_reads_so() {
        opened("Gate B7", "guest@example.org");
        opened("Lift", "guest@example.org");
        cases().take(2, MARA);
        assertThat(mara.page("/cases/1/merge?with=2")).contains("value=\"2\" required checked");
        assertThat(cases().merge(2, 1, MARA)).isEmpty();

        assertThat(mara.page("/cases/1")).contains("Yours since 12:00");
        TestHub.until(() -> String.valueOf(hub.database().read(tx -> tx.first(
                "SELECT count(*) AS n FROM downlink_progress WHERE message LIKE '%Mara%' AND message NOT LIKE '%Berg%'",
                row -> row.number("n"))).orElseThrow()), "2");
    }

    @Test
    void what_the_guest_adds_to_a_merged_case_presses_on_the_one_that_goes_on() {
        Guest first = opened("Gate B7", "guest@example.org");
        Guest second = opened("Lift", "guest@example.org");
        opened("Spa", "guest@example.org");
        assertThat(cases().merge(2, 3, MARA)).isEmpty();
        assertThat(cases().merge(3, 1, MARA)).isEmpty();
        assertThat(mara.page("/cases/1")).doesNotContain("Wants somebody");
        sent(second.calls("now"));

        assertThat(TestHub.until(() -> mara.page("/cases/1"), "Wants somebody to come now"))
                .containsOnlyOnce("Asked for somebody to come now").contains("Case 2</a> · Asked for somebody to come now");
        assertThat(mara.page("/inbox?view=open")).contains("Wants somebody to come now");
        sent(first.writes("Hello?"));
        assertThat(TestHub.until(() -> mara.page("/cases/1"), "Hello?")).contains("Wants somebody to come now");
    }

    @Test
    void a_wish_for_somebody_that_a_merged_case_brought_along_stays_whatever_the_guest_adds() {
        Guest first = opened("Gate B7", "guest@example.org");
        Guest second = opened("Lift", "guest@example.org");
        sent(second.calls("now"));
        TestHub.until(() -> mara.page("/cases/2"), "Wants somebody to come now");
        assertThat(cases().merge(2, 1, MARA)).isEmpty();
        sent(first.writes("Hello?"));

        assertThat(TestHub.until(() -> mara.page("/cases/1"), "Hello?")).contains("Wants somebody to come now");
        assertThat(mara.page("/inbox?view=open")).contains("Wants somebody to come now");
    }

    @Test
    void nobody_merges_what_somebody_else_has() {
        opened("Gate B7", "guest@example.org");
        opened("Lift", "guest@example.org");
        cases().take(1, JONAS);
        for (String into : new String[]{"1", "2"}) {
            HttpResponse<byte[]> answer = mara.press("/cases/2/merge", Map.of("with", "1", "into", into));
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(TestHub.text(answer)).contains("Case 1: Only Jonas Vale can merge it, as they have it.")
                    .doesNotContain("name=\"into\"");
        }
        assertThat(cases().merge(2, 1, JONAS)).isEmpty();
    }

    @Test
    void cases_of_different_guests_and_what_there_is_not_are_not_merged() {
        opened("Gate B7", "guest@example.org");
        opened("Lift", "other@example.org");
        assertThat(TestHub.text(mara.press("/cases/2/merge", Map.of("with", "1", "into", "1"))))
                .contains("Case 2: It is not known to be of the same guest as the other.");
        hub.database().change(tx -> tx.update("UPDATE cases SET site = 'Airport' WHERE id = 2"));
        assertThat(mara.page("/cases/2/merge?with=1")).contains("Case 2: It is of another site.");
        assertThat(cases().merge(1, 1, MARA)).hasValueSatisfying(
                why -> assertThat(why.why()).isInstanceOf(Cases.Outcome.AnotherGuest.class));
        for (Map<String, String> nothing : List.of(Map.of("with", "9", "into", "2"), Map.of("with", "1", "into", "9"),
                Map.of("with", "1"), Map.of("into", "1"), Map.of("with", "x", "into", "y"))) {
            assertThat(mara.press("/cases/2/merge", nothing).statusCode()).as(nothing.toString()).isEqualTo(404);
        }
        assertThat(mara.get("/cases/2/merge").statusCode()).isEqualTo(404);
        assertThat(mara.post("/cases/2/merge", Map.of("with", "1", "into", "1")).statusCode()).isEqualTo(403);
        assertThat(mara.page("/inbox")).contains("data-count=\"open\">2<");
    }

    @Test
    void of_two_who_merge_the_same_cases_at_once_in_both_directions_one_does_and_one_is_told_why_not() throws Exception {
        int pairs = 15;
        for (int i = 0; i < 2 * pairs; i++) {
            opened("Table " + (i + 1), "guest" + i / 2 + "@example.org");
        }
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (long first = 1; first < 2 * pairs; first += 2) {
                long one = first;
                List<Callable<Optional<Cases.Hindrance>>> both = List.of(merging(together, one, one + 1, MARA),
                        merging(together, one + 1, one, JONAS));
                List<Optional<Cases.Hindrance>> told = new ArrayList<>();
                for (var answer : two.invokeAll(both)) {
                    told.add(answer.get());
                }
                List<RecoveryCase> now = List.copyOf(cases().find(List.of(one, one + 1)).values());
                assertThat(now).filteredOn(found -> found.state() instanceof CaseState.New).hasSize(1);
                assertThat(now).filteredOn(found -> found.state() instanceof CaseState.Merged).hasSize(1);
                assertThat(told).filteredOn(Optional::isEmpty).hasSize(1);
                assertThat(told).filteredOn(Optional::isPresent).hasSize(1).allSatisfy(why -> assertThat(why.get().why())
                        .isInstanceOf(Cases.Outcome.AlreadyMerged.class));
            }
        }
    }

    private Callable<Optional<Cases.Hindrance>> merging(CyclicBarrier together, long gone, long stays, Staff who) {
        return () -> {
            together.await();
            return cases().merge(gone, stays, who);
        };
    }

    private Cases cases() {
        return new Cases(hub.database(), hub.clock, new Bell());
    }

    private Guest opened(String place, String address) {
        Guest guest = Guest.at(place, hub.clock.instant());
        sent(guest.rates(1), guest.says(
                new Content.Contact("reach", "email", address, List.of(new Content.Consent("reply", "To answer me")))));
        TestHub.until(() -> mara.page("/inbox?touchpoint=" + place.replace(" ", "+")), "data-case");
        TestHub.until(() -> String.valueOf(hub.database().read(tx -> tx.first(
                "SELECT count(*) AS n FROM case_guests g JOIN cases c ON c.id = g.case_id WHERE c.touchpoint = ?",
                row -> row.number("n"), place)).orElseThrow()), "1");
        return guest;
    }
}
