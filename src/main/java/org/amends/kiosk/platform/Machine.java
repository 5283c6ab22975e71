package org.amends.kiosk.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.amends.StateFolder;

/** The machine that the terminal runs on. */
public final class Machine {

    /** What JavaFX draws text with; without them it dies with a stack trace. Library, then Debian package. */
    private static final Map<String, String> FOR_TEXT = Map.of("libfreetype.so.6", "libfreetype6", "libpangoft2-1.0.so.0",
            "libpangoft2-1.0-0");
    /** What JavaFX opens a window with. */
    private static final Map<String, String> FOR_WINDOWS = Map.of("libgtk-3.so.0", "libgtk-3-0", "libXtst.so.6",
            "libxtst6");

    private final UnaryOperator<String> environment;

    /**
     * @param environment a variable's value by its name, or null
     */
    public Machine(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** Whether there is a display to open a window on. */
    public boolean hasDisplay() {
        return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    /**
     * Makes sure that JavaFX can draw, and open a window if it is to.
     *
     * @throws StartRefused naming every missing library with the line that installs it
     */
    public void requireLibraries(boolean window) {
        Map<String, String> needed = new LinkedHashMap<>(FOR_TEXT);
        if (window) {
            needed.putAll(FOR_WINDOWS);
        }
        List<String> libraries = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        needed.forEach((library, debianPackage) -> {
            if (!loads(library)) {
                libraries.add(library);
                packages.add(debianPackage);
            }
        });
        if (!libraries.isEmpty()) {
            throw new StartRefused(ExitCode.MACHINE_LACKS, "JavaFX needs " + String.join(" and ", libraries)
                    + ", which this machine lacks; install with: apt-get install " + String.join(" ", packages));
        }
    }

    /**
     * Where the terminal keeps its outbox and its token, made if it is not there, for its own user only: the folder asked
     * for, else the one systemd gives a service, else the user's state folder.
     *
     * @throws StartRefused if it cannot be made or written
     */
    public Path dataFolder(Optional<Path> asked) {
        Path folder = asked.orElseGet(() -> StateFolder.of("kiosk", environment)).toAbsolutePath();
        try {
            Files.createDirectories(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failed) {
            throw new StartRefused(ExitCode.FAILURE, folder + ": the data folder cannot be made: "
                    + failed.getClass().getSimpleName() + ": " + failed.getMessage());
        }
        if (!Files.isWritable(folder)) {
            throw new StartRefused(ExitCode.FAILURE, folder + ": the data folder cannot be written by this user");
        }
        return folder;
    }

    private boolean isSet(String variable) {
        String value = environment.apply(variable);
        return value != null && !value.isBlank();
    }

    @SuppressWarnings("restricted") // it only looks whether the library is there; nothing of it is called
    private static boolean loads(String library) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(library, arena);
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }
}
