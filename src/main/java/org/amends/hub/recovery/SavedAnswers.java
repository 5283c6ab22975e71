package org.amends.hub.recovery;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Database;

/** The answers that staff have saved, by language. */
public final class SavedAnswers {

    /** So many nobody reads through. */
    public static final int MOST = 200;

    private final Database database;
    private final Clock clock;
    private final SavedAnswerStore store = new SavedAnswerStore();

    public SavedAnswers(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What became of wanting to change one. */
    public enum Outcome {
        DONE,
        /** Somebody else has changed or deleted it since it was read. */
        OVERTAKEN,
        /** There are {@link #MOST} already. */
        TOO_MANY
    }

    /** All, by language, and of each in the order in which they are said. */
    public List<SavedAnswer> all() {
        return database.read(store::all).stream()
                .sorted(Comparator.comparing(SavedAnswer::language).thenComparing(SavedAnswer::kind)).toList();
    }

    /** All, those that a guest understands first. */
    public List<SavedAnswer> forGuest(String language) {
        List<SavedAnswer> all = all();
        return Stream.concat(all.stream().filter(answer -> answer.isIn(language)),
                all.stream().filter(answer -> !answer.isIn(language))).toList();
    }

    /** One of them. */
    public Optional<SavedAnswer> find(long id) {
        return database.read(tx -> store.find(tx, id));
    }

    /** Keeps one, which is new or replaces the version that it names. */
    public Outcome save(SavedAnswer answer, Staff who) {
        return database.write(tx -> {
            if (answer.id() > 0) {
                return store.change(tx, answer, who.name(), clock.instant()) ? Outcome.DONE : Outcome.OVERTAKEN;
            }
            if (store.count(tx) >= MOST) {
                return Outcome.TOO_MANY;
            }
            store.add(tx, answer, who.name(), clock.instant());
            return Outcome.DONE;
        });
    }

    /** Takes one away, if it still is the version that somebody read; one that is gone already is gone. */
    public Outcome delete(long id, long version) {
        return database.write(tx -> store.delete(tx, id, version) || store.find(tx, id).isEmpty()
                ? Outcome.DONE
                : Outcome.OVERTAKEN);
    }
}
