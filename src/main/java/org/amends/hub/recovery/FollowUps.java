package org.amends.hub.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;

/**
 * What guests say when their case is closed and they are asked whether they are content now. Who does not answer in time is
 * silent, which is an outcome of its own; an answer counts all the same, however late it is. Cases ask, see {@link Cases#close}.
 */
public final class FollowUps implements AutoCloseable {

    private static final int AT_A_TIME = 250;
    /** Silence lasts for days. */
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(30);

    private final Database database;
    private final Clock clock;
    private final Bell news;
    private final CaseStore cases = new CaseStore();
    private final FollowUpStore store = new FollowUpStore();
    private final Follower follower;

    /**
     * @param news rung after each change
     */
    public FollowUps(Database database, Clock clock, Bell news) {
        this.database = database;
        this.clock = clock;
        this.news = news;
        // A bell of its own: nothing that happens to cases makes time pass faster.
        follower = new Follower("follow-ups", new Bell(), "silent guests could not be noted", () -> {
            catchUp();
            return LOOKS_EVERY;
        });
    }

    /** Begins to note who is silent, first those who became so while nobody looked. */
    public FollowUps start() {
        follower.start();
        return this;
    }

    /** Finishes what is in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    /** What became of an answer. */
    public enum Answer {
        /** The guest is content: the case is recovered. */
        RECOVERED,
        /** The guest is not content: somebody else looks at the case. */
        REOPENED,
        /** Neither of these. */
        ANSWERED,
        /** They had answered before, which counts. */
        ANSWERED_BEFORE,
        /** They were not asked. */
        NOT_ASKED
    }

    /** The latest closing of a case, or of the case that goes on in its place; empty if it was not closed yet. */
    public Optional<FollowUp> of(Tx tx, long caseId) {
        return store.latest(tx, cases.goesOnAs(tx, caseId));
    }

    /** All closings of a case, or of the case that goes on in its place, the first first. */
    public List<FollowUp> all(Tx tx, long caseId) {
        return store.of(tx, cases.goesOnAs(tx, caseId));
    }

    /** The same for whoever has no transaction yet. */
    public List<FollowUp> all(long caseId) {
        return database.read(tx -> all(tx, caseId));
    }

    /**
     * A guest says how content they are now. The first answer counts, also one that comes after silence.
     *
     * @param  caseId                   their case, be it merged into another meanwhile
     * @param  score                    1, the worst, to {@link FollowUp#BEST}
     * @throws IllegalArgumentException if there is no such score
     */
    public Answer answer(long caseId, int score) {
        if (score < 1 || score > FollowUp.BEST) {
            throw new IllegalArgumentException("a score is 1 to " + FollowUp.BEST + ", not " + score);
        }
        Answer answer = database.write(tx -> answer(tx, caseId, score));
        if (answer == Answer.RECOVERED || answer == Answer.REOPENED || answer == Answer.ANSWERED) {
            news.ring();
        }
        return answer;
    }

    private Answer answer(Tx tx, long caseId, int score) {
        Optional<FollowUp> latest = of(tx, caseId);
        if (latest.isEmpty() || latest.get().outcome() == FollowUp.Outcome.NOT_ASKED) {
            return Answer.NOT_ASKED;
        }
        FollowUp asked = latest.get();
        FollowUp.Outcome outcome = FollowUp.Outcome.of(score);
        Instant now = clock.instant();
        if (!store.answer(tx, asked.id(), score, outcome, now)) {
            return Answer.ANSWERED_BEFORE;
        }
        boolean late = asked.outcome() == FollowUp.Outcome.SILENT;
        note(tx, asked, now, What.FOLLOW_UP_ANSWERED, Optional.of(score + (late ? " late" : "")));
        return switch (outcome) {
            case RECOVERED -> {
                cases.outcome(tx, asked.caseId(), outcome);
                note(tx, asked, now, What.RECOVERED, Optional.empty());
                yield Answer.RECOVERED;
            }
            case REOPENED -> {
                cases.goOn(tx, asked.caseId(), now);
                note(tx, asked, now, What.REOPENED,
                        Optional.of(asked.closedBy().name() + " " + asked.closedBy().displayName()));
                yield Answer.REOPENED;
            }
            default -> {
                cases.outcome(tx, asked.caseId(), outcome);
                yield Answer.ANSWERED;
            }
        };
    }

    /** Notes who has not answered in time by now. */
    public void catchUp() {
        List<FollowUp> some;
        do {
            Instant now = clock.instant();
            some = database.read(tx -> store.overdue(tx, now, AT_A_TIME));
            if (!some.isEmpty()) {
                List<FollowUp> silent = some;
                database.change(tx -> silent.stream().filter(one -> store.silent(tx, one.id())).forEach(one -> {
                    cases.outcome(tx, one.caseId(), FollowUp.Outcome.SILENT);
                    note(tx, one, now, What.FOLLOW_UP_SILENT, Optional.empty());
                }));
                news.ring();
            }
        } while (some.size() == AT_A_TIME && !follower.isClosing());
    }

    private void note(Tx tx, FollowUp about, Instant at, What what, Optional<String> words) {
        cases.note(tx, about.caseId(), at, what, Optional.empty(), words);
    }
}
