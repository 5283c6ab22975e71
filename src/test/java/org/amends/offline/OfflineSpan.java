package org.amends.offline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.intake.Intake;
import org.amends.hub.intake.Ledger;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.outbox.Outgoing;
import org.amends.kiosk.platform.MachineClock;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.response.Uptime;
import org.amends.wire.Batch;
import org.amends.wire.BatchRefused;
import org.amends.wire.Mark;
import org.amends.wire.Wire;

/**
 * One terminal that hears guests, goes offline, reboots at any time with its wall clock anywhere between 1970 and 2038, and
 * comes back. What the hub makes of each entry's time is held against when it was really said.
 */
public final class OfflineSpan {

    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");
    private static final long START = Instant.parse("2026-03-01T08:00:00Z").toEpochMilli();
    /** Half of what the hub allows for: where the hub's figure comes from, crystals are no worse. */
    private static final double WORST_CRYSTAL = 100e-6;

    private final Random random;
    private final Path folder;
    private final double crystal;
    private final Map<UUID, Long> truth = new HashMap<>();
    private final Map<UUID, IntervalSolver.Interval> solved = new HashMap<>();

    /** The real time, in milliseconds since 1970. */
    private double now = START;
    private double bootedAt;
    private String boot = "";
    private long wallIsOff;

    /**
     * What came of a span.
     *
     * @param entries       how many there were
     * @param outside       how many really happened outside of what the hub states
     * @param unknown       how many the hub has no uncertainty for
     * @param worstExcess   by how much an uncertainty is larger than the solver's, or smaller, at the worst
     * @param worstStated   the largest uncertainty
     * @param medianStated  the median uncertainty
     * @param worstWall     how far the terminal's wall clock was off, at the worst
     */
    public record Outcome(int entries, int outside, int unknown, Duration worstExcess, Duration worstStated,
            Duration medianStated, Duration worstWall) {
    }

    private OfflineSpan(long seed, Path folder) {
        random = new Random(seed);
        this.folder = folder;
        crystal = 1 + WORST_CRYSTAL * (2 * random.nextDouble() - 1);
    }

    /**
     * Lives through one.
     *
     * @param length  how long the terminal is offline
     * @param reboots how often it reboots meanwhile
     * @param taps    how many guests come meanwhile
     * @param folder  an empty one
     */
    public static Outcome live(long seed, Duration length, int reboots, int taps, Path folder)
            throws IOException, BatchRefused {
        return new OfflineSpan(seed, folder).live(length, reboots, taps);
    }

    private Outcome live(Duration length, int reboots, int taps) throws IOException, BatchRefused {
        Path outboxFolder = Files.createDirectory(folder.resolve("kiosk"));
        List<Double> moments = new ArrayList<>(
                Stream.generate(() -> now + 60_000 + random.nextDouble() * length.toMillis()).limit(reboots).sorted()
                        .toList());
        moments.add(now + 60_000 + length.toMillis());
        long worstWall = 0;
        try (Database database = Database.open(folder.resolve("hub"))) {
            Intake intake = new Intake(database, clock(() -> (long) now), new Bell());
            Terminal terminal = new Terminal("t-1", PLACE, false);
            database.change(tx -> tx.update("INSERT INTO terminals (id, site, touchpoint, token_hash, paired_at)"
                    + " VALUES ('t-1', 'Harbour Hotel', 'Reception', 'x', 0)"));
            for (int i = 0; i < moments.size(); i++) {
                boots();
                boolean last = i == moments.size() - 1;
                try (Outbox outbox = Outbox.open(outboxFolder,
                        new MachineClock(clock(() -> (long) now + wallIsOff), boot, this::uptime), PLACE,
                        new ContentSeal(Optional::empty))) {
                    if (i == 0) {
                        meets(outbox, intake);
                        sends(outbox, intake, terminal);
                    }
                    double end = moments.get(i);
                    int guests = i == 0 || random.nextInt(6) > 0 ? Math.max(1, taps / moments.size()) : 0;
                    for (int guest = 0; guest < guests; guest++) {
                        now += Math.max(0, end - now) / (guests - guest) * random.nextDouble();
                        UUID id = outbox.add(UUID.randomUUID(), "stay", "en", new Content.Rating("stay", 1, 4)).join()
                                .entry().id();
                        truth.put(id, (long) now);
                        worstWall = Math.max(worstWall, Math.abs(wallIsOff));
                        if (random.nextInt(10) == 0) {
                            wallJumps();
                        }
                    }
                    now = Math.max(now, end);
                    if (last) {
                        meets(outbox, intake);
                        sends(outbox, intake, terminal);
                    }
                }
                now += 1000 + random.nextDouble() * (random.nextInt(5) == 0 ? 6 * 3_600_000.0 : 90_000);
            }
            return compare(database, worstWall);
        }
    }

    /** The terminal asks where the hub stands, as it does before it sends anything. */
    private void meets(Outbox outbox, Intake intake) {
        long asked = uptime();
        latency();
        Mark mark = intake.mark(outbox.stories().getFirst());
        latency();
        outbox.heard(outbox.stories().getFirst(), mark, asked);
    }

    private void sends(Outbox outbox, Intake intake, Terminal terminal) throws BatchRefused {
        for (var next = outbox.next(100); next.isPresent(); next = outbox.next(100)) {
            Outgoing outgoing = next.get();
            byte[] travels = Wire.batch(outgoing.story(), outgoing.previous(), outgoing.boots(), outgoing.entries().stream()
                    .map(entry -> Wire.numbered(entry.sequence(), entry.link(), entry.text())).toList())
                    .getBytes(StandardCharsets.UTF_8);
            long asked = uptime();
            latency();
            Batch batch = Wire.batch(travels);
            solve(batch);
            Mark mark = ((Intake.Outcome.Accepted) intake.accept(terminal, batch)).receipts().mark();
            latency();
            outbox.received(outgoing.entries().stream().map(Outgoing.Waiting::position).toList(), outgoing.story(), mark,
                    asked).join();
        }
    }

    private void solve(Batch batch) {
        List<Batch.Given> given = batch.items().stream().map(Batch.Given.class::cast).toList();
        List<Uptime> uptimes = given.stream().map(one -> one.entry().uptime().orElseThrow()).toList();
        IntervalSolver solver = new IntervalSolver(batch.boots(), (long) now, 200e-6, uptimes);
        given.forEach(one -> solved.put(one.id(), solver.of(one.entry().uptime().orElseThrow())));
    }

    private Outcome compare(Database database, long worstWall) {
        int outside = 0;
        int unknown = 0;
        double worst = 0;
        List<Long> stated = new ArrayList<>();
        for (Ledger.Kept kept : database.read(tx -> new Ledger().after(tx, 0, 1_000_000))) {
            UUID id = kept.entry().id();
            if (kept.uncertainty().isEmpty()) {
                unknown++;
                continue;
            }
            long uncertainty = kept.uncertainty().get().toMillis();
            IntervalSolver.Interval interval = solved.get(id);
            stated.add(uncertainty);
            outside += Math.abs(kept.happenedAt().toEpochMilli() - truth.get(id)) > uncertainty ? 1 : 0;
            worst = Math.max(worst, Math.abs(uncertainty - (interval.latest() - interval.earliest()) / 2));
        }
        stated.sort(null);
        return new Outcome(truth.size(), outside, unknown, Duration.ofMillis((long) Math.ceil(worst)),
                Duration.ofMillis(stated.isEmpty() ? 0 : stated.getLast()),
                Duration.ofMillis(stated.isEmpty() ? 0 : stated.get(stated.size() / 2)), Duration.ofMillis(worstWall));
    }

    private void boots() {
        boot = new UUID(random.nextLong(), random.nextLong()).toString();
        bootedAt = now;
        now += 15_000;
        wallJumps();
    }

    /** To 1970, to 2038, to somewhere between, or to where it should be. */
    private void wallJumps() {
        long to = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Instant.parse("2038-01-19T03:14:07Z").toEpochMilli();
            case 2 -> random.nextLong(Instant.parse("2038-01-19T03:14:07Z").toEpochMilli());
            default -> (long) now;
        };
        wallIsOff = to - (long) now;
    }

    private void latency() {
        now += 5 + random.nextInt(random.nextInt(5) == 0 ? 3000 : 200);
    }

    private long uptime() {
        return (long) ((now - bootedAt) * crystal);
    }

    private static Clock clock(LongSupplier millis) {
        InstantSource source = () -> Instant.ofEpochMilli(millis.getAsLong());
        return source.withZone(ZoneOffset.UTC);
    }
}
