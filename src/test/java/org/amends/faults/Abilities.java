package org.amends.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine lets the bench do.
 *
 * @param noDisks why folders cannot have disks of their own, or empty
 * @param noClock why processes cannot have a clock of their own, or empty
 * @param clock   the library that gives them one
 */
record Abilities(Optional<String> noDisks, Optional<String> noClock, Optional<Path> clock) {

    private static final List<Path> LIBRARIES = List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"));

    /**
     * Tries it out.
     *
     * @param scratch a folder that is not there yet
     */
    static Abilities of(Path scratch) {
        Optional<Path> clock = LIBRARIES.stream().flatMap(Abilities::below)
                .map(folder -> folder.resolve("faketime").resolve("libfaketimeMT.so.1")).filter(Files::isReadable)
                .findFirst();
        return new Abilities(Volume.unable(scratch),
                clock.isPresent() ? Optional.empty() : Optional.of("needs libfaketime; apt-get install faketime"), clock);
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return Stream.concat(Stream.of(folder), found.filter(Files::isDirectory).toList().stream());
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }
}
