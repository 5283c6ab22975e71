package org.amends.kiosk.sync;

import static org.amends.kiosk.sync.ScriptedHub.answer;
import static org.amends.kiosk.sync.ScriptedHub.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.amends.wire.Pairing;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the loop comes to its token, and that guests are served before it has one. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PairingLoopTest {

    private static final ScriptedHub.Answer PAIRS = answer(201, Wire.PAIRING_TYPE,
            "{\"terminal\":\"t-1\",\"token\":\"" + Terminal.TOKEN + "\"}");

    @TempDir
    private Path folder;
    private ScriptedHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = new ScriptedHub();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_code_that_the_hub_takes_gives_a_token_that_is_kept_and_used_at_once() {
        hub.answers(PAIRS);
        try (Terminal terminal = Terminal.unpaired(folder, hub.address(), Terminal.CODE)) {
            terminal.says();
            terminal.loop.start();
            terminal.comesTo(1, 0, 0);

            assertThat(Wire.read(hub.next().body(), Pairing.Request.class)).map(Pairing.Request::code)
                    .contains(Terminal.CODE);
            assertThat(hub.next().headers()).containsEntry("Authorization", "Bearer " + Terminal.TOKEN);
            assertThat(Credentials.in(folder).current()).map(Pairing.Answer::token).contains(Terminal.TOKEN);
            assertThat(terminal.log).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).doesNotContain(Terminal.TOKEN, Terminal.CODE));
        }
    }

    @Test
    void a_code_that_the_hub_refuses_is_not_tried_again_and_what_was_said_waits() {
        hub.answers(problem(403));
        try (Terminal terminal = Terminal.unpaired(folder, hub.address(), Terminal.CODE)) {
            terminal.loop.start();
            hub.next();
            terminal.says(3);

            terminal.comesTo(3, 3, 0);
            assertThat(hub.wasAskedMore()).isFalse();
            assertThat(Credentials.in(folder).current()).isEmpty();
        }
    }

    @Test
    void a_hub_that_cannot_pair_now_is_asked_again() {
        hub.answers(answer(200, "text/html", "<html>Sign in</html>"), problem(503), PAIRS);
        try (Terminal terminal = Terminal.unpaired(folder, hub.address(), Terminal.CODE)) {
            terminal.says();
            terminal.loop.start();
            terminal.comesTo(1, 0, 0);

            for (int i = 0; i < 3; i++) {
                assertThat(hub.next().path()).isEqualTo(Wire.PAIRING_PATH);
            }
            assertThat(hub.next().path()).isEqualTo(Wire.RESPONSES_PATH);
        }
    }

    @Test
    void without_a_code_guests_are_served_and_a_later_start_with_one_sends_it_all() {
        try (Terminal terminal = Terminal.unpaired(folder, hub.address())) {
            terminal.loop.start();
            terminal.says(2);
            terminal.comesTo(2, 2, 0);
            assertThat(hub.wasAskedMore()).isFalse();
        }
        hub.answers(PAIRS);
        try (Terminal terminal = Terminal.unpaired(folder, hub.address(), Terminal.CODE)) {
            terminal.loop.start();
            terminal.comesTo(2, 0, 0);
        }
    }

    /** As after a power cut between the hub's answer and the disk. */
    @Test
    void an_answer_that_was_lost_is_asked_for_again_as_the_same_attempt_even_after_a_restart() throws IOException {
        hub.answers((exchange, _) -> exchange.close(), problem(503));
        String first;
        try (Terminal terminal = Terminal.unpaired(folder, hub.address(), Terminal.CODE)) {
            terminal.loop.start();
            first = attempt();
            assertThat(attempt()).isEqualTo(first);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("terminal.json.pairing"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("terminal.json.pairing"))).isNotEqualTo(first);
        hub.answers(PAIRS);
        try (Terminal terminal = Terminal.unpaired(folder, hub.address(), Terminal.CODE)) {
            terminal.loop.start();
            assertThat(attempt()).isEqualTo(first);
            terminal.says();
            terminal.comesTo(1, 0, 0);
        }
        assertThat(folder.resolve("terminal.json.pairing")).doesNotExist();
    }

    @Test
    void by_tls_a_code_of_eight_letters_is_not_shown_and_it_is_said_what_is_lacking() {
        URI secure = URI.create(hub.address().toString().replace("http:", "https:"));
        try (Terminal terminal = Terminal.unpaired(folder, secure, Terminal.CODE)) {
            terminal.loop.start();
            terminal.says();
            terminal.comesTo(1, 1, 0);
            terminal.logs("all 24 letters");
            assertThat(hub.wasAskedMore()).isFalse();
        }
    }

    private String attempt() {
        ScriptedHub.Asked asked = hub.next();
        assertThat(asked.path()).isEqualTo(Wire.PAIRING_PATH);
        return Wire.read(asked.body(), Pairing.Request.class).orElseThrow().attempt().orElseThrow();
    }

    @Test
    void a_terminal_that_is_paired_shows_no_code() throws IOException {
        Credentials.in(folder).replace(new Pairing.Answer("t-1", Terminal.TOKEN));
        try (Terminal terminal = Terminal.unpaired(folder, hub.address(), Terminal.CODE)) {
            terminal.says();
            terminal.loop.start();

            assertThat(hub.next().path()).isEqualTo(Wire.RESPONSES_PATH);
        }
    }
}
