package org.amends.kiosk.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.amends.StartRefused;
import org.amends.wire.Pairing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final Pairing.Answer FIRST = new Pairing.Answer("t-1", "first");
    private static final Pairing.Answer SECOND = new Pairing.Answer("t-2", "second");

    @TempDir
    private Path folder;

    @Test
    void before_pairing_there_are_none_and_afterwards_they_outlast_a_restart() throws IOException {
        Credentials credentials = Credentials.in(folder);
        assertThat(credentials.current()).isEmpty();
        credentials.replace(FIRST);

        assertThat(credentials.current()).contains(FIRST);
        assertThat(Credentials.in(folder).current()).contains(FIRST);
    }

    @Test
    void nobody_else_can_read_the_token() throws IOException {
        Credentials.in(folder).replace(FIRST);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @Test
    void they_are_replaced_whole_by_another_file_and_nothing_is_left_lying() throws IOException {
        Credentials credentials = Credentials.in(folder);
        credentials.replace(FIRST);
        Files.createLink(folder.resolve("reader"), file()); // somebody who reads on while they are replaced
        Files.writeString(folder.resolve("terminal.json.next"), "half of what a killed start wro");
        credentials.replace(SECOND);

        assertThat(Credentials.in(folder).current()).contains(SECOND);
        assertThat(Files.readString(folder.resolve("reader"))).contains("first").doesNotContain("second");
        assertThat(folder.resolve("terminal.json.next")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"terminal\":\"t-1\",\"token\":\"sec", "{\"terminal\":\"t-1\"}",
            "{\"terminal\":7,\"token\":\"secret\"}", "{\"token\":\"secret\"}",
            "{\"terminal\":\"t-1\",\"token\":\"secret\",\"more\":1}", "\u0000\u0000"})
    void a_file_that_pairing_did_not_write_is_refused_without_showing_it(String text) throws IOException {
        Files.writeString(file(), text);

        assertThatThrownBy(() -> Credentials.in(folder)).isInstanceOf(StartRefused.class)
                .hasMessage(file() + ": is not what pairing wrote; remove it and pair this terminal again");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_and_not_taken_for_none() throws IOException {
        Files.createDirectory(file());

        assertThatThrownBy(() -> Credentials.in(folder)).isInstanceOf(StartRefused.class)
                .message().startsWith(file() + ": cannot be read").doesNotContain("\n");
    }

    @Test
    void what_is_forgotten_is_gone_and_forgetting_again_does_no_harm() throws IOException {
        Credentials.in(folder).replace(FIRST);
        Credentials.forget(folder);
        Credentials.forget(folder);

        assertThat(Credentials.in(folder).current()).isEmpty();
    }

    private Path file() {
        return folder.resolve("terminal.json");
    }
}
