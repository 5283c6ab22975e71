package org.amends.hub.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server-sent events that are open now. Each holds its own virtual thread, which costs little and reads plainly; when
 * the hub stops they are interrupted, so that nobody waits for a page that somebody left open.
 */
final class EventStreams implements AutoCloseable {

    /** How soon a browser comes back after its stream broke, in milliseconds. */
    private static final int RETRY = 1000;

    private final Set<Thread> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    void run(Context context, Reply.Source source) throws IOException {
        context.res().setStatus(200);
        context.res().setContentType("text/event-stream; charset=utf-8");
        context.res().setHeader("Cache-Control", "no-store");
        // Proxies that gather replies before passing them on would make live pages late.
        context.res().setHeader("X-Accel-Buffering", "no");
        OutputStream out = context.res().getOutputStream();
        open.add(Thread.currentThread());
        try {
            write(out, "retry: " + RETRY + "\n\n");
            if (!closing) {
                source.tell((id, name, data) -> write(out,
                        (id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + data + "\n\n"));
            }
        } catch (IOException | InterruptedException _) {
            // The client went away, or the hub stops: either ends the stream, and neither is news.
        } finally {
            open.remove(Thread.currentThread());
        }
    }

    @Override
    public void close() {
        closing = true;
        open.forEach(Thread::interrupt);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
