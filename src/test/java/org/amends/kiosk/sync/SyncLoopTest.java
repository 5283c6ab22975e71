package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.answer;
import static org.amends.kiosk.sync.ScriptedHub.problem;
import static org.amends.kiosk.sync.ScriptedHub.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.amends.response.Entry;
import org.amends.wire.Batch;
import org.amends.wire.Problem.RefusedEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop between a real outbox and a real server, when both are well and when the hub refuses. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncLoopTest {

    @TempDir
    private Path folder;
    private ScriptedHub hub;
    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        hub = new ScriptedHub();
        terminal = Terminal.paired(folder, hub.address());
    }

    @AfterEach
    void close() {
        terminal.close();
        hub.close();
    }

    @Test
    void what_waits_from_before_is_sent_at_the_start_oldest_first_in_batches() {
        List<UUID> ids = terminal.says(1100);
        terminal.loop.start();
        terminal.comesTo(1100, 0, 0);

        List<UUID> came = new ArrayList<>(hub.next().ids());
        assertThat(came).hasSize(500);
        came.addAll(hub.next().ids());
        came.addAll(hub.next().ids());
        assertThat(came).isEqualTo(ids);
        assertThat(hub.wasAskedMore()).isFalse();
    }

    @Test
    void a_new_entry_is_sent_at_once_and_its_response_is_told_of() throws InterruptedException {
        terminal.loop.start();
        for (int i = 0; i < 5; i++) {
            long given = System.nanoTime();
            Entry entry = terminal.says();
            ScriptedHub.Asked asked = hub.next();

            assertThat(asked.ids()).containsExactly(entry.id());
            assertThat(Duration.ofNanos(asked.nanos() - given)).isLessThan(Duration.ofSeconds(2));
            assertThat(terminal.confirmed()).containsExactly(entry.response());
        }
        terminal.comesTo(5, 0, 0);
    }

    @Test
    void only_what_has_a_receipt_leaves_and_the_rest_is_sent_again() throws InterruptedException {
        Entry first = terminal.says();
        Entry second = terminal.says();
        hub.answers(receipts(List.of(second.id())));
        terminal.loop.start();

        assertThat(terminal.confirmed()).containsExactly(second.response());
        assertThat(terminal.confirmed()).containsExactly(first.response());
        assertThat(hub.next().ids()).containsExactly(first.id(), second.id());
        assertThat(hub.next().ids()).containsExactly(first.id());
    }

    @Test
    void entries_that_the_hub_names_are_set_aside_and_the_others_sent_again() {
        List<UUID> ids = terminal.says(4);
        hub.answers(problem(422, new RefusedEntry(1, "score")), problem(409, new RefusedEntry(2, "other content")));
        terminal.loop.start();
        terminal.comesTo(4, 0, 2);

        assertThat(hub.next().ids()).isEqualTo(ids);
        assertThat(hub.next().ids()).isEqualTo(ids);
        ScriptedHub.Asked last = hub.next();
        assertThat(last.ids()).as("the places of those set aside are kept").isEqualTo(ids);
        assertThat(last.items()).filteredOn(Batch.Withheld.class::isInstance).extracting(Batch.Item::id)
                .containsExactly(ids.get(1), ids.get(2));
        assertThat(terminal.log).anySatisfy(line -> assertThat(line).contains(ids.get(1).toString(), "422 score"))
                .anySatisfy(line -> assertThat(line).contains(ids.get(2).toString(), "409 other content"));
    }

    @Test
    void a_batch_refused_as_a_whole_is_halved_until_the_one_at_fault_stands_alone_and_is_set_aside() {
        List<UUID> ids = terminal.says(8);
        UUID poison = ids.get(5);
        ScriptedHub.Answer chokes = (exchange, asked) -> (asked.ids().contains(poison)
                ? problem(asked.ids().size() > 2 ? 413 : 400)
                : receipts(asked.ids())).give(exchange, asked);
        hub.answers(java.util.Collections.nCopies(20, chokes).toArray(ScriptedHub.Answer[]::new));
        terminal.loop.start();
        terminal.comesTo(8, 0, 1);

        int asked = 0;
        for (; hub.wasAskedMore(); asked++) {
            hub.next();
        }
        assertThat(asked).as("a few steps, not a storm").isLessThan(12);
        assertThat(terminal.log).filteredOn(line -> line.contains("set aside")).singleElement().asString()
                .contains(poison.toString());
    }

    @Test
    void a_refusal_without_words_sets_the_one_aside_and_does_not_spin() {
        terminal.says();
        hub.answers(answer(413, "application/problem+json", "{\"status\":413}"));
        terminal.loop.start();
        terminal.comesTo(1, 0, 1);

        hub.next();
        assertThat(hub.next().items()).singleElement().isInstanceOf(Batch.Withheld.class);
        assertThat(hub.wasAskedMore()).isFalse();
    }

    @Test
    void a_token_that_the_hub_does_not_know_keeps_everything_and_is_told_once() throws InterruptedException {
        Entry entry = terminal.says();
        hub.answers(problem(401), problem(401), problem(401));
        terminal.loop.start();

        assertThat(terminal.confirmed()).containsExactly(entry.response());
        for (int i = 0; i < 4; i++) {
            assertThat(hub.next().ids()).containsExactly(entry.id());
        }
        assertThat(terminal.log).filteredOn(line -> line.contains("pair it again")).hasSize(1);
        assertThat(terminal.log).anySatisfy(line -> assertThat(line).contains("the hub receives again"));
        terminal.comesTo(1, 0, 0);
    }

    @Test
    void the_token_travels_with_every_batch_and_never_stands_in_a_log() {
        terminal.says(2);
        hub.answers(problem(401), problem(422, new RefusedEntry(0, "score")), answer(200, "text/html", "<html>"),
                ScriptedHub.breaksOff());
        terminal.loop.start();
        terminal.comesTo(2, 0, 1);

        for (int i = 0; i < 5; i++) {
            assertThat(hub.next().headers()).containsEntry("Authorization", "Bearer " + Terminal.TOKEN);
        }
        assertThat(terminal.log).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain(Terminal.TOKEN));
    }

    @Test
    void a_loop_that_never_started_or_ended_already_ends_quietly() throws IOException {
        terminal.loop.close();
        terminal.loop.close();
        terminal.close();
        terminal = Terminal.paired(folder, hub.address());
        terminal.loop.start();
        terminal.loop.close();

        assertThat(terminal.log).isEmpty();
    }
}
