package org.amends.testbed.machine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.amends.testbed.Needs;

/** What the machine holds. */
final class Contents {

    /** Somebody who may do nothing special. */
    static final String USER = "somebody";

    /** Java in the machine; without its optimizing compiler, which costs more than it gives there. */
    static final String JAVA = "/java/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
            + " -Djava.util.logging.config.file=/etc/logging.properties -Djava.io.tmpdir=/data";

    private static final String MODULES = "java.base,java.logging,java.sql,java.net.http,java.naming,jdk.unsupported";
    /** Screens, browsers and the hub's server have no place in it; the machine's memory is small. */
    private static final Pattern LEFT_OUT = Pattern
            .compile("(javafx|icu4j|selenium|jetty|javalin|kotlin|testfx|archunit|json-schema|byte-buddy|guava).*");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+\\.so\\S*)(?= \\(0x)");

    private Contents() {
    }

    /** What stays the same as long as kernel and Java do. */
    static Archive base(Kernel kernel) throws IOException {
        Archive archive = new Archive().device("dev/console", 5, 1).folder("proc").folder("sys").folder("tmp");
        Path busybox = Needs.program("busybox", "busybox-static");
        archive.file("bin/busybox", busybox);
        archive.link("bin/sh", "busybox");
        archive.file("init", resource("init.sh"), true);
        archive.file("etc/logging.properties", resource("/org/amends/logging.properties"), false);
        archive.file("etc/passwd", "root:x:0:0:root:/:/bin/sh\n" + USER + ":x:1000:1000::/tmp:/bin/sh\n", false);
        archive.file("etc/group", "root:x:0:\ngpio:x:997:\ni2c:x:998:\n" + USER + ":x:1000:\n", false);
        for (Path module : kernel.modules()) {
            archive.file("modules/" + module.getFileName(), module);
        }
        archive.file("modules/order",
                String.join("\n", kernel.modules().stream().map(each -> each.getFileName().toString()).toList()) + "\n",
                false);
        Path java = java();
        archive.tree("java", java);
        for (String library : libraries(java, busybox)) {
            archive.file(library.substring(1), Path.of(library));
        }
        return archive;
    }

    /** This build, tests included. */
    static Archive program() throws IOException {
        Archive archive = new Archive();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (Files.isDirectory(path)) {
                archive.tree("program/" + name, path);
            } else if (Files.exists(path) && !LEFT_OUT.matcher(name).matches()) {
                archive.file("program/" + name, path);
            }
        }
        return archive;
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = Contents.class.getResourceAsStream(name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A runtime of no more than is needed, kept for the JDK that it was made of. */
    private static Path java() throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        Path jlink = jdk.resolve("bin/jlink");
        if (!Files.isExecutable(jlink)) {
            Needs.lacking(jlink + " is lacking: a whole JDK is needed; apt-get install openjdk-25-jdk");
        }
        Path kept = Path.of(System.getProperty("user.home"), ".cache", "amends-hardware")
                .resolve("java-" + System.getProperty("java.runtime.version") + "-"
                        + Integer.toHexString(MODULES.hashCode()));
        if (!Files.exists(kept)) {
            Path made = Files.createTempDirectory(kept.getParent(), "made").resolve("java");
            try {
                Commands.run(kept.getParent(), jlink.toString(), "--add-modules", MODULES, "--output", made.toString(),
                        "--no-header-files", "--no-man-pages", "--strip-debug", "--generate-cds-archive");
                Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Kernel.delete(made.getParent());
            }
        }
        return kept;
    }

    /** The system's libraries that the runtime's own need, and those of a program that may need none. */
    private static Set<String> libraries(Path java, Path program) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(java)) {
            List<String> command = new ArrayList<>(List.of("sh", "-c", "ldd \"$@\" || true", "ldd", program.toString()));
            files.map(Path::toString).filter(file -> file.endsWith(".so") || file.endsWith("/bin/java"))
                    .forEach(command::add);
            Matcher libraries = LIBRARY.matcher(Commands.run(java, command.toArray(String[]::new)));
            while (libraries.find()) {
                if (!libraries.group(1).startsWith(java.toString())) {
                    found.add(libraries.group(1));
                }
            }
        }
        return found;
    }
}
