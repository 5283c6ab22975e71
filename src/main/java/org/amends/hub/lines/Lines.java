package org.amends.hub.lines;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.amends.hub.audit.AuditTrail;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.privacy.Masks;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.SignedIn;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;
import org.amends.wire.Downlink.Saying;
import org.amends.wire.HouseLine;

/**
 * What stands on idle screens of what was done. Nothing hangs on the moment in which somebody decides: what each terminal was
 * told last is kept, and what stands now is told anew wherever it differs, be it after a kill or as a day is over.
 */
public final class Lines implements AutoCloseable {

    /** How many days a line stands if nobody says otherwise, and at most. */
    static final int USUAL_DAYS = 30;
    static final int MOST_DAYS = 365;

    /** A line that ends by its day may stand for so much longer. */
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(30);

    private final Database database;
    private final Clock clock;
    private final Cases cases;
    private final Fleet fleet;
    private final AuditTrail audit;
    private final List<String> languages;
    private final Bell news;
    private final Runnable told;
    private final Masks masks = new Masks();
    private final LineStore store = new LineStore();
    private final Bell decided = new Bell();
    private final Follower follower;
    /** Those that stood when all terminals were last gone through. */
    private Optional<List<Long>> stood = Optional.empty();

    /**
     * @param clock     in the zone of the venue, whose days lines end by
     * @param languages that guests read, the house's first
     * @param news      rung when something was noted on a case
     * @param told      called when a terminal has something new to hear
     */
    public Lines(Database database, Clock clock, Cases cases, Fleet fleet, AuditTrail audit, List<String> languages,
            Bell news, Runnable told) {
        this.database = database;
        this.clock = clock;
        this.cases = cases;
        this.fleet = fleet;
        this.audit = audit;
        this.languages = List.copyOf(languages);
        this.news = news;
        this.told = told;
        fleet.shows(this::standing);
        follower = new Follower("lines", decided, "terminals could not be told what stands on their idle screens", () -> {
            catchUp();
            return LOOKS_EVERY;
        });
    }

    /** Begins to tell terminals, first what they missed while nobody did. */
    public Lines start() {
        follower.start();
        return this;
    }

    /** Finishes what is in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    /**
     * What somebody wants to stand on idle screens.
     *
     * @param texts by language, the house's first
     * @param last  the last day on which it stands
     * @param once  what tells a form that is posted twice from two forms
     */
    public record Wish(long caseId, Line.Place place, Map<String, String> texts, LocalDate last, String once) {
    }

    /** What became of it. */
    public sealed interface Outcome {

        /** It is so now. */
        record Done() implements Outcome {
        }

        /**
         * A text cannot stand there.
         *
         * @param why the end of a text's key
         */
        record WrongWords(String why, String language) implements Outcome {
        }

        /** The last day is over, or too far away. */
        record WrongDay() implements Outcome {
        }

        /** The case is open, or goes on in another. */
        record CaseNotClosed() implements Outcome {
        }

        /** Nobody decides on what they have proposed themselves. */
        record OwnProposal() implements Outcome {
        }

        /** It is for every site, and they do not belong to all. */
        record NotEverywhere() implements Outcome {
        }

        /** Somebody was quicker, or its day is over. */
        record TooLate() implements Outcome {
        }

        /** There is nothing of that number for them. */
        record NotThere() implements Outcome {
        }
    }

    /** What guests read here, the house's first. */
    public List<String> languages() {
        return languages;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Proposes a line on a closed case. */
    public Outcome propose(SignedIn who, Wish wish) {
        for (String language : languages) {
            String text = wish.texts().get(language);
            if (text == null && language.equals(languages.getFirst())) {
                return new Outcome.WrongWords("none", language);
            }
            Optional<String> fault = text == null ? Optional.empty() : fault(text);
            if (fault.isPresent()) {
                return new Outcome.WrongWords(fault.get(), language);
            }
        }
        if (!languages.containsAll(wish.texts().keySet())) {
            throw new IllegalArgumentException("lines are in " + languages + ", not in " + wish.texts().keySet());
        }
        if (wish.last().isBefore(today()) || wish.last().isAfter(today().plusDays(MOST_DAYS))) {
            return new Outcome.WrongDay();
        }
        if (wish.place() == Line.Place.EVERYWHERE && !who.sites().everywhere()) {
            return new Outcome.NotEverywhere();
        }
        Instant until = wish.last().plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        return rung(database.write(tx -> {
            Optional<RecoveryCase> found = cases.within(who.sites()).find(tx, wish.caseId());
            if (found.isEmpty()) {
                return new Outcome.NotThere();
            }
            if (!(found.get().state() instanceof CaseState.Closed)) {
                return new Outcome.CaseNotClosed();
            }
            Instant now = clock.instant();
            if (store.add(tx, wish.once(), found.get(), wish.place(), wish.texts(), until, who.staff(), now)) {
                note(tx, who, found.get().id(), found.get().where().site(), What.LINE_PROPOSED,
                        AuditTrail.Action.LINE_PROPOSED, wish.texts().get(languages.getFirst()), now);
            }
            return new Outcome.Done();
        }));
    }

    /** Why a text cannot stand on a screen: too long, not as it is written, or of what is nobody's to read there. */
    private Optional<String> fault(String text) {
        if (text.length() > HouseLine.LONGEST) {
            return Optional.of("long");
        }
        if (!HouseLine.isPlain(text)) {
            return Optional.of("hidden");
        }
        return masks.mask(text).equals(text) ? Optional.empty() : Optional.of("personal");
    }

    /** Has what somebody else proposed stand on screens from now on. */
    public Outcome approve(SignedIn who, long id) {
        return decide(who, id, Line.State.SHOWN, What.LINE_SHOWN, AuditTrail.Action.LINE_SHOWN);
    }

    /** Refuses what somebody else proposed. */
    public Outcome refuse(SignedIn who, long id) {
        return decide(who, id, Line.State.REFUSED, What.LINE_REFUSED, AuditTrail.Action.LINE_REFUSED);
    }

    private Outcome decide(SignedIn who, long id, Line.State state, What what, AuditTrail.Action action) {
        return rung(database.write(tx -> {
            Optional<Line> found = store.find(tx, who.sites(), id);
            if (found.isEmpty()) {
                return new Outcome.NotThere();
            }
            Line line = found.get();
            if (line.proposedBy().name().equals(who.staff().name())) {
                return new Outcome.OwnProposal();
            }
            if (line.place() == Line.Place.EVERYWHERE && !who.sites().everywhere()) {
                return new Outcome.NotEverywhere();
            }
            Instant now = clock.instant();
            if (line.state() != Line.State.ASKED || !line.until().isAfter(now)) {
                return new Outcome.TooLate();
            }
            if (state == Line.State.SHOWN && cases.find(tx, line.caseId())
                    .filter(of -> of.state() instanceof CaseState.Closed).isEmpty()) {
                return new Outcome.CaseNotClosed();
            }
            store.decide(tx, id, state, who.staff(), now);
            note(tx, who, line.caseId(), line.where().site(), what, action, line.words(), now);
            return new Outcome.Done();
        }));
    }

    /** Takes a line from the screens, be it one's own. */
    public Outcome withdraw(SignedIn who, long id) {
        return rung(database.write(tx -> {
            Optional<Line> line = store.find(tx, who.sites(), id);
            if (line.isEmpty()) {
                return new Outcome.NotThere();
            }
            if (line.get().place() == Line.Place.EVERYWHERE && !who.sites().everywhere()) {
                return new Outcome.NotEverywhere();
            }
            Instant now = clock.instant();
            if (!store.withdraw(tx, id, who.staff(), now)) {
                return new Outcome.TooLate();
            }
            note(tx, who, line.get().caseId(), line.get().where().site(), What.LINE_WITHDRAWN,
                    AuditTrail.Action.LINE_WITHDRAWN, line.get().words(), now);
            return new Outcome.Done();
        }));
    }

    /** What was proposed on a case, latest first. */
    List<Line> ofCase(long caseId) {
        return database.read(tx -> store.ofCase(tx, caseId));
    }

    /**
     * All lines of somebody's sites.
     *
     * @param waiting oldest first
     * @param shown   newest first
     * @param over    latest first
     * @param at      of what is shown, at how many of the terminals of their sites it stands, and at how many it would if there
     *                were not too many newer ones
     */
    record Overview(List<Line> waiting, List<Line> shown, List<Line> over, Map<Long, Reach> at) {
    }

    /** At how many terminals a line stands, and at how many others it has no room. */
    record Reach(int terminals, int leftOut) {
    }

    Overview overview(SignedIn who, int most) {
        Instant now = clock.instant();
        List<Terminal> terminals = fleet.at(who.sites()).stream().map(Fleet.Listed::terminal)
                .filter(terminal -> !terminal.revoked()).toList();
        return database.read(tx -> {
            List<Line> all = store.shown(tx, now);
            Map<Long, Reach> at = new HashMap<>();
            for (Terminal terminal : terminals) {
                List<Line> meant = all.stream().filter(line -> line.isFor(terminal.stands())).toList();
                for (int place = 0; place < meant.size(); place++) {
                    boolean stands = place < Saying.Lines.MOST;
                    at.merge(meant.get(place).id(), new Reach(stands ? 1 : 0, stands ? 0 : 1),
                            (one, other) -> new Reach(one.terminals + other.terminals, one.leftOut + other.leftOut));
                }
            }
            return new Overview(store.waiting(tx, who.sites(), now, most),
                    all.stream().filter(line -> who.sites().include(line.where().site())).limit(most).toList(),
                    store.over(tx, who.sites(), now, most), at);
        });
    }

    /** What stands at each touchpoint: of all that is meant for it the newest. */
    private Function<Touchpoint, List<HouseLine>> standing(Tx tx) {
        List<Line> all = store.shown(tx, clock.instant());
        return stands -> all.stream().filter(line -> line.isFor(stands)).limit(Saying.Lines.MOST)
                .map(line -> new HouseLine(line.texts(), line.until())).toList();
    }

    /** Tells terminals what stands on their screens by now, where that has changed. */
    public synchronized void catchUp() {
        Instant now = clock.instant();
        Optional<List<Long>> stands = Optional.of(database.read(tx -> store.numbersShown(tx, now)));
        if (stands.equals(stood)) {
            return;
        }
        if (fleet.sayLines()) {
            told.run();
        }
        stood = stands;
    }

    private void note(Tx tx, SignedIn who, long caseId, String site, What what, AuditTrail.Action action, String words,
            Instant now) {
        cases.note(tx, caseId, now, what, Optional.of(who.staff()), Optional.of(words));
        audit.note(tx, who.staff(), action, AuditTrail.Subject.of(caseId, site));
    }

    private Outcome rung(Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            decided.ring();
            news.ring();
        }
        return outcome;
    }
}
