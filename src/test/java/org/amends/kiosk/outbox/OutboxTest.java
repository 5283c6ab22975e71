package org.amends.kiosk.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.amends.kiosk.outbox.Outbox.Counts;
import org.amends.kiosk.outbox.Outbox.Waiting;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was said stays, in its order, until the hub has it: on real files, with a second connection that looks on. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboxTest {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");

    @TempDir
    private Path folder;

    @Test
    void numbers_are_given_from_1_without_a_gap_over_every_restart() {
        List<Long> numbers = new ArrayList<>();
        for (int start = 0; start < 3; start++) {
            try (Outbox outbox = open()) {
                numbers.add(rate(outbox).sequence());
                numbers.add(rate(outbox).sequence());
            }
        }

        assertThat(numbers).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void numbers_are_given_without_a_gap_to_many_who_add_at_once() {
        try (Outbox outbox = open()) {
            List<CompletableFuture<Entry>> adding = java.util.stream.IntStream.range(0, 50).parallel()
                    .mapToObj(_ -> outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q"))).toList();

            assertThat(adding.stream().map(CompletableFuture::join).map(Entry::sequence).sorted().toList())
                    .isEqualTo(java.util.stream.LongStream.rangeClosed(1, 50).boxed().toList());
            assertThat(outbox.oldest(100)).hasSize(50);
        }
    }

    @Test
    void whatever_was_added_is_on_disk_when_its_future_completes() throws SQLException {
        try (Outbox outbox = open(); OutboxFile file = new OutboxFile(folder)) {
            for (int i = 1; i <= 5; i++) {
                Entry entry = rate(outbox);
                assertThat(file.texts("SELECT body FROM entry WHERE sequence = " + i)).containsExactly(Wire.text(entry));
            }
        }
    }

    @Test
    void an_entry_says_who_when_where_and_what() {
        UUID response = UUID.randomUUID();
        try (Outbox outbox = open()) {
            Entry entry = outbox.add(response, "stay", "de", new Content.Rating("stay", 1, 4)).join();

            assertThat(entry).isEqualTo(
                    new Entry(entry.id(), 1, response, NOON, PLACE, "stay", "de", new Content.Rating("stay", 1, 4)));
            assertThat(outbox.oldest(9)).containsExactly(new Waiting(entry.id(), response, Wire.text(entry)));
        }
    }

    @Test
    void the_oldest_come_first_and_no_more_than_asked_for() {
        try (Outbox outbox = open()) {
            List<UUID> ids = List.of(rate(outbox).id(), rate(outbox).id(), rate(outbox).id());

            assertThat(outbox.oldest(2)).extracting(Waiting::id).containsExactlyElementsOf(ids.subList(0, 2));
            assertThat(outbox.oldest(9)).extracting(Waiting::id).containsExactlyElementsOf(ids);
        }
    }

    @Test
    void what_the_hub_has_and_what_it_will_never_take_are_out_of_the_way_after_a_restart_too() {
        UUID waiting;
        try (Outbox outbox = open()) {
            UUID received = rate(outbox).id();
            UUID refused = rate(outbox).id();
            waiting = rate(outbox).id();
            outbox.acknowledge(List.of(received));
            outbox.setAside(refused, "422 out of its limits");
            outbox.acknowledge(List.of());
            outbox.acknowledge(List.of(UUID.randomUUID()));
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.oldest(9)).extracting(Waiting::id).containsExactly(waiting);
            assertThat(outbox.counts()).isEqualTo(new Counts(3, 1, 1));
        }
    }

    @Test
    void what_the_hub_has_is_forgotten_after_days_and_the_counting_goes_on() throws SQLException {
        try (Outbox outbox = open()) {
            outbox.acknowledge(List.of(rate(outbox).id(), rate(outbox).id(), rate(outbox).id()));
        }
        open(Duration.ofDays(7)).close();
        assertThat(numbersOnDisk()).containsExactly("1", "2", "3");

        try (Outbox outbox = open(Duration.ofDays(9))) {
            assertThat(numbersOnDisk()).as("the newest stays: the next is counted from it").containsExactly("3");
            assertThat(outbox.counts()).isEqualTo(new Counts(3, 0, 0));
            assertThat(rate(outbox).sequence()).isEqualTo(4);
        }
    }

    @Test
    void what_waits_or_was_set_aside_is_never_forgotten() {
        try (Outbox outbox = open()) {
            rate(outbox);
            outbox.setAside(rate(outbox).id(), "422");
            outbox.acknowledge(List.of(rate(outbox).id()));
            rate(outbox);
        }
        try (Outbox outbox = open(Duration.ofDays(4000))) {
            assertThat(outbox.counts()).isEqualTo(new Counts(4, 2, 1));
        }
    }

    @Test
    void hostile_words_come_back_to_the_letter() {
        List<String> hostile = List.of("'); DROP TABLE entry; --", "Ça va? \"שלום\" 🙂 \u202E\u2028",
                "<script>\r\n\t\\u0000",
                "\u0001\u007F", "x".repeat(2000), "%s ${x} {0}");
        try (Outbox outbox = open()) {
            hostile.forEach(words -> outbox.add(UUID.randomUUID(), "s", "en", new Content.Comment("why", words)).join());
        }
        try (Outbox outbox = open()) {
            assertThat(outbox.oldest(9)).extracting(Waiting::text).map(Wire::entry).map(Entry::content)
                    .map(Content.Comment.class::cast).map(Content.Comment::text).containsExactlyElementsOf(hostile);
        }
    }

    @Test
    void somebody_is_woken_after_each_commit() {
        AtomicInteger woken = new AtomicInteger();
        try (Outbox outbox = open()) {
            outbox.whenAdded(() -> woken.addAndGet(outbox(folder).size()));
            rate(outbox);
            assertThat(woken).as("what it sees is committed").hasValue(1);
            rate(outbox);
            assertThat(woken).hasValue(1 + 2);
        }
    }

    @Test
    void what_is_handed_in_before_the_end_is_finished_and_what_comes_after_it_fails_without_a_throw() {
        Outbox outbox = open();
        List<CompletableFuture<Entry>> adding = java.util.stream.IntStream.range(0, 20)
                .mapToObj(_ -> outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q"))).toList();
        outbox.close();

        assertThat(adding).allSatisfy(added -> assertThat(added).isCompleted());
        CompletableFuture<Entry> late = outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q"));
        assertThat(late).isCompletedExceptionally();
        assertThat(outbox(folder)).hasSize(20);
    }

    @Test
    void what_no_entry_may_hold_fails_and_takes_no_number() {
        try (Outbox outbox = open()) {
            assertThatThrownBy(() -> outbox.add(UUID.randomUUID(), "s".repeat(99), "en", new Content.Left("q")).join())
                    .isInstanceOf(CompletionException.class).hasMessageContaining("survey must have 1 to 64 characters");
            assertThat(rate(outbox).sequence()).isEqualTo(1);
        }
    }

    @Test
    void nobody_else_can_read_the_file() throws Exception {
        try (Outbox outbox = open()) {
            rate(outbox);
            try (java.util.stream.Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith(OutboxStore.FILE)).toList())
                        .isNotEmpty().allSatisfy(file -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                .as(file.toString()).isEqualTo("rw-------"));
            }
        }
    }

    static Entry rate(Outbox outbox) {
        return outbox.add(UUID.randomUUID(), "stay", "en", new Content.Rating("stay", 1, 4)).join();
    }

    private Outbox open() {
        return open(Duration.ZERO);
    }

    private Outbox open(Duration later) {
        return Outbox.open(folder, Clock.fixed(NOON.plus(later), ZoneOffset.UTC), PLACE);
    }

    private List<String> numbersOnDisk() throws SQLException {
        try (OutboxFile file = new OutboxFile(folder)) {
            return file.texts("SELECT sequence FROM entry ORDER BY sequence");
        }
    }

    private static List<String> outbox(Path folder) {
        try (OutboxFile file = new OutboxFile(folder)) {
            return file.texts("SELECT id FROM entry");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
