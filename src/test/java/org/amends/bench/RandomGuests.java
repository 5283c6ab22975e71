package org.amends.bench;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.response.Content;
import org.amends.survey.Answer;
import org.amends.wire.Wire;

/**
 * Guests as they come, drawn from a seed: they press what there is or beside it, drag, mash, type, change the language, and
 * go away in the middle, through the window system's own events, for as long as the counted guests last. What every guest
 * saw accepted must be in the outbox once; whatever is thrown or logged as an error is counted.
 */
final class RandomGuests implements Benchmark {

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    /** Of the guests, those before whom memory is not yet compared: by then every kind of page has been made. */
    private static final double SETTLED = 0.2;
    /** Short, so that guests who go away are many. */
    private static final Duration ANSWERS = Duration.ofMillis(700);
    /** Buttons that are many, or lead away, and would keep most guests from ever answering. */
    private static final Pattern SIDEWAYS = Pattern.compile("key-(?!done).*|language.*|switches|undo");
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);
    private static final Duration THANKS = Duration.ofMillis(300);
    private static final List<KeyCode> KEYS = List.of(KeyCode.TAB, KeyCode.ENTER, KeyCode.SPACE, KeyCode.ESCAPE,
            KeyCode.LEFT, KeyCode.RIGHT, KeyCode.UP, KeyCode.DOWN, KeyCode.F1, KeyCode.F2, KeyCode.F3, KeyCode.F4,
            KeyCode.A,
            KeyCode.DIGIT1, KeyCode.BACK_SPACE, KeyCode.DELETE, KeyCode.F11, KeyCode.CONTEXT_MENU);

    private final AtomicInteger failures = new AtomicInteger();
    /** What the screens took as answered, by response and question: what they went on with, not what was handed over. */
    private final Map<UUID, Map<String, Answer>> answered = new ConcurrentHashMap<>();
    private final AtomicInteger handedOver = new AtomicInteger();

    @Override
    public String name() {
        return "random-guests";
    }

    @Override
    public String sentence() {
        return "exceptions, lost and double responses and growth of memory over random guests on a real window; -Dtaps=N"
                + " guests, default 10000, -Dseed=S";
    }

    @Override
    public String run() throws Exception {
        Optional<String> measured = GuestWindow.elsewhere(name(), List.of("taps", "seed"));
        if (measured.isPresent()) {
            return measured.get();
        }
        int guests = Bench.size("taps", 10_000);
        long seed = Long.parseLong(Optional.of(System.getProperty("seed", "")).filter(given -> !given.isBlank())
                .orElse(String.valueOf(System.nanoTime())));
        countFailures();
        Path folder = Files.createTempDirectory("amends-guests");
        try {
            return run(folder, guests, seed);
        } finally {
            TapToInbox.remove(folder);
        }
    }

    private String run(Path folder, int guests, long seed) throws Exception {
        Random random = new Random(seed);
        long settled = 0;
        long heap = 0;
        long actions = 0;
        try (GuestWindow window = new GuestWindow(folder, "every-kind.yaml", ANSWERS, THANKS,
                sink -> (response, survey, language, content) -> {
                    handedOver.incrementAndGet();
                    return sink.add(response, survey, language, content);
                })) {
            Robot robot = GuestWindow.onScreen(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> failed(failure));
                window.journey().watch(this::saw);
                return new Robot();
            });
            int compareFrom = (int) (guests * SETTLED);
            for (int guest = 0; guest < guests; guest++) {
                actions += comes(window, robot, random);
                if (guest == compareFrom) {
                    settled = heapInUse(window);
                }
                if (guest % 500 == 499) {
                    System.out.println(
                            "random-guests: guests=" + (guest + 1) + " actions=" + actions + " failures=" + failures
                                    + " heap_kb=" + heapInUse(window) / 1024);
                }
            }
            rest(window);
            heap = heapInUse(window);
        }
        List<String> wrong = new ArrayList<>();
        int rows = compare(folder.resolve("outbox.db"), wrong);
        wrong.stream().limit(20).forEach(line -> System.out.println("random-guests: " + line));
        long lost = wrong.stream().filter(line -> line.startsWith("lost")).count();
        long doubled = wrong.stream().filter(line -> line.startsWith("doubled")).count();
        return String.format(Locale.ROOT,
                "guests=%d actions=%d responses=%d entries=%d exceptions=%d lost=%d doubled=%d heap_ratio=%.3f"
                        + " heap_settled_kb=%d heap_kb=%d seed=%d",
                guests, actions, answered.size(), rows, failures.get(), lost, doubled, (double) heap / settled,
                settled / 1024,
                heap / 1024, seed);
    }

    private void saw(State state) {
        state.given().ifPresent(given -> answered.computeIfAbsent(given.response(), _ -> new HashMap<>())
                .putAll(given.answers()));
    }

    /** One guest: some actions, and now and then nobody for so long that the page gives up. */
    private static int comes(GuestWindow window, Robot robot, Random random) throws InterruptedException {
        int actions = 1 + random.nextInt(12);
        for (int i = 0; i < actions; i++) {
            int kind = random.nextInt(100);
            if (kind < 60) {
                if (kind < 45) {
                    look(window);
                }
                press(window, robot, random, random.nextInt(10) == 0 ? 2 + random.nextInt(8) : 1);
            } else if (kind < 70) {
                at(robot, random.nextInt(WIDTH), random.nextInt(HEIGHT), true, false);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(10));
                at(robot, random.nextInt(WIDTH), random.nextInt(HEIGHT), false, true);
            } else if (kind < 78) {
                for (int mash = 0; mash < 15; mash++) {
                    at(robot, random.nextInt(WIDTH), random.nextInt(HEIGHT), true, true);
                }
            } else if (kind < 97) {
                KeyCode key = KEYS.get(random.nextInt(KEYS.size()));
                GuestWindow.onScreen(() -> {
                    robot.keyPress(key);
                    robot.keyRelease(key);
                    return 0;
                });
            } else {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(2 * ANSWERS.toMillis()));
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
        }
        if (random.nextInt(8) > 0) {
            timeRunsOut(window);
        }
        return actions;
    }

    /** Most guests find the resting screen; the others go on where somebody has just gone. */
    private static void timeRunsOut(GuestWindow window) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_LOOK.toNanos();
        while (System.nanoTime() < end && !GuestWindow.onScreen(() -> {
            window.journey().timeUp();
            return window.journey().state() instanceof State.Idle;
        })) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Most wait until the page is in its place, before which it takes no touch. */
    private static void look(GuestWindow window) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_LOOK.toNanos();
        while (GuestWindow.onScreen(window.screens()::ready) == null && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Something that can be pressed, once or several times. */
    private static void press(GuestWindow window, Robot robot, Random random, int times) {
        int pick = random.nextInt(1000);
        boolean answers = random.nextInt(4) > 0;
        double[] place = GuestWindow.onScreen(() -> {
            List<Node> buttons = window.screens().lookupAll(".button").stream()
                    .filter(node -> node instanceof ButtonBase && node.isVisible() && !node.isDisabled()).toList();
            List<Node> onward = buttons.stream().filter(button -> !SIDEWAYS.matcher(button.getId()).matches()).toList();
            if (answers && !onward.isEmpty()) {
                buttons = onward;
            }
            if (buttons.isEmpty()) {
                return new double[]{pick * 1.9, pick};
            }
            Node button = buttons.get(pick % buttons.size());
            var bounds = button.localToScreen(button.getBoundsInLocal());
            return new double[]{bounds.getCenterX(), bounds.getCenterY()};
        });
        for (int i = 0; i < times; i++) {
            at(robot, place[0], place[1], true, true);
        }
    }

    private static void at(Robot robot, double x, double y, boolean down, boolean up) {
        GuestWindow.onScreen(() -> {
            robot.mouseMove(x, y);
            if (down) {
                robot.mousePress(MouseButton.PRIMARY);
            }
            if (up) {
                robot.mouseRelease(MouseButton.PRIMARY);
            }
            return 0;
        });
    }

    private static void rest(GuestWindow window) throws InterruptedException {
        while (!(GuestWindow.onScreen(window.journey()::state) instanceof State.Idle)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** After a collection, with the resting screen shown. */
    private static long heapInUse(GuestWindow window) throws InterruptedException {
        rest(window);
        CountDownLatch painted = new CountDownLatch(1);
        javafx.application.Platform.runLater(painted::countDown);
        painted.await();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private void countFailures() {
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> failed(failure));
        Logger.getLogger("").addHandler(new Handler() {
            @Override
            public void publish(LogRecord logged) {
                if (logged.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    failures.incrementAndGet();
                }
            }

            @Override
            public void flush() {
                // counts at once
            }

            @Override
            public void close() {
                // has nothing open
            }
        });
    }

    private void failed(Throwable failure) {
        failures.incrementAndGet();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        System.out.println("random-guests: " + trace);
    }

    /**
     * Every answer that a page went on with is there, nothing is there that was not handed over, and no question of a
     * response is answered twice without having been taken back between.
     */
    private int compare(Path file, List<String> wrong) throws SQLException {
        Map<UUID, Set<String>> kept = new HashMap<>();
        Map<UUID, Map<String, Content>> standing = new HashMap<>();
        int rows = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT response, body FROM entry ORDER BY position")) {
            while (found.next()) {
                rows++;
                UUID response = UUID.fromString(found.getString(1));
                Content content = Wire.entry(found.getString(2)).content();
                Map<String, Content> now = standing.computeIfAbsent(response, _ -> new HashMap<>());
                kept.computeIfAbsent(response, _ -> new HashSet<>()).add(content.question());
                if (content instanceof Content.Correction) {
                    now.remove(content.question());
                } else if (!(content instanceof Content.Left)) {
                    Content before = now.put(content.question(), content);
                    if (before != null && !(content instanceof Content.Reason)) {
                        wrong.add("doubled: question " + content.question() + " of response " + response);
                    }
                }
            }
        }
        for (Map.Entry<UUID, Map<String, Answer>> one : answered.entrySet()) {
            for (String question : one.getValue().keySet()) {
                if (!kept.getOrDefault(one.getKey(), Set.of()).contains(question)) {
                    wrong.add("lost: question " + question + " of response " + one.getKey());
                }
            }
        }
        kept.keySet().stream().filter(response -> !answered.containsKey(response))
                .forEach(response -> wrong.add("doubled: response " + response + " was never shown as begun"));
        if (rows != handedOver.get()) {
            wrong.add((rows < handedOver.get() ? "lost: " : "doubled: ") + handedOver + " were handed over, " + rows
                    + " are there");
        }
        return rows;
    }
}
