package org.amends.hub.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
import org.amends.wire.Batch;
import org.amends.wire.Chain;

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
                row -> new Story(row.number("number"), row.id("id"), row.text("terminal"), row.number("complete"),
                        row.number("highest")),
                id);
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

    /** The bodies of those of a batch's entries that are in the ledger. */
    Map<UUID, String> held(Tx tx, Batch batch) {
        Map<UUID, String> held = new HashMap<>();
        tx.list("SELECT entry, body FROM ledger WHERE entry IN (" + Tx.marks(batch.items().size()) + ")",
                row -> held.put(row.id("entry"), row.maybeText("body").orElse("")),
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
     * Adds rows, but none whose entry is in the ledger already.
     *
     * @return whether that was none
     */
    boolean add(Tx tx, String terminal, Story story, List<Fresh> fresh, Instant now) {
        return fresh.size() == tx.batch("INSERT INTO ledger (terminal, story, sequence, link, digest, entry, response,"
                + " said_at, received_at, happened_at, uncertainty, kind, score, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entry) DO NOTHING",
                fresh.stream().map(one -> row(terminal, story, one, now)).toList());
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

    long last(Tx tx) {
        return tx.first("SELECT coalesce(max(position), 0) AS last FROM ledger", row -> row.number("last")).orElseThrow();
    }

    List<Ledger.Kept> ofResponse(Tx tx, UUID response, long before) {
        return tx.list(KEPT + "response = ? AND position < ? ORDER BY position", LedgerStore::kept, response, before);
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

    private static Object[] row(String terminal, Story story, Fresh one, Instant now) {
        boolean whole = one.item() instanceof Batch.Given && !one.kind().equals(ELSEWHERE);
        Optional<Entry> entry = whole && one.item() instanceof Batch.Given given
                ? Optional.of(given.entry())
                : Optional.empty();
        return new Object[]{terminal, story.number(), one.item().sequence(), one.item().link(),
                whole ? null : one.item().digest(), entry.map(Entry::id).orElse(null),
                entry.map(Entry::response).orElse(null), entry.map(Entry::at).orElse(null), now,
                one.happened().map(TrueTime.Happened::at).orElse(null),
                one.happened().flatMap(TrueTime.Happened::uncertainty).map(Duration::toMillis).orElse(null), one.kind(),
                entry.map(Entry::content).flatMap(LedgerStore::score).orElse(null),
                whole && one.item() instanceof Batch.Given given ? given.text() : null};
    }

    private static Place place(Row row) {
        return new Place(row.maybeText("entry").map(UUID::fromString), row.text("link"),
                row.maybeText("digest").orElseGet(() -> Chain.digest(row.text("body"))));
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
