package org.amends.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders of the bench itself. */
final class Folders {

    private Folders() {
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** In one step, so that nobody reads half of it. */
    static void replace(Path file, String text) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file, or a folder with all that is in it; one that is not there is well removed. */
    static void remove(Path place) {
        if (Files.notExists(place)) {
            return;
        }
        try (Stream<Path> found = Files.walk(place)) {
            List<Path> all = found.sorted(Comparator.reverseOrder()).toList();
            for (Path one : all) {
                Files.deleteIfExists(one);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
