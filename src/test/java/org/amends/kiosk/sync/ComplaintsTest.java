package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.amends.wire.Condition;
import org.amends.wire.Problem.RefusedEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub is told what is wrong with a terminal, and that it is over. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ComplaintsTest {

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
    void a_terminal_that_cannot_save_says_so_once_and_once_that_it_can_again() throws Exception {
        terminal.loop.start();
        assertThat(hub.nextCondition().troubles()).as("at the start, whatever was before").isEmpty();

        change("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'no more'); END");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(terminal::says).hasMessageContaining("no more");
        }
        assertThat(hub.nextCondition().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo("cannot-save");
            assertThat(trouble.words()).contains("no more");
            assertThat(trouble.lasting()).isBetween(0L, 30_000L);
        });
        change("DROP TRIGGER full");
        terminal.says();
        assertThat(hub.nextCondition().troubles()).isEmpty();
        terminal.comesTo(1, 0, 0);
        assertThat(hub.wasToldMore()).isFalse();
    }

    @Test
    void entries_that_the_hub_refused_and_how_many_are_told() throws Exception {
        terminal.says(2);
        hub.answers(problem(422, new RefusedEntry(0, "score"), new RefusedEntry(1, "score")));
        terminal.loop.start();
        terminal.comesTo(2, 0, 2);
        Condition said = hub.nextCondition();
        while (said.troubles().isEmpty() || !said.troubles().getFirst().words().equals("2")) {
            said = hub.nextCondition();
        }
        assertThat(said.troubles()).extracting(Condition.Trouble::kind).containsExactly("entries-set-aside");
    }

    @Test
    void devices_that_are_out_of_order_are_told_beside_what_else_is_wrong_and_that_they_are_well_again() throws Exception {
        terminal.loop.devicesChanged(Optional.of("help on line 17: it is stuck"));
        terminal.loop.start();
        assertThat(hub.nextCondition().troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo("devices-out-of-order");
            assertThat(trouble.words()).isEqualTo("help on line 17: it is stuck");
        });
        change("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'no more'); END");
        assertThatThrownBy(terminal::says).hasMessageContaining("no more");
        assertThat(hub.nextCondition().troubles()).extracting(Condition.Trouble::kind).containsExactly("cannot-save",
                "devices-out-of-order");

        terminal.loop.devicesChanged(Optional.empty());
        assertThat(hub.nextCondition().troubles()).extracting(Condition.Trouble::kind).containsExactly("cannot-save");
    }

    @Test
    void a_hub_that_does_not_take_conditions_gets_the_entries_all_the_same() throws Exception {
        hub.answersConditions(404);
        terminal.loop.start();
        hub.nextCondition();
        terminal.says(3);
        terminal.comesTo(3, 0, 0);
        assertThat(hub.wasToldMore()).as("it is not asked again at once").isFalse();
    }

    private void change(String statementText) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(statementText);
        }
    }
}
