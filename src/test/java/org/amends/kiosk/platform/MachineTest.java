package org.amends.kiosk.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @TempDir
    private Path disk;

    @Test
    void the_folder_asked_for_goes_before_the_service_s_and_that_before_the_user_s() {
        Path asked = disk.resolve("asked");
        Path service = disk.resolve("service");
        Path user = disk.resolve("user");
        Map<String, String> both = Map.of("STATE_DIRECTORY", service.toString(), "XDG_STATE_HOME", user.toString());

        assertThat(on(both).dataFolder(Optional.of(asked))).isEqualTo(asked).isDirectory();
        assertThat(on(both).dataFolder(Optional.empty())).isEqualTo(service).isDirectory();
        assertThat(on(Map.of("XDG_STATE_HOME", user.toString(), "STATE_DIRECTORY", " ")).dataFolder(Optional.empty()))
                .isEqualTo(user.resolve("amends/kiosk")).isDirectory();
    }

    @Test
    void a_folder_that_is_made_is_for_its_own_user_only() throws IOException {
        Path folder = on(Map.of()).dataFolder(Optional.of(disk.resolve("new/and/deep")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }

    @Test
    void a_folder_that_is_there_already_is_taken_as_it_is() throws IOException {
        Files.writeString(disk.resolve("kept"), "kept");

        assertThat(on(Map.of()).dataFolder(Optional.of(disk))).isEqualTo(disk);
        assertThat(disk.resolve("kept")).hasContent("kept");
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused_in_one_line_that_says_why() throws IOException {
        Path file = Files.writeString(disk.resolve("file"), "");

        assertThatThrownBy(() -> on(Map.of()).dataFolder(Optional.of(file))).isInstanceOf(StartRefused.class)
                .message().startsWith(file + ": the data folder cannot be made: ").contains("FileAlreadyExists")
                .doesNotContain("\n");
        assertThatThrownBy(() -> on(Map.of()).dataFolder(Optional.of(file.resolve("below"))))
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void a_display_is_there_when_either_kind_of_one_is_named() {
        assertThat(on(Map.of()).hasDisplay()).isFalse();
        assertThat(on(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", " ")).hasDisplay()).isFalse();
        assertThat(on(Map.of("DISPLAY", ":0")).hasDisplay()).isTrue();
        assertThat(on(Map.of("WAYLAND_DISPLAY", "wayland-0")).hasDisplay()).isTrue();
    }

    @Test
    void libraries_that_are_missing_are_named_with_the_line_that_installs_them() {
        try {
            on(Map.of()).requireLibraries(true);
        } catch (StartRefused refused) {
            // Whether this machine lacks any is its own affair.
            assertThat(refused.exitCode()).isEqualTo(ExitCode.MACHINE_LACKS);
            assertThat(refused).message().contains("; install with: apt-get install lib").doesNotContain("\n");
        }
    }

    private static Machine on(Map<String, String> environment) {
        return new Machine(environment::get);
    }
}
