package org.amends.hub.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client gets. */
public sealed interface Reply {

    /**
     * A reply that is complete before its first byte is sent.
     *
     * @param status  the HTTP status
     * @param type    its media type; empty for none
     * @param body    may be empty
     * @param headers those of this reply, beside the ones that every reply carries
     */
    record Whole(int status, String type, byte[] body, Map<String, String> headers) implements Reply {

        /** The same with one more header. */
        public Whole with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Whole(status, type, body, more);
        }
    }

    /**
     * Server-sent events: goes on until the source has no more, the client goes away or the hub stops.
     *
     * @param source who tells
     */
    record Events(Source source) implements Reply {
    }

    /** Tells one client what happens. */
    @FunctionalInterface
    interface Source {
        /**
         * @throws IOException          if the client went away
         * @throws InterruptedException if the hub stops
         */
        void tell(Sink sink) throws IOException, InterruptedException;
    }

    /** Where a {@link Source} puts its events. */
    interface Sink {
        /**
         * Sends one event at once.
         *
         * @param id   what a client names when it comes back; empty to leave that as it was
         * @param name what kind
         * @param data one line
         */
        void send(String id, String name, String data) throws IOException;
    }

    /** A document. */
    static Whole of(int status, String type, byte[] body) {
        return new Whole(status, type, body, Map.of());
    }

    /** A page. It shows guests' words to staff who are signed in, so nothing between may keep it. */
    static Whole page(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)).with("Cache-Control",
                "no-store");
    }

    /** Go and look there, whatever you came with: a form is not posted again by the back button. */
    static Whole seeOther(String path) {
        return of(303, "", new byte[0]).with("Location", path).with("Cache-Control", "no-store");
    }
}
