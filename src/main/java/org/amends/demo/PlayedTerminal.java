package org.amends.demo;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.response.Uptime;
import org.amends.wire.Boot;
import org.amends.wire.Chain;
import org.amends.wire.Condition;
import org.amends.wire.Pairing;
import org.amends.wire.Sealing;
import org.amends.wire.SealingKey;
import org.amends.wire.Wire;

/** A terminal without a screen or a disk, which says to the hub what a real one would: numbered, chained and sealed. */
final class PlayedTerminal {

    private static final String SURVEY = "stay";
    /** Switched on so long before the first guest came. */
    private static final Duration UP_BEFORE = Duration.ofHours(1);

    private final Doors doors;
    private final Touchpoint place;
    private final UUID story;
    private final Instant booted;
    private final Pairing.Answer paired;
    private final List<String> waiting = new ArrayList<>();
    /** The last time that it spoke with the hub, by which the hub knows how its clock goes. */
    private Boot.Exchange spoke;
    private boolean offline;
    private long sequence;
    private String link;

    /**
     * Pairs it.
     *
     * @param code  that the hub has issued
     * @param story the id of what it will tell
     */
    PlayedTerminal(Doors doors, Touchpoint place, String code, UUID story) throws IOException, InterruptedException {
        this.doors = doors;
        this.place = place;
        this.story = story;
        booted = doors.now().minus(UP_BEFORE);
        link = Chain.start(story);
        HttpResponse<byte[]> answer = doors.send(doors.to(Wire.PAIRING_PATH).header("Content-Type", Wire.PAIRING_TYPE)
                .POST(BodyPublishers.ofByteArray(Wire.json(new Pairing.Request(code, place)))));
        paired = Wire.read(answer.body(), Pairing.Answer.class).filter(_ -> answer.statusCode() == 201)
                .orElseThrow(() -> Doors.refused("a pairing", answer));
        spoke = new Boot.Exchange(uptime(doors.now()), doors.now().toEpochMilli(), uptime(doors.now()));
    }

    /** From now on the hub is out of its reach, or within it again. */
    void offline(boolean out) throws IOException, InterruptedException {
        offline = out;
        send();
    }

    /**
     * Keeps what a guest has said, and sends what waits if it can.
     *
     * @param hurry whether that is now, not together with what comes next
     */
    void say(UUID entry, UUID response, String language, Content content, boolean hurry)
            throws IOException, InterruptedException {
        Instant at = doors.now();
        String text = Wire.text(new Entry(entry, response, at, Optional.of(new Uptime(boot(), uptime(at))), place, SURVEY,
                language, sealed(entry, content)));
        link = Chain.link(link, ++sequence, Chain.digest(text));
        waiting.add(Wire.numbered(sequence, link, text));
        if (hurry) {
            send();
        }
    }

    /** Says that something of it is out of order. */
    void report(String words) throws IOException, InterruptedException {
        Condition condition = new Condition(
                List.of(Condition.Trouble.of(Condition.DEVICES_OUT_OF_ORDER, Duration.ofMinutes(2).toMillis(), words)));
        HttpResponse<byte[]> answer = doors
                .send(asTerminal(Wire.CONDITION_PATH, Wire.CONDITION_TYPE, Wire.json(condition)));
        if (answer.statusCode() != 200) {
            throw Doors.refused("a condition", answer);
        }
    }

    private void send() throws IOException, InterruptedException {
        if (offline || waiting.isEmpty()) {
            return;
        }
        String batch = Wire.batch(story, Optional.empty(),
                List.of(new Boot(boot(), uptime(doors.now()), List.of(spoke))), waiting);
        HttpResponse<byte[]> answer = doors
                .send(asTerminal(Wire.RESPONSES_PATH, Wire.BATCH_TYPE, batch.getBytes(StandardCharsets.UTF_8)));
        if (answer.statusCode() != 200) {
            throw Doors.refused("a batch", answer);
        }
        waiting.clear();
        spoke = new Boot.Exchange(uptime(doors.now()), doors.now().toEpochMilli(), uptime(doors.now()));
    }

    private HttpRequest.Builder asTerminal(String path, String type, byte[] body) {
        return doors.to(path).header("Authorization", "Bearer " + paired.token()).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
    }

    private Content sealed(UUID entry, Content content) {
        SealingKey key = paired.sealingKey().orElseThrow();
        return switch (content) {
            case Content.Comment words -> Sealing.seal(key, entry, "comment", words);
            case Content.Contact contact -> Sealing.seal(key, entry, "contact", contact);
            default -> content;
        };
    }

    private String boot() {
        return "boot-" + story;
    }

    private long uptime(Instant at) {
        return Duration.between(booted, at).toMillis();
    }
}
