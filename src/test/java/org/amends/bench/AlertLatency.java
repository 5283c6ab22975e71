package org.amends.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.testbed.InboxBrowser;

/**
 * From a sad tap, which a simulated terminal sends over HTTP at once, to everybody who has the inbox open: many event streams,
 * and one Chromium, whose painted row is what counts. Meanwhile 100 entries a second come in, of which one in twenty is sad.
 * A tap's time is when it was due, even if its terminal was late with the one before.
 */
final class AlertLatency implements Benchmark {

    private static final int TERMINALS = 20;
    private static final int PEOPLE = 20;
    private static final int ENTRIES_A_SECOND = 100;
    private static final int ONE_SAD_IN = 20;
    private static final int WARM_UP_SECONDS = 10;
    /** What stays open of the cases that are stored. */
    private static final int STILL_OPEN = 500;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Pattern RESPONSE = Pattern.compile("data-response=\\\\?\"([0-9a-f-]{36})");
    private static final Pattern AFTER = Pattern.compile("data-after=\"(\\d+)\"");

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Map<UUID, Long> tapped = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "alert-latency";
    }

    @Override
    public String sentence() {
        return "milliseconds from a sad tap to a painted row in Chromium and to event streams, 100 entries/s coming in;"
                + " -Dclients=N streams, default 200, -Dtaps=N, default 150, -Dstored=N responses before, default 0";
    }

    @Override
    public String run() throws Exception {
        int clients = Bench.size("clients", 200);
        int taps = Bench.size("taps", 150);
        int stored = Bench.size("stored", 0);
        try (HubUnderLoad hub = new HubUnderLoad()) {
            List<String> names = hub.staff(Math.min(PEOPLE, clients));
            List<SimulatedTerminal> terminals = hub.pair(TERMINALS, "Harbour Hotel");
            String before = stored > 0 ? store(hub, stored) : "stored=0 stored_cases=0";
            hub.start();
            // What happened before is done with: this measures a day's work, not a hub that catches up.
            hub.waitFor("SELECT (SELECT coalesce(max(position), 0) FROM cursors WHERE step = 'clocks')"
                    + " - (SELECT coalesce(max(position), 0) FROM case_changes)", 0);
            List<Map<UUID, Long>> streams = listen(hub, names, clients);
            try (InboxBrowser chromium = InboxBrowser.open("http://127.0.0.1:" + hub.port() + "/inbox", HubUnderLoad.STAFF,
                    HubUnderLoad.PASSWORD)) {
                chromium.watchPaintedRows();
                int entries = ENTRIES_A_SECOND * WARM_UP_SECONDS + taps * ONE_SAD_IN;
                long begun = System.nanoTime();
                long wallToNanos = System.currentTimeMillis() * 1_000_000 - begun;
                tap(hub, terminals, begun, entries);
                double seconds = (System.nanoTime() - begun) / 1e9;
                waitUntilSeen(streams);
                Map<String, Long> painted = waitUntilPainted(chromium);
                over.set(true);
                long from = begun + Duration.ofSeconds(WARM_UP_SECONDS).toNanos();
                tapped.values().removeIf(at -> at < from);
                return "clients=" + clients + " taps=" + tapped.size() + " " + before + " "
                        + painted(painted, wallToNanos) + " " + told(streams)
                        + " entries_per_s=%.1f refused=%d hub_peak_mb=%d".formatted(sent.get() / seconds, refused.get(),
                                hub.mostMegabytes());
            }
        }
    }

    private String painted(Map<String, Long> painted, long wallToNanos) {
        List<Long> millis = tapped.entrySet().stream().filter(tap -> painted.containsKey(tap.getKey().toString()))
                .map(tap -> painted.get(tap.getKey().toString()) - (tap.getValue() + wallToNanos) / 1_000_000).sorted()
                .toList();
        return "median_ms=" + Quantile.of(millis, 0.5) + " p99_ms=" + Quantile.of(millis, 0.99) + " unpainted="
                + (tapped.size() - millis.size());
    }

    private String told(List<Map<UUID, Long>> streams) {
        List<Long> millis = new ArrayList<>();
        streams.forEach(seen -> tapped.forEach((response, at) -> {
            if (seen.containsKey(response)) {
                millis.add((seen.get(response) - at) / 1_000_000);
            }
        }));
        List<Long> sorted = millis.stream().sorted().toList();
        return "stream_median_ms=" + Quantile.of(sorted, 0.5) + " stream_p99_ms=" + Quantile.of(sorted, 0.99)
                + " stream_max_ms=" + Quantile.of(sorted, 1) + " untold="
                + ((long) tapped.size() * streams.size() - millis.size());
    }

    /** A month of responses; the hub itself opens the cases of it, and most of them are then closed. */
    private static String store(HubUnderLoad hub, int responses) throws Exception {
        long last = RulesOnLedger.fill(hub.folder().resolve("hub.db"), responses);
        hub.start();
        hub.waitFor("SELECT coalesce(max(position), 0) FROM cursors WHERE step = 'cases'", last);
        hub.stop();
        String old = " FROM cases WHERE id <= (SELECT max(id) FROM cases) - " + STILL_OPEN;
        hub.change(List.of(
                "INSERT INTO case_changes (case_id, at, what, who) SELECT id, said_at + 60000, 'taken', '"
                        + HubUnderLoad.STAFF
                        + "'" + old,
                "INSERT INTO case_changes (case_id, at, what, who) SELECT id, said_at + 600000, 'closed', '"
                        + HubUnderLoad.STAFF + "'" + old,
                "UPDATE cases SET state = 'closed', taken_by = '" + HubUnderLoad.STAFF
                        + "', taken_at = said_at + 60000, closed_by = '" + HubUnderLoad.STAFF
                        + "', closed_at = said_at + 600000 WHERE id IN (SELECT id" + old + ")"));
        return "stored=" + responses + " stored_cases=" + hub.number("SELECT count(*) FROM cases");
    }

    private List<Map<UUID, Long>> listen(HubUnderLoad hub, List<String> names, int clients) throws IOException {
        List<StaffBrowser> browsers = new ArrayList<>();
        for (String name : names) {
            browsers.add(new StaffBrowser(hub, name, browsers.size()).signIn());
        }
        List<Map<UUID, Long>> streams = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            StaffBrowser browser = browsers.get(i % browsers.size());
            Matcher after = AFTER.matcher(browser.get("/inbox").text());
            if (!after.find()) {
                throw new IllegalStateException("the inbox does not say how far it is");
            }
            EventFeed feed = browser.listen("/inbox/events?view=open&after=" + after.group(1), LONGEST_WAIT);
            Map<UUID, Long> seen = new ConcurrentHashMap<>();
            streams.add(seen);
            Thread.ofVirtual().start(() -> read(feed, seen));
        }
        return streams;
    }

    private void read(EventFeed feed, Map<UUID, Long> seen) {
        try (feed) {
            while (true) {
                String data = feed.next().data();
                long now = System.nanoTime();
                Matcher response = RESPONSE.matcher(data);
                if (response.find()) {
                    seen.putIfAbsent(UUID.fromString(response.group(1)), now);
                }
            }
        } catch (IOException ended) {
            if (!over.get()) {
                System.err.println("a stream ended: " + ended);
            }
        }
    }

    /** Entry i of all is due at i hundredths of a second; each terminal sends its own, one after the other. */
    private void tap(HubUnderLoad hub, List<SimulatedTerminal> terminals, long begun, int entries)
            throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int first = 0; first < terminals.size(); first++) {
            int turn = first;
            threads.add(Thread.ofVirtual().start(() -> {
                SimulatedTerminal terminal = terminals.get(turn);
                PlainConnection connection = null;
                for (int i = turn; i < entries; i += terminals.size()) {
                    long due = begun + i * (1_000_000_000L / ENTRIES_A_SECOND);
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    // Not always the same terminal's.
                    if ((i + i / ONE_SAD_IN) % ONE_SAD_IN == 0) {
                        tapped.put(terminal.sadTap(), due);
                    } else {
                        terminal.happyTap();
                    }
                    connection = send(hub, terminal, connection);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** What is refused waits for the next time. */
    private PlainConnection send(HubUnderLoad hub, SimulatedTerminal terminal, PlainConnection open) {
        PlainConnection connection = open;
        try {
            if (connection == null) {
                connection = new PlainConnection("127.0.0.1", hub.port(), LONGEST_WAIT);
            }
            int entries = terminal.waiting();
            connection.say(terminal.request(terminal.batch(entries).json()));
            PlainConnection.Answer answer = connection.answer(false);
            if (answer.status() != 200) {
                refused.incrementAndGet();
            } else {
                terminal.received(answer.body());
                sent.addAndGet(entries);
            }
            if (!answer.lastOfItsConnection()) {
                return connection;
            }
            connection.close();
        } catch (IOException broken) {
            refused.incrementAndGet();
            if (connection != null) {
                connection.close();
            }
        }
        return null;
    }

    private void waitUntilSeen(List<Map<UUID, Long>> streams) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!streams.stream().allMatch(seen -> seen.keySet().containsAll(tapped.keySet())) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Map<String, Long> waitUntilPainted(InboxBrowser chromium) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            Map<String, Long> painted = chromium.seen();
            if (System.nanoTime() > end
                    || tapped.keySet().stream().allMatch(tap -> painted.containsKey(tap.toString()))) {
                return painted;
            }
            LockSupport.parkNanos(500_000_000);
        }
    }
}
