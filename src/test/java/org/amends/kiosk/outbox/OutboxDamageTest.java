package org.amends.kiosk.outbox;

import static org.amends.kiosk.outbox.OutboxTest.PLACE;
import static org.amends.kiosk.outbox.OutboxTest.id;
import static org.amends.kiosk.outbox.OutboxTest.rate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amends.StartRefused;
import org.amends.kiosk.outbox.Outbox.Committed;
import org.amends.kiosk.outbox.Outgoing.Waiting;
import org.amends.kiosk.platform.MachineClock;
import org.amends.response.Content;
import org.amends.testbed.Needs;
import org.amends.wire.Batch;
import org.amends.wire.Boot;
import org.amends.wire.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot go on is set aside whole, what can be read of it is copied, and guests are served meanwhile. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboxDamageTest {

    private static final int PAGE = 4096;
    private static final byte LEAF = 13;
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path folder;
    private long uptime = 1000;

    @Test
    void what_is_no_database_is_set_aside_to_the_letter_and_a_new_story_begins() throws Exception {
        byte[] letter = "This is a letter to my aunt.".repeat(400).getBytes(StandardCharsets.UTF_8);
        Files.write(file(), letter);
        try (Outbox outbox = open()) {
            assertThat(rate(outbox).sequence()).isEqualTo(1);
            assertThat(outbox.next(9).orElseThrow().previous()).as("nobody knows the one before").isEmpty();
        }
        assertThat(asides()).singleElement().satisfies(aside -> {
            assertThat(aside.getFileName().toString()).isEqualTo("damaged-20261120T120000Z");
            assertThat(aside.resolve(OutboxStore.FILE)).hasBinaryContent(letter);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside))).isEqualTo("rwx------");
        });
        try (Outbox outbox = open()) {
            assertThat(rate(outbox).sequence()).isEqualTo(2);
        }
        assertThat(asides()).hasSize(1);
    }

    @Test
    void a_database_without_our_tables_and_a_folder_in_its_place_are_set_aside_too() throws Exception {
        try (OutboxFile other = new OutboxFile(folder)) {
            other.change("CREATE TABLE recipe (cake TEXT)");
            other.change("PRAGMA user_version = 3");
        }
        open().close();
        Files.delete(file());
        Files.createDirectory(file());
        try (Outbox outbox = open()) {
            assertThat(rate(outbox).sequence()).isEqualTo(1);
        }
        assertThat(asides()).hasSize(2);
    }

    @Test
    void around_a_broken_page_everything_is_kept_with_its_story_number_link_and_state() throws Exception {
        List<Committed> before;
        UUID story;
        try (Outbox outbox = open()) {
            before = Stream.generate(() -> rate(outbox)).limit(300).toList();
            story = outbox.stories().getFirst();
            outbox.acknowledge(List.of(1L, 2L), 7);
            outbox.setAside(3, "422");
            outbox.heard(story, new Mark(5, 2, 1_000_000), 0);
            outbox.comparedWith(5);
        }
        List<String> whole = rows();
        breakPageOf(id(before.get(150)));
        List<UUID> now = new ArrayList<>();
        try (Outbox outbox = open()) {
            now.add(id(rate(outbox)));
            outbox.next(1000); // meets the broken page
            Committed next = rate(outbox);
            now.add(id(next));
            assertThat(next.sequence()).as("of the new story").isLessThanOrEqualTo(2);
            until(() -> isReadOut(asides().getFirst()));

            List<String> kept = rows();
            List<String> lost = whole.stream().filter(row -> !kept.contains(row)).toList();
            assertThat(lost).as("one page holds no more").hasSizeBetween(1, 12);
            assertThat(kept).doesNotHaveDuplicates()
                    .containsAll(whole.stream().filter(row -> !lost.contains(row)).toList());
            assertThat(outbox.isComparedWith(5)).isTrue();
            assertThat(outbox.counts().setAside()).isEqualTo(1);
            assertThat(outbox.stories()).hasSize(2).contains(story);

            later();
            Outgoing oldest = outbox.next(1000).orElseThrow();
            assertThat(oldest.story()).as("the oldest go first").isEqualTo(story);
            assertThat(oldest.entries()).extracting(Waiting::sequence).startsWith(3L, 4L).isSorted();
            assertThat(oldest.boots()).extracting(Boot::boot).containsExactly("boot");
            assertThat(oldest.boots().getFirst().exchanges()).extracting(Boot.Exchange::hub).contains(1_000_000L);
            outbox.acknowledge(oldest.entries().stream().map(Waiting::position).toList(), 1);
            Outgoing newer = outbox.next(1000).orElseThrow();
            assertThat(newer.previous()).contains(new Batch.Previous(story, "damaged"));
            assertThat(newer.entries()).extracting(Waiting::id).containsAnyElementsOf(now);
        }
    }

    @Test
    void a_page_that_breaks_under_the_app_is_met_and_the_guest_of_that_moment_is_served() throws Exception {
        List<UUID> ids = fill(60);
        breakPageOf(ids.getLast());
        try (Outbox outbox = open()) {
            Committed served = rate(outbox);
            until(() -> asides().size() == 1 && isReadOut(asides().getFirst()));
            Committed after = rate(outbox);
            assertThat(after.sequence()).isEqualTo(served.sequence() + 1);
            List<String> kept = texts("SELECT id FROM entry");
            assertThat(kept).contains(ids.getFirst().toString(), id(served).toString(), id(after).toString())
                    .doesNotHaveDuplicates().hasSizeGreaterThan(60 - 12);
        }
    }

    @Test
    void a_broken_table_of_stories_costs_no_story_its_name() throws Exception {
        UUID story;
        List<UUID> ids = fill(30);
        try (Outbox outbox = open()) {
            story = outbox.stories().getFirst();
        }
        long page = Long.parseLong(texts("SELECT rootpage FROM sqlite_schema WHERE name = 'story'").getFirst());
        breakPage(page);
        try (Outbox outbox = open()) {
            UUID fresh = id(rate(outbox));
            until(() -> isReadOut(asides().getFirst()));
            later();
            assertThat(outbox.next(99).orElseThrow().story()).isEqualTo(story);
            assertThat(texts("SELECT id FROM entry")).hasSize(31).contains(fresh.toString(), ids.getFirst().toString());
        }
    }

    @Test
    void without_any_name_of_its_story_what_was_said_goes_on_under_a_made_one() throws Exception {
        List<UUID> ids = fill(30);
        try (OutboxFile file = new OutboxFile(folder)) {
            file.change("DELETE FROM fact");
            file.change("DELETE FROM story");
        }
        try (Outbox outbox = open()) {
            until(() -> isReadOut(asides().getFirst()));
            Outgoing next = outbox.next(99).orElseThrow();
            assertThat(next.entries()).extracting(Waiting::id).containsExactlyElementsOf(ids);
            outbox.fork(next.story(), 1); // as the hub will ask for
            assertThat(outbox.next(99).orElseThrow().entries()).extracting(Waiting::id).containsExactlyElementsOf(ids);
            assertThat(outbox.health().setAside()).isZero();
        }
    }

    @Test
    void a_file_that_is_removed_under_the_app_loses_nothing() throws Exception {
        fill(450);
        try (Outbox outbox = open()) {
            UUID before = id(rate(outbox));
            Files.delete(file());
            UUID meanwhile = id(rate(outbox));
            UUID after = id(rate(outbox));

            until(() -> texts("SELECT DISTINCT id FROM entry").size() == 453);
            assertThat(texts("SELECT id FROM entry")).contains(before.toString(), meanwhile.toString(), after.toString());
            assertThat(outbox.stories()).hasSize(2);
        }
        try (Outbox outbox = open()) {
            rate(outbox);
            assertThat(texts("SELECT DISTINCT id FROM entry")).hasSize(454);
        }
    }

    @Test
    void a_log_that_is_removed_under_the_app_loses_nothing() throws Exception {
        fill(20);
        try (Outbox outbox = open()) {
            rate(outbox);
            Files.delete(folder.resolve(OutboxStore.FILE + "-wal"));
            rate(outbox);
            until(() -> isReadOut(asides().getFirst()));
            rate(outbox);
        }
        assertThat(texts("SELECT DISTINCT id FROM entry")).hasSize(23);
    }

    @Test
    void a_file_that_is_replaced_under_the_app_loses_nothing_and_what_was_put_there_is_kept_too() throws Exception {
        fill(5);
        Path copy = Files.copy(file(), folder.resolve("yesterday"));
        try (Outbox outbox = open()) {
            rate(outbox);
            Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
            rate(outbox);
            until(() -> asides().size() == 1 && isReadOut(asides().getFirst()));
            rate(outbox);
            until(() -> texts("SELECT DISTINCT id FROM entry").size() == 8);
            assertThat(texts("SELECT story || ' ' || sequence FROM entry")).doesNotHaveDuplicates();
        }
    }

    @Test
    void new_taps_go_on_while_a_large_file_is_copied_and_a_stop_in_its_midst_doubles_nothing() throws Exception {
        List<UUID> ids = fill(1_500);
        breakPageOf(ids.get(1_200));
        List<UUID> taps = new ArrayList<>();
        int starts = 0;
        for (boolean over = false; !over; starts++) {
            try (Outbox outbox = open()) {
                if (starts == 0) {
                    outbox.next(10_000);
                }
                taps.add(id(rate(outbox)));
                over = isReadOut(asides().getFirst());
            }
        }
        assertThat(starts).as("it was stopped in between").isGreaterThan(1);
        List<String> kept = texts("SELECT id FROM entry");
        assertThat(kept).doesNotHaveDuplicates().containsAll(taps.stream().map(UUID::toString).toList())
                .hasSizeGreaterThan(1_500 - 12);
        assertThat(asides()).hasSize(1);
    }

    @Test
    void a_move_that_was_broken_off_is_ended_at_the_next_start() throws Exception {
        List<UUID> ids = fill(3);
        Path moving = Files.createDirectory(folder.resolve("damaged-20260101T000000Z.moving"));
        Files.writeString(moving.resolve(OutboxStore.FILE + "-shm.old"), "");
        try (Outbox outbox = open()) {
            rate(outbox);
            until(() -> isReadOut(asides().getFirst()));
            assertThat(texts("SELECT id FROM entry")).hasSize(4).contains(ids.getFirst().toString());
        }
        assertThat(moving).doesNotExist();
    }

    @Test
    void after_a_power_cut_the_file_is_read_through_later_and_a_page_that_nobody_met_is_found() throws Exception {
        List<UUID> ids = fill(300);
        try (Outbox outbox = open()) {
            outbox.acknowledge(IntStream.rangeClosed(1, 300).mapToObj(Long::valueOf).toList(), 1);
        }
        breakPageOf(ids.get(150));
        try (Outbox outbox = open(Duration.ZERO)) {
            assertThat(rate(outbox).sequence()).isEqualTo(301);
        }
        assertThat(asides()).as("it was closed in order before").isEmpty();

        try (OutboxFile left = new OutboxFile(folder)) {
            left.change("DELETE FROM fact WHERE name = 'closed'");
        }
        try (Outbox outbox = open(Duration.ZERO)) {
            until(() -> asides().size() == 1 && isReadOut(asides().getFirst()));
            rate(outbox);
        }
        assertThat(texts("SELECT DISTINCT id FROM entry")).hasSizeGreaterThan(300 - 12);
    }

    @Test
    void what_the_first_version_kept_is_copied_from_a_damaged_file_too() throws Exception {
        try (OutboxFile first = new OutboxFile(folder)) {
            first.change(
                    "CREATE TABLE entry (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, response TEXT NOT NULL,"
                            + " body TEXT NOT NULL, acknowledged_at INTEGER, set_aside TEXT)");
            for (int i = 1; i <= 100; i++) {
                UUID id = UUID.randomUUID();
                first.change(
                        "INSERT INTO entry VALUES (" + i + ", '" + id + "', '" + UUID.randomUUID() + "', '{\"id\":\"" + id
                                + "\",\"sequence\":" + i + ",\"x\":\"" + "x".repeat(300) + "\"}', NULL, NULL)");
            }
            first.change("PRAGMA user_version = 1");
        }
        breakPageOf(UUID.fromString(texts("SELECT id FROM entry WHERE sequence = 50").getFirst()));
        try (Outbox outbox = open()) {
            rate(outbox);
            until(() -> isReadOut(asides().getFirst()));
        }
        assertThat(texts("SELECT body FROM entry")).hasSizeGreaterThan(100 - 14)
                .noneSatisfy(body -> assertThat(body).contains("\"sequence\""));
    }

    @Test
    void another_users_file_is_set_aside_and_what_it_lets_be_read_is_copied() throws Exception {
        Needs.root();
        List<UUID> ids = fill(3);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setOwner(file(), file().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThat(withoutPower()).isEqualTo("1");
        try (Outbox outbox = open()) {
            until(() -> isReadOut(asides().getFirst()));
            assertThat(texts("SELECT id FROM entry")).hasSize(4).contains(ids.getFirst().toString());
            assertThat(outbox.counts().waiting()).isEqualTo(4);
        }
    }

    @Test
    void a_file_of_ours_that_lost_its_rights_gets_them_back() throws Exception {
        Needs.root();
        fill(3);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("---------"));
        assertThat(withoutPower()).isEqualTo("4");
        assertThat(asides()).isEmpty();
    }

    /** The number that a terminal gives for which rights count, as they do for any user but a mighty root. */
    private String withoutPower() throws IOException, InterruptedException {
        Process terminal = new ProcessBuilder(Needs.program("setpriv", "util-linux").toString(), "--bounding-set",
                "-dac_override,-dac_read_search", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), OneTap.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** A terminal that is tapped once. */
    static final class OneTap {

        private OneTap() {
        }

        public static void main(String... arguments) {
            try (Outbox outbox = Outbox.open(Path.of(arguments[0]), MachineClock.ofThisMachine(), PLACE)) {
                System.out.println(outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q")).join().sequence());
            } catch (StartRefused refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    private Path file() {
        return folder.resolve(OutboxStore.FILE);
    }

    private Outbox open() {
        return open(NEVER);
    }

    private Outbox open(Duration beforeCheck) {
        return Outbox.open(folder, new MachineClock(Clock.fixed(OutboxTest.NOON, ZoneOffset.UTC), "boot", () -> uptime),
                PLACE, Measures.ofMegabytes(100).withCheckAfter(beforeCheck));
    }

    /** From now on nothing that was said before is so fresh that it goes first. */
    private void later() {
        uptime += Duration.ofMinutes(2).toMillis();
    }

    private List<UUID> fill(int entries) {
        try (Outbox outbox = open()) {
            return Stream.generate(() -> outbox.add(UUID.randomUUID(), "stay", "en", new Content.Rating("stay", 1, 4)))
                    .limit(entries).toList().stream().map(added -> id(added.join())).toList();
        }
    }

    private void breakPageOf(UUID id) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        byte[] wanted = ("{\"id\":\"" + id).getBytes(StandardCharsets.UTF_8);
        breakPage(IntStream.range(1, bytes.length / PAGE).filter(page -> holds(bytes, page * PAGE, wanted)).findFirst()
                .orElseThrow() + 1);
    }

    /** Whether a page is a leaf of a table and one of its rows holds this; what once lay there does not count. */
    private static boolean holds(byte[] bytes, int page, byte[] wanted) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes[page] == LEAF && IntStream.range(0, buffer.getShort(page + 3)).anyMatch(cell -> {
            int row = page + buffer.getShort(page + 8 + 2 * cell);
            int length = (bytes[row] & 0x7f) << 7 | bytes[row + 1]; // of 128 to 16,383 bytes
            return IntStream.range(row, Math.min(row + length, page + PAGE - wanted.length))
                    .anyMatch(i -> Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length));
        });
    }

    private void breakPage(long number) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            file.seek((number - 1) * PAGE);
            file.write("broken ".repeat(PAGE).getBytes(StandardCharsets.UTF_8), 0, PAGE);
        }
    }

    /** Every entry with all that belongs to it but its place in the file. */
    private List<String> rows() {
        return texts("SELECT s.id || sequence || link || e.id || response || body || COALESCE(acknowledged_at, '-')"
                + " || COALESCE(set_aside, '-') FROM entry e JOIN story s ON s.number = e.story ORDER BY position");
    }

    private List<String> texts(String query) {
        try (OutboxFile file = new OutboxFile(folder)) {
            return file.texts(query);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<Path> asides() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("damaged-")).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isReadOut(Path aside) {
        return Files.exists(aside.resolve("read-out.txt"));
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
