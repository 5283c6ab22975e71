package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.response.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What colleagues do with one case together, and what is known of its guest. */
class TogetherTest extends StaffedHub {

    private TestHub.Browser jonas;

    @BeforeEach
    void signInJonas() {
        jonas = hub.signedIn("jonas");
    }

    @Test
    void whoever_has_a_case_gives_it_to_a_colleague_who_is_told_until_they_look() {
        opened("Gate B7");
        mara.press("/cases/1/take", Map.of());
        hub.clock.pass(Duration.ofMinutes(2));

        assertThat(mara.press("/cases/1/hand-over?view=mine", Map.of("to", "jonas")).headers().firstValue("Location"))
                .hasValue("/cases/1?view=mine");
        String line = "Mara Berg handed a case over to you at 12:02: Gate B7";
        assertThat(jonas.page("/inbox")).contains(line);
        assertThat(mara.page("/inbox")).doesNotContain(line);
        assertThat(jonas.page("/inbox?view=mine")).contains("data-case=\"1\"");
        assertThat(mara.page("/inbox?view=mine")).doesNotContain("data-case=\"1\"");
        assertThat(mara.page("/cases/1")).contains("With Jonas Vale since 12:02", "Handed over to Jonas Vale")
                .doesNotContain("/cases/1/close");
        assertThat(jonas.page("/cases/1")).contains("Yours since 12:02", "/cases/1/close").doesNotContain(line);
        assertThat(jonas.page("/inbox")).doesNotContain(line);
        assertThat(mara.press("/cases/1/close", TestHub.closing("")).statusCode()).isEqualTo(409);
    }

    @Test
    void nobody_gives_away_what_they_do_not_have() {
        opened("Gate B7");
        assertThat(jonas.press("/cases/1/hand-over", Map.of("to", "mara")).statusCode()).isEqualTo(409);
        mara.press("/cases/1/take", Map.of());

        HttpResponse<byte[]> answer = jonas.press("/cases/1/hand-over", Map.of("to", "mara"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(answer)).contains("Only Mara Berg can hand this case over");
        for (String nobody : new String[]{"", "mallory", "mara"}) {
            assertThat(mara.press("/cases/1/hand-over", Map.of("to", nobody)).statusCode()).as(nobody).isEqualTo(422);
        }
        assertThat(mara.press("/cases/9/hand-over", Map.of("to", "jonas")).statusCode()).isEqualTo(404);
        assertThat(mara.page("/cases/1")).contains("Yours since").doesNotContain("Handed over");
    }

    @Test
    void handing_over_is_not_yet_dealing_with_it_nor_is_what_a_bystander_writes() {
        opened("Gate B7");
        mara.press("/cases/1/take", Map.of());
        mara.press("/cases/1/hand-over", Map.of("to", "jonas"));
        mara.press("/cases/1/note", Map.of("remark", "The guest wore a red hat"));
        hub.clock.pass(Duration.ofMinutes(1));
        jonas.press("/cases/1/note", Map.of("remark", "Called them"));

        // That the note of whoever has it counts shows when the clocks have seen it.
        TestHub.until(() -> jonas.page("/cases/1?part=detail"), "Done at 12:01");
        assertThat(responded()).isEqualTo(hub.clock.instant().toEpochMilli());
    }

    @Test
    void a_note_stands_in_the_history_and_closes_nothing() {
        opened("Gate B7");
        assertThat(mara.press("/cases/1/note", Map.of("remark", "Ask the\r\n<b>gate</b>")).statusCode()).isEqualTo(303);
        assertThat(jonas.page("/cases/1")).contains("Noted · <bdi>Mara Berg</bdi>", "Ask the\n&lt;b&gt;gate",
                "data-state=\"new\"");
        assertThat(mara.press("/cases/1/note", Map.of("remark", " ")).statusCode()).isEqualTo(422);
        assertThat(mara.press("/cases/1/note", Map.of("remark", "x".repeat(501))).statusCode()).isEqualTo(422);
        assertThat(mara.press("/cases/9/note", Map.of("remark", "x")).statusCode()).isEqualTo(404);
    }

    @Test
    void whoever_is_mentioned_has_a_line_above_their_list_until_they_look() {
        opened("Gate B7");
        mara.press("/cases/1/note", Map.of("remark", "@Jonas, is the lane open? Write to desk@mara.example."));
        String line = "You were mentioned by Mara Berg at 12:00: Gate B7";
        assertThat(jonas.page("/inbox?view=closed")).contains(line);
        assertThat(mara.page("/inbox")).doesNotContain("You were mentioned");
        assertThat(jonas.page("/cases/1?part=detail")).contains("is the lane open?");
        assertThat(jonas.page("/inbox")).doesNotContain(line);

        mara.press("/cases/1/note", Map.of("remark", "And now?", "tell", "jonas"));
        assertThat(jonas.page("/inbox")).contains(line);
        assertThat(jonas.page("/cases/1")).contains("@jonas And now?");
    }

    @Test
    void a_name_that_nobody_has_is_named_and_the_note_is_not_lost() {
        opened("Gate B7");
        HttpResponse<byte[]> answer = mara.press("/cases/1/note", Map.of("remark", "@jonsa please look"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestHub.text(answer)).contains("Nobody here is called @jonsa.", ">@jonsa please look</textarea>")
                .doesNotContain("Noted");
    }

    @Test
    void other_cases_of_the_same_guest_stand_beside_a_case_and_nobody_elses() {
        for (String[] one : new String[][]{{"Gate B7", "Guest@example.org"}, {"Table 7", "other@example.org"},
                {"Lift", "guest@example.org "}}) {
            Guest guest = Guest.at(one[0], hub.clock.instant());
            sent(guest.rates(1), guest.says(
                    new Content.Contact("reach", "email", one[1], List.of(new Content.Consent("reply", "To answer me")))));
            TestHub.until(() -> mara.page("/inbox"), one[0]);
        }
        String detail = TestHub.until(() -> mara.page("/cases/3?part=detail"), "Other cases of this guest");
        assertThat(detail).contains("href=\"/cases/1?view=open\"", "Gate B7").doesNotContain("/cases/2", "Table 7");
        assertThat(mara.page("/cases/2?part=detail")).doesNotContain("Other cases of this guest");
    }

    @Test
    void of_fifty_who_take_the_same_cases_at_once_each_case_has_one_owner_and_nobody_is_told_two_things()
            throws Exception {
        int people = 50;
        int places = 20;
        List<Staff> staff = IntStream.range(0, people).mapToObj(i -> new Staff("p" + i, "Person " + i)).toList();
        hub.database().change(tx -> staff.forEach(one -> tx.update(
                "INSERT INTO staff (name, display_name, password_hash, created_at) VALUES (?, ?, 'none', 0)", one.name(),
                one.displayName())));
        for (int i = 1; i <= places; i++) {
            opened("Table " + i);
        }
        Cases cases = new Cases(hub.database(), hub.clock, new Bell());
        CyclicBarrier together = new CyclicBarrier(people);
        Map<Long, List<String>> winners = new HashMap<>();
        List<Callable<List<Long>>> takers = new ArrayList<>();
        staff.forEach(one -> takers.add(() -> {
            together.await();
            List<Long> won = new ArrayList<>();
            for (long id = 1; id <= places; id++) {
                if (cases.take(id, one) instanceof Cases.Outcome.Done) {
                    won.add(id);
                }
            }
            return won;
        }));
        try (ExecutorService all = Executors.newFixedThreadPool(people)) {
            List<Future<List<Long>>> answers = all.invokeAll(takers);
            for (int i = 0; i < people; i++) {
                for (long id : answers.get(i).get()) {
                    winners.computeIfAbsent(id, _ -> new ArrayList<>()).add(staff.get(i).name());
                }
            }
        }
        for (long id = 1; id <= places; id++) {
            RecoveryCase found = cases.find(id).orElseThrow();
            assertThat(winners.get(id)).hasSize(1);
            assertThat(found.state()).isInstanceOfSatisfying(org.amends.hub.recovery.CaseState.Taken.class,
                    taken -> assertThat(taken.by().name()).isEqualTo(winners.get(found.id()).getFirst()));
        }
    }

    private long responded() {
        return hub.database().read(tx -> tx.first("SELECT responded_at FROM case_clocks WHERE case_id = 1",
                row -> row.number("responded_at"))).orElseThrow();
    }

    private void opened(String place) {
        sent(Guest.at(place, hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), place);
    }
}
