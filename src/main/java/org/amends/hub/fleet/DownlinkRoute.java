package org.amends.hub.fleet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.amends.hub.storage.Bell;
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

    private static final Logger LOG = System.getLogger(DownlinkRoute.class.getName());
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
    private final Thread watch = Thread.ofPlatform().name("downlink").unstarted(this::watch);
    private volatile boolean closing;

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

    /** Sends away everybody who waits. */
    @Override
    public void close() {
        closing = true;
        end.ring();
        news.ring();
        try {
            watch.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply poll(Request request) {
        Optional<Terminal> terminal = token.of(request);
        if (terminal.isEmpty()) {
            return token.refusal(request);
        }
        OptionalLong after = number(request.query("after").orElse("0"), Downlink.HIGHEST_NUMBER);
        OptionalLong wait = number(request.query("wait").orElse("0"), Downlink.LONGEST_WAIT);
        if (after.isEmpty() || wait.isEmpty()) {
            return WRONG_QUERY.reply("after is the number of the last message, 0 before the first; wait is from 0 to "
                    + Downlink.LONGEST_WAIT + " seconds.");
        }
        fleet.listens(terminal.get(), after.getAsLong());
        List<Downlink.Signed> messages = await(terminal.get(), after.getAsLong(), Duration.ofSeconds(wait.getAsLong()));
        return Reply.of(200, Wire.DOWNLINK_TYPE, Wire.json(new Downlink.Answer(messages))).with("Cache-Control",
                "no-store");
    }

    private List<Downlink.Signed> await(Terminal terminal, long after, Duration wait) {
        Object me = new Object();
        if (waiting.put(terminal.id(), me) != null) {
            news.ring(); // whoever waited for it before has lost its line, and need not be held any longer
        }
        long end = System.nanoTime() + wait.toNanos();
        try {
            while (true) {
                long counted = news.rings();
                List<Downlink.Signed> messages = fleet.after(terminal, after);
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (!messages.isEmpty() || !left.isPositive() || closing || waiting.get(terminal.id()) != me) {
                    return messages;
                }
                news.await(counted, left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            waiting.remove(terminal.id(), me);
        }
    }

    private void watch() {
        long seen = -1;
        try {
            while (!closing) {
                long counted = end.rings();
                try {
                    long last = fleet.lastMessage();
                    if (last != seen) {
                        seen = last;
                        news.ring();
                    }
                } catch (RuntimeException failure) {
                    LOG.log(Level.ERROR, "messages to terminals could not be looked for; trying again", failure);
                }
                if (!closing) {
                    end.await(counted, LOOKS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
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
