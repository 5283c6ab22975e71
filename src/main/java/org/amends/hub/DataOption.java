package org.amends.hub;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the hub's data lies, for {@code hub} and every command below it, before or after that command's name. */
final class DataOption {

    @Option(names = "--data", paramLabel = "FOLDER", scope = ScopeType.INHERIT,
            description = "Where the hub keeps its data."
                    + " Default: $$STATE_DIRECTORY, else amends/hub in $$XDG_STATE_HOME or ~/.local/state.")
    private Path folder;

    Path folder() {
        return Optional.ofNullable(folder).orElseGet(() -> usual("STATE_DIRECTORY")
                // systemd may list several, with colons between.
                .map(directories -> Path.of(directories.split(":")[0]))
                .orElseGet(() -> usual("XDG_STATE_HOME").map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state")).resolve("amends")
                        .resolve("hub")))
                .toAbsolutePath().normalize();
    }

    private static Optional<String> usual(String variable) {
        return Stream.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank()).findFirst();
    }
}
