package org.amends.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.HubDesk;
import org.amends.testbed.RunningRole;

/**
 * A hub, a terminal and the link between them, which faults may strike in any way; and an account of what its guests were
 * thanked for. Used from one thread.
 */
final class FaultyVenue implements AutoCloseable {

    /** What a clock of their own shows as long as nothing jumps. */
    static final String RIGHT_TIME = "+0";

    private static final int TERMINAL_MEBIBYTES = 24;
    private static final int HUB_MEBIBYTES = 48;
    private static final Duration LONGEST_TAPS = Duration.ofSeconds(90);
    /** A call that nobody answers is given up after 15 s, and the longest wait between two calls is as long again. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(90);
    private static final Duration LONGEST_CASES = Duration.ofSeconds(15);
    private static final int LOOKS_BETWEEN_WAKES = 10;
    private static final Pattern SAID = Pattern.compile("guest said=(rating|reason) .*response=(\\S+) .*");

    private final Setting setting;
    private final Link link;
    private final Comparison.Thanked thanked = new Comparison.Thanked();
    private final Map<Side, Volume> volumes = new EnumMap<>(Side.class);
    private final Map<Side, Path> clocks = new EnumMap<>(Side.class);
    private final Map<Side, RunningRole> running = new EnumMap<>(Side.class);
    private final Map<Side, List<String>> logs = new EnumMap<>(Side.class);

    private int heard;
    private Guests guests = Guests.NONE;
    private int made;
    private int refused;
    private boolean backedUp;

    /**
     * Where and how a venue is made.
     *
     * @param folder    for its files; not there yet
     * @param abilities what the machine can
     * @param careless  whether the terminal commits with {@code synchronous=NORMAL}
     * @param quick     how its processes start
     * @param started   is told the id of every process
     */
    record Setting(Path folder, Abilities abilities, boolean careless, QuickStart quick, Consumer<ProcessHandle> started) {
    }

    /**
     * Who taps in a round.
     *
     * @param count       taps, or guests at a real screen
     * @param seed        of their pace and their faces
     * @param pauseMillis between two taps on average; a real screen has its own pace
     * @param atScreen    whether they stand at a real screen
     */
    record Guests(int count, long seed, int pauseMillis, boolean atScreen) {
        static final Guests NONE = new Guests(0, 0, 0, false);
    }

    /** A fresh venue with a terminal that is paired and a hub that runs. */
    FaultyVenue(Setting setting) {
        this.setting = setting;
        for (Side side : Side.values()) {
            Path place = setting.folder().resolve(side.word());
            volumes.put(side, setting.abilities().noDisks().isPresent()
                    ? Volume.plain(place)
                    : Volume.onImage(place, side == Side.HUB ? HUB_MEBIBYTES : TERMINAL_MEBIBYTES));
            logs.put(side, new ArrayList<>());
        }
        link = new Link();
        String code;
        try (HubDesk desk = HubDesk.open(data(Side.HUB))) {
            code = desk.issuePairingCode(Duration.ofMinutes(10));
        }
        start(Side.HUB);
        launchTerminal(code);
        running.get(Side.TERMINAL).line(line -> line.contains("paired as"));
    }

    Link link() {
        return link;
    }

    Volume volume(Side side) {
        return volumes.get(side);
    }

    /** Guests come and go on tapping until they have tapped as often as they are to, whatever is killed meanwhile. */
    void tap(Guests who) {
        made = 0;
        refused = 0;
        if (who.atScreen() && running.containsKey(Side.TERMINAL)) {
            close(Side.TERMINAL);
        }
        guests = who;
        if (running.containsKey(Side.TERMINAL)) {
            typeTaps();
        } else {
            start(Side.TERMINAL);
        }
    }

    /**
     * Waits for the last tap.
     *
     * @return how many taps were refused
     */
    int finishTaps() {
        boolean finished = Pause.until(LONGEST_TAPS, () -> {
            start(Side.TERMINAL);
            hear();
            requireAlive(Side.TERMINAL);
            return made >= guests.count();
        });
        if (!finished) {
            throw new Amiss("the guests did not get to tap: " + made + " of " + guests.count());
        }
        return refused;
    }

    /** Lets everything come to rest, and compares. */
    Comparison settle() {
        if (guests.atScreen()) {
            // Only the terminal without a screen can be woken. It may have said more since the last guest was served.
            close(Side.TERMINAL);
        }
        start(Side.HUB);
        // Whatever happened is over: the next guest is thanked.
        tap(new Guests(1, 0, 0, false));
        if (finishTaps() > 0) {
            throw new Amiss("all is mended, and the next tap is refused");
        }
        int[] looks = {0};
        boolean drained = Pause.until(LONGEST_DRAIN, () -> {
            requireAlive(Side.TERMINAL);
            requireAlive(Side.HUB);
            if (looks[0]++ % LOOKS_BETWEEN_WAKES == 0) {
                running.get(Side.TERMINAL).type("wake");
            }
            return Books.waiting(data(Side.TERMINAL)) == 0;
        });
        // Cases follow the ledger a little later; what else is amiss will not mend by waiting.
        Pause.until(LONGEST_CASES, () -> compare().lacksNoCase());
        Comparison comparison = compare();
        backUpHubUnlessDone();
        comparison.amiss().addAll(Books.broken(data(Side.HUB)));
        if (!drained) {
            comparison.amiss().add(Books.waiting(data(Side.TERMINAL)) + " entries still wait after " + LONGEST_DRAIN);
        }
        return comparison;
    }

    /** How many guests were thanked so far. */
    int thanked() {
        return thanked.count();
    }

    /** How many entries the hub has so far. */
    int stored() {
        return Books.ledger(data(Side.HUB)).size();
    }

    /** SIGKILL; nothing if it does not run. */
    void kill(Side side) {
        RunningRole role = running.get(side);
        if (role != null) {
            role.kill();
            ended(side);
        }
    }

    void signal(Side side, String name) {
        RunningRole role = running.get(side);
        if (role != null) {
            role.signal(name);
        }
    }

    /** Starts it, if it does not run, and waits until it does its work; a terminal's guests go on tapping. */
    void start(Side side) {
        if (running.containsKey(side)) {
            return;
        }
        launch(side);
        RunningRole role = running.get(side);
        switch (side) {
            case HUB -> {
                String ready = role.line(line -> line.startsWith("hub ready "));
                link.leadTo(Integer.parseInt(ready.replaceAll(".*url=http://[^ ]*:(\\d+) .*", "$1")));
            }
            case TERMINAL -> {
                role.line(line -> line.equals("ready") || line.startsWith("kiosk ready "));
                if (!guests.atScreen()) {
                    typeTaps();
                }
            }
        }
    }

    /** Starts it, and does not wait. */
    void launch(Side side) {
        switch (side) {
            case HUB -> launchHub();
            case TERMINAL -> {
                if (guests.atScreen()) {
                    launchKiosk();
                } else {
                    launchTerminal("");
                }
            }
        }
    }

    /** Stops it in order and starts it again. */
    void restart(Side side) {
        close(side);
        start(side);
    }

    /** Lets it run by a clock that {@link #setClock} sets; starts it again for that, if need be. */
    void giveOwnClock(Side side) {
        if (clocks.containsKey(side)) {
            return;
        }
        clocks.put(side, setting.folder().resolve(side.word() + ".clock"));
        setClock(side, RIGHT_TIME);
        restart(side);
    }

    void setClock(Side side, String moment) {
        Folders.replace(clocks.get(side), moment + "\n");
    }

    /** Yesterday's back-up is the first one made in this venue. */
    void backUpHubUnlessDone() {
        if (!backedUp) {
            // Every second venue is looked after by people who copy machines and know of no command.
            if (Math.floorMod(setting.folder().hashCode(), 2) == 0) {
                Books.backUpHub(data(Side.HUB), backup());
            } else {
                Books.copyHub(data(Side.HUB), backup());
            }
            backedUp = true;
        }
    }

    /** Puts the back-up in the place of the database, which nobody may have open. */
    void restoreHub() {
        try {
            Files.copy(backup(), data(Side.HUB).resolve("hub.db"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Folders.remove(data(Side.HUB).resolve("hub.db-wal"));
        Folders.remove(data(Side.HUB).resolve("hub.db-shm"));
    }

    /** Lets both sides end by themselves. */
    void endInOrder() {
        for (Side side : Side.values()) {
            running.get(side).endInput();
            ended(side);
        }
    }

    /** Copies what both sides have, as it lies there now, and what they said. Kills both first. */
    void keep(Path kept) {
        try {
            Files.createDirectories(kept);
            for (Side side : Side.values()) {
                kill(side);
                Command.run("cp", "--archive", data(side).toString(), kept.resolve(side.word()).toString());
                Files.write(kept.resolve(side.word() + ".log"), logs.get(side));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills what runs and gives the disks back. */
    @Override
    public void close() {
        List.copyOf(running.values()).forEach(RunningRole::kill);
        link.close();
        volumes.values().forEach(Volume::close);
        Folders.remove(setting.folder());
    }

    /** It ended, or hangs, or says something that it must not. */
    static final class Amiss extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Amiss(String message) {
            super(message);
        }
    }

    private Path data(Side side) {
        return volumes.get(side).folder();
    }

    private Path backup() {
        return setting.folder().resolve("yesterday.db");
    }

    /**
     * What the two databases say. The hub's own account of it, and a terminal's, belong here too: whether the ledger is
     * complete and its chain whole.
     */
    private Comparison compare() {
        return Comparison.of(thanked, Books.ledger(data(Side.HUB)), Books.cases(data(Side.HUB)),
                Books.setAside(data(Side.TERMINAL)));
    }

    private void launchHub() {
        launched(Side.HUB, RunningRole.start("hub", environment(Side.HUB), jvm(Side.HUB), "org.amends.Amends",
                List.of("hub", "--data", data(Side.HUB).toString(), "--port", "0", "--stop-with-parent")));
    }

    private void launchTerminal(String code) {
        List<String> arguments = new ArrayList<>(
                List.of(data(Side.TERMINAL).toString(), link.url(), setting.careless() ? "NORMAL" : "FULL"));
        if (!code.isEmpty()) {
            arguments.add(code);
        }
        launched(Side.TERMINAL, RunningRole.start("terminal", environment(Side.TERMINAL), jvm(Side.TERMINAL),
                TerminalWithoutScreen.class.getName(), arguments));
    }

    private void launchKiosk() {
        Path settings = setting.folder().resolve("kiosk.yaml");
        Folders.replace(settings, """
                site: Harbour Hotel
                touchpoint: Reception
                survey: %s
                hub: %s
                persona: tablet
                guard-ms: 0
                motion: false
                """.formatted(Path.of("kiosk-config", "stay.yaml").toAbsolutePath(), link.url()));
        launched(Side.TERMINAL, RunningRole.start("kiosk", environment(Side.TERMINAL), List.of(),
                List.of("--settings", settings.toString(), "--data", data(Side.TERMINAL).toString(), "--headless",
                        "--guests", String.valueOf(Math.max(0, guests.count() - made)), "--guest-pause", "0",
                        "--stop-with-parent")));
    }

    private void launched(Side side, RunningRole role) {
        running.put(side, role);
        ProcessHandle.of(role.pid()).ifPresent(setting.started());
        if (side == Side.TERMINAL) {
            heard = 0;
        }
    }

    private List<String> jvm(Side side) {
        List<String> flags = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + setting.folder().resolveSibling("hs_err_%p.log"),
                "-Djava.util.logging.config.file="
                        + Path.of("src", "main", "resources", "org", "amends", "logging.properties").toAbsolutePath()));
        flags.addAll(setting.quick().jvm(side));
        return flags;
    }

    private Map<String, String> environment(Side side) {
        Map<String, String> environment = new HashMap<>();
        if (clocks.containsKey(side)) {
            environment.put("LD_PRELOAD", setting.abilities().clock().orElseThrow().toString());
            environment.put("FAKETIME_TIMESTAMP_FILE", clocks.get(side).toString());
            environment.put("FAKETIME_NO_CACHE", "1");
            // A clock that counts from the start of the machine does not jump, and Java waits by it.
            environment.put("DONT_FAKE_MONOTONIC", "1");
            environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            // Its detour for another library would have these waits end early or never.
            environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
            environment.put("NO_FAKE_STAT", "1");
            environment.put("TZ", "UTC");
        }
        return environment;
    }

    /** Asks it to stop, and waits until it has. */
    private void close(Side side) {
        RunningRole role = running.get(side);
        if (role != null) {
            role.close();
            ended(side);
        }
    }

    private void ended(Side side) {
        if (side == Side.TERMINAL) {
            hear();
        }
        logs.get(side).addAll(running.get(side).lines());
        logs.get(side).add("--- ended by the bench");
        running.remove(side);
    }

    private void typeTaps() {
        if (made < guests.count()) {
            running.get(Side.TERMINAL).type("tap " + (guests.count() - made) + " " + (guests.seed() + made) + " "
                    + guests.pauseMillis());
        }
    }

    /** What it printed counts, also what it printed just before it was killed. */
    private void hear() {
        for (String line : running.get(Side.TERMINAL).lines(heard)) {
            heard++;
            Matcher said = SAID.matcher(line);
            if (said.matches()) {
                thanked.said().add(said.group(2) + " " + said.group(1));
                made += said.group(1).equals("rating") ? 1 : 0;
            } else if (line.startsWith("acknowledged ")) {
                thanked.entries().add(UUID.fromString(line.substring("acknowledged ".length())));
                made++;
            } else if (line.startsWith("refused ")) {
                refused++;
                made++;
            } else if (line.startsWith("guests stuck")) {
                throw new Amiss(line);
            }
        }
    }

    private void requireAlive(Side side) {
        RunningRole role = running.get(side);
        if (!role.isAlive()) {
            List<String> lines = role.lines();
            throw new Amiss("the " + side.word() + " ended by itself:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
        }
    }
}
