package org.amends.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.amends.kiosk.guest.EntrySink;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.survey.Face;
import org.amends.survey.Question;

/**
 * From the press of the pointer on an answer to the pixels of the next page on an X display of 1920 by 1080, painted in
 * software, without motion. {@code event} is from the press to the entry's handing over, {@code commit} until it is on disk,
 * {@code build} until the next page is made and laid out, {@code frame} until the row of pixels through the old page's question
 * reads otherwise on the display.
 */
final class TapToScreen implements Benchmark {

    private static final int WARM_UP = 100;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Seldom enough to leave both cores to the program. */
    private static final long LOOKS_EVERY_NANOS = 200_000;

    private Framebuffer display;
    private volatile long handedOver;
    private volatile long committed;
    private volatile long built;

    @Override
    public String name() {
        return "tap-to-screen";
    }

    @Override
    public String sentence() {
        return "milliseconds from a tap on an answer to the next page on the display, in its parts; -Dtaps=N, default 1000";
    }

    @Override
    public String run() throws Exception {
        Optional<String> measured = GuestWindow.elsewhere(name(), List.of("taps"));
        if (measured.isPresent()) {
            return measured.get();
        }
        display = GuestWindow.pixels();
        int taps = Bench.size("taps", 1000);
        Path folder = Files.createTempDirectory("amends-taps");
        List<long[]> parts = new ArrayList<>();
        try (GuestWindow window = new GuestWindow(folder, "stay.yaml", Duration.ofSeconds(30), Duration.ofSeconds(30),
                this::timed)) {
            // Told after the screens, which were told to watch first.
            GuestWindow.onScreen(() -> {
                window.journey().watch(_ -> built = System.nanoTime());
                return 0;
            });
            while (parts.size() < taps + WARM_UP) {
                guest(window, parts.size() / 2 % 2 == 0 ? Face.POOR : Face.VERY_POOR, parts);
            }
        } finally {
            TapToInbox.remove(folder);
        }
        List<long[]> counted = parts.subList(WARM_UP, WARM_UP + taps);
        return String.format(Locale.ROOT,
                "taps=%d median_ms=%.1f p99_ms=%.1f event_median_ms=%.1f commit_median_ms=%.1f build_median_ms=%.1f"
                        + " frame_median_ms=%.1f"
                        + " beyond_commit_median_ms=%.1f commit_p99_ms=%.1f frame_p99_ms=%.1f",
                counted.size(), of(counted, 3, 0.5), of(counted, 3, 0.99), of(counted, 0, 0.5), of(counted, 1, 0.5),
                of(counted, 5, 0.5),
                of(counted, 2, 0.5), of(counted, 4, 0.5), of(counted, 1, 0.99), of(counted, 2, 0.99));
    }

    private EntrySink timed(EntrySink sink) {
        return (response, survey, language, content) -> {
            handedOver = System.nanoTime();
            return sink.add(response, survey, language, content).thenApply(kept -> {
                committed = System.nanoTime();
                return kept;
            });
        };
    }

    /** Presses a face and a reason, which are kept; leaves the rest out. */
    private void guest(GuestWindow window, Face face, List<long[]> parts) throws InterruptedException {
        ready(window);
        parts.add(tap(window, "face-" + face.id()));
        State next = ready(window);
        if (next instanceof State.Asking asking && asking.question() instanceof Question.OneChoice reasons) {
            parts.add(tap(window, "choice-" + reasons.choices().get(parts.size() % reasons.choices().size()).id()));
        }
        // Whoever went on before the end: the next one finds the resting screen.
        GuestWindow.onScreen(() -> {
            window.journey().timeUp();
            return 0;
        });
        while (!(ready(window) instanceof State.Idle)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private long[] tap(GuestWindow window, String id) throws InterruptedException {
        Robot robot = GuestWindow.onScreen(Robot::new);
        if (GuestWindow.onScreen(() -> window.screens().lookup("#" + id)) == null) {
            throw new IllegalStateException("there is no " + id + " on " + GuestWindow.onScreen(window.journey()::state));
        }
        // From elsewhere: a page that comes up under a pointer that rests does not notice it.
        for (int tries = 0; !GuestWindow.onScreen(() -> window.screens().lookup("#" + id).isHover()); tries++) {
            boolean away = tries % 2 == 0;
            GuestWindow.onScreen(() -> {
                Node answer = window.screens().lookup("#" + id);
                Bounds bounds = answer.localToScreen(answer.getBoundsInLocal());
                robot.mouseMove(away ? 1 : bounds.getCenterX(), away ? 1 : bounds.getCenterY());
                return 0;
            });
            TimeUnit.MILLISECONDS.sleep(5);
        }
        TimeUnit.MILLISECONDS.sleep(50);
        Rectangle2D row = GuestWindow.onScreen(() -> rowThroughQuestion(window));
        int[] before = pixels(row);
        long pressed = GuestWindow.onScreen(() -> {
            long now = System.nanoTime();
            robot.mousePress(MouseButton.PRIMARY);
            robot.mouseRelease(MouseButton.PRIMARY);
            return now;
        });
        long end = pressed + LONGEST.toNanos();
        while (Arrays.equals(before, pixels(row))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the screen did not answer a tap on " + id);
            }
            LockSupport.parkNanos(LOOKS_EVERY_NANOS);
        }
        long painted = System.nanoTime();
        return new long[]{handedOver - pressed, committed - handedOver, painted - built, painted - pressed,
                painted - pressed - (committed - handedOver), built - committed};
    }

    /** Where words stand now that stand nowhere on the next page. */
    private static Rectangle2D rowThroughQuestion(GuestWindow window) {
        Node question = window.screens().lookup(".ink");
        Bounds bounds = question.localToScreen(question.getBoundsInLocal());
        return new Rectangle2D(bounds.getMinX(), Math.rint(bounds.getMinY() + bounds.getHeight() / 2), bounds.getWidth(),
                1);
    }

    private int[] pixels(Rectangle2D row) {
        return display.row((int) row.getMinX(), (int) row.getMinY(), (int) row.getWidth());
    }

    private static State ready(GuestWindow window) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        for (State state; System.nanoTime() < end;) {
            state = GuestWindow.onScreen(window.screens()::ready);
            if (state != null) {
                return state;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        throw new IllegalStateException("the screen takes no touches");
    }

    private static double of(List<long[]> parts, int part, double quantile) {
        long[] sorted = parts.stream().mapToLong(all -> all[part]).sorted().toArray();
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e6;
    }
}
