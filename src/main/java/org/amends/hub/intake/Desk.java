package org.amends.hub.intake;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Batch;
import org.amends.wire.Chain;
import org.amends.wire.Wire;

/**
 * Where staff enter what they heard or read. It tells a story of its own, numbered and chained as terminals' are, so that
 * the ledger has every response and can prove it.
 */
public final class Desk {

    /** The survey that entries of the desk name. */
    public static final String SURVEY = "heard-by-staff";

    private final Database database;
    private final Fleet fleet;
    private final Clock clock;
    private final Bell news;
    private final LedgerStore store = new LedgerStore();
    private final SecureRandom random = new SecureRandom();

    /**
     * @param news rung after each entry
     */
    public Desk(Database database, Fleet fleet, Clock clock, Bell news) {
        this.database = database;
        this.fleet = fleet;
        this.clock = clock;
        this.news = news;
    }

    /** How it reached staff. */
    public enum Channel {
        IN_PERSON, BY_PHONE, IN_REVIEW;

        /** The name in the database and in texts: {@code in-person} and so on. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * By its name.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static Channel of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * Who entered a response.
     *
     * @param by      who
     * @param channel how it had reached them
     */
    public record Heard(String by, Channel channel, Instant enteredAt) {
    }

    /**
     * What is kept now.
     *
     * @param response what the guest said, all together
     * @param position of its last entry in the ledger
     */
    public record Kept(UUID response, long position) {
    }

    /**
     * Puts a response into the ledger, all of it or nothing.
     *
     * @param at       when it was said; not in the future
     * @param contents what was said, at least one
     */
    public Kept enter(Staff who, Channel channel, Touchpoint where, String language, Instant at, List<Content> contents) {
        UUID response = id();
        List<Entry> entries = contents.stream()
                .map(content -> new Entry(id(), response, at, Optional.empty(), where, SURVEY, language, content)).toList();
        Kept kept = database.write(tx -> {
            Instant now = clock.instant();
            String desk = fleet.desk(tx);
            LedgerStore.Story story = store.storyOf(tx, desk).orElseGet(() -> store.begin(tx,
                    new Batch(UUID.randomUUID(), Optional.empty(), List.of(), List.of()), desk, now));
            long number = story.highest();
            String link = number == 0 ? Chain.start(story.id()) : store.link(tx, story, number);
            List<LedgerStore.Fresh> fresh = new ArrayList<>();
            for (Entry entry : entries) {
                String text = Wire.text(entry);
                String digest = Chain.digest(text);
                link = Chain.link(link, ++number, digest);
                fresh.add(new LedgerStore.Fresh(new Batch.Given(number, link, entry, text, digest),
                        LedgerStore.kind(entry.content()),
                        Optional.of(new TrueTime.Happened(at.isAfter(now) ? now : at, Optional.empty()))));
            }
            store.add(tx, desk, story, fresh, now);
            store.advance(tx, story, number, number, 0, now);
            store.heard(tx, response, who.name(), channel, now);
            return new Kept(response, store.last(tx));
        });
        news.ring();
        return kept;
    }

    /** Where what staff entered was heard; empty if this response was not entered here. */
    public Optional<Touchpoint> heardAt(UUID response) {
        return database.read(tx -> store.heard(tx, response)
                .flatMap(_ -> store.ofResponse(tx, response, Long.MAX_VALUE).stream().findFirst())
                .map(kept -> kept.entry().touchpoint()));
    }

    /** UUIDv7: by time, then by chance. */
    private UUID id() {
        byte[] chance = new byte[16];
        random.nextBytes(chance);
        ByteBuffer bits = ByteBuffer.wrap(chance);
        long high = clock.millis() << 16 | 0x7000 | bits.getLong() & 0xFFF;
        return new UUID(high, bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }
}
