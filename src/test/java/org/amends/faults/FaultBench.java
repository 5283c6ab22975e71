package org.amends.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Real processes under seeded random faults: guests tap, something goes wrong at a random moment and is mended again, and
 * once everything has come to rest, what guests were thanked for is held against what the hub has.
 */
public final class FaultBench {

    /** Rounds in one venue; a fresh one keeps the databases, and so the comparing, small. */
    private static final int ROUNDS_PER_VENUE = 25;
    /** Every so many rounds the guests stand at a real screen, which takes seconds to come up. */
    private static final int ROUNDS_PER_SCREEN = 50;
    /** What is learned takes as long as is won in some 30 rounds. */
    private static final int ROUNDS_WORTH_LEARNING = 60;
    private static final Duration LONGEST_LEAVING = Duration.ofSeconds(20);
    /** A round that loses all says enough with some of it. */
    private static final int MOST_LINES = 20;
    private static final int LEAST_TAPS = 20;
    private static final int MORE_TAPS = 8;
    /** At a screen half of the guests tap twice. */
    private static final int GUESTS_AT_SCREEN = 14;
    private static final int PAUSE_MILLIS = 18;
    private static final int LATEST_STRIKE_MILLIS = 250;
    /** One round in so many has trouble on the link, too. */
    private static final int ROUNDS_PER_COMPANION = 4;

    private final Options options;
    private final PrintStream out;
    private final Path folder;
    private final Scoreboard scores = new Scoreboard();
    private Abilities abilities;
    private QuickStart quick = QuickStart.none();
    private final Set<Path> kept = new HashSet<>();
    private FaultyVenue venue;
    private volatile boolean leaving;

    private FaultBench(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.folder = options.folder().toAbsolutePath().normalize();
    }

    /**
     * What to run.
     *
     * @param rounds   how many, 1 or more
     * @param seed     what happens in a round follows from this and the round's number alone
     * @param from     the number of the first round, 0 or more
     * @param kinds    beginnings of the names of faults, such as {@code power-cut}; none for all
     * @param careless whether terminals commit with {@code synchronous=NORMAL}, which a power cut must show
     * @param folder   for everything the run writes; what an earlier run left mounted there is released
     */
    public record Options(int rounds, long seed, int from, List<String> kinds, boolean careless, Path folder) {
    }

    /**
     * What came of it.
     *
     * @param acknowledged taps that a guest was or would have been thanked for
     * @param stored       entries in the hubs' ledgers
     * @param lost         taps a guest was thanked for, of which the hub has nothing
     * @param doubled      entries, ratings or cases that a hub has more than once
     * @param failed       rounds in which anything was amiss
     */
    public record Totals(int rounds, long acknowledged, long stored, long lost, long doubled, List<Integer> failed,
            long seed) {

        /** As a benchmark ends. */
        public String figures() {
            return "rounds=" + rounds + " acknowledged=" + acknowledged + " stored=" + stored + " lost=" + lost
                    + " doubled="
                    + doubled + " seed=" + seed;
        }
    }

    /**
     * Runs, with a line for each round and a table of the kinds of fault at the end.
     *
     * @throws IllegalArgumentException naming a kind that there is not
     */
    public static Totals run(Options options, PrintStream out) {
        FaultBench bench = new FaultBench(options, out);
        try {
            Files.createDirectories(bench.folder);
            try (FileChannel channel = FileChannel.open(bench.folder.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new IllegalStateException(bench.folder + ": another run of the fault bench is using it");
                }
                return bench.run();
            }
        } catch (OverlappingFileLockException inThisProcess) {
            throw new IllegalStateException(bench.folder + ": another run of the fault bench is using it", inThisProcess);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every kind there is. */
    static List<Fault> kinds() {
        return Stream.concat(Stream.of(new Kill("kill-terminal", List.of(Side.TERMINAL)),
                new Kill("kill-hub", List.of(Side.HUB)), new Kill("kill-both", List.of(Side.TERMINAL, Side.HUB)),
                new Freeze(Side.HUB), new Freeze(Side.TERMINAL), new PowerCut(Side.TERMINAL), new PowerCut(Side.HUB),
                new DiskFull(Side.TERMINAL), new DiskFull(Side.HUB), new ClockJump(Side.TERMINAL), new ClockJump(Side.HUB),
                new HubRestored()), LinkFaults.all().stream()).toList();
    }

    private Totals run() {
        List<Fault> chosen = chosen();
        releaseLeftovers();
        Thread running = Thread.currentThread();
        Thread hook = Thread.ofPlatform().unstarted(() -> interrupted(running));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            abilities = Abilities.of(folder.resolve("trial"));
            Set<Fault> able = new LinkedHashSet<>();
            for (Fault fault : chosen) {
                Optional<String> unable = fault.unable(abilities);
                unable.ifPresentOrElse(why -> out.println("left out: " + fault.name() + ": " + why), () -> able.add(fault));
            }
            if (able.isEmpty()) {
                throw new IllegalArgumentException("none of these faults can be had on this machine");
            }
            if (options.rounds() >= ROUNDS_WORTH_LEARNING) {
                quick = QuickStart.learn(folder.resolve("quick"), this::rehearse);
            }
            for (int round = options.from(); round < options.from() + options.rounds(); round++) {
                round(round, chosen, able);
            }
            scores.table().forEach(out::println);
            if (!scores.failed().isEmpty()) {
                out.println("failed rounds: " + scores.failed() + "; their data: " + folder.resolve("kept"));
            }
            return scores.totals(options);
        } finally {
            endVenue();
            releaseLeftovers();
            if (!leaving) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    /** A round without a fault. */
    private void rehearse(QuickStart learning) {
        venue = new FaultyVenue(new FaultyVenue.Setting(folder.resolve("venue-rehearsal"), abilities, options.careless(),
                learning, this::started));
        venue.tap(new FaultyVenue.Guests(LEAST_TAPS, options.seed(), PAUSE_MILLIS, false));
        venue.finishTaps();
        if (!venue.settle().holds()) {
            throw new IllegalStateException("without any fault, what guests were thanked for is not what the hub has");
        }
        venue.endInOrder();
        endVenue();
    }

    private List<Fault> chosen() {
        List<Fault> all = kinds();
        for (String kind : options.kinds()) {
            if (all.stream().noneMatch(fault -> fault.name().startsWith(kind))) {
                throw new IllegalArgumentException("faults: \"" + kind + "\" is not allowed; allowed: beginnings of "
                        + String.join(", ", all.stream().map(Fault::name).toList()));
            }
        }
        return all.stream().filter(fault -> options.kinds().isEmpty()
                || options.kinds().stream().anyMatch(kind -> fault.name().startsWith(kind))).toList();
    }

    private void round(int round, List<Fault> chosen, Set<Fault> able) {
        long began = System.nanoTime();
        SplittableRandom random = random(round);
        boolean atScreen = round % ROUNDS_PER_SCREEN == ROUNDS_PER_SCREEN - 1;
        List<Fault> faults = draw(round, chosen, able, atScreen);
        Scoreboard.Round score = new Scoreboard.Round(round, String.join("+", faults.stream().map(Fault::name).toList())
                + (atScreen ? " at-screen" : ""));
        int before = 0;
        int storedBefore = 0;
        try {
            if (venue != null && round % ROUNDS_PER_VENUE == 0) {
                endVenue();
            }
            if (venue == null) {
                venue = new FaultyVenue(new FaultyVenue.Setting(folder.resolve("venue-" + round), abilities,
                        options.careless(), quick, this::started));
            }
            before = venue.thanked();
            storedBefore = venue.stored();
            int taps = atScreen ? GUESTS_AT_SCREEN : LEAST_TAPS + random.nextInt(MORE_TAPS + 1);
            venue.tap(new FaultyVenue.Guests(taps, random.nextLong(), PAUSE_MILLIS, atScreen));
            Pause.millis(random.nextInt(LATEST_STRIKE_MILLIS));
            faults.forEach(fault -> fault.strike(venue, random));
            faults.reversed().forEach(fault -> fault.heal(venue));
            score.refused = venue.finishTaps();
            count(score, venue.settle(), before, storedBefore);
        } catch (RuntimeException | AssertionError failed) {
            if (leaving) {
                throw failed;
            }
            score.amiss.add(failed.toString());
            keep(round);
            countAfterRestart(score, before, storedBefore);
        }
        score.millis = (System.nanoTime() - began) / 1_000_000;
        scores.add(score);
        out.println(score.line());
        if (!score.amiss.isEmpty()) {
            score.amiss.stream().limit(MOST_LINES).forEach(line -> out.println("    " + line));
            out.println("    to repeat: mvn -q -Pbench -Dbench=faults -Dseed=" + options.seed() + " -Dfrom=" + round
                    + " -Drounds=1" + (options.kinds().isEmpty() ? "" : " -Dfaults=" + String.join(",", options.kinds()))
                    + (options.careless() ? " -Dsynchronous=NORMAL" : "") + "; its data: " + kept(round));
            keep(round);
            // What comes next begins where nothing is amiss.
            endVenue();
        }
    }

    private void count(Scoreboard.Round score, Comparison comparison, int before, int storedBefore) {
        score.acknowledged = venue.thanked() - before;
        score.stored = comparison.stored() - storedBefore;
        score.lost = comparison.lost().size();
        score.doubled = comparison.doubled().size();
        score.amiss.addAll(comparison.lost().stream().map(what -> "lost: " + what).toList());
        score.amiss.addAll(comparison.doubled().stream().map(what -> "doubled: " + what).toList());
        score.amiss.addAll(comparison.amiss());
    }

    /** Something hung or ended; what was thanked for must be there all the same, if need be after both are started anew. */
    private void countAfterRestart(Scoreboard.Round score, int before, int storedBefore) {
        if (venue == null) {
            return;
        }
        try {
            for (Side side : Side.values()) {
                venue.kill(side);
            }
            count(score, venue.settle(), before, storedBefore);
        } catch (RuntimeException | AssertionError failed) {
            if (leaving) {
                throw failed;
            }
            // Nobody can say what became of these.
            score.acknowledged = venue.thanked() - before;
            score.lost = score.acknowledged;
            score.amiss.add("nor can it be compared after both were started anew: " + failed);
        }
    }

    private Path kept(int round) {
        return folder.resolve("kept").resolve("seed" + options.seed() + "-round" + round);
    }

    /** The data of both sides as they lie there now, unless that was done for this round. */
    private void keep(int round) {
        if (venue == null || kept.contains(kept(round))) {
            return;
        }
        kept.add(kept(round));
        try {
            Folders.remove(kept(round));
            venue.keep(kept(round));
        } catch (RuntimeException notKept) {
            out.println("    its data could not be kept: " + notKept.getMessage());
        }
    }

    /**
     * Every kind comes once in as many rounds as there are kinds, in an order drawn anew each time. In the place of one that
     * cannot be had comes any other.
     */
    private List<Fault> draw(int round, List<Fault> chosen, Set<Fault> able, boolean atScreen) {
        List<Fault> order = new ArrayList<>(chosen);
        Collections.shuffle(order, new Random(options.seed() + round / chosen.size()));
        SplittableRandom random = random(-1 - round);
        List<Fault> possible = able.stream().filter(fault -> !atScreen || fault.sparesTaps()).toList();
        // Where only faults are wanted that refuse taps, guests at a screen have none.
        if (possible.isEmpty()) {
            return List.of();
        }
        Fault due = order.get(round % chosen.size());
        Fault main = possible.contains(due) ? due : possible.get(random.nextInt(possible.size()));
        List<Fault> onLink = able.stream().filter(FaultBench::isOnLink).toList();
        return random.nextInt(ROUNDS_PER_COMPANION) == 0 && !onLink.isEmpty() && !isOnLink(main)
                ? List.of(onLink.get(random.nextInt(onLink.size())), main)
                : List.of(main);
    }

    private static boolean isOnLink(Fault fault) {
        return fault.name().startsWith("link-");
    }

    /** The generator mixes its seed; the factor keeps neighbouring seeds from sharing rounds. */
    private SplittableRandom random(int number) {
        return new SplittableRandom(options.seed() * 0x9E3779B97F4A7C15L + number);
    }

    private void endVenue() {
        FaultyVenue old = venue;
        venue = null;
        if (old != null) {
            old.close();
        }
    }

    /** Ctrl-C: nothing is left running or mounted, wherever the run was. */
    private void interrupted(Thread running) {
        leaving = true;
        running.interrupt();
        try {
            running.join(LONGEST_LEAVING);
        } catch (InterruptedException again) {
            // then without waiting
        }
        releaseLeftovers();
    }

    private void started(ProcessHandle process) {
        try {
            Files.writeString(processes(), process.pid() + " " + startOf(process) + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Processes, mounts and loop devices of a run that could not end as it should. */
    private void releaseLeftovers() {
        if (Files.exists(processes())) {
            Folders.read(processes()).lines().map(line -> line.split(" ")).forEach(words -> ProcessHandle
                    .of(Long.parseLong(words[0])).filter(process -> startOf(process).equals(words[1]))
                    .ifPresent(ProcessHandle::destroyForcibly));
            Folders.remove(processes());
        }
        Volume.releaseLeftovers(folder);
        try (Stream<Path> found = Files.list(folder)) {
            found.filter(place -> place.getFileName().toString().startsWith("venue-")).forEach(Folders::remove);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path processes() {
        return folder.resolve("processes");
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    /**
     * Whether terminals commit carelessly.
     *
     * @param synchronous as SQLite names it: FULL, which is the terminal's own, NORMAL, or nothing
     */
    public static boolean careless(String synchronous) {
        return switch (synchronous) {
            case "", "FULL" -> false;
            case "NORMAL" -> true;
            default -> throw new IllegalArgumentException(
                    "synchronous: \"" + synchronous + "\" is not allowed; allowed: FULL, NORMAL");
        };
    }

    /** A comma list, blanks aside. */
    public static List<String> kinds(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }
}
