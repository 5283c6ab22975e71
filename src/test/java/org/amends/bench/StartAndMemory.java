package org.amends.bench;

import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.amends.testbed.Needs;

/**
 * The terminal's image beside Debian's Chromium in kiosk mode on a page that looks alike, on the same X display, by the same
 * eyes and finger: how long after its start a tap changes the screen, what memory its processes hold (their proportional
 * set size; the terminal's after so many guests), and how much of a core it takes at rest.
 */
final class StartAndMemory implements Benchmark {

    private static final Path IMAGE = Path.of("target", "kiosk", "image", "bin", "amends");
    private static final int STARTS = 5;
    private static final int LONGEST_SECONDS = 60;
    private static final int REST_SECONDS = 60;
    /** A guest whose tap did nothing tries again, but not more often than the fastest finger. */
    private static final long BETWEEN_TAPS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Where either shows its question, and where the third of its four faces is. */
    private static final Rectangle QUESTION = new Rectangle(300, 150, 1300, 200);
    private static final int FACE_X = 1180;
    private static final int FACE_Y = 600;

    @Override
    public String name() {
        return "start-and-memory";
    }

    @Override
    public String sentence() {
        return "start, memory and idle load of the terminal's image beside Chromium on an equal page; -Dtaps=N guests,"
                + " default 1000; first: mvn -q -Drole=kiosk package";
    }

    @Override
    public String run() throws Exception {
        if (!Files.isExecutable(IMAGE)) {
            throw new IllegalStateException(IMAGE + " is lacking; make it by: mvn -q -Drole=kiosk package");
        }
        Optional<String> measured = GuestWindow.elsewhere(name(), List.of("taps"));
        if (measured.isPresent()) {
            return measured.get();
        }
        int guests = Bench.size("taps", 1000);
        Path folder = Files.createTempDirectory("amends-start");
        try {
            Robot robot = new Robot();
            Path page = Files.writeString(folder.resolve("page.html"), PAGE);
            List<Long> ours = new ArrayList<>();
            List<Long> theirs = new ArrayList<>();
            // The first start of each fills the caches of the disk and is not counted.
            for (int i = 0; i <= STARTS; i++) {
                ours.add(start(robot, kiosk(folder, "start" + i, 0)));
                theirs.add(start(robot, chromium(folder, "profile" + i, page)));
                System.out
                        .println("start-and-memory: start_ms=" + ours.getLast() + " chromium_start_ms=" + theirs.getLast());
            }
            long chromiumMemory = memoryOf(robot, chromium(folder, "memory", page));
            System.out.println("start-and-memory: chromium_mb=" + chromiumMemory);
            long[] after = afterGuests(folder, guests);
            double median = median(ours.subList(1, ours.size()));
            double chromium = median(theirs.subList(1, theirs.size()));
            return String.format(Locale.ROOT,
                    "start_ratio=%.2f start_ms=%.0f chromium_start_ms=%.0f memory_ratio=%.2f memory_mb=%d chromium_mb=%d"
                            + " guests=%d idle_cpu_percent=%.2f",
                    median / chromium, median, chromium, (double) after[0] / chromiumMemory, after[0], chromiumMemory,
                    guests,
                    after[1] / 100.0);
        } finally {
            TapToInbox.remove(folder);
        }
    }

    private static ProcessBuilder kiosk(Path folder, String data, int guests) throws IOException {
        Path settings = Files.writeString(folder.resolve("kiosk.yaml"), """
                site: Harbour Hotel
                touchpoint: Gate B7
                survey: %s
                hub: http://127.0.0.1:9
                persona: kiosk
                screen-width-mm: 530
                guard-ms: 0
                """.formatted(Path.of("kiosk-config", "stay.yaml").toAbsolutePath()));
        return new ProcessBuilder(IMAGE.toAbsolutePath().toString(), "kiosk", "--settings", settings.toString(), "--data",
                folder.resolve(data).toString(), "--guests", String.valueOf(guests), "--guest-pause", "0")
                .redirectError(folder.resolve("kiosk.log").toFile());
    }

    /** With what spares it work: no network of its own, no first-run pages. No sandbox, as CI runs as root. */
    private static ProcessBuilder chromium(Path folder, String profile, Path page) {
        return new ProcessBuilder(Needs.program("chromium", "chromium").toString(), "--kiosk", "--no-sandbox",
                "--no-first-run", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--password-store=basic", "--window-position=0,0", "--window-size=1920,1080",
                "--user-data-dir=" + folder.resolve(profile), page.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    /** Milliseconds from its start until a tap has changed its question. */
    private static long start(Robot robot, ProcessBuilder program) throws Exception {
        robot.mouseMove(1, 1);
        int[] nothing = question(robot);
        long begun = System.nanoTime();
        Process process = program.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            return TimeUnit.NANOSECONDS.toMillis(answered(robot, nothing, process) - begun);
        } finally {
            end(process, robot, nothing);
        }
    }

    private static long answered(Robot robot, int[] nothing, Process process) throws InterruptedException {
        int[] asked = null;
        long tapped = System.nanoTime() - BETWEEN_TAPS_NANOS;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            int[] now = question(robot);
            if (asked == null) {
                asked = !Arrays.equals(now, nothing) && hasWords(now) ? now : null;
            } else if (!Arrays.equals(now, asked)) {
                return System.nanoTime();
            } else if (System.nanoTime() - tapped >= BETWEEN_TAPS_NANOS) {
                tapped = System.nanoTime();
                // Both move in at once, so that a finger that is early is a finger again.
                robot.mouseMove(FACE_X - 1, FACE_Y);
                robot.mouseMove(FACE_X, FACE_Y);
                robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
                robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
            }
            TimeUnit.MILLISECONDS.sleep(4);
        }
        throw new IllegalStateException(
                "no tap changed the screen; it " + (asked == null ? "showed nothing" : "stood still"));
    }

    private static boolean hasWords(int... pixels) {
        return Arrays.stream(pixels).distinct().limit(10).count() > 8;
    }

    private static int[] question(Robot robot) {
        BufferedImage image = robot.createScreenCapture(QUESTION);
        return image.getRGB(0, 0, QUESTION.width, QUESTION.height, null, 0, QUESTION.width);
    }

    private static long memoryOf(Robot robot, ProcessBuilder program) throws Exception {
        int[] nothing = question(robot);
        Process process = program.start();
        try {
            answered(robot, nothing, process);
            TimeUnit.SECONDS.sleep(10);
            return megabytes(process);
        } finally {
            end(process, robot, nothing);
        }
    }

    /** Megabytes after the guests have gone, and then hundredths of a percent of a core over a minute of rest. */
    private static long[] afterGuests(Path folder, int guests) throws Exception {
        Process process = kiosk(folder, "guests", guests).start();
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); !line.startsWith("guests done"); line = lines.readLine()) {
                if (line.startsWith("guests stuck")) {
                    throw new IllegalStateException(line);
                }
            }
            TimeUnit.SECONDS.sleep(20);
            long memory = megabytes(process);
            long before = cpuMillis(process);
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            return new long[]{memory, (cpuMillis(process) - before) * 10 / REST_SECONDS};
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static long cpuMillis(Process process) {
        return processes(process).mapToLong(one -> one.info().totalCpuDuration().orElseThrow().toMillis()).sum();
    }

    private static long megabytes(Process process) throws IOException {
        long kilobytes = 0;
        for (ProcessHandle one : processes(process).toList()) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(one.pid()), "smaps_rollup"))) {
                kilobytes += lines.filter(line -> line.startsWith("Pss:")).flatMapToLong(
                        line -> LongStream.of(Long.parseLong(line.replaceAll("\\D", "")))).sum();
            }
        }
        return kilobytes / 1024;
    }

    private static Stream<ProcessHandle> processes(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static void end(Process process, Robot robot, int... nothing) throws InterruptedException {
        List<ProcessHandle> all = processes(process).toList();
        process.destroy();
        process.waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        while (!Arrays.equals(question(robot), nothing)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.SECONDS.sleep(1);
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** What the terminal's first page shows, by what a browser has: one page, no libraries, nothing fetched. */
    private static final String PAGE = """
            <!doctype html><meta charset=utf-8><title>Amends</title>
            <style>
              body {margin: 0; height: 100vh; background: #fbfaf7; color: #1d2a33; font-family: sans-serif; cursor: none;
                    display: grid; grid-template-rows: 120px 1fr 120px}
              p {margin: 40px 60px; font-size: 30px}
              h1 {margin: 40px 0 60px; font-size: 84px; text-align: center}
              div {display: grid; grid-template-columns: repeat(4, 1fr); gap: 40px; margin: 0 120px}
              button {border: 0; border-radius: 32px; background: #fff; height: 420px; font-size: 40px}
              svg {width: 200px; display: block; margin: 0 auto 30px}
            </style>
            <p>Harbour Hotel</p>
            <main><h1>How was your stay?</h1><div id=faces></div></main>
            <p>Gate B7</p>
            <script>
              const faces = [['Great', '#2f7d4f', 'M30 60 Q50 85 70 60'], ['Good', '#5b8c3a', 'M32 62 Q50 74 68 62'],
                ['Poor', '#c26a1b', 'M32 70 Q50 58 68 70'], ['Bad', '#b3372f', 'M30 75 Q50 50 70 75']];
              for (const [word, colour, mouth] of faces) {
                const button = document.createElement('button');
                button.innerHTML = `<svg viewBox="0 0 100 100"><circle cx=50 cy=50 r=46 fill="none" stroke="${colour}"
                  stroke-width=6 /><circle cx=35 cy=40 r=5 /><circle cx=65 cy=40 r=5 /><path d="${mouth}" fill="none"
                  stroke="#1d2a33" stroke-width=6 /></svg>${word}`;
                button.onclick = () => document.querySelector('h1').textContent = 'What could we have done better?';
                document.getElementById('faces').append(button);
              }
            </script>
            """;
}
