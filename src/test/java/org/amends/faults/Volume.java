package org.amends.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A data folder. On a machine that lets us, it lies on a file system of its own, in an image file on a loop device: so its
 * power can be cut, which forgets whatever was not synced, and its disk can be filled to the last byte.
 */
final class Volume implements AutoCloseable {

    /** Far longer than a round, so that nothing gets to the disk by itself that the program did not send there. */
    private static final int COMMIT_SECONDS = 30;
    private static final Duration LONGEST_UNMOUNT = Duration.ofSeconds(10);
    private static final String FILLER = "filler";

    private final Path place;
    private final boolean ownDisk;
    private String device = "";
    private int cuts;

    private Volume(Path place, boolean ownDisk) {
        this.place = place;
        this.ownDisk = ownDisk;
    }

    /** A plain folder. */
    static Volume plain(Path place) {
        Volume volume = new Volume(place, false);
        volume.makeFolders();
        return volume;
    }

    /**
     * One on an image of its own.
     *
     * @param mebibytes the size of the image, 16 or more
     */
    static Volume onImage(Path place, int mebibytes) {
        Volume volume = new Volume(place, true);
        try {
            Files.createDirectories(place.resolve("mount"));
            try (FileChannel image = FileChannel.open(volume.image(), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                image.write(ByteBuffer.allocate(1), mebibytes * 1024L * 1024 - 1);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        // Blocks as on any disk of more than 512 MiB; and nothing is left for the kernel to write later on by itself.
        Command.run("mkfs.ext4", "-q", "-F", "-b", "4096", "-m", "0", "-E",
                "lazy_itable_init=0,lazy_journal_init=0,nodiscard",
                volume.image().toString());
        volume.mount();
        volume.makeFolders();
        Command.run("sync", "--file-system", volume.folder().toString());
        return volume;
    }

    /** Why this machine has no disks of their own for our folders, or empty where it has. */
    static Optional<String> unable(Path scratch) {
        try {
            if (!Command.run("id", "-u").equals("0")) {
                return Optional.of("needs root, for a disk of its own on a loop device");
            }
            Volume trial = onImage(scratch, 16);
            trial.close();
            return Optional.empty();
        } catch (Command.Failed failed) {
            return Optional.of("needs a loop device with ext4; " + failed.getMessage());
        } finally {
            releaseLeftovers(scratch);
            Folders.remove(scratch);
        }
    }

    /** Unmounts and detaches whatever an earlier run left mounted below a folder. */
    static void releaseLeftovers(Path root) {
        String below = root.toAbsolutePath().normalize() + "/";
        for (String line : mounts()) {
            String[] words = line.split(" ");
            if (words[1].startsWith(below)) {
                quietly("umount", "--lazy", words[1]);
            }
        }
        for (String line : loops()) {
            String[] words = line.strip().split("\\s+", 2);
            if (words.length == 2 && words[1].startsWith(below)) {
                quietly("losetup", "--detach", words[0]);
            }
        }
    }

    /** Where a role keeps its data. */
    Path folder() {
        return (ownDisk ? place.resolve("mount") : place).resolve("data");
    }

    /**
     * The power goes and comes back: the folder is now what lay on the disk at that moment. Nobody may have it open.
     */
    void cutPower() {
        Path dark = image();
        cuts++;
        // The copy is of one moment only if nothing was written meanwhile.
        boolean still = Pause.until(Duration.ofSeconds(20), () -> {
            String before = Folders.read(written());
            Command.run("cp", "--sparse=always", dark.toString(), image().toString());
            return before.equals(Folders.read(written()));
        });
        if (!still) {
            throw new IllegalStateException("the disk of " + place + " does not come to rest");
        }
        String cutDevice = device;
        unmount();
        Command.run("losetup", "--detach", cutDevice);
        Folders.remove(dark);
        mount();
    }

    /**
     * Takes the room that is left.
     *
     * @param leave but for these bytes
     */
    void fill(int leave) {
        try (FileChannel filler = FileChannel.open(folder().resolveSibling(FILLER), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            for (int size = 1024 * 1024; size > 0; size /= 2) {
                try {
                    while (true) {
                        filler.write(ByteBuffer.allocate(size));
                    }
                } catch (IOException full) {
                    // then with less
                }
            }
            filler.truncate(Math.max(0, filler.size() - leave));
            filler.force(true);
        } catch (IOException full) {
            // as full as it gets
        }
    }

    /** Gives the room back. */
    void empty() {
        Folders.remove(folder().resolveSibling(FILLER));
    }

    @Override
    public void close() {
        if (ownDisk && !device.isEmpty()) {
            unmount();
            quietly("losetup", "--detach", device);
            device = "";
        }
    }

    private Path image() {
        return place.resolve("image-" + cuts);
    }

    private Path mountPoint() {
        return place.resolve("mount");
    }

    /** The kernel's counters of this disk: requests and sectors written, and what is under way. */
    private Path written() {
        return Path.of("/sys/block", Path.of(device).getFileName().toString(), "stat");
    }

    private void mount() {
        device = Command.run("losetup", "--find", "--show", "--direct-io=on", image().toString());
        Command.run("mount", "-o", "commit=" + COMMIT_SECONDS, device, mountPoint().toString());
    }

    private void unmount() {
        boolean done = Pause.until(LONGEST_UNMOUNT, () -> quietly("umount", mountPoint().toString()));
        if (!done) {
            quietly("umount", "--lazy", mountPoint().toString());
        }
    }

    private void makeFolders() {
        try {
            Files.createDirectories(folder());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> mounts() {
        return Folders.read(Path.of("/proc/self/mounts")).lines().toList();
    }

    private static List<String> loops() {
        try {
            return Command.run("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE").lines().toList();
        } catch (Command.Failed noSuchProgram) {
            return new ArrayList<>();
        }
    }

    private static boolean quietly(String... words) {
        try {
            Command.run(words);
            return true;
        } catch (Command.Failed failed) {
            return false;
        }
    }
}
