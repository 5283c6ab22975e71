package org.amends.hub.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amends.hub.duty.DutyPlan;
import org.amends.hub.duty.Hours;
import org.amends.hub.duty.Targets;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.CaseFilter;
import org.amends.hub.recovery.CaseState;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Database;

/** What the duty plan means for pages: by when something is due for cases, and what it says of whoever reads them. */
public final class Clocks {

    private final Database database;
    private final Clock clock;
    private final DutyPlan plan;
    private final ClockStore store = new ClockStore();

    public Clocks(Database database, Clock clock, DutyPlan plan) {
        this.database = database;
        this.clock = clock;
        this.plan = plan;
    }

    /** The clocks of some cases, by number; those of a case that was opened just now begin now. */
    public Map<Long, CaseClock> of(Collection<RecoveryCase> cases) {
        Map<Long, CaseClock> known = cases.isEmpty()
                ? Map.of()
                : database.read(tx -> store.find(tx, cases.stream().map(RecoveryCase::id).toList())).stream()
                        .collect(Collectors.toMap(CaseClock::caseId, Function.identity()));
        return cases.stream().collect(Collectors.toMap(RecoveryCase::id, one -> Optional.ofNullable(known.get(one.id()))
                .orElseGet(() -> reckon(plan, one, clock.instant(), List.of()))));
    }

    /** For how many cases of some sites something should have happened by now. */
    public long overdue(Sites sites) {
        return database.read(tx -> store.overdue(tx, sites, clock.instant()));
    }

    /**
     * A time in which somebody is left in peace.
     *
     * @param urgentPasses whether what is urgent comes through all the same
     */
    public record QuietTime(Instant from, Instant to, boolean urgentPasses) {
    }

    /**
     * When somebody is left in peace from now on, as the plan says of the person who is called as they sign in.
     *
     * @param ahead how far to look
     */
    public List<QuietTime> quiet(String person, Duration ahead) {
        Instant now = clock.instant();
        return Optional.ofNullable(plan.people().get(person)).flatMap(DutyPlan.Person::quiet)
                .map(quiet -> quiet.hours().pieces(now, now.plus(ahead)).stream()
                        .map(piece -> new QuietTime(piece.from(), piece.to(), quiet.urgentPasses())).toList())
                .orElse(List.of());
    }

    /**
     * The teams of somebody as one, as the plan says of the person who is called as they sign in; empty for those who are in
     * none.
     */
    public Optional<CaseFilter.Team> team(String person) {
        List<DutyPlan.Team> teams = plan.teamsOf(person);
        List<Set<String>> places = teams.stream().map(plan::sitesOf).toList();
        Sites sites = places.stream().anyMatch(Set::isEmpty)
                ? Sites.ALL
                : new Sites(false, places.stream().flatMap(Set::stream).collect(Collectors.toSet()));
        return teams.isEmpty()
                ? Optional.empty()
                : Optional.of(new CaseFilter.Team(teams.stream().flatMap(team -> team.members().stream())
                        .collect(Collectors.toSet()), sites));
    }

    /**
     * Reckons the clocks of a case from what the plan says and what happened. Where its guest was not content with how it was
     * closed they begin anew, as if it had arrived then.
     */
    static CaseClock reckon(DutyPlan plan, RecoveryCase found, Instant heard, List<CaseChange> whole) {
        Optional<Instant> again = found.reopened().map(RecoveryCase.Reopened::at);
        Instant arrived = again.orElse(heard);
        List<CaseChange> history = sinceReopened(whole);
        Hours hours = plan.hours(found.where().site());
        Targets targets = plan.targets(found.where().site(), found.gravity());
        Instant begin = again.orElse(found.late() ? arrived : found.saidAt());
        Optional<Instant> taken = history.stream().filter(change -> change.what() == What.TAKEN).map(CaseChange::at)
                .findFirst();
        Optional<Instant> ended = switch (found.state()) {
            case CaseState.Closed closed -> Optional.of(closed.at());
            case CaseState.Merged merged -> Optional.of(merged.at());
            case CaseState.Withdrawn withdrawn -> Optional.of(withdrawn.at());
            case CaseState.New _,CaseState.Taken _ -> Optional.empty();
        };
        Optional<Instant> dealtWith = dealtWith(history);
        return new CaseClock(found.id(), arrived, List.of(
                goal(CaseClock.Kind.ACKNOWLEDGE, hours, begin, arrived, targets.acknowledge(), taken.or(() -> ended)),
                goal(CaseClock.Kind.RESPOND, hours, begin, arrived, targets.respond(), dealtWith.or(() -> ended)),
                goal(CaseClock.Kind.RESOLVE, hours, begin, arrived, targets.resolve(), ended)));
    }

    private static List<CaseChange> sinceReopened(List<CaseChange> history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).what() == What.REOPENED) {
                return history.subList(i + 1, history.size());
            }
        }
        return history;
    }

    /**
     * Taking is saying that one will do something; whatever staff do next is the first of it. Giving it to a colleague is
     * not, nor is what somebody writes who does not have it.
     */
    private static Optional<Instant> dealtWith(List<CaseChange> history) {
        String holder = "";
        for (CaseChange change : history) {
            String who = change.whoseName();
            switch (change.what()) {
                case TAKEN -> holder = who;
                case HANDED_OVER -> holder = change.newHolder();
                case MERGED, MERGED_INTO -> {
                    // fewer cases, and nothing done for the guest yet
                }
                default -> {
                    boolean counts = change.what() == What.NOTED ? who.equals(holder) : !who.isEmpty();
                    if (!holder.isEmpty() && counts) {
                        return Optional.of(change.at());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static CaseClock.Goal goal(CaseClock.Kind kind, Hours hours, Instant begin, Instant arrived, Duration within,
            Optional<Instant> met) {
        return new CaseClock.Goal(kind, hours.add(begin, within), hours.add(arrived, within), met);
    }
}
