package org.amends.testbed.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.amends.testbed.Needs;

/**
 * Debian's kernel with what it is not delivered with: gpio-sim, built from its own source, and an I2C bus that answers. Fetched
 * and built once for each version, and kept.
 *
 * @param image   what boots
 * @param modules in the order that they are loaded in
 */
record Kernel(Path image, List<Path> modules) {

    private static final String PACKAGE = "linux-image-amd64";
    /** Each after those it needs. A disk, then what is simulated. */
    private static final List<String> MODULES = List.of("crc16", "mbcache", "jbd2", "crc32c_generic", "ext4",
            "virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_pci", "virtio_blk",
            "configfs",
            "gpio-sim", "i2c-dev", "i2c-answers");

    /** The one for the present version of Debian's packages. */
    static Kernel prepared() throws IOException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            Needs.lacking("the small machine is one for amd64, this host is " + System.getProperty("os.arch"));
        }
        Path kept = Path.of(System.getProperty("user.home"), ".cache", "amends-hardware");
        Files.createDirectories(kept);
        String release = dependency(kept, PACKAGE, "linux-image-(\\S+)", true);
        String answers;
        try (InputStream source = Kernel.class.getResourceAsStream("i2c-answers.c")) {
            answers = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
        // Another list of modules, or another source of ours, is another kernel.
        Path folder = kept.resolve(release + "-" + Integer.toHexString(Objects.hash(MODULES, answers)));
        if (!Files.exists(folder)) {
            Path made = Files.createTempDirectory(kept, "made");
            try {
                Path result = Files.createDirectory(made.resolve("result"));
                make(made, release, answers, result);
                Files.move(result, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(made);
            }
        }
        return new Kernel(folder.resolve("vmlinuz"),
                MODULES.stream().map(name -> folder.resolve(name + ".ko")).filter(Files::exists).toList());
    }

    private static void make(Path made, String release, String answers, Path result) throws IOException {
        String version = release.replaceFirst("^(\\d+\\.\\d+).*", "$1");
        String headers = "linux-headers-" + release;
        String common = dependency(made, headers, "(linux-headers-\\S+-common)", false);
        String tools = dependency(made, headers, "(linux-kbuild-\\S+)", false);
        String source = "linux-source-" + version;
        Commands.run(made, "apt-get", "-q", "download", "linux-image-" + release, headers, common, tools, source);
        for (String name : List.of(headers, common, tools)) {
            Commands.run(made, "dpkg-deb", "-x", deb(made, name), ".");
        }
        Commands.run(made, "sh", "-c", "dpkg-deb --fsys-tarfile " + deb(made, "linux-image-" + release)
                + " | tar -x ./boot ./lib/modules");
        Files.move(made.resolve("boot/vmlinuz-" + release), result.resolve("vmlinuz"));
        takeOut(made.resolve("lib/modules"), result);
        build(made, version, source, made.resolve("usr/src/" + headers), answers);
        takeOut(made.resolve("modules"), result);
    }

    private static void build(Path made, String version, String source, Path headers, String answers)
            throws IOException {
        // The packages know themselves by where they would be installed.
        Path makefile = headers.resolve("Makefile");
        Files.writeString(makefile, Files.readString(makefile).replace("/usr/src/", made + "/usr/src/"));
        Matcher compiler = Pattern.compile("gcc-\\d+").matcher(Files.readString(headers.resolve(".kernelvariables")));
        if (compiler.find()) {
            Needs.program(compiler.group(), compiler.group());
        }
        Needs.program("make", "make");
        Needs.program("xz", "xz-utils");
        Path modules = Files.createDirectory(made.resolve("modules"));
        String inside = "linux-source-" + version;
        Commands.run(modules, "sh", "-c",
                "dpkg-deb --fsys-tarfile ../" + deb(made, source) + " | tar -xO ./usr/src/" + inside
                        + ".tar.xz | tar -xJ --strip-components=3 " + inside + "/drivers/gpio/gpio-sim.c " + inside
                        + "/drivers/gpio/gpiolib.h " + inside + "/kernel/irq/irq_sim.c");
        // The kernel keeps its way from a number to a description to itself; this one is open to modules.
        Path interrupts = modules.resolve("irq_sim.c");
        Files.writeString(interrupts, Files.readString(interrupts).replace("handle_simple_irq(irq_to_desc(irqnum))",
                "generic_handle_irq(irqnum)"));
        Files.move(modules.resolve("gpio-sim.c"), modules.resolve("gpio_sim.c"));
        Files.writeString(modules.resolve("i2c-answers.c"), answers);
        Files.writeString(modules.resolve("Kbuild"),
                "obj-m := gpio-sim.o i2c-answers.o\ngpio-sim-y := gpio_sim.o irq_sim.o\n");
        Commands.run(made, "make", "-C", headers.toString(), "M=" + modules, "modules");
    }

    /** What a package needs, by a pattern whose group is wanted. */
    private static String dependency(Path folder, String name, String pattern, boolean first) throws IOException {
        Needs.program("apt-cache", "apt");
        String shown = Commands.run(folder, "apt-cache", "show", "--no-all-versions", name).lines()
                .filter(line -> line.startsWith("Depends:")).findFirst().orElse("");
        Matcher matcher = Pattern.compile(pattern).matcher(shown);
        if (!matcher.find()) {
            return Needs
                    .lacking("apt knows no " + name + "; " + (first ? "apt-get update" : "its sources are not Debian's"));
        }
        return matcher.group(1);
    }

    private static String deb(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.startsWith(name + "_")).findFirst()
                    .orElseThrow(() -> new IOException(name + " was not fetched"));
        }
    }

    /** What of the modules wanted is there; what is not may be part of the kernel itself. */
    private static void takeOut(Path folder, Path result) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(folder)) {
            found = files.filter(file -> file.getFileName().toString().matches(".*\\.ko(\\.xz)?")
                    && MODULES.contains(file.getFileName().toString().replaceFirst("\\.ko(\\.xz)?$", ""))).toList();
        }
        for (Path file : found) {
            Path taken = Files.move(file, result.resolve(file.getFileName()));
            if (taken.toString().endsWith(".xz")) {
                Commands.run(result, "xz", "-d", taken.toString());
            }
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
