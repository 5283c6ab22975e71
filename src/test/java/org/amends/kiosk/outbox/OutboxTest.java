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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.amends.kiosk.outbox.Outbox.Committed;
import org.amends.kiosk.outbox.Outbox.Counts;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.kiosk.platform.MachineClock;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.response.Uptime;
import org.amends.wire.Batch;
import org.amends.wire.Boot;
import org.amends.wire.Chain;
import org.amends.wire.Mark;
import org.amends.wire.Sealing;
import org.amends.wire.SealingKey;
import org.amends.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was said stays, in its order, until the hub has it: on real files, with a second connection that looks on. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboxTest {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Sealing.KeyPair KEYS = Sealing.newKeyPair();
    static final ContentSeal SEAL = new ContentSeal(() -> Optional.of(new SealingKey("k-1", KEYS.publicKey())));
    static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");

    @TempDir
    private Path folder;

    @Test
    void a_response_stays_at_the_place_it_began_at_and_the_next_begins_where_the_terminal_was_carried_to() {
        Touchpoint table = new Touchpoint("Harbour Hotel", "Table 12");
        UUID underWay = UUID.randomUUID();
        Content said = new Content.Left("mood");
        try (Outbox outbox = open()) {
            assertThat(outbox.add(underWay, "stay", "en", said).join().entry().touchpoint()).isEqualTo(PLACE);
            outbox.standsAt(table);
            assertThat(outbox.add(underWay, "stay", "en", said).join().entry().touchpoint()).isEqualTo(PLACE);
            for (int guest = 0; guest < 300; guest++) {
                assertThat(outbox.add(UUID.randomUUID(), "stay", "en", said).join().entry().touchpoint())
                        .isEqualTo(table);
            }
        }
    }

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
            List<CompletableFuture<Committed>> adding = java.util.stream.IntStream.range(0, 50).parallel()
                    .mapToObj(_ -> outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q"))).toList();

            assertThat(adding.stream().map(CompletableFuture::join).map(Committed::sequence).sorted().toList())
                    .isEqualTo(java.util.stream.LongStream.rangeClosed(1, 50).boxed().toList());
            assertThat(waiting(outbox)).hasSize(50);
        }
    }

    @Test
    void whatever_was_added_is_on_disk_when_its_future_completes() throws SQLException {
        try (Outbox outbox = open(); OutboxFile file = new OutboxFile(folder)) {
            for (int i = 1; i <= 5; i++) {
                Entry entry = rate(outbox).entry();
                assertThat(file.texts("SELECT body FROM entry WHERE sequence = " + i)).containsExactly(Wire.text(entry));
            }
        }
    }

    @Test
    void an_entry_says_who_when_where_and_what() {
        UUID response = UUID.randomUUID();
        try (Outbox outbox = open()) {
            Entry entry = outbox.add(response, "stay", "de", new Content.Rating("stay", 1, 4)).join().entry();

            assertThat(entry).isEqualTo(new Entry(entry.id(), response, NOON, Optional.of(new Uptime("boot", 1000)), PLACE,
                    "stay", "de", new Content.Rating("stay", 1, 4)));
            Outgoing next = outbox.next(9).orElseThrow();
            String link = Chain.link(Chain.start(next.story()), 1, Chain.digest(Wire.text(entry)));
            assertThat(next).isEqualTo(new Outgoing(next.story(), Optional.empty(),
                    List.of(new Boot("boot", 1000, List.of())),
                    List.of(new Waiting(1, 1, link, entry.id(), response, Wire.text(entry), Optional.empty()))));
        }
    }

    @Test
    void the_oldest_come_first_and_no_more_than_asked_for() {
        try (Outbox outbox = open()) {
            List<UUID> ids = List.of(id(rate(outbox)), id(rate(outbox)), id(rate(outbox)));

            assertThat(waiting(outbox, 2)).extracting(Waiting::id).containsExactlyElementsOf(ids.subList(0, 2));
            assertThat(waiting(outbox, 9)).extracting(Waiting::id).containsExactlyElementsOf(ids);
        }
    }

    @Test
    void what_the_hub_has_and_what_it_will_never_take_are_out_of_the_way_after_a_restart_too() {
        UUID waiting;
        try (Outbox outbox = open()) {
            rate(outbox);
            rate(outbox);
            waiting = id(rate(outbox));
            acknowledge(outbox, List.of(1L), 1);
            outbox.setAside(2, "422 out of its limits");
            assertThat(waiting(outbox)).extracting(Waiting::setAside)
                    .containsExactly(Optional.of("422 out of its limits"), Optional.empty());
            acknowledge(outbox, List.of(2L), 1);
            acknowledge(outbox, List.of(), 1);
            acknowledge(outbox, List.of(99L), 1);
        }
        try (Outbox outbox = open()) {
            assertThat(waiting(outbox, 9)).extracting(Waiting::id).containsExactly(waiting);
            assertThat(outbox.counts()).isEqualTo(new Counts(3, 1, 1));
        }
    }

    @Test
    void what_the_hub_has_is_forgotten_after_days_of_running_and_the_counting_goes_on() throws SQLException {
        try (Outbox outbox = open()) {
            Stream.generate(() -> rate(outbox)).limit(3).toList();
            acknowledge(outbox, List.of(1L, 2L, 3L), NOON.toEpochMilli());
        }
        hubSays(NOON, running("boot", Duration.ofDays(7)), 0);
        assertThat(numbersOnDisk()).containsExactly("1", "2", "3");

        hubSays(NOON, running("boot", Duration.ofDays(9)), 2);
        assertThat(numbersOnDisk()).as("the newest stays: the next is counted from it").containsExactly("3");
        try (Outbox outbox = open(Duration.ofDays(4000))) {
            assertThat(outbox.counts()).isEqualTo(new Counts(3, 0, 0));
            assertThat(rate(outbox).sequence()).isEqualTo(4);
        }
    }

    @Test
    void running_time_goes_on_over_boots() throws SQLException {
        try (Outbox outbox = open()) {
            Stream.generate(() -> rate(outbox)).limit(3).toList();
            acknowledge(outbox, List.of(1L, 2L, 3L), NOON.toEpochMilli());
        }
        for (int boot = 1; boot <= 3; boot++) {
            try (Outbox outbox = Outbox.open(folder, running("boot" + boot, Duration.ofDays(4)), PLACE, SEAL)) {
                rate(outbox);
            }
            assertThat(numbersOnDisk()).startsWith("1");
        }
        hubSays(NOON, running("the last", Duration.ofMinutes(1)), 3);
        assertThat(numbersOnDisk()).containsExactly("4", "5", "6");
    }

    @Test
    void a_hub_whose_clock_jumps_makes_nobody_forget_anything() throws SQLException {
        try (Outbox outbox = open()) {
            Stream.generate(() -> rate(outbox)).limit(3).toList();
            acknowledge(outbox, List.of(1L, 2L), 1);
            acknowledge(outbox, List.of(3L), NOON.plus(Duration.ofDays(20_000)).toEpochMilli());
        }
        hubSays(NOON.plus(Duration.ofDays(4000)), running("boot", Duration.ofDays(1)), 0);
        assertThat(numbersOnDisk()).containsExactly("1", "2", "3");
    }

    @Test
    void what_waits_or_was_set_aside_is_never_forgotten() throws SQLException {
        try (Outbox outbox = open()) {
            Stream.generate(() -> rate(outbox)).limit(4).toList();
            outbox.setAside(2, "422");
            acknowledge(outbox, List.of(2L, 3L), NOON.toEpochMilli());
        }
        hubSays(NOON, running("boot", Duration.ofDays(4000)), 1);
        try (Outbox outbox = open()) {
            assertThat(outbox.counts()).isEqualTo(new Counts(4, 2, 1));
        }
    }

    @Test
    void what_is_fresh_goes_before_a_backlog_and_the_backlog_goes_on_after_it() {
        long[] uptime = {0};
        MachineClock clock = new MachineClock(Clock.fixed(NOON, ZoneOffset.UTC), "boot", () -> uptime[0]);
        try (Outbox outbox = Outbox.open(folder, clock, PLACE, SEAL)) {
            Stream.generate(() -> rate(outbox)).limit(20).toList();
            uptime[0] += Duration.ofMinutes(2).toMillis();
            rate(outbox);

            assertThat(waiting(outbox, 10)).extracting(Waiting::sequence).containsExactly(21L);
            acknowledge(outbox, List.of(21L), 1);
            assertThat(waiting(outbox, 10)).extracting(Waiting::sequence).startsWith(1L).hasSize(10);
            rate(outbox);
            uptime[0] += Duration.ofMinutes(2).toMillis();
            assertThat(waiting(outbox, 10)).extracting(Waiting::sequence).startsWith(1L);
        }
    }

    @Test
    void what_a_hub_no_longer_has_waits_again_once() {
        try (Outbox outbox = open()) {
            Stream.generate(() -> rate(outbox)).limit(6).toList();
            UUID story = outbox.stories().getFirst();
            acknowledge(outbox, List.of(1L, 2L, 3L, 4L), 1);

            assertThat(outbox.heard(story, new Mark(1, 4, 1), 0)).as("as much as was confirmed").isZero();
            assertThat(outbox.heard(story, new Mark(1, 2, 1), 0)).isEqualTo(2);
            assertThat(waiting(outbox)).extracting(Waiting::sequence).containsExactly(3L, 4L, 5L, 6L);
            outbox.received(List.of(3L, 4L, 5L, 6L), story, new Mark(1, 2, 1), 0).join();
            assertThat(outbox.heard(story, new Mark(1, 2, 1), 0)).as("it would never end").isZero();
            assertThat(outbox.heard(story, new Mark(1, 6, 1), 0)).isZero();
            assertThat(outbox.heard(story, new Mark(1, 2, 1), 0)).as("put back to the same place again").isEqualTo(4);
        }
    }

    @Test
    void of_an_erased_guest_only_the_places_are_kept_and_sent_again_and_the_chain_holds() throws Exception {
        try (Outbox outbox = open()) {
            UUID response = UUID.randomUUID();
            outbox.add(response, "stay", "en", new Content.Rating("stay", 1, 4)).join();
            outbox.add(response, "stay", "en", new Content.Comment("why", "Erased words")).join();
            outbox.add(UUID.randomUUID(), "stay", "en", new Content.Comment("why", "Other words")).join();
            UUID story = outbox.stories().getFirst();
            String digest = waiting(outbox).get(1).digest();
            String box = waiting(outbox).get(1).text();
            acknowledge(outbox, List.of(1L, 2L, 3L), 1);

            outbox.erase(response);
            outbox.erase(response);
            assertThat(outbox.heard(story, new Mark(1, 0, 1), 0)).isEqualTo(3);
            assertThat(waiting(outbox)).extracting(entry -> entry.withheld().isPresent()).containsExactly(false, true,
                    false);
            assertThat(waiting(outbox).get(1).digest()).isEqualTo(digest);
            assertThat(outbox.counts().setAside()).isZero();
            try (OutboxFile file = new OutboxFile(folder)) {
                assertThat(file.texts("SELECT body FROM entry ORDER BY position")).doesNotContain(box).hasSize(3);
            }
            outbox.fork(story, 1);
            assertThat(waiting(outbox).get(1).link()).isEqualTo(Chain.link(waiting(outbox).getFirst().link(), 2, digest));
        }
    }

    @Test
    void what_a_restored_hub_lost_beyond_a_gap_waits_again_too() {
        try (Outbox outbox = open()) {
            Stream.generate(() -> rate(outbox)).limit(6).toList();
            UUID story = outbox.stories().getFirst();
            outbox.comparedWith(1);
            acknowledge(outbox, List.of(1L, 6L), 1);

            assertThat(outbox.heard(story, new Mark(1, 1, 1), 0)).isZero();
            assertThat(outbox.heard(story, new Mark(2, 1, 1), 0)).isEqualTo(1);
            assertThat(outbox.isComparedWith(2)).isFalse();
            outbox.comparedWith(2);
            assertThat(outbox.isComparedWith(2)).isTrue();
        }
    }

    @Test
    void a_forked_story_goes_on_in_a_new_one_with_the_same_entries() {
        List<UUID> ids;
        UUID old;
        try (Outbox outbox = open()) {
            ids = Stream.generate(() -> id(rate(outbox))).limit(5).toList();
            old = outbox.stories().getFirst();
            acknowledge(outbox, List.of(1L, 2L), 1);
            outbox.fork(old, 4);
        }
        try (Outbox outbox = open()) {
            Outgoing before = outbox.next(9).orElseThrow();
            assertThat(before.story()).isEqualTo(old);
            assertThat(before.entries()).extracting(Waiting::id).containsExactly(ids.get(2));
            acknowledge(outbox, List.of(3L), 1);
            assertThat(rate(outbox).sequence()).isEqualTo(3);

            Outgoing next = outbox.next(9).orElseThrow();
            assertThat(next.previous()).contains(new Batch.Previous(old, "forked"));
            assertThat(next.entries()).extracting(Waiting::sequence).containsExactly(1L, 2L, 3L);
            assertThat(next.entries()).extracting(Waiting::id).startsWith(ids.get(3), ids.get(4));
            String link = Chain.start(next.story());
            for (Waiting entry : next.entries()) {
                link = Chain.link(link, entry.sequence(), Chain.digest(entry.text()));
                assertThat(entry.link()).isEqualTo(link);
            }
        }
    }

    @Test
    void the_boots_since_a_hub_told_its_time_travel_with_what_was_said_meanwhile() {
        for (String name : List.of("first", "second", "third")) {
            MachineClock clock = new MachineClock(Clock.fixed(NOON, ZoneOffset.UTC), name, () -> 50);
            try (Outbox outbox = Outbox.open(folder, clock, PLACE, SEAL)) {
                if (name.equals("first")) {
                    outbox.heard(outbox.stories().getFirst(), new Mark(1, 0, 1_000_000), 40);
                }
                rate(outbox);
            }
        }
        try (Outbox outbox = Outbox.open(folder, new MachineClock(Clock.fixed(NOON, ZoneOffset.UTC), "third", () -> 70),
                PLACE, SEAL)) {
            assertThat(outbox.next(9).orElseThrow().boots()).containsExactly(
                    new Boot("first", 50, List.of(new Boot.Exchange(40, 1_000_000, 50))), new Boot("second", 50, List.of()),
                    new Boot("third", 70, List.of()));
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
            assertThat(waiting(outbox)).extracting(Waiting::text).map(Wire::entry)
                    .map(entry -> Sealing.open(KEYS, entry.id(), (Content.Sealed) entry.content()).orElseThrow())
                    .map(Content.Comment.class::cast).map(Content.Comment::text).containsExactlyElementsOf(hostile);
        }
    }

    @Test
    void somebody_is_woken_after_each_commit() {
        AtomicInteger woken = new AtomicInteger();
        try (Outbox outbox = open()) {
            outbox.whenAdded(() -> woken.addAndGet(outbox(folder).size()));
            rate(outbox);
            outbox.counts(); // waits for its turn on the writer's thread
            assertThat(woken).as("what it sees is committed").hasValue(1);
            rate(outbox);
            outbox.counts();
            assertThat(woken).hasValue(1 + 2);
        }
    }

    @Test
    void what_is_handed_in_before_the_end_is_finished_and_what_comes_after_it_fails_without_a_throw() {
        Outbox outbox = open();
        List<CompletableFuture<Committed>> adding = java.util.stream.IntStream.range(0, 20)
                .mapToObj(_ -> outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q"))).toList();
        outbox.close();

        assertThat(adding).allSatisfy(added -> assertThat(added).isCompleted());
        CompletableFuture<Committed> late = outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q"));
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

    static Committed rate(Outbox outbox) {
        return outbox.add(UUID.randomUUID(), "stay", "en", new Content.Rating("stay", 1, 4)).join();
    }

    static void acknowledge(Outbox outbox, List<Long> positions, long at) {
        outbox.received(positions, outbox.stories().getFirst(), new Mark(1, Batch.HIGHEST_SEQUENCE, at), 0).join();
    }

    static UUID id(Committed committed) {
        return committed.entry().id();
    }

    static List<Waiting> waiting(Outbox outbox) {
        return waiting(outbox, 100_000);
    }

    static List<Waiting> waiting(Outbox outbox, int most) {
        return outbox.next(most).map(Outgoing::entries).orElse(List.of());
    }

    static MachineClock clock(Duration later) {
        return new MachineClock(Clock.fixed(NOON.plus(later), ZoneOffset.UTC), "boot", () -> 1000);
    }

    private static MachineClock running(String boot, Duration uptime) {
        return new MachineClock(Clock.fixed(NOON, ZoneOffset.UTC), boot, uptime::toMillis);
    }

    /** The hub tells its time, and what is old enough by then goes; where nothing is to go, it has had its chance. */
    private void hubSays(Instant at, MachineClock clock, int forgets) throws SQLException {
        int before = numbersOnDisk().size();
        try (Outbox outbox = Outbox.open(folder, clock, PLACE, SEAL)) {
            outbox.heard(outbox.stories().getFirst(), new Mark(1, 99, at.toEpochMilli()), 0);
            long end = System.nanoTime() + (forgets > 0 ? Duration.ofSeconds(10) : Duration.ofMillis(300)).toNanos();
            while ((forgets == 0 || numbersOnDisk().size() != before - forgets) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    private Outbox open() {
        return open(Duration.ZERO);
    }

    private Outbox open(Duration later) {
        return Outbox.open(folder, clock(later), PLACE, SEAL);
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
