package org.amends.hub.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Follower;
import org.amends.hub.web.ProblemKind;
import org.amends.hub.web.Reply;
import org.amends.hub.web.Request;
import org.amends.hub.web.Route;
import org.amends.wire.Downlink;
import org.amends.wire.Wire;

/**
 * Where terminals wait for what the hub has to say. Messages are put into the database, often by a command beside the
 * hub; one thread looks there for all who wait.
 */
public final class DownlinkRoute implements AutoCloseable {

    private static final ProblemKind WRONG_QUERY = new ProblemKind("wrong-query", 400,
            "The query is not of an allowed form");
    /** How late a message may leave. */
    private static final Duration LOOKS = Duration.ofMillis(500);

    private final TerminalToken token;
    private final Fleet fleet;
    private final Bell news = new Bell();
    /** Rung only when all is over, so that the one who looks sleeps in between. */
    private final Bell end = new Bell();
    /** Who waits for each terminal: the last one to come. */
    private final Map<String, Object> waiting = new ConcurrentHashMap<>();
    private final Follower watch = new Follower("downlink", end, "messages to terminals could not be looked for",
            this::look);
    private long seen = -1;

    public DownlinkRoute(TerminalToken token, Fleet fleet) {
        this.token = token;
        this.fleet = fleet;
    }

    public List<Route> routes() {
        return List.of(Route.get(Wire.DOWNLINK_PATH, this::poll));
    }

    /** Begins to look for messages. */
    public DownlinkRoute start() {
        watch.start();
        return this;
    }

    /** There is something new to say to somebody, which need not wait to be found. */
    public void wake() {
        news.ring();
    }

    /** Sends away everybody who waits. */
    @Override
    public void close() {
        watch.close();
        news.ring();
    }

    private Reply poll(Request request) {
        Optional<Terminal> terminal = token.of(request);
        if (terminal.isEmpty()) {
            return token.refusal(request);
        }
        OptionalLong after = number(request.query("after").orElse("0"), Downlink.HIGHEST_NUMBER);
        OptionalLong wait = number(request.query("wait").orElse("0"), Downlink.LONGEST_WAIT);
        OptionalLong progress = number(request.query("progress").orElse("0"), Downlink.HIGHEST_NUMBER);
        if (after.isEmpty() || wait.isEmpty() || progress.isEmpty()) {
            return WRONG_QUERY
                    .reply("after is the number of the last message, 0 before the first; progress is the serial of"
                            + " the last progress, 0 before the first; wait is from 0 to " + Downlink.LONGEST_WAIT
                            + " seconds.");
        }
        fleet.listens(terminal.get(), after.getAsLong());
        Downlink.Answer answer = await(terminal.get(), after.getAsLong(), progress.getAsLong(),
                Duration.ofSeconds(wait.getAsLong()));
        return Reply.of(200, Wire.DOWNLINK_TYPE, Wire.json(answer)).with("Cache-Control", "no-store");
    }

    private Downlink.Answer await(Terminal terminal, long after, long progress, Duration wait) {
        Object me = new Object();
        if (waiting.put(terminal.id(), me) != null) {
            news.ring(); // whoever waited for it before has lost its line, and need not be held any longer
        }
        long end = System.nanoTime() + wait.toNanos();
        try {
            while (true) {
                long counted = news.rings();
                Downlink.Answer answer = fleet.after(terminal, after, progress);
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (!answer.isEmpty() || !left.isPositive() || watch.isClosing() || waiting.get(terminal.id()) != me) {
                    return answer;
                }
                news.await(counted, left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Downlink.Answer(List.of(), List.of());
        } finally {
            waiting.remove(terminal.id(), me);
        }
    }

    private Duration look() {
        long last = fleet.lastMessage();
        if (last != seen) {
            seen = last;
            news.ring();
        }
        return LOOKS;
    }

    private static OptionalLong number(String text, long most) {
        try {
            long number = Long.parseLong(text);
            return number >= 0 && number <= most ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
