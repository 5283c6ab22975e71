package org.amends.hub.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The responses that were erased, in a file beside the database: a back-up from before an erasure knows nothing of it, and
 * this file is not set back with it. There are ids in it and nothing else.
 */
final class ErasedList {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path file;

    /**
     * @param data the hub's folder
     */
    ErasedList(Path data) {
        file = data.resolve("erased.txt");
    }

    /**
     * Adds some, and returns when they are on disk.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    void add(Collection<UUID> responses) {
        // The line's end comes first too: the end of a line that a power cut broke off is no part of the next.
        String lines = responses.stream().map(id -> "\n" + id).collect(Collectors.joining("", "", "\n"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * All of them.
     *
     * @throws UncheckedIOException if the file is there and cannot be read
     */
    Set<UUID> all() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                            .filter(line -> ID.matcher(line).matches()).map(UUID::fromString)
                            .collect(Collectors.toCollection(LinkedHashSet::new))
                    : Set.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
