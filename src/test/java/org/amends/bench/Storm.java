package org.amends.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.wire.Wire;

/**
 * The hub was away, and now all terminals of a large venue come back in the same moment, each with a backlog. Meanwhile
 * guests press sad faces at others, and each of those must soon stand in an inbox that is open.
 */
final class Storm implements Benchmark {

    /** As the terminal's own loop has it: entries in a batch, patience, and waits after failures. */
    private static final int BATCH = Wire.MOST_ENTRIES;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long FIRST_WAIT = 500;
    private static final long LONGEST_WAIT = 15_000;

    private static final int FRESH_TERMINALS = 5;
    private static final long FRESH_EVERY = 100;
    /** Long after any storm; then what is missing is missing. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern RESPONSE = Pattern.compile("data-response=\\\\?\"([0-9a-f-]{36})");

    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    /** How long the hub's receipt for each fresh tap took, in milliseconds: the part of the way before the inbox. */
    private final Queue<Long> stored = new ConcurrentLinkedQueue<>();
    private final Map<UUID, Long> tapped = new ConcurrentHashMap<>();
    private final Map<UUID, Long> seen = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String sentence() {
        return "terminals that come back at once with backlogs, and how soon a fresh sad tap is in the inbox meanwhile;"
                + " -Dterminals=N, default 1000, -Dqueued=N entries each, default 200";
    }

    @Override
    public String run() throws Exception {
        int count = Bench.size("terminals", 1000);
        int queued = Bench.size("queued", 200);
        try (HubUnderLoad hub = new HubUnderLoad()) {
            List<SimulatedTerminal> terminals = hub.pair(count, "Harbour Hotel");
            List<SimulatedTerminal> fresh = hub.pair(FRESH_TERMINALS, "Airport");
            Set<UUID> ids = new HashSet<>();
            for (SimulatedTerminal terminal : terminals) {
                terminal.guests(queued, new Random(ids.size()));
                ids.addAll(terminal.ids());
            }
            hub.start();
            Thread inbox = watchInbox(hub);
            CountDownLatch start = new CountDownLatch(1);
            List<Long> finished = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> storm = new ArrayList<>();
            for (SimulatedTerminal terminal : terminals) {
                storm.add(Thread.ofVirtual().start(() -> {
                    await(start);
                    long begin = System.nanoTime();
                    if (drain(hub, terminal)) {
                        finished.add(millis(begin));
                    }
                }));
            }
            List<Thread> guests = new ArrayList<>();
            for (SimulatedTerminal terminal : fresh) {
                guests.add(Thread.ofVirtual().start(() -> freshTaps(hub, terminal, fresh.indexOf(terminal))));
            }
            start.countDown();
            for (Thread thread : storm) {
                thread.join(LONGEST);
            }
            over.set(true);
            for (Thread thread : guests) {
                thread.join(LONGEST);
            }
            waitUntilSeen();
            inbox.interrupt();
            return figures(hub, count, queued, ids, finished);
        }
    }

    private String figures(HubUnderLoad hub, int count, int queued, Set<UUID> ids, List<Long> finished) {
        List<Long> times = finished.stream().sorted().toList();
        List<Long> fresh = tapped.entrySet().stream()
                .map(tap -> seen.getOrDefault(tap.getKey(), Long.MAX_VALUE) - tap.getValue()).map(n -> n / 1_000_000)
                .sorted().toList();
        String storm = "FROM ledger WHERE terminal IN (SELECT id FROM terminals WHERE site = 'Harbour Hotel')";
        long inLedger = hub.number("SELECT count(DISTINCT entry) " + storm);
        long doubled = hub.number("SELECT count(*) " + storm) - inLedger;
        long lost = ids.size() - inLedger;
        double median = quantile(times, 0.5) / 1000.0;
        double last = quantile(times, 1) / 1000.0;
        long unseen = tapped.keySet().stream().filter(tap -> !seen.containsKey(tap)).count();
        return "terminals=%d queued=%d stored=%d lost=%d doubled=%d finished=%d median_s=%.2f last_s=%.2f"
                .formatted(count, queued, inLedger, lost, doubled, times.size(), median, last)
                + " last_to_median=%.2f fresh=%d fresh_unseen=%d fresh_p50_ms=%d fresh_max_ms=%d fresh_receipt_max_ms=%d hub_peak_mb=%d"
                        .formatted(last / median, fresh.size(), unseen, quantile(fresh, 0.5), quantile(fresh, 1),
                                stored.stream().mapToLong(Long::longValue).max().orElse(-1), hub.mostMegabytes())
                + " refused=" + refused + " failed=" + failed;
    }

    /** Sends until nothing waits, with the patience of the real loop. */
    private boolean drain(HubUnderLoad hub, SimulatedTerminal terminal) {
        Random random = new Random();
        int failures = 0;
        PlainConnection connection = null;
        long end = System.nanoTime() + LONGEST.toNanos();
        while (terminal.waiting() > 0 && System.nanoTime() < end) {
            Optional<Duration> patience = Optional.empty();
            try {
                if (connection == null) {
                    connection = new PlainConnection("127.0.0.1", hub.port(), PATIENCE);
                }
                connection.say(terminal.request(terminal.batch(BATCH).json()));
                PlainConnection.Answer answer = connection.answer(false);
                if (answer.lastOfItsConnection()) {
                    connection.close();
                    connection = null;
                }
                if (answer.status() == 200) {
                    terminal.received(answer.body());
                    failures = 0;
                    continue;
                }
                if (answer.status() != 429 && answer.status() != 503) {
                    throw new IllegalStateException(answer.status() + " " + answer.text());
                }
                refused.incrementAndGet();
                patience = answer.header("retry-after").map(Long::valueOf).map(Duration::ofSeconds);
            } catch (IOException broken) {
                failed.incrementAndGet();
                if (connection != null) {
                    connection.close();
                    connection = null;
                }
            }
            long ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(failures++, 20));
            long wait = FIRST_WAIT / 10 + random.nextLong(ceiling - FIRST_WAIT / 10 + 1);
            pause(Math.max(wait, patience.map(Duration::toMillis).orElse(0L)));
        }
        if (connection != null) {
            connection.close();
        }
        return terminal.waiting() == 0;
    }

    private void freshTaps(HubUnderLoad hub, SimulatedTerminal terminal, int turn) {
        pause(turn * FRESH_EVERY);
        while (!over.get()) {
            long begin = System.nanoTime();
            tapped.put(terminal.sadTap(), begin);
            drain(hub, terminal);
            stored.add(millis(begin));
            pause(Math.max(1, FRESH_TERMINALS * FRESH_EVERY - millis(begin)));
        }
    }

    /** A member of staff with the inbox open: the page, then its stream. */
    private Thread watchInbox(HubUnderLoad hub) throws IOException {
        String cookie = hub.signIn();
        PlainConnection browser = new PlainConnection("127.0.0.1", hub.port(), Duration.ofSeconds(60));
        String head = " HTTP/1.1\r\nHost: hub\r\nCookie: " + cookie + "\r\n\r\n";
        browser.say(("GET /inbox" + head).getBytes());
        Matcher after = Pattern.compile("data-after=\"(\\d+)\"").matcher(browser.answer(false).text());
        if (!after.find()) {
            throw new IllegalStateException("the inbox does not say how far it is");
        }
        browser.say(("GET /inbox/events?view=open&after=" + after.group(1) + head).getBytes());
        return Thread.ofVirtual().start(() -> {
            try (browser) {
                while (true) {
                    String line = browser.line();
                    long now = System.nanoTime();
                    Matcher response = RESPONSE.matcher(line);
                    while (response.find()) {
                        seen.putIfAbsent(UUID.fromString(response.group(1)), now);
                    }
                }
            } catch (IOException ended) {
                if (!over.get()) {
                    System.err.println("the inbox's stream ended: " + ended);
                }
            }
        });
    }

    private void waitUntilSeen() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!seen.keySet().containsAll(tapped.keySet()) && System.nanoTime() < end) {
            pause(20);
        }
    }

    private static long quantile(List<Long> sorted, double part) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    private static long millis(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
