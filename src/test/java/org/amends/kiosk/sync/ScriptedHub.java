package org.amends.kiosk.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.amends.wire.Batch;
import org.amends.wire.Condition;
import org.amends.wire.Mark;
import org.amends.wire.Problem;
import org.amends.wire.Receipt;
import org.amends.wire.Receipts;
import org.amends.wire.Wire;

/**
 * A real HTTP server on loopback that answers as it is told, and as a hub should where it is told nothing. Questions for a
 * mark and conditions are no part of the script.
 */
final class ScriptedHub implements AutoCloseable {

    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();
    private final BlockingQueue<Condition> conditions = new LinkedBlockingQueue<>();
    private volatile int conditionStatus = 200;
    private HttpServer server;

    /** What came in, with the moment it did. */
    record Asked(long nanos, String path, Map<String, String> headers, byte[] body) {

        List<UUID> ids() {
            return items().stream().map(Batch.Item::id).toList();
        }

        List<Batch.Item> items() {
            try {
                return Wire.batch(plain()).items();
            } catch (Exception notABatch) {
                throw new AssertionError(notABatch);
            }
        }

        /** The bodies of the entries, to the letter. */
        List<String> texts() {
            return items().stream().map(Batch.Given.class::cast).map(Batch.Given::text).toList();
        }

        byte[] plain() throws IOException {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return gzip.readAllBytes();
            }
        }
    }

    /** What to answer to a request. */
    interface Answer {
        void give(HttpExchange exchange, Asked asked) throws IOException;
    }

    ScriptedHub() throws IOException {
        open(0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Answers to the next requests, in order. */
    void answers(Answer... answers) {
        script.addAll(List.of(answers));
    }

    /** The next request that came in, or a failure after a while without one. */
    Asked next() {
        try {
            Asked next = asked.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nobody asked");
            }
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** The next condition that came in, or a failure after a while without one. */
    Condition nextCondition() throws InterruptedException {
        Condition next = conditions.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody said how it is");
        }
        return next;
    }

    /** Whether conditions came in beside those that were looked at. */
    boolean wasToldMore() {
        return !conditions.isEmpty();
    }

    /** How it answers to a condition from now on. */
    void answersConditions(int status) {
        conditionStatus = status;
    }

    /** Whether anything more came in by now. */
    boolean wasAskedMore() {
        return !asked.isEmpty();
    }

    /** Where it stands with a story from now on, when it is asked; otherwise it has everything. */
    void stands(UUID story, Mark mark) {
        marks.put(story.toString(), mark);
    }

    void goesAway() {
        server.stop(0);
    }

    void comesBack() throws IOException {
        open(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    static Answer answer(int status, String type, String body, String... headers) {
        return (exchange, _) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer problem(int status, Problem.RefusedEntry... entries) {
        return answer(status, Wire.PROBLEM_TYPE, new String(Wire.json(
                new Problem(Wire.PROBLEM_TYPE_PREFIX + "x", "X", status, "for a reason", List.of(entries))),
                StandardCharsets.UTF_8));
    }

    static Answer receipts(List<UUID> ids) {
        return answer(200, Wire.RECEIPTS_TYPE, new String(Wire.json(
                new Receipts(ids.stream().map(id -> new Receipt(id, Receipt.Outcome.STORED)).toList(), mark())),
                StandardCharsets.UTF_8));
    }

    /** As a hub should. */
    static Answer takesAll() {
        return (exchange, asked) -> receipts(asked.ids()).give(exchange, asked);
    }

    /** The right answer, of which the line carries only the beginning. */
    static Answer breaksOff() {
        return (exchange, asked) -> {
            byte[] whole = Wire.json(
                    new Receipts(asked.ids().stream().map(id -> new Receipt(id, Receipt.Outcome.STORED)).toList(), mark()));
            exchange.getResponseHeaders().set("Content-Type", Wire.RECEIPTS_TYPE);
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(whole, 0, whole.length - 5);
            exchange.getResponseBody().flush();
        };
    }

    /** As a hub that has everything. */
    private static Mark mark() {
        return new Mark(1, Batch.HIGHEST_SEQUENCE, System.currentTimeMillis());
    }

    private void open(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            Asked now = new Asked(System.nanoTime(), exchange.getRequestURI().getPath(), headers,
                    exchange.getRequestBody().readAllBytes());
            if (now.path().equals(Wire.MARK_PATH)) {
                answer(200, Wire.MARK_TYPE, new String(Wire.json(marks.getOrDefault(
                        exchange.getRequestURI().getQuery().replace("story=", ""), mark())), StandardCharsets.UTF_8))
                        .give(exchange, now);
                return;
            }
            if (now.path().equals(Wire.CONDITION_PATH)) {
                conditions.add(Wire.read(now.body(), Condition.class).orElseThrow());
                answer(conditionStatus, Wire.CONDITION_TYPE, new String(now.body(), StandardCharsets.UTF_8)).give(exchange,
                        now);
                return;
            }
            Answer answer = script.poll();
            asked.add(now);
            (answer == null ? takesAll() : answer).give(exchange, now);
        }
    }
}
