package org.amends.hub.recovery;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;

/** The cases of this hub, for those who work on them. */
public final class Cases {

    /** The longest note, in characters. */
    public static final int LONGEST_NOTE = 500;

    private final Database database;
    private final Clock clock;
    private final Bell news;
    private final CaseStore store = new CaseStore();

    /**
     * @param news rung after each change
     */
    public Cases(Database database, Clock clock, Bell news) {
        this.database = database;
        this.clock = clock;
        this.news = news;
    }

    /** How many there are: not closed, taken by one person, closed. */
    public record Counts(long open, long mine, long closed) {
    }

    /** What somebody sees at one moment: cases, counts, and the last change that these include. */
    public record Overview(List<RecoveryCase> cases, Counts counts, long lastChange) {
    }

    /** Which cases to look at. */
    public enum View {
        OPEN, MINE, CLOSED
    }

    /** A case with what happened to it. */
    public record WithHistory(RecoveryCase theCase, List<CaseChange> history) {
    }

    /** What became of wanting to take or close a case: a question that can be lost. */
    public sealed interface Outcome {

        /** It is done. */
        record Done() implements Outcome {
        }

        /** Somebody has it, perhaps the one who asks. */
        record AlreadyTaken(Staff by, Instant at) implements Outcome {
        }

        /** It is closed. */
        record AlreadyClosed(Staff by, Instant at) implements Outcome {
        }

        /** The guest had meant something else. */
        record Withdrawn(Instant at) implements Outcome {
        }

        /** Nobody has taken it yet, so nobody can close it. */
        record NotTaken() implements Outcome {
        }

        /** There is none of that number. */
        record NoSuchCase() implements Outcome {
        }
    }

    /** One view's cases, newest first, at most so many. */
    public Overview overview(View view, Staff who, int most) {
        return database.read(tx -> new Overview(switch (view) {
            case OPEN -> store.open(tx, most);
            case MINE -> store.takenBy(tx, who.name(), most);
            case CLOSED -> store.closed(tx, most);
        }, store.counts(tx, who.name()), store.lastChange(tx)));
    }

    /** How many cases there are for one person. */
    public Counts counts(Staff who) {
        return database.read(tx -> store.counts(tx, who.name()));
    }

    /** One case. */
    public Optional<RecoveryCase> find(long id) {
        return database.read(tx -> store.find(tx, id));
    }

    /** Those cases of some numbers that there are, by number. */
    public Map<Long, RecoveryCase> find(Collection<Long> ids) {
        return database.read(tx -> store.find(tx, ids)).stream()
                .collect(Collectors.toMap(RecoveryCase::id, Function.identity()));
    }

    /** One case with its history, oldest first. */
    public Optional<WithHistory> findWithHistory(long id) {
        return database.read(tx -> store.find(tx, id).map(found -> new WithHistory(found, store.history(tx, id))));
    }

    /** What happened after a change, oldest first, at most so many. */
    public List<CaseChange> changesAfter(long position, int most) {
        return database.read(tx -> store.after(tx, position, most));
    }

    /** Takes a case for somebody. One statement decides a race, so it is never two people's. */
    public Outcome take(long id, Staff who) {
        return decide(tx -> {
            Instant now = clock.instant();
            if (!store.take(tx, id, who.name(), now)) {
                return false;
            }
            store.note(tx, id, now, What.TAKEN, Optional.of(who.name()), Optional.empty());
            return true;
        }, id);
    }

    /**
     * Closes a case that somebody has taken.
     *
     * @param  note                     what was done, up to {@link #LONGEST_NOTE} characters
     * @throws IllegalArgumentException if the note is longer
     */
    public Outcome close(long id, Staff who, Optional<String> note) {
        if (note.filter(words -> words.length() > LONGEST_NOTE).isPresent()) {
            throw new IllegalArgumentException("a note has at most " + LONGEST_NOTE + " characters");
        }
        return decide(tx -> {
            Instant now = clock.instant();
            if (!store.close(tx, id, who.name(), now, note)) {
                return false;
            }
            store.note(tx, id, now, What.CLOSED, Optional.of(who.name()), note);
            return true;
        }, id);
    }

    private interface Step {
        boolean won(Tx tx);
    }

    private Outcome decide(Step step, long id) {
        Outcome outcome = database.write(tx -> step.won(tx) ? new Outcome.Done() : whyNot(store.find(tx, id)));
        if (outcome instanceof Outcome.Done) {
            news.ring();
        }
        return outcome;
    }

    private static Outcome whyNot(Optional<RecoveryCase> found) {
        return switch (found.map(RecoveryCase::state).orElse(null)) {
            case null -> new Outcome.NoSuchCase();
            case CaseState.New _ -> new Outcome.NotTaken();
            case CaseState.Taken taken -> new Outcome.AlreadyTaken(taken.by(), taken.at());
            case CaseState.Closed closed -> new Outcome.AlreadyClosed(closed.by(), closed.at());
            case CaseState.Withdrawn withdrawn -> new Outcome.Withdrawn(withdrawn.at());
        };
    }
}
