package org.amends.testbed.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.testbed.Needs;

/**
 * A virtual machine of two processors and one gibibyte that lives in memory: Debian's kernel, a Java runtime, this build's
 * classes and libraries; on {@code /data} a disk of 512 megabytes, which takes as long to keep things as the host's, and has
 * the temporary files. It runs one command after the other; each has a limit.
 */
public final class SmallMachine implements AutoCloseable {

    /** The kernel alone takes ten seconds, and a busy host has little time. */
    private static final Duration LONGEST_BOOT = Duration.ofSeconds(120);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);
    private static final long DATA_BYTES = 512L << 20;
    /** What the machine says when it has booted, and after each command, with the exit code. */
    private static final String READY = "=ready=";
    private static final String ENDED = "=ended= ";
    /** The output is over. */
    private static final String GONE = "=gone=";

    private static final Pattern NUMBER = Pattern.compile("([a-z_0-9]+) (-?\\d{1,9})");

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Path kernelLog;

    private SmallMachine(Process process, Path kernelLog) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.kernelLog = kernelLog;
        Thread.ofPlatform().daemon().name("small machine").start(this::listen);
    }

    /**
     * Boots one. The first time on a host it fetches and builds what it needs, which takes a minute.
     *
     * @param folder an empty one, for what this machine alone needs
     */
    public static SmallMachine boot(Path folder) {
        Path qemu = Needs.program("qemu-system-x86_64", "qemu-system-x86");
        try {
            Kernel kernel = Kernel.prepared();
            Path disk = folder.resolve("initramfs");
            try (OutputStream written = Files.newOutputStream(disk)) {
                Contents.base(kernel).writeTo(written);
                Contents.program().writeTo(written);
            }
            Path data = folder.resolve("data.img");
            try (RandomAccessFile image = new RandomAccessFile(data.toFile(), "rw")) {
                image.setLength(DATA_BYTES);
            }
            Commands.run(folder, Needs.hardwareProgram("mkfs.ext4", "e2fsprogs").toString(), "-q", "-F", data.toString());
            Path log = folder.resolve("kernel.log");
            // Without the processor's own help: hosts show /dev/kvm where a machine on it never begins.
            Process process = new ProcessBuilder(qemu.toString(), "-M", "q35", "-accel", "tcg,thread=multi", "-cpu", "max",
                    "-smp", "2", "-m", "1024", "-nodefaults", "-display", "none", "-no-reboot", "-kernel",
                    kernel.image().toString(), "-initrd", disk.toString(), "-append",
                    "console=ttyS0 quiet panic=-1 rdinit=/init", "-serial", "file:" + log, "-serial", "stdio",
                    "-drive", "if=virtio,format=raw,file=" + data)
                    .redirectErrorStream(true).start();
            SmallMachine machine = new SmallMachine(process, log);
            try {
                machine.linesUpTo(READY, LONGEST_BOOT);
                Files.delete(disk); // it is in the machine's memory now
            } catch (AssertionError | RuntimeException failed) {
                machine.close();
                throw failed;
            }
            return machine;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Runs a class of this build, tests included, that has a main method, as the machine's root.
     *
     * @return                what it said, on both its outputs
     * @throws AssertionError if it takes longer, or ends with another exit code than 0; with what it said
     */
    public List<String> run(Duration limit, Class<?> main, String... arguments) {
        return run(limit, java(main, arguments));
    }

    /** The same as a user who is in no group but its own and may do nothing special. */
    public List<String> runAsSomebody(Duration limit, Class<?> main, String... arguments) {
        return run(limit, "su -s /bin/sh " + Contents.USER + " -c '" + java(main, arguments) + "'");
    }

    /** Runs a line of shell as the machine's root. */
    public List<String> run(Duration limit, String command) {
        try {
            commands.write("timeout -s KILL " + limit.toSeconds() + " sh -c \"" + command + "\"\n");
            commands.flush();
        } catch (IOException failed) {
            throw new AssertionError("the machine is gone" + lastOf(kernelLog), failed);
        }
        List<String> lines = linesUpTo(ENDED, limit.plusSeconds(10));
        String code = lines.removeLast().substring(ENDED.length());
        if (!code.equals("0")) {
            throw new AssertionError(
                    command + " ended with " + code + ":\n" + String.join("\n", lines) + lastOf(kernelLog));
        }
        return lines;
    }

    /** Of what a program said, the lines that are a name and a whole number. */
    public static Map<String, Integer> numbers(List<String> said) {
        return said.stream().map(NUMBER::matcher).filter(Matcher::matches)
                .collect(Collectors.toMap(line -> line.group(1), line -> Integer.valueOf(line.group(2))));
    }

    /** Switches it off. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String java(Class<?> main, String... arguments) {
        return Contents.JAVA + " " + main.getName() + " " + String.join(" ", arguments);
    }

    private List<String> linesUpTo(String mark, Duration limit) {
        List<String> lines = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            String line = next(end);
            if (line == null || line.equals(GONE)) {
                throw new AssertionError("the machine " + (line == null
                        ? "took longer than " + limit.toSeconds() + " s"
                        : "ended") + ":\n" + String.join("\n", lines) + lastOf(kernelLog));
            }
            lines.add(line);
            if (line.startsWith(mark)) {
                return lines;
            }
        }
    }

    private String next(long end) {
        try {
            return said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private static String lastOf(Path kernelLog) {
        try {
            List<String> lines = Files.readString(kernelLog, StandardCharsets.ISO_8859_1).lines().toList();
            return "\nthe kernel's last lines:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException none) {
            return "";
        }
    }

    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line.stripTrailing());
            }
        } catch (IOException gone) {
            // as the end of its output
        }
        said.add(GONE);
    }
}
