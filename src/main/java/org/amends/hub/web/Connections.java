package org.amends.hub.web;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Keeps those off who hold connections without using them: so many for one address, and a request that only trickles in is
 * cut. The server's own limit is on silence alone, which a byte now and then would break for ever.
 */
final class Connections extends AbstractLifeCycle implements Connection.Listener {

    /**
     * All together. Above that new ones wait in the machine's own queue until others close. Each of a thousand terminals
     * may have two, staff have a few each.
     */
    static final int MOST = 4096;
    /**
     * For one address. Generous, since a whole venue may stand behind one router or proxy; only, nobody alone can shut
     * everyone out.
     */
    static final int MOST_FOR_ONE = 3072;
    /** How long a request's first line and headers may take to arrive. */
    static final Duration LONGEST_HEADERS = Duration.ofSeconds(10);
    /** How long all of a request may take, with its wait for a turn; the readers of bodies are stricter, but politer. */
    static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);
    private static final Duration LOOKS = Duration.ofSeconds(1);

    private final ServerConnector connector;
    private final int mostForOne;
    private final LongSupplier nanos;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private final Map<HttpConnection, Arriving> open = new ConcurrentHashMap<>();
    private volatile Scheduler.Task next;

    /** What is arriving on a connection since when; {@code since} is that of the look which first saw it. */
    private record Arriving(String address, Part part, long request, long since) {
    }

    private enum Part {
        NOTHING, HEADERS, BODY
    }

    /**
     * @param mostForOne how many one address may have
     * @param nanos      a clock that is never set, such as {@link System#nanoTime}
     */
    Connections(ServerConnector connector, int mostForOne, LongSupplier nanos) {
        this.connector = connector;
        this.mostForOne = mostForOne;
        this.nanos = nanos;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            String address = address(http.getEndPoint().getRemoteSocketAddress());
            if (count(address, 1) > mostForOne) {
                count(address, -1);
                http.getEndPoint().close();
            } else {
                open.put(http, new Arriving(address, Part.HEADERS, 0, nanos.getAsLong()));
            }
        }
    }

    @Override
    public void onClosed(Connection connection) {
        // One that is closed no longer says from where it was.
        Arriving last = connection instanceof HttpConnection http ? open.remove(http) : null;
        if (last != null) {
            count(last.address(), -1);
        }
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private static String address(SocketAddress from) {
        return from instanceof InetSocketAddress known ? known.getHostString() : String.valueOf(from);
    }

    /** How many an address has. */
    private int count(String address, int more) {
        synchronized (perAddress) {
            int now = perAddress.merge(address, more, Integer::sum);
            if (now <= 0) {
                perAddress.remove(address);
            }
            return now;
        }
    }

    private void lookLater() {
        next = connector.getScheduler().schedule(() -> {
            try {
                look();
            } finally {
                if (isRunning() || isStarting()) {
                    lookLater();
                }
            }
        }, LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = nanos.getAsLong();
        open.forEach((http, before) -> {
            Part part = part(http.getParser());
            long request = http.getMessagesIn();
            Arriving arriving = before.part() == part && before.request() == request
                    ? before
                    : new Arriving(before.address(), part, request, now);
            open.replace(http, before, arriving);
            Duration longest = part == Part.HEADERS ? LONGEST_HEADERS : LONGEST_REQUEST;
            if (part != Part.NOTHING && now - arriving.since() > longest.toNanos()) {
                http.getEndPoint().close();
            }
        });
    }

    private static Part part(HttpParser parser) {
        if (parser.isStart()) {
            return Part.NOTHING;
        }
        return parser.inHeaderState() ? Part.HEADERS : parser.inContentState() ? Part.BODY : Part.NOTHING;
    }
}
