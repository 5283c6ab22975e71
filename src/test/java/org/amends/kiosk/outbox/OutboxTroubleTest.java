package org.amends.kiosk.outbox;

import static org.amends.kiosk.outbox.OutboxTest.PLACE;
import static org.amends.kiosk.outbox.OutboxTest.SEAL;
import static org.amends.kiosk.outbox.OutboxTest.acknowledge;
import static org.amends.kiosk.outbox.OutboxTest.rate;
import static org.amends.kiosk.outbox.OutboxTest.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.amends.StartRefused;
import org.amends.kiosk.platform.MachineClock;
import org.amends.response.Content;
import org.amends.wire.Mark;
import org.amends.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox does when the disk, another process or another version stands in its way. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutboxTroubleTest {

    private static final MachineClock CLOCK = OutboxTest.clock(Duration.ZERO);

    @TempDir
    private Path folder;

    @Test
    void the_file_is_kept_the_way_that_survives_a_power_cut() throws Exception {
        try (OutboxStore store = OutboxStore.open(folder.resolve(OutboxStore.FILE))) {
            assertThat(pragma(store, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(store, "synchronous")).as("FULL").isEqualTo("2");
        }
    }

    @Test
    void what_cannot_be_written_fails_wakes_nobody_and_takes_no_number() throws SQLException {
        AtomicInteger woken = new AtomicInteger();
        try (Outbox outbox = open(); OutboxFile disk = new OutboxFile(folder)) {
            rate(outbox);
            outbox.counts(); // waits for its turn on the writer's thread, which wakes after it has answered
            outbox.whenAdded(woken::incrementAndGet);
            disk.change("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> rate(outbox)).isInstanceOf(CompletionException.class)
                        .hasMessageContaining("the disk is full");
            }
            assertThat(outbox.counts().committed()).isEqualTo(1);
            assertThat(woken).hasValue(0);

            disk.change("DROP TRIGGER full");
            assertThat(rate(outbox).sequence()).isEqualTo(2);
        }
    }

    @Test
    void a_receipt_that_cannot_be_noted_leaves_all_of_its_batch_waiting() throws SQLException {
        try (Outbox outbox = open(); OutboxFile disk = new OutboxFile(folder)) {
            rate(outbox);
            rate(outbox);
            disk.change("CREATE TRIGGER full BEFORE UPDATE ON entry WHEN OLD.sequence = 2"
                    + " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");

            assertThatThrownBy(() -> acknowledge(outbox, List.of(1L, 2L), 1)).hasMessageContaining("the disk is full");

            assertThat(waiting(outbox)).hasSize(2);
            assertThat(rate(outbox).sequence()).as("the next commit is not held by what failed").isEqualTo(3);
            assertThat(disk.texts("SELECT sequence FROM entry")).hasSize(3);
        }
    }

    @Test
    void a_tidying_that_fails_keeps_no_terminal_from_going_on() throws SQLException {
        try (Outbox outbox = open(); OutboxFile disk = new OutboxFile(folder)) {
            rate(outbox);
            acknowledge(outbox, List.of(1L), 1);
            rate(outbox);
            disk.change("CREATE TRIGGER full BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
            outbox.heard(outbox.stories().getFirst(), new Mark(1, 1, OutboxTest.NOON.toEpochMilli()), 0);
            assertThat(waiting(outbox)).hasSize(1);
            assertThat(rate(outbox).sequence()).isEqualTo(3);
        }
    }

    @Test
    void what_the_first_version_kept_goes_on_in_the_present_one() throws Exception {
        UUID id = UUID.randomUUID();
        UUID response = UUID.randomUUID();
        try (OutboxFile first = new OutboxFile(folder)) {
            first.change(
                    "CREATE TABLE entry (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, response TEXT NOT NULL,"
                            + " body TEXT NOT NULL, acknowledged_at INTEGER, set_aside TEXT)");
            first.change("INSERT INTO entry VALUES (1, 'a', 'r', '{}', 5, NULL)");
            first.change("INSERT INTO entry VALUES (2, '" + id + "', '" + response + "', '{\"id\":\"" + id
                    + "\",\"sequence\":2,\"response\":\"" + response + "\",\"at\":\"2026-11-20T12:00:00Z\",\"touchpoint\":"
                    + "{\"site\":\"a\",\"name\":\"b\"},\"survey\":\"s\",\"language\":\"en\",\"content\":{\"kind\":\"left\","
                    + "\"question\":\"q \\\"sequence\\\":9,\"}}', NULL, NULL)");
            first.change("PRAGMA user_version = 1");
        }
        try (Outbox outbox = open()) {
            assertThat(waiting(outbox)).singleElement().satisfies(entry -> {
                assertThat(entry.sequence()).isEqualTo(1);
                assertThat(Wire.entry(entry.text()).content()).isEqualTo(new Content.Left("q \"sequence\":9,"));
                assertThat(entry.text()).doesNotContain("\"sequence\":2");
            });
            assertThat(rate(outbox).sequence()).isEqualTo(2);
        }
    }

    @Test
    void what_a_newer_program_wrote_is_refused_and_not_touched() throws Exception {
        open().close();
        try (OutboxFile newer = new OutboxFile(folder)) {
            newer.change("PRAGMA journal_mode = DELETE");
            newer.change("PRAGMA user_version = 99");
        }
        byte[] before = Files.readAllBytes(folder.resolve(OutboxStore.FILE));

        assertThatThrownBy(this::open).isInstanceOf(StartRefused.class)
                .hasMessage(folder.resolve(OutboxStore.FILE) + ": was written by a newer program (its version is 99, this "
                        + "program knows up to 4); nothing was touched, install the newer program");

        assertThat(Files.readAllBytes(folder.resolve(OutboxStore.FILE))).isEqualTo(before);
        try (OutboxFile older = new OutboxFile(folder)) {
            older.change("PRAGMA user_version = 4");
        }
        open().close(); // the refusal held no lock
    }

    @Test
    void an_empty_file_that_a_kill_left_behind_is_made_into_an_outbox() throws IOException {
        Files.createFile(folder.resolve(OutboxStore.FILE));
        try (Outbox outbox = open()) {
            assertThat(rate(outbox).sequence()).isEqualTo(1);
        }
    }

    @Test
    void a_folder_that_is_not_there_is_refused_in_one_line() {
        assertThatThrownBy(() -> Outbox.open(folder.resolve("absent"), CLOCK, PLACE, SEAL)).isInstanceOf(StartRefused.class)
                .message().contains("cannot be written").doesNotContain("\n");
    }

    @Test
    void a_second_terminal_on_the_same_folder_is_refused_and_the_first_goes_on() {
        try (Outbox first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(StartRefused.class)
                    .hasMessage(folder + ": another terminal is running on this data folder; stop it first, or name another"
                            + " by --data");
            assertThat(rate(first).sequence()).isEqualTo(1);
        }
        open().close();
    }

    @Test
    void a_second_terminal_in_another_process_is_refused_too() throws Exception {
        try (Outbox outbox = open()) {
            Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                    System.getProperty("java.class.path"), SecondTerminal.class.getName(), folder.toString())
                    .redirectErrorStream(true).start();
            String said = new String(other.getInputStream().readAllBytes());

            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("another terminal is running on this data folder");
            assertThat(rate(outbox).sequence()).isEqualTo(1);
        }
    }

    @Test
    void a_terminal_that_was_killed_in_the_midst_leaves_what_it_had_told_of_and_its_numbers() throws Exception {
        Process killed = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), SecondTerminal.class.getName(), folder.toString(), "rate")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long told = 0;
        try (java.io.BufferedReader lines = killed.inputReader()) {
            while (told < 20) {
                told = Long.parseLong(lines.readLine());
            }
            killed.destroyForcibly(); // SIGKILL
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told = Long.parseLong(line);
            }
        } catch (IOException cutOff) {
            // the pipe ends with the process
        }
        assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();

        try (Outbox outbox = open()) {
            long committed = outbox.counts().committed();
            assertThat(committed).isGreaterThanOrEqualTo(told);
            assertThat(waiting(outbox)).hasSize((int) committed);
            assertThat(rate(outbox).sequence()).isEqualTo(committed + 1);
        }
    }

    /** A terminal's outbox in a process of its own. */
    static final class SecondTerminal {

        private SecondTerminal() {
        }

        public static void main(String... arguments) {
            try (Outbox outbox = Outbox.open(Path.of(arguments[0]), MachineClock.ofThisMachine(), PLACE, SEAL)) {
                while (arguments.length > 1) {
                    System.out.println(
                            outbox.add(UUID.randomUUID(), "stay", "en", new Content.Left("q")).join().sequence());
                }
            } catch (StartRefused refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    private Outbox open() {
        return Outbox.open(folder, CLOCK, PLACE, SEAL);
    }

    /** Asked on the store's own connection: {@code synchronous} is a matter of the connection, not of the file. */
    private static String pragma(OutboxStore store, String name) throws ReflectiveOperationException, SQLException {
        Field field = OutboxStore.class.getDeclaredField("connection");
        field.setAccessible(true);
        try (Statement statement = ((Connection) field.get(store)).createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }
}
