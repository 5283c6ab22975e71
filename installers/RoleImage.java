import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * Makes the image of one role: a folder that holds the program, its libraries and a Java runtime, and runs from anywhere
 * without writing to itself. Maven's package phase starts it from this source, as the pom's profiles kiosk-image and
 * hub-image say:
 *
 * <pre>
 * java installers/RoleImage.java ROLE JAR LIBRARIES TIME IMAGE
 *
 * ROLE       kiosk or hub: installers/ROLE holds its launcher and its list of JDK modules
 * JAR        our own classes
 * LIBRARIES  the role's libraries, as a class path
 * TIME       every file's time, so that two builds of one state differ in nothing that matters
 * IMAGE      the folder, made anew
 * </pre>
 */
final class RoleImage {

    /** Shared libraries inside jars that would be unpacked at run time: those for this platform lie beside the jars. */
    private static final Predicate<String> NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)").asMatchPredicate();
    /** JavaFX has them at the root of its jars, the SQLite driver in a folder per platform. */
    private static final Predicate<String> OF_THIS_PLATFORM = Pattern
            .compile("([^/]+|org/sqlite/native/Linux/x86_64/[^/]+)\\.so").asMatchPredicate();

    /**
     * Left out of every jar: signatures, as the cache of classes takes none from a signed jar; and Bouncy Castle's offer to
     * stand in for the JDK's own ciphers, which nobody takes and which costs the start hundreds of classes.
     */
    private static final Predicate<String> LEFT_OUT = Pattern
            .compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)|META-INF/services/java\\.security\\.Provider").asMatchPredicate();

    /** The cache of classes takes none that is older, as picocli's are, of which every start needs some two hundred. */
    private static final int OLDEST_IN_CACHE = ClassFile.JAVA_7_VERSION;

    /** Of a class file: four bytes that say that it is one, then its version in two parts, the greater one last. */
    private static final int VERSION_END = 8;

    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(60);

    private final String role;
    private final Path image;
    private final Path lib;
    /** JavaFX on its way into the runtime. */
    private final Path modules;

    private RoleImage(String role, Path image) {
        this.role = role;
        this.image = image;
        this.lib = image.resolve("lib");
        this.modules = image.resolve("modules");
    }

    public static void main(String... arguments) throws Exception {
        RoleImage made = new RoleImage(arguments[0], Path.of(arguments[4]).toAbsolutePath());
        delete(made.image);
        List<Path> onClassPath = made.copyLibraries(Path.of(arguments[1]), arguments[2].split(File.pathSeparator));
        made.link();
        made.writeLauncher(onClassPath);
        // Before the rehearsal: its cache is good for jars of exactly this time, which a package keeps.
        made.setTimes(FileTime.from(Instant.parse(arguments[3])));
        made.rehearse();
        made.setTimes(FileTime.from(Instant.parse(arguments[3])));
    }

    /**
     * JavaFX becomes part of the runtime: with a module path the class cache would be good for one place only, the folder
     * that it was made in.
     */
    private void link() throws IOException, InterruptedException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new IOException(jlink + " is lacking: a whole JDK is needed; on Debian 13: apt-get install openjdk-25-jdk");
        }
        Path runtime = image.resolve("runtime");
        // Not compressed: the package is, and a runtime that need not be unpacked in memory starts faster.
        List<String> command = new ArrayList<>(List.of(jlink.toString(), "@" + Path.of("installers", role, "modules.txt"),
                "--output", runtime.toString(), "--no-header-files", "--no-man-pages"));
        if (Files.exists(modules)) {
            command.addAll(List.of("--module-path", modules.toString()));
        }
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("jlink ended with " + code);
        }
        if (Files.exists(modules)) {
            try (DirectoryStream<Path> natives = Files.newDirectoryStream(modules, "*.so")) {
                for (Path file : natives) { // JavaFX looks for them among the runtime's own
                    Files.copy(file, runtime.resolve("lib").resolve(file.getFileName()));
                }
            }
            delete(modules);
        }
    }

    /** Returns what belongs on the class path, in its order; JavaFX goes into the runtime and is not among it. */
    private List<Path> copyLibraries(Path ours, String... libraries) throws IOException {
        Files.createDirectories(lib);
        URL[] jars = new URL[libraries.length];
        for (int i = 0; i < libraries.length; i++) {
            jars[i] = Path.of(libraries[i]).toUri().toURL();
        }
        try (URLClassLoader classes = new URLClassLoader(jars)) {
            return copyLibraries(classes, ours, libraries);
        }
    }

    private List<Path> copyLibraries(ClassLoader classes, Path ours, String... libraries) throws IOException {
        List<Path> onClassPath = new ArrayList<>(List.of(copy(ours, lib, classes)));
        for (String library : libraries) {
            Path jar = Path.of(library);
            if (!jar.getFileName().toString().startsWith("javafx-")) {
                onClassPath.add(copy(jar, lib, classes));
            } else if (hasClasses(jar)) { // JavaFX's jars without a platform in their names are empty
                copy(jar, Files.createDirectories(modules), classes);
            }
        }
        return onClassPath;
    }

    /** Not compressed: the package is, and fonts and classes that need not be unpacked are read sooner. */
    private static Path copy(Path jar, Path folder, ClassLoader libraries) throws IOException {
        Path target = folder.resolve(jar.getFileName());
        try (JarFile from = new JarFile(jar.toFile())) {
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(target))) {
                to.setLevel(Deflater.NO_COMPRESSION);
                for (JarEntry entry : Collections.list(from.entries())) {
                    copy(from, entry, to, folder, libraries);
                }
            }
        }
        return target;
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to, Path folder, ClassLoader libraries) throws IOException {
        String name = entry.getName();
        try (InputStream content = from.getInputStream(entry)) {
            if (OF_THIS_PLATFORM.test(name)) {
                Files.copy(content, folder.resolve(name.substring(name.lastIndexOf('/') + 1)));
            } else if (!NATIVE.or(LEFT_OUT).test(name)) {
                JarEntry same = new JarEntry(name);
                same.setTime(entry.getTime());
                to.putNextEntry(same);
                to.write(name.endsWith(".class") ? newEnough(content.readAllBytes(), libraries) : content.readAllBytes());
                to.closeEntry();
            }
        }
    }

    private static int version(byte[] type) {
        return ByteBuffer.wrap(type).getShort(VERSION_END - Short.BYTES);
    }

    /** The same class, an old one in the newer form: with the types at each branch, by which it is verified since Java 7. */
    private static byte[] newEnough(byte[] type, ClassLoader libraries) {
        if (version(type) >= OLDEST_IN_CACHE) {
            return type;
        }
        ClassFile form = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS, ClassFile.ClassHierarchyResolverOption
                .of(ClassHierarchyResolver.ofResourceParsing(libraries)));
        return form.transformClass(form.parse(type), ClassTransform.transformingMethodBodies(CodeBuilder::with)
                .andThen(ClassTransform.endHandler(newer -> newer.withVersion(OLDEST_IN_CACHE, 0))));
    }

    private static boolean hasClasses(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> entry.getName().endsWith(".class"));
        }
    }

    /** Names each jar: a wildcard would follow the order of the disk, and the cache is good for one order only. */
    private void writeLauncher(List<Path> onClassPath) throws IOException {
        String classPath = onClassPath.stream().map(jar -> "$lib/" + jar.getFileName()).collect(Collectors.joining(":"));
        Path launcher = Files.createDirectories(image.resolve("bin")).resolve("amends");
        Files.writeString(launcher,
                Files.readString(Path.of("installers", role, "launcher.sh")).replace("@CLASSPATH@", classPath));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * Runs the role once from its image as in earnest, so that the JVM writes down which classes it loaded and how they
     * link. A machine that cannot run it (JavaFX without its system libraries) yields an image without the cache, which
     * starts more slowly and is the same otherwise.
     */
    private void rehearse() throws Exception {
        Path data = Files.createTempDirectory("amends-rehearsal");
        Path cache = lib.resolve("amends.aot");
        List<String> command = new ArrayList<>(List.of(image.resolve("bin").resolve("amends").toString(), role,
                "--stop-with-parent", "--data", data.resolve("data").toString()));
        command.addAll(role.equals("kiosk")
                // Nobody listens at port 9: it is the screens that are rehearsed, and that the outbox keeps.
                ? List.of("--headless", "--settings", "kiosk-config/kiosk.yaml", "--hub", "http://127.0.0.1:9", "--guests",
                        "4", "--guest-pause", "0")
                : List.of("--port", "0"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(data.resolve("log").toFile());
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:AOTCacheOutput=" + cache);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        CompletableFuture.delayedExecutor(LONGEST_REHEARSAL.toSeconds(), TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("hub ready url=")) {
                    visit(line.replaceAll("hub ready url=(\\S+).*", "$1"));
                }
                if (line.startsWith("hub ready ") || line.startsWith("guests ")) {
                    process.getOutputStream().close();
                }
            }
        }
        int code = process.waitFor();
        if (code != 0 || !Files.exists(cache)) {
            Files.deleteIfExists(cache);
            System.out.println("The " + role + "'s image has no class cache, as it could not be started here (code " + code
                    + "): " + Files.readString(data.resolve("log")).lines().reduce((_, last) -> last).orElse("no reason given"));
        }
        delete(data);
    }

    /** What every hub does soon after its start. */
    private static void visit(String hub) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String page : List.of("/health", "/sign-in", "/inbox", "/assets/pages.css", "/openapi.json")) {
                http.send(HttpRequest.newBuilder(URI.create(hub + page)).build(), BodyHandlers.discarding());
            }
        }
    }

    private void setTimes(FileTime time) throws IOException {
        Files.walkFileTree(image, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    Files.setLastModifiedTime(file, time);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.setLastModifiedTime(folder, time);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
