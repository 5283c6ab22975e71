package org.amends;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where a role keeps its data unless it is told another place. */
public final class StateFolder {

    private StateFolder() {
    }

    /**
     * The folder that systemd gives a service, else {@code amends/ROLE} below the user's state folder (XDG Base Directory
     * Specification 0.8). It need not exist.
     *
     * @param environment a variable's value by its name, or null
     */
    public static Path of(String role, UnaryOperator<String> environment) {
        // systemd may list several, with colons between.
        return value(environment, "STATE_DIRECTORY").map(folders -> Path.of(folders.split(":")[0]))
                .orElseGet(() -> value(environment, "XDG_STATE_HOME").map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state")).resolve("amends")
                        .resolve(role));
    }

    private static Optional<String> value(UnaryOperator<String> environment, String variable) {
        return Optional.ofNullable(environment.apply(variable)).filter(value -> !value.isBlank());
    }
}
