package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.answer;
import static org.amends.kiosk.sync.ScriptedHub.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.amends.response.Entry;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the network does, what was said waits and arrives once it can. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncLoopTroubleTest {

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
    void a_login_page_a_redirect_and_half_an_answer_acknowledge_nothing() throws InterruptedException {
        List<UUID> ids = terminal.says(3);
        hub.answers(answer(200, "text/html", "<html>Sign in</html>"),
                answer(302, "text/html", "", "Location", "/elsewhere"), ScriptedHub.breaksOff());
        terminal.loop.start();

        for (int i = 0; i < 4; i++) {
            ScriptedHub.Asked asked = hub.next();
            assertThat(asked.path()).as("not followed elsewhere").isEqualTo(Wire.RESPONSES_PATH);
            assertThat(asked.ids()).isEqualTo(ids);
            terminal.loop.wake();
        }
        assertThat(terminal.confirmed()).as("told of after it is logged").hasSize(3);
        terminal.comesTo(3, 0, 0);
        assertThat(terminal.log).filteredOn(line -> line.contains("the hub receives again")).hasSize(1);
    }

    @Test
    void after_a_failure_it_waits_and_a_new_entry_ends_the_wait() throws InterruptedException {
        Entry first = terminal.says();
        hub.answers(problem(500), problem(500));
        terminal.loop.start();
        assertThat(hub.next().ids()).containsExactly(first.id());
        Entry second = terminal.says();

        terminal.comesTo(2, 0, 0);
        ScriptedHub.Asked last = hub.next();
        while (hub.wasAskedMore()) {
            last = hub.next();
        }
        assertThat(last.ids()).as("both, the oldest first").containsExactly(first.id(), second.id());
    }

    @Test
    void a_hub_that_asks_for_patience_is_given_it_even_when_something_new_comes() {
        terminal.says();
        hub.answers(answer(503, "text/plain", "", "Retry-After", "1"));
        terminal.loop.start();
        long asked = hub.next().nanos();
        terminal.says();
        while (!hub.wasAskedMore()) {
            terminal.loop.wake(); // at whatever point of its wait it is
            LockSupport.parkNanos(1_000_000);
        }

        ScriptedHub.Asked again = hub.next();
        assertThat(Duration.ofNanos(again.nanos() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(950));
        assertThat(again.ids()).hasSize(2);
    }

    @Test
    void a_hub_that_is_away_gets_everything_when_it_comes_back() throws IOException {
        List<UUID> ids = terminal.says(2);
        hub.goesAway();
        terminal.loop.start();
        terminal.loop.wake();
        terminal.comesTo(2, 2, 0);

        hub.comesBack();
        terminal.comesTo(2, 0, 0);
        assertThat(hub.next().ids()).isEqualTo(ids);
    }

    @Test
    void a_hub_that_restarts_between_two_guests_costs_nothing() throws IOException {
        terminal.loop.start();
        terminal.says();
        terminal.comesTo(1, 0, 0);
        hub.goesAway();
        hub.comesBack();
        terminal.says(); // over a connection that is dead by now

        terminal.comesTo(2, 0, 0);
    }

    @Test
    void a_receipt_that_was_lost_with_the_line_makes_the_same_text_come_again() {
        terminal.says();
        hub.answers(ScriptedHub.breaksOff());
        terminal.loop.start();

        assertThat(hub.next().texts()).isEqualTo(hub.next().texts());
    }

    @Test
    void a_stop_gives_up_what_is_under_way_and_the_next_start_sends_it_again() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Entry entry = terminal.says();
        hub.answers((_, _) -> {
            try {
                stopped.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        terminal.loop.start();
        hub.next();
        long before = System.nanoTime();
        terminal.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(terminal.log).as("a stop is no trouble").isEmpty();
        stopped.countDown();

        terminal = Terminal.paired(folder, hub.address());
        terminal.loop.start();
        assertThat(hub.next().ids()).containsExactly(entry.id());
        terminal.comesTo(1, 0, 0);
    }
}
