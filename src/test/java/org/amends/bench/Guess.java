package org.amends.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.amends.wire.CrockfordBase32;
import org.amends.wire.RecoveryCode;

/**
 * Somebody guesses codes and links of guests' pages as fast as the hub answers, while guests who have one look at theirs, all
 * from one network address.
 */
final class Guess implements Benchmark {

    private static final int CODES = 2000;
    private static final int GUESSERS = 4;
    private static final int GUESTS = 4;
    /** Asked without waiting for the answers in between. */
    private static final int AT_ONCE = 50;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final Duration SILENT = Duration.ofSeconds(60);
    private static final String LINK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Override
    public String name() {
        return "guess";
    }

    @Override
    public String sentence() {
        return "codes and links of guests' pages are guessed while guests look at theirs, all from one address;"
                + " -Dguesses=N, default 1000000";
    }

    @Override
    public String run() throws Exception {
        int guesses = Bench.size("guesses", 1_000_000);
        try (HubUnderLoad hub = new HubUnderLoad(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SimulatedTerminal terminal = hub.pair(1, "Harbour Hotel").getFirst();
            hub.start();
            List<String> good = codes(hub, terminal);
            AtomicLong left = new AtomicLong(guesses);
            AtomicBoolean over = new AtomicBoolean();
            long begun = System.nanoTime();
            List<Future<Long>> guessing = IntStream.range(0, GUESSERS)
                    .mapToObj(i -> threads.submit(guesser(hub.port(), left, i))).toList();
            List<Future<Looks>> looking = IntStream.range(0, GUESTS)
                    .mapToObj(i -> threads.submit(guest(hub.port(), good, over, i))).toList();
            long succeeded = 0;
            for (Future<Long> one : guessing) {
                succeeded += one.get();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            over.set(true);
            List<Long> took = new ArrayList<>();
            long refused = 0;
            for (Future<Looks> one : looking) {
                took.addAll(one.get().took());
                refused += one.get().refused();
            }
            return "guesses=%d succeeded=%d guests_served=%d guests_refused=%d guest_p99_ms=%.1f codes=%d per_second=%.0f"
                    .formatted(guesses, succeeded, took.size(), refused,
                            Quantile.of(took.stream().sorted().toList(), 0.99) / 1e6, CODES, guesses / seconds);
        }
    }

    private static List<String> codes(HubUnderLoad hub, SimulatedTerminal terminal) throws IOException {
        SecureRandom random = new SecureRandom();
        List<RecoveryCode> codes = IntStream.range(0, CODES).mapToObj(_ -> RecoveryCode.make(random)).toList();
        codes.forEach(code -> terminal.sadTap(code.digest()));
        terminal.sendAll(hub.port());
        hub.waitFor("SELECT count(*) FROM guest_links", CODES);
        hub.waitFor("SELECT count(*) FROM cases", CODES);
        return codes.stream().map(RecoveryCode::path).toList();
    }

    /** How often it got in. */
    private static Callable<Long> guesser(int port, AtomicLong left, int seed) {
        return () -> {
            Random random = new Random(seed);
            long succeeded = 0;
            try (PlainConnection connection = new PlainConnection("127.0.0.1", port, SILENT)) {
                while (left.getAndAdd(-AT_ONCE) > 0) {
                    connection.say(IntStream.range(0, AT_ONCE).mapToObj(_ -> asked("/g/" + some(random)))
                            .collect(Collectors.joining()).getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < AT_ONCE; i++) {
                        int status = connection.answer(false).status();
                        if (status != 404 && status != 429) {
                            succeeded++;
                        }
                    }
                }
            }
            return succeeded;
        };
    }

    /** Three of four are codes, which are shorter. */
    private static String some(Random random) {
        boolean code = random.nextInt(4) > 0;
        String letters = code ? CrockfordBase32.ALPHABET : LINK_LETTERS;
        return random.ints(code ? RecoveryCode.LETTERS : 22, 0, letters.length())
                .mapToObj(one -> String.valueOf(letters.charAt(one))).collect(Collectors.joining());
    }

    /** How long each look took that was let in, in nanoseconds, and how many were not. */
    private record Looks(List<Long> took, long refused) {
    }

    private static Callable<Looks> guest(int port, List<String> good, AtomicBoolean over, int seed) {
        return () -> {
            Random random = new Random(seed);
            List<Long> took = new ArrayList<>();
            long refused = 0;
            try (PlainConnection connection = new PlainConnection("127.0.0.1", port, SILENT)) {
                while (!over.get()) {
                    long begun = System.nanoTime();
                    connection.say(asked(good.get(random.nextInt(good.size()))).getBytes(StandardCharsets.US_ASCII));
                    if (connection.answer(false).status() == 200) {
                        took.add(System.nanoTime() - begun);
                    } else {
                        refused++;
                    }
                    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                }
            }
            return new Looks(took, refused);
        };
    }

    private static String asked(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: hub\r\n\r\n";
    }
}
