package org.amends.hub.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Batch;
import org.amends.wire.Chain;
import org.amends.wire.Wire;

/** The tables of everything that was ever said, and of the stories that it was said in. */
final class LedgerStore {

    /** The kinds of rows that keep a place without an entry. */
    static final String WITHHELD = "withheld";
    static final String ELSEWHERE = "elsewhere";

    private static final ClassValue<String> KINDS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> content) {
            return content.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }
    };

    private static final String KEPT = "SELECT position, received_at, happened_at, uncertainty, body FROM ledger WHERE ";

    /** A story as it stands. */
    record Story(long number, UUID id, String terminal, long complete, long highest) {
    }

    /**
     * One number of a story.
     *
     * @param entry whose place it is, if it holds one
     */
    record Place(Optional<UUID> entry, String link, String digest) {
    }

    /** What is to be added. */
    record Fresh(Batch.Item item, String kind, Optional<TrueTime.Happened> happened) {
    }

    Optional<Story> story(Tx tx, UUID id) {
        return tx.first("SELECT number, id, terminal, complete, highest FROM stories WHERE id = ?",
                LedgerStore::story, id);
    }

    private static Story story(Row row) {
        return new Story(row.number("number"), row.id("id"), row.text("terminal"), row.number("complete"),
                row.number("highest"));
    }

    /** The last story that a terminal began. */
    Optional<Story> storyOf(Tx tx, String terminal) {
        return tx.first("SELECT number, id, terminal, complete, highest FROM stories WHERE terminal = ?"
                + " ORDER BY number DESC LIMIT 1", LedgerStore::story, terminal);
    }

    /** The link of a number that there is. */
    String link(Tx tx, Story story, long sequence) {
        return tx.first("SELECT link FROM ledger WHERE story = ? AND sequence = ?", row -> row.text("link"),
                story.number(), sequence).orElseThrow();
    }

    void heard(Tx tx, UUID response, String staff, Desk.Channel channel, Instant now) {
        tx.update("INSERT INTO heard (response, staff, channel, entered_at) VALUES (?, ?, ?, ?)", response, staff,
                channel.id(), now);
    }

    Optional<Desk.Heard> heard(Tx tx, UUID response) {
        return tx.first("SELECT staff, channel, entered_at FROM heard WHERE response = ?",
                row -> new Desk.Heard(row.text("staff"), Desk.Channel.of(row.text("channel")), row.time("entered_at")),
                response);
    }

    Story begin(Tx tx, Batch batch, String terminal, Instant now) {
        tx.update("INSERT INTO stories (id, terminal, previous, reason, complete, highest, repeats, began_at,"
                + " heard_at) VALUES (?, ?, ?, ?, 0, 0, 0, ?, ?)", batch.story(), terminal,
                batch.previous().map(Batch.Previous::story).orElse(null),
                batch.previous().map(Batch.Previous::reason).orElse(null), now, now);
        return story(tx, batch.story()).orElseThrow();
    }

    void move(Tx tx, Story story, String terminal) {
        tx.update("UPDATE stories SET terminal = ? WHERE number = ?", terminal, story.number());
    }

    void advance(Tx tx, Story story, long complete, long highest, int repeats, Instant now) {
        tx.update("UPDATE stories SET complete = ?, highest = ?, repeats = repeats + ?, heard_at = ? WHERE number = ?",
                complete, highest, repeats, now, story.number());
    }

    /** Numbers of a story behind one, in order. */
    List<Long> numbersAfter(Tx tx, Story story, long sequence, int most) {
        return tx.list("SELECT sequence FROM ledger WHERE story = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                row -> row.number("sequence"), story.number(), sequence, most);
    }

    /** The digests of the bodies of those of a batch's entries that are in the ledger. */
    Map<UUID, String> held(Tx tx, Batch batch) {
        Map<UUID, String> held = new HashMap<>();
        tx.list("SELECT entry, digest, body FROM ledger WHERE entry IN (" + Tx.marks(batch.items().size()) + ")",
                row -> held.put(row.id("entry"), digest(row)),
                batch.items().stream().map(Batch.Item::id).toArray());
        return held;
    }

    /** What stands at the numbers of a batch, and just before and behind them. */
    Map<Long, Place> places(Tx tx, Story story, Batch batch) {
        Set<Long> numbers = new TreeSet<>();
        batch.items().forEach(item -> numbers.addAll(List.of(item.sequence() - 1, item.sequence(), item.sequence() + 1)));
        numbers.removeIf(number -> number > story.highest());
        Object[] values = new Object[numbers.size() + 1];
        values[0] = story.number();
        int i = 1;
        for (long number : numbers) {
            values[i++] = number;
        }
        Map<Long, Place> places = new HashMap<>();
        tx.list("SELECT sequence, entry, link, digest, body FROM ledger WHERE story = ? AND sequence IN ("
                + Tx.marks(numbers.size()) + ")", row -> places.put(row.number("sequence"), place(row)), values);
        return places;
    }

    /**
     * Adds rows, but none whose entry is in the ledger already. Of a response that was erased no more words are kept: what a
     * terminal sends late, or again after a restoration, has its place and its digest and nothing else.
     *
     * @return whether that was none
     */
    boolean add(Tx tx, String terminal, Story story, List<Fresh> fresh, Instant now) {
        Set<UUID> erased = erased(tx, fresh);
        return fresh.size() == tx.batch("INSERT INTO ledger (terminal, story, sequence, link, digest, entry, response,"
                + " said_at, received_at, happened_at, uncertainty, kind, score, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entry) DO NOTHING",
                fresh.stream().map(one -> row(terminal, story, one, erased, now)).toList());
    }

    List<Ledger.Kept> after(Tx tx, long position, int most) {
        return tx.list(KEPT + "position > ? AND body IS NOT NULL ORDER BY position LIMIT ?", LedgerStore::kept, position,
                most);
    }

    /** No further than to a position, and without the ratings above a score. */
    List<Ledger.Kept> after(Tx tx, long position, long last, int highest, int most) {
        return tx.list(KEPT + "position > ? AND position <= ? AND body IS NOT NULL AND (score IS NULL OR score <= ?)"
                + " ORDER BY position LIMIT ?", LedgerStore::kept, position, last, highest, most);
    }

    /** Faces and what was taken back, behind a position. */
    List<Ledger.Kept> facesAfter(Tx tx, long position, int most) {
        return tx.list(KEPT + "position > ? AND body IS NOT NULL AND kind IN ('rating', 'correction') ORDER BY position"
                + " LIMIT ?", LedgerStore::kept, position, most);
    }

    /** Whatever may be an address that a guest left, open or sealed. */
    List<Ledger.Kept> contactsAfter(Tx tx, long position, int most) {
        return tx.list(KEPT + "position > ? AND body IS NOT NULL AND kind IN ('contact', 'sealed') ORDER BY position"
                + " LIMIT ?", LedgerStore::kept, position, most);
    }

    /** Ratings up to a score, and all of some other kinds, of a stretch, newest first. */
    List<Ledger.Kept> within(Tx tx, long after, long last, int highest, Set<String> kinds) {
        Object[] values = new Object[kinds.size() + 3];
        values[0] = after;
        values[1] = last;
        values[2] = highest;
        int i = 3;
        for (String kind : kinds) {
            values[i++] = kind;
        }
        return tx.list(KEPT + "position > ? AND position <= ? AND body IS NOT NULL AND (kind = 'rating'"
                + " AND coalesce(score, 0) <= ?" + (kinds.isEmpty() ? "" : " OR kind IN (" + Tx.marks(kinds.size()) + ")")
                + ") ORDER BY position DESC", LedgerStore::kept, values);
    }

    /** The first row at a position or behind it, by when it came. */
    Optional<Arrival> arrival(Tx tx, long position) {
        return tx.first("SELECT position, received_at FROM ledger WHERE position >= ? ORDER BY position LIMIT 1",
                row -> new Arrival(row.number("position"), row.time("received_at")), position);
    }

    /** When a row came. */
    record Arrival(long position, Instant at) {
    }

    long last(Tx tx) {
        return tx.first("SELECT coalesce(max(position), 0) AS last FROM ledger", row -> row.number("last")).orElseThrow();
    }

    List<Ledger.Kept> ofResponse(Tx tx, UUID response, long before) {
        return tx.list(KEPT + "response = ? AND position < ? AND body IS NOT NULL ORDER BY position", LedgerStore::kept,
                response, before);
    }

    Optional<Instant> receivedAt(Tx tx, UUID entry) {
        return tx.first("SELECT received_at FROM ledger WHERE entry = ?", row -> row.time("received_at"), entry);
    }

    Optional<String> terminalOf(Tx tx, UUID response) {
        return tx.first("SELECT terminal FROM ledger WHERE response = ? ORDER BY position LIMIT 1",
                row -> row.text("terminal"), response);
    }

    long epoch(Tx tx) {
        return tx
                .first("SELECT number FROM epochs ORDER BY id DESC LIMIT 1", row -> row.number("number"))
                .orElseThrow();
    }

    /** Begins a new epoch if this database was a back-up until now. */
    Optional<Long> restored(Tx tx, Instant now) {
        if (tx.update("DELETE FROM back_up") == 0) {
            return Optional.empty();
        }
        // By the clock, so that a second restoration from the same back-up is told apart from the first.
        return tx.first("INSERT INTO epochs (number, began_at, mark) SELECT max(max(number) + 1, ?), ?,"
                + " (SELECT coalesce(max(position), 0) FROM ledger) FROM epochs RETURNING mark", row -> row.number("mark"),
                now, now);
    }

    void markAsBackUp(Tx copy, Instant now) {
        copy.update("DELETE FROM back_up");
        copy.update("INSERT INTO back_up (taken_at) VALUES (?)", now);
    }

    /** Every story, or those of one terminal. */
    List<StoryProof.Told> told(Tx tx, Optional<String> terminal) {
        return tx.list("SELECT * FROM stories WHERE ? IS NULL OR terminal = ? ORDER BY number",
                row -> new StoryProof.Told(row.number("number"), row.text("id"), row.text("terminal"),
                        row.maybeText("previous"), row.maybeText("reason"), row.time("began_at"), row.time("heard_at"),
                        row.number("complete"), row.number("highest"), row.number("repeats")),
                terminal.orElse(null), terminal.orElse(null));
    }

    /** Goes over a story's numbers in their order. */
    void eachOf(Tx tx, long story, Consumer<StoryProof.Number> reader) {
        tx.each("SELECT sequence, link, digest, entry, kind, body FROM ledger WHERE story = ? ORDER BY sequence",
                row -> reader.accept(new StoryProof.Number(row.number("sequence"), row.text("link"), row.text("kind"),
                        row.maybeText("entry"), row.maybeText("digest"), row.maybeText("body"))),
                story);
    }

    /** Those of what comes that were erased, as far as there are words in it. */
    private Set<UUID> erased(Tx tx, List<Fresh> fresh) {
        Set<UUID> spoken = new HashSet<>();
        for (Fresh one : fresh) {
            if (one.item() instanceof Batch.Given given && given.entry().content().tellsOfGuest()) {
                spoken.add(given.entry().response());
            }
        }
        return spoken.isEmpty()
                ? Set.of()
                : new HashSet<>(tx.list("SELECT response FROM erased_responses WHERE response IN ("
                        + Tx.marks(spoken.size()) + ")", row -> row.id("response"), spoken.toArray()));
    }

    boolean isErased(Tx tx, UUID response) {
        return tx.first("SELECT at FROM erased_responses WHERE response = ?", row -> row.time("at"), response).isPresent();
    }

    /** Whether there is a body at a position. */
    boolean hasBody(Tx tx, long position) {
        return tx.first("SELECT position FROM ledger WHERE position = ? AND body IS NOT NULL",
                row -> row.number("position"), position).isPresent();
    }

    /** Takes the bodies that tell of a guest out of a response, and notes that nothing more of that kind is kept of it. */
    void erase(Tx tx, UUID response, Instant now) {
        List<Ledger.Kept> all = ofResponse(tx, response, Long.MAX_VALUE);
        Optional<Touchpoint> where = all.stream().flatMap(kept -> readable(kept.body()).stream()).findFirst()
                .map(Entry::touchpoint);
        tx.update("INSERT INTO erased_responses (response, site, touchpoint, at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (response) DO NOTHING", response, where.map(Touchpoint::site).orElse(null),
                where.map(Touchpoint::name).orElse(null), now);
        all.stream().filter(kept -> readable(kept.body()).map(entry -> entry.content().tellsOfGuest()).orElse(true))
                .forEach(kept -> erase(tx, kept));
    }

    /** Keeps an entry's place, its digest and that it was there. */
    void erase(Tx tx, Ledger.Kept kept) {
        tx.update("UPDATE ledger SET digest = ?, body = NULL WHERE position = ?", Chain.digest(kept.body()),
                kept.position());
    }

    private static Optional<Entry> readable(String body) {
        try {
            return Optional.of(Wire.entry(body));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Object[] row(String terminal, Story story, Fresh one, Set<UUID> erased, Instant now) {
        boolean whole = one.item() instanceof Batch.Given && !one.kind().equals(ELSEWHERE);
        boolean forgotten = whole && one.item() instanceof Batch.Given given && erased.contains(given.entry().response())
                && given.entry().content().tellsOfGuest();
        Optional<Entry> entry = whole && one.item() instanceof Batch.Given given
                ? Optional.of(given.entry())
                : Optional.empty();
        return new Object[]{terminal, story.number(), one.item().sequence(), one.item().link(),
                whole && !forgotten ? null : one.item().digest(), entry.map(Entry::id).orElse(null),
                entry.map(Entry::response).orElse(null), entry.map(Entry::at).orElse(null), now,
                one.happened().map(TrueTime.Happened::at).orElse(null),
                one.happened().flatMap(TrueTime.Happened::uncertainty).map(Duration::toMillis).orElse(null), one.kind(),
                entry.map(Entry::content).flatMap(LedgerStore::score).orElse(null),
                whole && !forgotten && one.item() instanceof Batch.Given given ? given.text() : null};
    }

    private static Place place(Row row) {
        return new Place(row.maybeText("entry").map(UUID::fromString), row.text("link"), digest(row));
    }

    private static String digest(Row row) {
        return row.maybeText("digest").orElseGet(() -> Chain.digest(row.text("body")));
    }

    private static Ledger.Kept kept(Row row) {
        return new Ledger.Kept(row.number("position"), row.time("received_at"),
                row.maybeTime("happened_at").orElseGet(() -> row.time("received_at")),
                row.maybeNumber("uncertainty").map(Duration::ofMillis), row.text("body"));
    }

    private static Optional<Integer> score(Content content) {
        return content instanceof Content.Rating rating ? Optional.of(rating.score()) : Optional.empty();
    }

    static String kind(Content content) {
        return KINDS.get(content.getClass());
    }
}
