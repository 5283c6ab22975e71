package org.amends.kiosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.devices.wires.PiWires;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.devices.wires.Wires;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.Timetable;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.response.Touchpoint;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.amends.testbed.machine.SimulatedChip;

/**
 * What {@link ButtonsHardwareIT} and the benchmark press-to-light run in the small machine: a terminal whose whole face are four
 * buttons and their lights, from the kernel's lines to the outbox. Each task says its findings, a line each.
 */
public final class ButtonsProgram {

    private static final String SURVEY = """
            id: stay
            languages: [en]
            questions:
              - id: stay
                ask: faces
                text: {en: How was your stay?}
                faces: {very-good: {en: Great}, good: {en: Good}, poor: {en: Poor}, very-poor: {en: Bad}}
                branch: [{to: thanks}]
            """;
    private static final int BUTTONS = 4;
    private static final Duration DEBOUNCE = Duration.ofMillis(20);
    private static final long MILLI = 1_000_000;
    /** So long after a line was given a level the kernel may see it on a busy machine. */
    private static final long DOUBT = 4 * MILLI;
    private static final long LONGEST_NANOS = 5000 * MILLI;
    /** Of measuring, the terminal and the bare loop one after the other. */
    private static final int TURNS = 10;
    /** Of the presses of a long row, each so manieth is followed all the way to its light. */
    private static final int LOOKED_AT = 20;

    private final SimulatedChip chip;
    private final Path folder;
    private final Random random;
    /** What the lines were really given, and when: a busy machine stretches what was meant. */
    private final List<Pulled> pulled = new ArrayList<>();
    /** Responses from before the presses that are looked at. */
    private long before;

    /** A level that a line was given between two moments. */
    private record Pulled(int button, boolean high, long from, long to) {
    }

    private ButtonsProgram(SimulatedChip chip, Path folder, long seed) {
        this.chip = chip;
        this.folder = folder;
        this.random = new Random(seed);
    }

    public static void main(String... arguments) throws IOException, SQLException {
        int presses = Integer.parseInt(arguments[1]);
        try (SimulatedChip chip = SimulatedChip.make("board", 2 * BUTTONS)) {
            IntStream.range(0, BUTTONS).forEach(line -> chip.pull(line, true));
            ButtonsProgram program = new ButtonsProgram(chip, Files.createTempDirectory("terminal"),
                    Long.parseLong(arguments[2]));
            switch (arguments[0]) {
                case "beyond" -> program.pressBeyondTheInterval(presses);
                case "inside" -> program.pressInsideTheInterval(presses);
                case "latency" -> program.measure(presses);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    /** Guests who press one after the other, with bounce. */
    private void pressBeyondTheInterval(int presses) throws SQLException {
        Duration interval = Duration.ofMillis(60);
        int lit = 0;
        int keptBefore = 0;
        int looked = 0;
        try (Terminal _ = new Terminal(interval)) {
            for (int press = 1; press <= presses; press++) {
                int button = press % BUTTONS;
                boolean look = press % LOOKED_AT == 0;
                long soFar = look ? responses() : 0;
                if (look) {
                    waitForLight(button, false);
                    looked++;
                }
                bounce(button, false);
                if (look && waitForLight(button, true) >= 0) {
                    lit++;
                    keptBefore += responses() > soFar ? 1 : 0;
                }
                pause(DEBOUNCE.toNanos() + 15 * MILLI);
                bounce(button, true);
                pause(DEBOUNCE.toNanos() + 40 * MILLI);
            }
            pause(500 * MILLI);
        }
        System.out.println("looked " + looked);
        System.out.println("lit " + lit);
        System.out.println("kept_before_lit " + keptBefore);
        compare(interval);
    }

    /** Presses at less than half of the interval: the first counts, then the first that comes when the interval is over. */
    private void pressInsideTheInterval(int presses) throws SQLException {
        Duration interval = Duration.ofMillis(700);
        try (Terminal _ = new Terminal(interval)) {
            long next = System.nanoTime();
            for (int press = 0; press < presses; press++) {
                int button = press % BUTTONS;
                bounce(button, false);
                pause(50 * MILLI);
                bounce(button, true);
                next += 280 * MILLI;
                pause(Math.max(0, next - System.nanoTime()));
            }
            pause(500 * MILLI);
        }
        compare(interval);
    }

    /**
     * What the rules make of the levels that the lines were given: a press is a pressed level that lasts for the debounce time
     * after a released one that did; it counts when the interval since the last one that counted is over. What falls so near to
     * a limit that the kernel may have seen it otherwise is doubtful.
     */
    private void compare(Duration interval) throws SQLException {
        record Press(long at, boolean doubtful) {
        }
        List<Press> presses = new ArrayList<>();
        int spans = 0;
        for (int button = 0; button < BUTTONS; button++) {
            int which = button;
            List<Pulled> levels = pulled.stream().filter(level -> level.button() == which).toList();
            boolean down = false;
            for (int i = 0; i < levels.size(); i++) {
                Pulled level = levels.get(i);
                long least = i + 1 == levels.size() ? Long.MAX_VALUE : levels.get(i + 1).from() - level.to();
                long most = i + 1 == levels.size() ? Long.MAX_VALUE : levels.get(i + 1).to() - level.from();
                boolean lasts = least >= DEBOUNCE.toNanos();
                boolean doubtful = most > DEBOUNCE.toNanos() - DOUBT && least < DEBOUNCE.toNanos() + DOUBT;
                if (lasts || doubtful) {
                    spans++;
                    boolean pressed = !level.high();
                    if (pressed && !down || doubtful) {
                        presses.add(new Press(level.to() + DEBOUNCE.toNanos(), doubtful));
                    }
                    down = doubtful ? down : pressed;
                }
            }
        }
        presses.sort(Comparator.comparingLong(Press::at));
        long counted = 0;
        long doubts = 0;
        long last = Long.MIN_VALUE / 2;
        for (Press press : presses) {
            long beyond = press.at() - last - interval.toNanos();
            if (press.doubtful() || Math.abs(beyond) < DOUBT) {
                doubts++;
            } else if (beyond >= 0) {
                counted++;
                last = press.at();
            }
        }
        System.out.println("edges " + pulled.size());
        System.out.println("levels_that_last " + spans);
        System.out.println("allowed " + counted);
        System.out.println("doubtful " + doubts);
        System.out.println("responses " + (responses() - before));
    }

    /**
     * From the edge of a press without bounce to its light; beside that, a bare loop on the same lines. They take turns, as the
     * host is slower at one time than at another.
     */
    private void measure(int presses) throws SQLException {
        List<Long> ours = new ArrayList<>();
        List<Long> bare = new ArrayList<>();
        int turn = presses / TURNS;
        int responses = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TURNS; i++) {
                try (Terminal _ = new Terminal(Duration.ZERO)) {
                    ours.addAll(pressAndLook(turn, DEBOUNCE));
                }
                responses += (int) (responses() - before);
                try (BareLoop _ = new BareLoop(connection, statement)) {
                    bare.addAll(pressAndLook(turn, Duration.ZERO));
                }
            }
        }
        System.out.println("responses " + responses);
        // The first turn of each warms up.
        say("", ours.subList(turn, ours.size()));
        say("bare_", bare.subList(turn, bare.size()));
    }

    private static void say(String whose, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        System.out.println(whose + "median_us " + sorted.get(sorted.size() / 2) / 1000);
        System.out.println(whose + "p99_us " + sorted.get(sorted.size() * 99 / 100) / 1000);
    }

    /** So many presses, each without the time that is let pass on purpose. */
    private List<Long> pressAndLook(int presses, Duration without) {
        return IntStream.range(0, presses).mapToObj(press -> pressAndLook(press % BUTTONS) - without.toNanos()).toList();
    }

    private long pressAndLook(int button) {
        waitForLight(button, false);
        chip.pull(button, false);
        long pressed = System.nanoTime();
        long lit = waitForLight(button, true);
        if (lit < 0) {
            throw new IllegalStateException(
                    "a press of button " + button + " was not answered");
        }
        chip.pull(button, true);
        pause(3 * DEBOUNCE.toNanos());
        return lit - pressed;
    }

    /** What a program does that only has to light a lamp for a row on disk: Pi4J's lines and one statement. */
    private static final class BareLoop implements AutoCloseable {

        private final PiWires wires = PiWires.open("board");

        BareLoop(Connection connection, Statement statement) throws SQLException {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE IF NOT EXISTS press (line INTEGER, at INTEGER)");
            PreparedStatement insert = connection.prepareStatement("INSERT INTO press VALUES (?, ?)");
            for (int line = 0; line < BUTTONS; line++) {
                int button = line;
                Wires.Driven light = wires.drive(BUTTONS + line, false);
                wires.watch(line, Pull.UP, edge -> {
                    if (!edge.high()) {
                        try {
                            insert.setInt(1, button);
                            insert.setLong(2, edge.nanos());
                            insert.executeUpdate();
                        } catch (SQLException failed) {
                            throw new IllegalStateException(failed);
                        }
                        light.set(true);
                    } else {
                        light.set(false);
                    }
                });
            }
            pause(500 * MILLI);
        }

        @Override
        public void close() {
            wires.close();
        }
    }

    /** The terminal as it is put together where there is no screen, without a hub. */
    private final class Terminal implements AutoCloseable {

        private final Outbox outbox = Outbox.open(folder, MachineClock.ofThisMachine(),
                new Touchpoint("Harbour Hotel", "Gate"),
                new ContentSeal(Optional::empty), 500);
        private final Panel panel;

        Terminal(Duration interval) {
            Wiring wiring = new Wiring(List.of("board"), IntStream.range(0, BUTTONS).mapToObj(
                    line -> new Wiring.Button(new Wiring.Contact.OnLine(line, Pull.UP, false),
                            new ButtonAct.Answer(line + 1),
                            Optional.of(new Wiring.LightLine(BUTTONS + line, true))))
                    .toList(),
                    Optional.empty(), Optional.empty(), DEBOUNCE, interval, false, List.of(), KnownCards.NONE);
            panel = Panel.open(wiring, _ -> PiWires.open("board"), new DeviceHealth(Clock.systemUTC()));
            Timetable timetable = new Timetable(survey(), List.of(), List.of()).onlyFirst();
            GuestJourney journey = new GuestJourney(timetable.otherwise(), outbox::add, panel, Duration.ofSeconds(30),
                    Duration.ofSeconds(6));
            Front front = Front.withoutScreen(journey, timetable, Clock.systemUTC(), wiring, panel);
            panel.start(press -> front.pressed(panel, press));
            pause(500 * MILLI); // whoever presses before a line's first level is known holds a button that was down before
            warmUp(interval);
        }

        /** The very first press waits for all of the program to be loaded, here for longer than a press waits at all. */
        private void warmUp(Duration interval) {
            for (boolean lit = false; !lit;) {
                chip.pull(0, false);
                lit = waitForLight(0, true) >= 0;
                chip.pull(0, true);
                pause(100 * MILLI);
            }
            waitForLight(0, false);
            pause(interval.toNanos());
            try {
                before = responses();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private Survey survey() {
            try {
                return SurveyFile.read(Files.writeString(folder.resolve("stay.yaml"), SURVEY), Set.of("en"),
                        (_, _) -> Optional.empty());
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void close() {
            panel.close();
            outbox.close();
        }
    }

    /** Returns when the light had the level, by {@link System#nanoTime}, or -1 if it never did. */
    private long waitForLight(int button, boolean lit) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (chip.isHigh(BUTTONS + button) != lit) {
            if (System.nanoTime() > end) {
                return -1;
            }
            LockSupport.parkNanos(MILLI / 10);
        }
        return System.nanoTime();
    }

    /** An odd number of edges, 5 to 19, within 15 ms. */
    private int bounce(int button, boolean up) {
        int edges = 5 + 2 * random.nextInt(8);
        long gap = 14 * MILLI / (edges - 1);
        boolean high = up;
        for (int i = 0; i < edges; i++) {
            long from = System.nanoTime();
            chip.pull(button, high);
            pulled.add(new Pulled(button, high, from, System.nanoTime()));
            high = !high;
            if (i < edges - 1) {
                spin(gap / 2 + random.nextLong(gap / 2));
            }
        }
        return edges;
    }

    /** Whoever sleeps in this machine wakes too late for a bounce that is to be over in 15 ms. */
    private static void spin(long nanos) {
        for (long end = System.nanoTime() + nanos; System.nanoTime() < end;) {
            Thread.onSpinWait();
        }
    }

    private long responses() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(DISTINCT response) FROM entry")) {
            return row.getLong(1);
        }
    }

    /** The time between edges is what is simulated here, not a wait for something. */
    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
