package org.amends.hub;

import java.nio.file.Path;
import java.util.Optional;
import org.amends.StateFolder;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the hub's data lies, for {@code hub} and every command below it, before or after that command's name. */
final class DataOption {

    @Option(names = "--data", paramLabel = "FOLDER", scope = ScopeType.INHERIT,
            description = "Where the hub keeps its data."
                    + " Default: $$STATE_DIRECTORY, else amends/hub in $$XDG_STATE_HOME or ~/.local/state.")
    private Path folder;

    Path folder() {
        return Optional.ofNullable(folder).orElseGet(() -> StateFolder.of("hub", System::getenv)).toAbsolutePath()
                .normalize();
    }
}
