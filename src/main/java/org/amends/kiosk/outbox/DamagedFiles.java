package org.amends.kiosk.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The outbox files that could not go on: each lies whole in a folder of its own, {@code damaged-} and the time, beside the
 * one that is in use. Nothing here ever removes one; a person may, once its note says that it was read out.
 */
final class DamagedFiles {

    private static final String PREFIX = "damaged-";
    /** Ends the name of a folder while files are moved into it. */
    private static final String MOVING = ".moving";
    /** Lies in a folder whose file was read out as far as that goes. */
    private static final String NOTE = "read-out.txt";
    /**
     * What is moved, with its new name, the file itself last: without its log it would be opened as an older state. The
     * index of the log is made anew by whoever reads it, and a broken one must not be in the way.
     */
    private static final Map<String, String> LOGS = Map.of(OutboxStore.FILE + "-wal", OutboxStore.FILE + "-wal",
            OutboxStore.FILE + "-shm", OutboxStore.FILE + "-shm.old");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);

    private final Path folder;

    /**
     * @param folder the terminal's data folder
     */
    DamagedFiles(Path folder) {
        this.folder = folder;
    }

    /** Ends a move that a kill broke off, before anything is opened. */
    void finish() throws IOException {
        for (Path moving : folders(MOVING)) {
            move(moving);
        }
    }

    /**
     * Moves the outbox's file with its log out of the way.
     *
     * @return the folder it lies in now, or empty if there was nothing
     */
    Optional<Path> setAside(Instant now) throws IOException {
        finish();
        if (Stream.concat(Stream.of(OutboxStore.FILE), LOGS.keySet().stream()).map(folder::resolve)
                .noneMatch(DamagedFiles::isThere)) {
            return Optional.empty();
        }
        String name = PREFIX + TIME.format(now);
        int again = 1;
        while (isThere(folder.resolve(name))) {
            again++;
            name = PREFIX + TIME.format(now) + "-" + again;
        }
        Path moving = Files.createDirectory(folder.resolve(name + MOVING),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Optional.of(move(moving));
    }

    /** All of them, by name, the oldest first. */
    List<Path> all() throws IOException {
        return folders("");
    }

    /** Those that were not yet read out. */
    List<Path> unread() throws IOException {
        return folders("").stream().filter(aside -> !isThere(aside.resolve(NOTE))).toList();
    }

    /** Notes for whoever finds it, and for the next start, that a file was read out. */
    static void readOut(Path aside, String words) throws IOException {
        Path next = aside.resolve(NOTE + ".next");
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(next, aside.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
        force(aside);
    }

    private Path move(Path moving) throws IOException {
        for (Map.Entry<String, String> log : LOGS.entrySet()) {
            moveInto(moving, log.getKey(), log.getValue());
        }
        moveInto(moving, OutboxStore.FILE, OutboxStore.FILE);
        force(moving);
        String name = moving.getFileName().toString();
        Path aside = Files.move(moving, folder.resolve(name.substring(0, name.length() - MOVING.length())),
                StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        return aside;
    }

    private void moveInto(Path aside, String name, String newName) throws IOException {
        if (isThere(folder.resolve(name))) {
            Files.move(folder.resolve(name), aside.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private List<Path> folders(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                String name = file.getFileName().toString();
                return name.startsWith(PREFIX) && name.endsWith(ending) && name.endsWith(MOVING) == ending.equals(MOVING)
                        && Files.isDirectory(file);
            }).sorted().toList();
        }
    }

    /** Also a link that leads nowhere is there. */
    private static boolean isThere(Path file) {
        return Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
