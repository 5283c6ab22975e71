package org.amends.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.storage.Database;

/**
 * Everything that is not as agreed, many times over, at every address of a hub. Limits stand as they are: terminals and
 * network addresses are many, so that few requests are refused for their number and most reach what reads them.
 */
public final class Malformed implements Benchmark {

    private static final int TERMINALS = 300;
    private static final int AT_ONCE = 16;
    /** After these, memory is what it is. */
    private static final int WARM_UP = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int MOST_EXAMPLES = 20;

    @Override
    public String name() {
        return "malformed";
    }

    @Override
    public String sentence() {
        return "requests that a hub must refuse without failing or keeping anything; -Drequests=N, default 100000,"
                + " -Dseed=N, default 1";
    }

    /**
     * What came of a run.
     *
     * @param statuses    how often which status was answered, by the kind of request; 0 stands for no answer at all
     * @param longest     how long the slowest request of each kind took, in milliseconds
     * @param failures    5xx but 503 with Retry-After, and requests that were answered with silence: what was sent, what came
     * @param rowsBefore  of the ledger
     * @param rowsAfter   of the ledger
     * @param pagesBefore of the database
     * @param pagesAfter  of the database
     * @param growth      of the hub's live heap since the warm-up, in MB
     * @param peak        the most memory that the hub's process had, in MB
     * @param alive       whether the hub still answers
     */
    public record Outcome(Map<String, Map<Integer, Integer>> statuses, Map<String, Long> longest, List<String> failures,
            long rowsBefore,
            long rowsAfter, long pagesBefore, long pagesAfter, long growth, long peak, boolean alive) {

        /** How many were answered with a status in this range. */
        public int count(int from, int to) {
            return statuses.values().stream().flatMap(byStatus -> byStatus.entrySet().stream())
                    .filter(status -> status.getKey() >= from && status.getKey() <= to).mapToInt(Map.Entry::getValue).sum();
        }
    }

    @Override
    public String run() throws Exception {
        int requests = Bench.size("requests", 100_000);
        long seed = Bench.size("seed", 1);
        Outcome outcome = run(requests, seed);
        outcome.statuses.forEach((kind, byStatus) -> System.out
                .println("  " + kind + ": " + byStatus + ", the slowest " + outcome.longest.get(kind) + " ms"));
        outcome.failures.forEach(failure -> System.out.println("  failure: " + failure));
        return "requests=%d status_2xx=%d 3xx=%d 4xx=%d 429=%d 5xx=%d 503=%d none=%d entries_written=%d".formatted(requests,
                outcome.count(200, 299), outcome.count(300, 399), outcome.count(400, 499), outcome.count(429, 429),
                outcome.count(500, 599) - outcome.count(503, 503), outcome.count(503, 503), outcome.count(0, 0),
                outcome.rowsAfter - outcome.rowsBefore)
                + " ledger_rows=%d/%d database_pages=%d/%d hub_growth_mb=%d hub_peak_mb=%d failures=%d alive=%s seed=%d"
                        .formatted(outcome.rowsBefore, outcome.rowsAfter, outcome.pagesBefore, outcome.pagesAfter,
                                outcome.growth, outcome.peak, outcome.failures.size(), outcome.alive, seed);
    }

    /** Sends so many to a hub of its own. */
    public static Outcome run(int requests, long seed) throws Exception {
        try (HubUnderLoad hub = new HubUnderLoad()) {
            List<SimulatedTerminal> good = hub.pair(Math.min(TERMINALS, 10 + requests / 100), "Harbour Hotel");
            List<SimulatedTerminal> dead = hub.pair(3, "Harbour Hotel");
            SimulatedTerminal last = hub.pair(1, "Harbour Hotel").getFirst();
            try (Database database = Database.open(hub.folder())) {
                Fleet fleet = new Fleet(database, Clock.systemUTC());
                dead.forEach(terminal -> fleet.revoke(terminal.id()));
            }
            hub.start();
            List<SimulatedTerminal.Batch> stored = new ArrayList<>();
            for (SimulatedTerminal terminal : good) {
                stored.add(store(hub, terminal, new Random(seed)));
            }
            String cookie = hub.signIn();
            MalformedRequests malformed = new MalformedRequests(seed, new MalformedRequests.Venue(good, stored,
                    dead.stream().map(SimulatedTerminal::token).toList(), cookie, csrf(hub, cookie)));

            Map<String, Map<Integer, Integer>> statuses = new ConcurrentSkipListMap<>();
            Map<String, Long> longest = new ConcurrentSkipListMap<>();
            Queue<String> failures = new ConcurrentLinkedQueue<>();
            long rowsBefore = hub.number("SELECT count(*) FROM ledger");
            int warmUp = Math.min(WARM_UP, requests / 2);
            send(hub, malformed, 0, warmUp, statuses, longest, failures);
            long heapBefore = hub.liveHeap();
            long pagesBefore = hub.number("PRAGMA page_count");
            send(hub, malformed, warmUp, requests, statuses, longest, failures);
            long growth = hub.liveHeap() - heapBefore;
            boolean alive = hub.isAlive() && !store(hub, last, new Random(seed)).entries().isEmpty();
            return new Outcome(new TreeMap<>(statuses), new TreeMap<>(longest), List.copyOf(failures), rowsBefore,
                    hub.number("SELECT count(*) FROM ledger") - 1, pagesBefore, hub.number("PRAGMA page_count"), growth,
                    hub.mostMegabytes(), alive);
        }
    }

    private static void send(HubUnderLoad hub, MalformedRequests malformed, int from, int to,
            Map<String, Map<Integer, Integer>> statuses, Map<String, Long> longest, Queue<String> failures)
            throws InterruptedException {
        AtomicLong next = new AtomicLong(from);
        AtomicInteger told = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            senders.add(Thread.ofVirtual().start(() -> {
                for (long number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                    MalformedRequests.Made made = malformed.make(number);
                    long begin = System.nanoTime();
                    String wrong = ask(hub, made, statuses);
                    longest.merge(made.kind(), Duration.ofNanos(System.nanoTime() - begin).toMillis(), Math::max);
                    if (!wrong.isEmpty() && told.getAndIncrement() < MOST_EXAMPLES) {
                        failures.add("request " + number + ", " + made.kind() + ": " + wrong + " <- "
                                + brief(new String(made.bytes(), StandardCharsets.ISO_8859_1)));
                    }
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    /** What is wrong with the answer; empty if nothing is. */
    private static String ask(HubUnderLoad hub, MalformedRequests.Made made, Map<String, Map<Integer, Integer>> statuses) {
        int status = 0;
        String wrong = "";
        try (PlainConnection connection = new PlainConnection(made.from(), hub.port(), PATIENCE)) {
            try {
                connection.say(made.bytes());
                connection.sayNoMore();
            } catch (IOException _) {
                // The hub may answer and close before it has heard everything.
            }
            PlainConnection.Answer answer = connection.answer(made.isHead());
            status = answer.status();
            if (status >= 500 && (status != 503 || answer.header("retry-after").isEmpty())) {
                wrong = status + " " + brief(answer.text());
            } else if (status >= 400 && status != 426 && !made.isHead() && answer.header("content-type").isEmpty()) {
                wrong = status + " without a word";
            } else if (status == 200 && answer.header("content-type").filter(org.amends.wire.Wire.RECEIPTS_TYPE::equals)
                    .isPresent()) {
                wrong = "was taken in";
            }
        } catch (java.net.SocketTimeoutException silent) {
            wrong = "no answer within " + PATIENCE.toSeconds() + " s";
        } catch (IOException | RuntimeException _) {
            // A connection that is closed without a word is an answer, too, to what is hardly a request.
        }
        statuses.computeIfAbsent(made.kind(), _ -> new ConcurrentSkipListMap<>()).merge(status, 1, Integer::sum);
        return wrong;
    }

    private static String brief(String text) {
        String line = text.replaceAll("<[^>]*>", "").replaceAll("[^\\x20-\\x7e]+", " ").replaceAll("Bearer \\S+",
                "Bearer ***");
        return line.length() <= 400 ? line : line.substring(0, 300) + " ... " + line.substring(line.length() - 60);
    }

    /** Sends something good. */
    private static SimulatedTerminal.Batch store(HubUnderLoad hub, SimulatedTerminal terminal, Random random)
            throws IOException {
        terminal.guests(1, random);
        SimulatedTerminal.Batch batch = terminal.batch(1);
        try (PlainConnection connection = new PlainConnection("127.0.0.1", hub.port(), PATIENCE)) {
            connection.say(terminal.request(batch.json()));
            PlainConnection.Answer answer = connection.answer(false);
            if (answer.status() != 200) {
                throw new IllegalStateException("something good was refused: " + answer.status() + " " + answer.text());
            }
            terminal.received(answer.body());
        }
        return batch;
    }

    private static String csrf(HubUnderLoad hub, String cookie) throws IOException {
        try (PlainConnection browser = new PlainConnection("127.0.0.1", hub.port(), PATIENCE)) {
            browser.say(("GET /inbox HTTP/1.1\r\nHost: hub\r\nCookie: " + cookie + "\r\n\r\n").getBytes());
            Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(browser.answer(false).text());
            if (!csrf.find()) {
                throw new IllegalStateException("the inbox has no form");
            }
            return csrf.group(1);
        }
    }
}
