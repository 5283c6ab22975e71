package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.amends.wire.Pairing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tests of staff pages begin with: a hub of their own with one terminal and two administrators, Mara and Jonas, of whom
 * Mara has signed in.
 */
abstract class StaffedHub {

    private static Path furnished;

    /** The terminal's. */
    static Pairing.Answer terminal;

    @TempDir
    Path data;
    TestHub hub;
    TestHub.Browser mara;

    @BeforeAll
    static void furnish(@TempDir Path made) {
        furnished = made;
        try (TestHub hub = new TestHub(made)) {
            terminal = hub.paired();
            hub.hire("mara", "Mara Berg");
            hub.hire("jonas", "Jonas Vale");
        }
    }

    @BeforeEach
    final void openHub() throws IOException {
        hub = TestHub.onCopyOf(furnished, data);
        mara = hub.signedIn("mara");
    }

    @AfterEach
    final void closeHub() {
        hub.close();
    }

    /** Entries that the terminal sends. */
    final void sent(String... texts) {
        assertThat(hub.send(hub.batch(terminal.token(), texts)).statusCode()).isEqualTo(200);
    }
}
