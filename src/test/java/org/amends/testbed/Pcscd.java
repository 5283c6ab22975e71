package org.amends.testbed;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A pcscd of our own with one virtual reader of two slots, on a socket of its own, so that neither finds the machine's. It may be
 * killed and started again.
 */
public final class Pcscd implements AutoCloseable {

    private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    /** libpcsclite looks once at where its socket is. */
    private static final Path SOCKET = socketOfThisProgram();
    private static final long STARTS_WITHIN = TimeUnit.SECONDS.toNanos(10);

    private final List<String> command;
    private final Path configuration;
    private final int port;
    private Process daemon;

    private Pcscd(Path program, Path unshare, Path configuration, int port) {
        this.configuration = configuration;
        this.port = port;
        List<String> words = new ArrayList<>(List.of(unshare.toString(), "--mount"));
        if (!"root".equals(System.getProperty("user.name"))) {
            words.add("--map-root-user");
        }
        // pcscd's socket lies in /run/pcscd and nowhere else: it gets a /run of its own.
        words.addAll(List.of("sh", "-c",
                "mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind \"$1\" /run/pcscd"
                        + " && exec \"$2\" --foreground --config \"$3\"",
                "sh", SOCKET.getParent().toString(), program.toString(), configuration.toString()));
        command = List.copyOf(words);
    }

    /** Not yet started. Fails where pcscd or its virtual reader is not installed, saying what installs them. */
    public static Pcscd here() throws IOException {
        Path program = Needs.hardwareProgram("pcscd", "pcscd");
        Path unshare = Needs.hardwareProgram("unshare", "util-linux");
        Needs.hardwareFile(DRIVER, "vsmartcard-vpcd");
        Path configuration = Files.createTempDirectory("amends-readers");
        int port = portWithAFreeNext();
        Pcscd pcscd = new Pcscd(program, unshare, configuration, port);
        pcscd.plugIn();
        return pcscd;
    }

    /** Where a card is held to the first slot. */
    public int port() {
        return port;
    }

    /** Plugs the virtual reader in, for the daemon's next start: it knows readers that are no USB devices from then on. */
    public void plugIn() throws IOException {
        String number = "0x" + Integer.toHexString(port).toUpperCase(Locale.ROOT);
        Files.writeString(configuration.resolve("virtual"), "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:" + number
                + "\nLIBPATH " + DRIVER + "\nCHANNELID " + number + "\n");
    }

    /** Unplugs it, likewise. */
    public void unplug() throws IOException {
        Files.delete(configuration.resolve("virtual"));
    }

    /** Sends it a signal, such as {@code STOP}. */
    public void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(daemon.pid())).start().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it and waits until it can be spoken with. */
    public void start() throws IOException, InterruptedException {
        Files.deleteIfExists(SOCKET);
        daemon = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(configuration.resolveSibling(
                        configuration.getFileName() + ".log").toFile()))
                .start();
        long end = System.nanoTime() + STARTS_WITHIN;
        while (!Files.exists(SOCKET)) {
            if (System.nanoTime() > end || !daemon.isAlive()) {
                throw new IOException("pcscd did not start: " + words());
            }
            Thread.sleep(10);
        }
    }

    /** Ends it as a crash does. */
    public void kill() {
        daemon.destroyForcibly().onExit().join();
    }

    /** What it said so far. */
    public String words() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    private Path log() {
        return configuration.resolveSibling(configuration.getFileName() + ".log");
    }

    @Override
    public void close() throws IOException {
        if (daemon != null) {
            kill();
        }
        Files.deleteIfExists(log());
        try (Stream<Path> files = Files.walk(configuration)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Below those that the system gives to connections: one of these may take a port while the daemon is away. */
    private static int portWithAFreeNext() {
        for (;;) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket _ = new ServerSocket(port); ServerSocket _ = new ServerSocket(port + 1)) {
                return port;
            } catch (IOException taken) {
                // the next one, then
            }
        }
    }

    @SuppressWarnings("restricted") // the library reads the environment of the process, which Java cannot change
    private static Path socketOfThisProgram() {
        try (Arena arena = Arena.ofConfined()) {
            Path folder = Files.createTempDirectory("amends-pcscd");
            folder.toFile().deleteOnExit();
            Path socket = folder.resolve("pcscd.comm");
            Linker linker = Linker.nativeLinker();
            int failed = (int) linker
                    .downcallHandle(linker.defaultLookup().findOrThrow("setenv"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(arena.allocateFrom("PCSCLITE_CSOCK_NAME"), arena.allocateFrom(socket.toString()), 1);
            if (failed != 0) {
                throw new IllegalStateException("PCSCLITE_CSOCK_NAME cannot be set");
            }
            return socket;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
