package org.amends.hub.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.amends.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What everything else of the hub stands on. */
class DatabaseTest {

    @TempDir
    private Path data;

    @Test
    void whatThrowsLeavesNothingBehind() {
        try (Database database = Database.open(data)) {
            assertThatThrownBy(() -> database.change(tx -> {
                Cursors.move(tx, "step", 7);
                throw new IllegalStateException("no");
            })).hasMessage("no");

            assertThat(position(database)).isEqualTo(Cursors.START);
            database.change(tx -> Cursors.move(tx, "step", 8));
            assertThat(position(database)).isEqualTo(8);
        }
    }

    @Test
    void anotherProcessCanWriteWhileTheHubIsIdle() {
        try (Database hub = Database.open(data); Database commandLine = Database.open(data)) {
            for (int i = 1; i < 10; i++) {
                (i % 2 == 0 ? hub : commandLine).change(tx -> Cursors.move(tx, "step", Cursors.at(tx, "step") + 1));
            }
            assertThat(position(hub)).isEqualTo(9);
        }
    }

    @Test
    void nobodyElseCanReadTheData() throws IOException {
        Path folder = data.resolve("deep/hub");
        Database.open(folder).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("hub.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void dataOfANewerProgramIsLeftAlone() {
        try (Database database = Database.open(data)) {
            database.change(tx -> tx.update("UPDATE flyway_schema_history SET version = '999' WHERE version = '5'"));
        }

        assertThatThrownBy(() -> Database.open(data)).isInstanceOf(StartRefused.class).hasMessageContaining("newer amends");
    }

    @Test
    void aFolderThatIsAFileIsRefusedInOneLine() throws IOException {
        Path file = Files.createFile(data.resolve("file"));

        assertThatThrownBy(() -> Database.open(file)).isInstanceOf(StartRefused.class).hasMessageContaining("--data FOLDER")
                .message().satisfies(message -> assertThat(message.lines()).hasSize(1));
    }

    private static long position(Database database) {
        return database.read(tx -> Cursors.at(tx, "step"));
    }
}
