package org.amends.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real file system of a few megabytes on a loop device, which can be filled up and made to take nothing. */
public final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTE = 1024 * 1024;

    private final Path image;
    private final Path place;
    private final Path filler;

    private SmallDisk(Path folder) {
        image = folder.resolve("disk.img");
        place = folder.resolve("disk");
        filler = place.resolve("filler");
    }

    /**
     * Makes one; skips the test by name where that is not possible.
     *
     * @param folder    an empty one
     * @param megabytes 8 or more
     */
    public static SmallDisk in(Path folder, int megabytes) throws IOException {
        Needs.root();
        String mkfs = Needs.program("mkfs.ext4", "e2fsprogs").toString();
        Needs.loopDevices();
        SmallDisk disk = new SmallDisk(folder);
        Files.createDirectory(disk.place);
        try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(disk.image.toFile(), "rw")) {
            file.setLength((long) megabytes * MEGABYTE);
        }
        run(mkfs, "-q", "-m", "0", disk.image.toString());
        try {
            disk.mount();
        } catch (IOException | RuntimeException | AssertionError refused) {
            // A container may show loop devices and let nobody mount them.
            Assumptions.abort("this machine lets nobody mount an image: " + refused.getMessage());
        }
        return disk;
    }

    /** Where it is mounted. */
    public Path place() {
        return place;
    }

    /** Takes all the room there is. */
    public void fill() throws IOException {
        for (int chunk = MEGABYTE; chunk >= 1024; chunk /= 4) {
            try {
                while (true) {
                    Files.write(filler, new byte[chunk], StandardOpenOption.CREATE, StandardOpenOption.APPEND,
                            StandardOpenOption.SYNC);
                }
            } catch (IOException full) {
                // and with smaller chunks the rest
            }
        }
    }

    /** Gives the room back. */
    public void empty() throws IOException {
        Files.deleteIfExists(filler);
    }

    /** From now on it takes nothing, as a kernel does it that has met an error. */
    public void refuseWrites() throws IOException {
        run("mount", "-o", "remount,abort", place.toString());
    }

    /** It was repaired and mounted again; whoever still has a file open there has it on the old one. */
    public void repair() throws IOException {
        run("umount", "-l", place.toString());
        Path repaired = image.resolveSibling("repaired.img");
        Files.copy(image, repaired);
        Files.move(repaired, image, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        new ProcessBuilder("e2fsck", "-fy", image.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().onExit().join();
        mount();
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", place.toString());
    }

    private void mount() throws IOException {
        run("mount", "-o", "loop,errors=remount-ro", image.toString(), place.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
