package org.amends.testbed.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A chip of the kernel's gpio-sim, for programs in the small machine: a real chip to whoever opens it, with lines whose
 * surroundings are files.
 */
public final class SimulatedChip implements AutoCloseable {

    private static final Path CHIPS = Path.of("/sys/kernel/config/gpio-sim");

    private final Path made;
    private final String name;
    private final RandomAccessFile[] pulls;
    private final Path lines;

    private SimulatedChip(Path made, int count) throws IOException {
        this.made = made;
        this.name = Files.readString(made.resolve("bank/chip_name")).strip();
        this.lines = Path.of("/sys/devices/platform", Files.readString(made.resolve("dev_name")).strip(), name);
        this.pulls = new RandomAccessFile[count];
        for (int line = 0; line < count; line++) {
            pulls[line] = new RandomAccessFile(lines.resolve("sim_gpio" + line + "/pull").toFile(), "rw");
        }
    }

    /**
     * Makes one.
     *
     * @param label what its driver is to call it
     * @param lines how many it has
     */
    public static SimulatedChip make(String label, int lines) {
        try {
            Path made = Files.createDirectory(CHIPS.resolve(label));
            Path bank = Files.createDirectory(made.resolve("bank"));
            Files.writeString(bank.resolve("num_lines"), String.valueOf(lines));
            Files.writeString(bank.resolve("label"), label);
            Files.writeString(made.resolve("live"), "1");
            return new SimulatedChip(made, lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the kernel calls it. */
    public String name() {
        return name;
    }

    /** Gives a line a level from outside, as a button does. */
    public void pull(int line, boolean high) {
        try {
            pulls[line].seek(0);
            pulls[line].write((high ? "pull-up" : "pull-down").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The level that a line has, as a lamp sees it. */
    public boolean isHigh(int line) {
        try {
            return Files.readString(lines.resolve("sim_gpio" + line + "/value")).strip().equals("1");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Takes it away, as a cable that is pulled; who has it open loses it. */
    @Override
    public void close() {
        try {
            for (RandomAccessFile pull : pulls) {
                pull.close();
            }
            Files.writeString(made.resolve("live"), "0");
            Files.delete(made.resolve("bank"));
            Files.delete(made);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
