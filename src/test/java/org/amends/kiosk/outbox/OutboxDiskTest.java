package org.amends.kiosk.outbox;

import static org.amends.kiosk.outbox.OutboxTest.PLACE;
import static org.amends.kiosk.outbox.OutboxTest.acknowledge;
import static org.amends.kiosk.outbox.OutboxTest.SEAL;
import static org.amends.kiosk.outbox.OutboxTest.id;
import static org.amends.kiosk.outbox.OutboxTest.rate;
import static org.amends.kiosk.outbox.OutboxTest.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.response.Content;
import org.amends.testbed.SmallDisk;
import org.amends.wire.Batch;
import org.amends.wire.Chain;
import org.amends.wire.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, one that takes nothing, a budget that is used up, and rows that are no longer what was committed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboxDiskTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final Measures SMALL = Measures.ofMegabytes(100).withReserve(MEGABYTE, Duration.ZERO);

    @TempDir
    private Path folder;

    @Test
    void on_a_full_disk_ratings_go_into_the_reserve_and_when_that_is_used_up_nobody_is_thanked_until_there_is_room()
            throws Exception {
        try (SmallDisk disk = SmallDisk.in(folder, 16); Outbox outbox = open(disk.place(), SMALL)) {
            Path reserve = disk.place().resolve(Reserve.FILE);
            until(() -> isWhole(reserve));
            List<UUID> saved = new ArrayList<>(List.of(id(rate(outbox))));
            disk.fill();

            AtomicInteger inReserve = new AtomicInteger();
            assertThatThrownBy(() -> {
                while (true) {
                    saved.add(id(rate(outbox)));
                    inReserve.incrementAndGet();
                }
            }).isInstanceOf(CompletionException.class);
            assertThat(inReserve).as("a reserve of 1 MiB").hasValueGreaterThan(50);
            assertThat(reserve).doesNotExist();
            assertThat(outbox.health().failure()).contains("the disk is full");
            assertThat(waiting(outbox)).as("what was saved is still sent").hasSize(saved.size());
            assertThatThrownBy(() -> rate(outbox)).isInstanceOf(CompletionException.class);

            disk.empty();
            saved.add(id(rate(outbox)));
            assertThat(waiting(outbox)).extracting(Waiting::id).containsExactlyElementsOf(saved);
            assertThat(outbox.health()).isEqualTo(Health.WELL);
            until(() -> {
                rate(outbox);
                return isWhole(reserve);
            });
        }
    }

    @Test
    void a_full_disk_keeps_no_terminal_from_starting_while_there_is_a_reserve() throws Exception {
        try (SmallDisk disk = SmallDisk.in(folder, 16)) {
            try (Outbox outbox = open(disk.place(), SMALL)) {
                until(() -> isWhole(disk.place().resolve(Reserve.FILE)));
                rate(outbox);
            }
            disk.fill();
            try (Outbox outbox = open(disk.place(), SMALL)) {
                assertThat(rate(outbox).sequence()).isEqualTo(2);
            }
        }
    }

    @Test
    void while_the_disk_takes_nothing_what_waits_is_sent_once_and_when_it_is_back_everything_goes_on() throws Exception {
        try (SmallDisk disk = SmallDisk.in(folder, 16); Outbox outbox = open(disk.place(), SMALL)) {
            List<UUID> ids = Stream.generate(() -> id(rate(outbox))).limit(5).toList();
            UUID story = outbox.stories().getFirst();
            disk.refuseWrites();

            assertThatThrownBy(() -> rate(outbox)).isInstanceOf(CompletionException.class);
            assertThat(outbox.health().failure()).contains("the disk cannot be written");
            assertThat(waiting(outbox, 2)).extracting(Waiting::id).containsExactlyElementsOf(ids.subList(0, 2));
            acknowledge(outbox, List.of(1L, 2L), 1);
            outbox.setAside(3, "422");
            outbox.heard(story, new Mark(3, 2, 1_000), 0);
            outbox.comparedWith(3);
            assertThat(outbox.isComparedWith(3)).isTrue();
            assertThat(waiting(outbox, 2)).extracting(Waiting::id).containsExactlyElementsOf(ids.subList(2, 4));
            assertThat(waiting(outbox, 2).getFirst().setAside()).contains("422");
            assertThatThrownBy(() -> rate(outbox)).isInstanceOf(CompletionException.class);

            disk.repair();
            UUID after = id(rate(outbox));
            assertThat(waiting(outbox)).extracting(Waiting::id).containsExactly(ids.get(2), ids.get(3), ids.get(4), after);
            assertThat(outbox.health().failure()).isEmpty();
            try (OutboxFile file = new OutboxFile(disk.place())) {
                assertThat(
                        file.texts("SELECT sequence FROM entry WHERE acknowledged_at IS NOT NULL OR set_aside IS NOT NULL"))
                        .containsExactly("1", "2", "3");
                assertThat(file.texts("SELECT value FROM fact WHERE name = 'epoch'")).containsExactly("3");
            }
        }
    }

    @Test
    void near_the_budget_what_the_hub_has_gives_way_then_written_words_and_never_a_rating() {
        Measures measures = SMALL.withBudget(600_000);
        AtomicInteger changes = new AtomicInteger();
        try (Outbox outbox = open(folder, measures)) {
            outbox.whenChanged(changes::incrementAndGet);
            assertThat(outbox.room()).isEqualTo(Room.AMPLE);
            fillUpTo(outbox, Room.LOW);
            acknowledge(outbox, waiting(outbox).stream().map(Waiting::position).toList(), 1);
            assertThat(outbox.counts().waiting()).isZero();
            long kept = rows();
            fillUpTo(outbox, Room.TIGHT);
            until(() -> outbox.room() == Room.AMPLE);
            assertThat(rows()).as("what only waited for a back-up").isLessThan(kept);
            assertThat(outbox.counts().waiting()).isPositive();

            fillUpTo(outbox, Room.FULL);
            assertThatThrownBy(() -> say(outbox, new Content.Comment("why", "Cold soup")))
                    .isInstanceOf(CompletionException.class).hasCauseInstanceOf(NoRoomForWords.class);
            long waiting = outbox.counts().waiting();
            for (int i = 0; i < 300; i++) {
                rate(outbox);
                say(outbox, new Content.Reason("what", "room", "Room"));
            }
            assertThat(outbox.counts().waiting()).isEqualTo(waiting + 600);
            assertThat(changes.get()).as("once per change").isBetween(5, 12);

            while (outbox.counts().waiting() > 0) {
                acknowledge(outbox, waiting(outbox, 100).stream().map(Waiting::position).toList(), 1);
            }
            until(() -> !outbox.room().isAtLeast(Room.TIGHT));
            say(outbox, new Content.Comment("why", "Cold soup"));
        }
    }

    @Test
    void a_body_that_is_no_entry_is_set_aside_and_the_others_go_on() throws Exception {
        try (Outbox outbox = open(folder, SMALL); OutboxFile file = new OutboxFile(folder)) {
            List<UUID> ids = Stream.generate(() -> id(rate(outbox))).limit(3).toList();
            UUID story = outbox.stories().getFirst();
            // As a program with a fault would have written it: with a chain that holds.
            String link1 = file.texts("SELECT link FROM entry WHERE sequence = 1").getFirst();
            String link2 = Chain.link(link1, 2, Chain.digest("{}"));
            String link3 = Chain.link(link2, 3,
                    Chain.digest(file.texts("SELECT body FROM entry WHERE sequence = 3").getFirst()));
            file.change("UPDATE entry SET body = '{}', link = '" + link2 + "' WHERE sequence = 2");
            file.change("UPDATE entry SET link = '" + link3 + "' WHERE sequence = 3");

            Outgoing next = outbox.next(9).orElseThrow();
            assertThat(next.story()).isEqualTo(story);
            assertThat(next.entries()).extracting(Waiting::id).containsExactlyElementsOf(ids);
            assertThat(next.entries()).filteredOn(entry -> entry.setAside().isPresent()).singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.sequence()).isEqualTo(2);
                        assertThat(entry.setAside()).contains("unreadable here");
                    });
            until(() -> outbox.health().setAside() == 1);
        }
    }

    @Test
    void an_entry_whose_words_changed_on_the_disk_is_set_aside_and_the_others_go_on_in_a_story_that_holds()
            throws Exception {
        try (Outbox outbox = open(folder, SMALL); OutboxFile file = new OutboxFile(folder)) {
            List<UUID> ids = Stream.generate(() -> id(rate(outbox))).limit(5).toList();
            UUID story = outbox.stories().getFirst();
            file.change("UPDATE entry SET body = replace(body, '\"score\":1', '\"score\":4') WHERE sequence = 3");
            file.change("UPDATE entry SET id = 'x', response = 'y', link = '?' WHERE sequence = 5");
            acknowledge(outbox, List.of(1L, 2L), 1);
            outbox.fork(story, 3); // as the hub asks for, which sees it

            Outgoing next = outbox.next(9).orElseThrow();
            assertThat(next.previous()).contains(new Batch.Previous(story, "damaged"));
            assertThat(next.entries()).extracting(Waiting::sequence).containsExactly(1L, 2L, 3L);
            assertThat(next.entries()).extracting(entry -> entry.setAside().isPresent()).containsExactly(true, false, true);
            String link = Chain.start(next.story());
            for (Waiting entry : next.entries()) {
                link = Chain.link(link, entry.sequence(), Chain.digest(entry.text()));
                assertThat(entry.link()).isEqualTo(link);
            }
            assertThat(rate(outbox).sequence()).isEqualTo(4);
        }
    }

    private static void fillUpTo(Outbox outbox, Room room) {
        while (!outbox.room().isAtLeast(room)) {
            rate(outbox);
        }
    }

    private static void say(Outbox outbox, Content content) {
        outbox.add(UUID.randomUUID(), "stay", "en", content).join();
    }

    private static Outbox open(Path place, Measures measures) {
        return Outbox.open(place, OutboxTest.clock(Duration.ZERO), PLACE, SEAL, measures);
    }

    private long rows() {
        try (OutboxFile file = new OutboxFile(folder)) {
            return Long.parseLong(file.texts("SELECT COUNT(*) FROM entry").getFirst());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isWhole(Path reserve) {
        try {
            return Files.size(reserve) == MEGABYTE;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
