package org.amends.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.response.Uptime;
import org.amends.wire.Boot;
import org.amends.wire.Chain;
import org.amends.wire.Pairing;
import org.amends.wire.Receipts;
import org.amends.wire.Wire;

/** A paired terminal without a screen or a disk: what its guests said, in the very form that travels. */
final class SimulatedTerminal {

    private static final Boot BOOT = new Boot("0d4f8a2e-boot", 2000,
            List.of(new Boot.Exchange(10, 1_800_000_000_000L, 20)));

    private final Pairing.Answer paired;
    private final Touchpoint touchpoint;
    private final Deque<Said> waiting = new ArrayDeque<>();
    private final UUID story = UUID.randomUUID();
    private Last last = new Last(0, Chain.start(story));
    /** The id of the next thing that is said, where it is another's. */
    private Optional<UUID> stolen = Optional.empty();

    private record Said(UUID id, String numbered) {
    }

    /** The end of the story so far. */
    private record Last(long sequence, String link) {
    }

    /**
     * What is said in one request.
     *
     * @param entries their ids
     * @param json    the batch, uncompressed
     */
    record Batch(List<UUID> entries, byte[] json) {
    }

    SimulatedTerminal(Pairing.Answer paired, Touchpoint touchpoint) {
        this.paired = paired;
        this.touchpoint = touchpoint;
    }

    String id() {
        return paired.terminal();
    }

    String token() {
        return paired.token();
    }

    int waiting() {
        return waiting.size();
    }

    /** A guest presses the worst face and goes on with the next page. Returns the response's id. */
    UUID sadTap() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        say(response, new Content.Rating("stay", 1, 4));
        return response;
    }

    /** A guest presses the worst face and takes a code, of which this is the digest. */
    void sadTap(String digest) {
        say(sadTap(), new Content.RecoveryToken(Content.RecoveryToken.SHOWN, digest));
    }

    /** A guest presses the best face. Returns the response's id. */
    UUID happyTap() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        say(response, new Content.Rating("stay", 4, 4));
        return response;
    }

    /** Sends all that waits, in batches on one connection of its own. */
    void sendAll(int port) throws IOException {
        try (PlainConnection connection = new PlainConnection("127.0.0.1", port, Duration.ofSeconds(60))) {
            while (waiting() > 0) {
                connection.say(request(batch(Wire.MOST_ENTRIES).json()));
                PlainConnection.Answer answer = connection.answer(false);
                if (answer.status() != 200) {
                    throw new IOException("the hub answered a batch with " + answer.status() + " " + answer.text());
                }
                received(answer.body());
            }
        }
    }

    /** Guests as they come: most are pleased and press once, the others give reasons. */
    void guests(int entries, RandomGenerator random) {
        while (waiting.size() < entries) {
            UUID response = UuidCreator.getTimeOrderedEpoch();
            int score = random.nextInt(10) < 2 ? 1 + random.nextInt(2) : 3 + random.nextInt(2);
            say(response, new Content.Rating("stay", score, 4));
            if (score <= 2 && waiting.size() < entries) {
                say(response, new Content.Reason("what", "noise", "Noise"));
            }
            if (random.nextInt(8) == 0 && waiting.size() < entries) {
                say(response, new Content.Comment("more", "The lift was out of order again. " + random.nextInt()));
            }
        }
    }

    /** A batch that the hub would take in now, of guests whom this terminal then forgets. */
    synchronized Batch somethingNew(int entries, RandomGenerator random) {
        return somethingNew(entries, random, Optional.empty());
    }

    /** The same, but its first entry has the id of something else. */
    synchronized Batch somethingNew(int entries, RandomGenerator random, Optional<UUID> theirs) {
        Deque<Said> before = new ArrayDeque<>(waiting);
        Last then = last;
        stolen = theirs;
        waiting.clear();
        guests(entries, random);
        Batch batch = batch(entries);
        waiting.clear();
        waiting.addAll(before);
        last = then;
        return batch;
    }

    Set<UUID> ids() {
        Set<UUID> ids = new HashSet<>();
        waiting.forEach(said -> ids.add(said.id));
        return ids;
    }

    /** The oldest that wait, up to so many. */
    Batch batch(int most) {
        List<UUID> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Said said : waiting) {
            if (ids.size() == most) {
                break;
            }
            ids.add(said.id);
            texts.add(said.numbered);
        }
        return new Batch(ids, Wire.batch(story, Optional.empty(), List.of(BOOT), texts).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes off what the hub has confirmed. */
    void received(byte[] receipts) {
        Set<UUID> got = new HashSet<>();
        Wire.read(receipts, Receipts.class).orElseThrow(() -> new IllegalStateException("these are no receipts"))
                .receipts().forEach(receipt -> got.add(receipt.id()));
        waiting.removeIf(said -> got.contains(said.id));
    }

    /** A request as the real client makes it. */
    byte[] request(byte[] batch) {
        byte[] body = gzip(batch);
        return join(("POST " + Wire.RESPONSES_PATH + " HTTP/1.1\r\nHost: hub\r\nUser-Agent: amends-kiosk\r\n"
                + "Authorization: Bearer " + token() + "\r\nContent-Encoding: gzip\r\nContent-Type: " + Wire.BATCH_TYPE
                + "\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1), body);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return packed.toByteArray();
    }

    static byte[] join(byte[] head, byte[] body) {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private void say(UUID response, Content content) {
        UUID id = stolen.orElseGet(UuidCreator::getTimeOrderedEpoch);
        stolen = Optional.empty();
        Entry entry = new Entry(id, response, Instant.now(), Optional.of(new Uptime(BOOT.boot(), 1000)), touchpoint, "stay",
                "en", content);
        String text = Wire.text(entry);
        last = new Last(last.sequence + 1, Chain.link(last.link, last.sequence + 1, Chain.digest(text)));
        waiting.add(new Said(id, Wire.numbered(last.sequence, last.link, text)));
    }
}
