package org.amends.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** The events of one stream. What was cut in the middle is no event. */
final class EventFeed implements AutoCloseable {

    private final PlainConnection connection;
    private final Queue<Event> read = new ArrayDeque<>();
    private ByteArrayOutputStream begun = new ByteArrayOutputStream();

    EventFeed(PlainConnection connection) {
        this.connection = connection;
    }

    /** One event; what it does not have is empty. */
    record Event(String id, String name, String data) {
    }

    /** Waits for the next event. */
    Event next() throws IOException {
        while (read.isEmpty()) {
            byte[] piece = connection.piece();
            if (piece.length == 0) {
                throw new EOFException("the stream ended");
            }
            for (byte next : piece) {
                begun.write(next);
                if (next == '\n') {
                    takeEvent();
                }
            }
        }
        return read.remove();
    }

    private void takeEvent() {
        byte[] bytes = begun.toByteArray();
        if (bytes.length < 2 || bytes[bytes.length - 2] != '\n') {
            return;
        }
        begun = new ByteArrayOutputStream();
        String id = "";
        String name = "";
        String data = "";
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.split(":", 2)[0]) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data = value;
                default -> {
                    // "retry", which is for browsers
                }
            }
        }
        if (!name.isEmpty()) {
            read.add(new Event(id, name, data));
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
