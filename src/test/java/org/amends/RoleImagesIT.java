package org.amends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.testbed.Needs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each role's own build and what comes out of it: an image with this role alone, which runs on a machine without Java.
 * Javac proves most of the wall between the roles, but takes in a class that it finds by the way; this looks at what is
 * there.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RoleImagesIT {

    private static final Duration LONGEST_BUILD = Duration.ofMinutes(5);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    /** How the names of libraries begin. Kotlin is shared, as both OkHttp and Javalin are written in it. */
    private static final Set<String> OF_BOTH = Set.of("picocli-", "jackson-", "snakeyaml-engine-", "uuid-creator-",
            "sqlite-jdbc-", "slf4j-", "kotlin-stdlib-", "annotations-", "bcprov-");
    private static final Map<String, Set<String>> OF_ONE = Map.of( //
            "kiosk", Set.of("okhttp-jvm-", "okio-jvm-", "icu4j-", "qrcodegen-", "pi4j-core-"), //
            "hub",
            Set.of("javalin-", "jetty-", "jakarta.", "asm-", "pebble-", "unbescape-", "HikariCP-", "flyway-core-", "angus-",
                    "password4j-", "bcpkix-", "bcutil-"));
    private static final Map<String, List<String>> FOREIGN_PACKAGES = Map.of( //
            "kiosk", List.of("org/amends/hub/", "org/amends/demo/"), //
            "hub", List.of("org/amends/kiosk/", "org/amends/demo/"));

    @TempDir
    private static Path logs;
    @TempDir
    private Path data;

    @BeforeAll
    static void both_images_are_built() throws Exception {
        Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");
        if (!Files.isExecutable(maven)) {
            maven = Needs.program("mvn", "maven");
        }
        if (!Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "jlink"))) {
            lacking("jlink", "openjdk-25-jdk-headless");
        }
        Map<String, Process> builds = new TreeMap<>();
        try {
            for (String role : OF_ONE.keySet()) {
                // The outer build has formatted already; two more at the same time could write one file together.
                builds.put(role, new ProcessBuilder(maven.toString(), "-B", "-q", "-Dformatter.skip=true", "-Drole=" + role,
                        "package").redirectErrorStream(true).redirectOutput(logs.resolve(role).toFile()).start());
            }
            for (Map.Entry<String, Process> build : builds.entrySet()) {
                boolean ended = build.getValue().waitFor(LONGEST_BUILD.toSeconds(), TimeUnit.SECONDS);
                assertThat(ended && build.getValue().exitValue() == 0)
                        .as("mvn -Drole=%s package:%n%s", build.getKey(), Files.readString(logs.resolve(build.getKey())))
                        .isTrue();
            }
        } finally {
            builds.values().forEach(RoleImagesIT::end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiosk", "hub"})
    void no_image_holds_anything_of_another_role(String role) throws IOException {
        List<Path> ours = jars(role).stream().filter(jar -> name(jar).startsWith("amends-")).toList();

        assertThat(ours).hasSize(1);
        assertThat(entries(ours.getFirst())).contains("org/amends/Amends.class")
                .anyMatch(entry -> entry.startsWith("org/amends/" + role + "/"))
                .noneMatch(entry -> FOREIGN_PACKAGES.get(role).stream().anyMatch(entry::startsWith))
                .noneMatch(entry -> entry.endsWith(role.equals("kiosk") ? ".woff2" : ".ttf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiosk", "hub"})
    void every_library_of_an_image_is_one_that_its_role_uses(String role) throws IOException {
        Set<String> allowed = Stream.concat(OF_BOTH.stream(), OF_ONE.get(role).stream()).collect(Collectors.toSet());
        Set<String> libraries = libraries(role);

        assertThat(libraries).allMatch(library -> allowed.stream().anyMatch(library::startsWith));
        assertThat(allowed).as("a name without a library").allMatch(
                name -> libraries.stream().anyMatch(library -> library.startsWith(name)));
    }

    @Test
    void javafx_is_in_the_runtime_of_the_terminal_alone() throws IOException {
        assertThat(Files.readString(image("kiosk").resolve("runtime").resolve("release"))).contains("javafx.controls");
        assertThat(Files.readString(image("hub").resolve("runtime").resolve("release"))).contains("java.base")
                .doesNotContain("javafx", "java.desktop");
    }

    @Test
    void libraries_of_both_roles_are_of_one_version() throws IOException {
        assertThat(shared("kiosk")).isNotEmpty().isEqualTo(shared("hub"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiosk", "hub"})
    void no_jar_of_an_image_holds_a_shared_library_that_would_be_unpacked(String role) throws IOException {
        for (Path jar : jars(role)) {
            assertThat(entries(jar)).as(name(jar)).noneMatch(entry -> entry.matches(".*\\.(so|dll|dylib|jnilib)"));
        }
        assertThat(image(role).resolve("lib").resolve("libsqlitejdbc.so")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiosk", "hub"})
    void an_image_runs_without_java_on_the_machine_and_offers_its_role_alone(String role) throws Exception {
        Path link = Files.createSymbolicLink(data.resolve("amends"), image(role).resolve("bin").resolve("amends"));

        try (Running version = new Running(List.of(link.toString(), "--version"), data)) {
            assertThat(version.line("amends ")).matches("amends [0-9].* \\(Java 25.*\\)");
            assertThat(version.exitCode()).isZero();
        }
        try (Running help = new Running(List.of(link.toString(), "--help"), data)) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.output().lines().filter(line -> line.matches(" {2}(kiosk|hub|demo) .*")).map(String::strip))
                    .singleElement().asString().startsWith(role + " ");
        }
        Files.delete(link);
    }

    @Test
    void the_hub_answers_from_its_image_and_unpacks_nothing() throws Exception {
        try (Running hub = start("hub", "--port", "0")) {
            String url = hub.line("hub ready url=").replaceAll("hub ready url=(\\S+).*", "$1");

            assertThat(get(url + "/health").statusCode()).isEqualTo(200);
            assertThat(get(url + "/sign-in").body()).contains("<form");
            assertThat(get(url + "/assets/fonts/ibm-plex-sans-latin-400-normal.woff2").statusCode()).isEqualTo(200);
            hub.stop();
            assertThat(hub.exitCode()).isZero();
            assertThat(Files.list(scratch())).as("unpacked at run time").isEmpty();
        }
    }

    @Test
    void the_terminal_serves_a_guest_from_its_image_and_unpacks_nothing() throws Exception {
        try (Running kiosk = start("kiosk", "--headless", "--settings", "kiosk-config/kiosk.yaml", "--hub",
                "http://127.0.0.1:9", "--guests", "1")) {
            assertThat(kiosk.line("kiosk ready ")).contains("screen=headless");
            assertThat(kiosk.line("guest said=rating ")).contains(" value=1 ");
            assertThat(kiosk.line("guests ")).isEqualTo("guests done=1");
            kiosk.stop();
            assertThat(kiosk.exitCode()).isZero();
            assertThat(Files.list(scratch())).as("unpacked at run time").isEmpty();
        }
    }

    /** A role from its image, with a home that is not there and a scratch folder of its own. */
    private Running start(String role, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(image(role).resolve("bin").resolve("amends").toString(), role,
                "--data", data.resolve(role).toString()));
        command.addAll(List.of(arguments));
        Files.createDirectories(scratch());
        return new Running(command, scratch());
    }

    private Path scratch() {
        return data.resolve("scratch");
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).timeout(LONGEST_START).build(),
                    BodyHandlers.ofString());
        }
    }

    private static Path image(String role) {
        return Path.of("target", role, "image").toAbsolutePath();
    }

    private static Set<Path> jars(String role) throws IOException {
        try (Stream<Path> files = Files.walk(image(role).resolve("lib"))) {
            return files.filter(file -> name(file).endsWith(".jar")).collect(Collectors.toSet());
        }
    }

    private static Set<String> libraries(String role) throws IOException {
        return jars(role).stream().map(RoleImagesIT::name).filter(name -> !name.startsWith("amends-"))
                .collect(Collectors.toSet());
    }

    private static Set<String> shared(String role) throws IOException {
        return libraries(role).stream().filter(library -> OF_BOTH.stream().anyMatch(library::startsWith))
                .collect(Collectors.toSet());
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static void lacking(String what, String debianPackage) {
        String message = what + " is lacking; apt-get install " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        abort(message);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A program of the image, as on a machine where nothing is set up. */
    private static final class Running implements AutoCloseable {

        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Map<String, CompletableFuture<String>> awaited = new TreeMap<>();
        private final Thread reader;

        Running(List<String> command, Path scratch) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", "/nonexistent", "JDK_JAVA_OPTIONS",
                    "-Djava.io.tmpdir=" + scratch));
            process = builder.start();
            reader = Thread.ofPlatform().daemon().start(this::read);
        }

        /** Waits for the first line that begins so. */
        String line(String beginning) throws Exception {
            CompletableFuture<String> line = new CompletableFuture<>();
            synchronized (awaited) {
                lines.stream().filter(said -> said.startsWith(beginning)).findFirst().ifPresent(line::complete);
                if (!reader.isAlive()) {
                    line.complete("");
                }
                awaited.put(beginning, line);
            }
            String said = line.completeOnTimeout("", LONGEST_START.toSeconds(), TimeUnit.SECONDS).get();
            if (said.isEmpty() && !process.isAlive() && process.exitValue() == ExitCode.MACHINE_LACKS
                    && !"true".equals(System.getenv("CI"))) {
                abort(output());
            }
            assertThat(said).as("it said only:%n%s", output()).startsWith(beginning);
            return said;
        }

        String output() {
            return String.join("\n", lines);
        }

        void stop() {
            process.destroy();
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
            reader.join();
            return process.exitValue();
        }

        @Override
        public void close() {
            end(process);
        }

        private void read() {
            try (BufferedReader output = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    String said = line;
                    synchronized (awaited) {
                        lines.add(said);
                        awaited.forEach((beginning, future) -> {
                            if (said.startsWith(beginning)) {
                                future.complete(said);
                            }
                        });
                    }
                }
            } catch (IOException closed) {
                lines.add("(its output was closed)");
            } finally {
                synchronized (awaited) {
                    awaited.values().forEach(future -> future.complete(""));
                }
            }
        }
    }
}
