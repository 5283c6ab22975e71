package org.amends.hub.funnel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.alerts.ClockWorker;
import org.amends.hub.recovery.CaseWorker;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Follower;
import org.amends.hub.storage.Tx;
import org.amends.response.Content;
import org.amends.response.Touchpoint;
import org.amends.wire.Wire;

/**
 * Adds the funnel up. It follows the ledger behind the step that opens cases, and what happens to cases behind the step that
 * sets their clocks, so that both have said all they have to say of what is counted. Sums, cases and cursors are committed
 * together: a kill at any moment loses nothing and counts nothing twice. A case is found anew from what it is made of each time
 * something happens to it, never changed by a difference, so that counting from the beginning comes to the same.
 *
 * <p>The rules:
 * <ul>
 * <li>A response counts once, however many faces were pressed, corrected or left in it, and however late or in what order its
 * entries came: at the touchpoint and on the day of the entry of it that arrived first, by the corrected time of that. What
 * staff press or hold to a terminal is none, and neither is an entry that cannot be read.
 * <li>Negative is a guest whose response opened a case. A case that was opened as many were unhappy, or as staff called a
 * colleague, is no guest. One that the guest took back before anybody took it does not count, until they say it again.
 * <li>Merged cases are one guest and count once: at the place, with the person, cause and follow-up of the one that goes on;
 * on the day of the first press; taken and attended to when the first of them was; in time if each of them was; reachable if
 * one of them is. Days are those of the site's own calendar.
 * <li>In time is what {@code case_clocks} says. Times run by the clock on the wall, closed hours too, from the corrected time
 * of the press, also where that arrived late.
 * <li>Reachable stays who has had erased how they were, so that no figure tells of it. Attended is whom somebody came to or
 * wrote to; what the hub itself says is nobody.
 * <li>Reopened cases stay resolved, asked and answered, as that was done; they have no time to close until they are closed
 * again, and are recovered or silent by the last that was asked.
 * <li>The person is who closed it, else who has it.
 * </ul>
 * A hub that was restored from a back-up has the sums, cases and cursors of that moment and goes on from there.
 */
public final class FunnelWorker implements AutoCloseable {

    static final String LEDGER = "funnel-ledger";
    static final String CHANGES = "funnel-changes";

    /** Few, so that terminals that write are not held up for long. */
    private static final int AT_A_TIME = 500;
    /** A page of figures may be so far behind; terminals wait for one commit of ours in that time and not for each entry. */
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);
    /** A duty plan that was changed sets the clocks of open cases without anything happening to them. */
    private static final int LOOKS_UNTIL_CLOCKS = 30;

    private final Database database;
    private final Function<String, ZoneId> zones;
    private final FunnelStore store = new FunnelStore();
    private final Follower follower;
    private boolean begun;
    private int looks;

    /**
     * @param zones whose calendar each site goes by
     */
    public FunnelWorker(Database database, Function<String, ZoneId> zones) {
        this.database = database;
        this.zones = zones;
        // A bell of its own: it looks from time to time, not at each entry.
        follower = new Follower("funnel", new Bell(), "the funnel could not be added up", () -> {
            begin();
            catchUp();
            return LOOKS_EVERY;
        });
    }

    /** Begins to follow, first with what happened while nobody did. */
    public FunnelWorker start() {
        follower.start();
        return this;
    }

    /** Finishes what is in hand, then stops. */
    @Override
    public void close() {
        follower.close();
    }

    /** Where a site goes by another calendar than it was counted by, all is counted anew. */
    private void begin() {
        if (!begun) {
            Map<String, String> known = database.read(store::zones);
            if (known.entrySet().stream().anyMatch(one -> !zones.apply(one.getKey()).getId().equals(one.getValue()))) {
                forget();
            }
            begun = true;
        }
    }

    /** Forgets all sums; the next look counts from the beginning. */
    void forget() {
        database.change(tx -> {
            store.clear(tx);
            Cursors.move(tx, LEDGER, Cursors.START);
            Cursors.move(tx, CHANGES, Cursors.START);
        });
    }

    /** Counts all that there is now. */
    void catchUp() {
        boolean clocks = looks++ % LOOKS_UNTIL_CLOCKS == 0;
        Look look;
        do {
            boolean again = clocks;
            look = database.read(tx -> look(tx, again));
            Look found = look;
            if (found.isNews()) {
                database.change(tx -> keep(tx, found));
            }
        } while (look.more() && !follower.isClosing());
    }

    /** A day at a place. */
    private record PlaceAndDay(Touchpoint where, long day) {
    }

    /**
     * What is to be written, found where nobody waits for the one writer. What happens to a case meanwhile is followed next.
     *
     * @param gone cases that count no more, or not by themselves
     */
    private record Look(long ledgerFrom, long ledger, long changesFrom, long changes, Map<PlaceAndDay, Long> responses,
            List<CountedCase> cases, Set<Long> gone, boolean more) {

        boolean isNews() {
            return ledger > ledgerFrom || changes > changesFrom || !cases.isEmpty();
        }
    }

    private Look look(Tx tx, boolean clocks) {
        long ledgerFrom = Cursors.at(tx, LEDGER);
        long ledgerTo = Math.max(ledgerFrom, Cursors.at(tx, CaseWorker.STEP));
        List<FunnelStore.Entered> entries = store.entries(tx, ledgerFrom, ledgerTo, AT_A_TIME);
        long changesFrom = Cursors.at(tx, CHANGES);
        long changesTo = Math.max(changesFrom, Cursors.at(tx, ClockWorker.STEP));
        List<FunnelStore.Touched> changes = store.changes(tx, changesFrom, changesTo, AT_A_TIME);
        List<Long> anew = clocks ? store.reckonedAnew(tx, AT_A_TIME) : List.of();

        Map<PlaceAndDay, Long> responses = new HashMap<>();
        entries.stream().filter(FunnelStore.Entered::first)
                .forEach(entry -> entry.body().map(FunnelWorker::begunAt).orElse(entry.erased()).ifPresent(
                        where -> responses.merge(new PlaceAndDay(where, day(where, entry.at())), 1L, Long::sum)));
        Set<Long> touched = new LinkedHashSet<>(
                store.casesOf(tx, entries.stream().map(FunnelStore.Entered::response).distinct().toList()));
        changes.forEach(change -> touched.add(change.caseId()));
        touched.addAll(anew);
        List<CountedCase> cases = counted(tx, store.goOnAs(tx, touched));
        Set<Long> gone = new HashSet<>(touched);
        cases.forEach(one -> gone.remove(one.caseId()));
        boolean more = entries.size() == AT_A_TIME || changes.size() == AT_A_TIME || anew.size() == AT_A_TIME;
        return new Look(ledgerFrom, entries.size() == AT_A_TIME ? entries.getLast().position() : ledgerTo, changesFrom,
                changes.size() == AT_A_TIME ? changes.getLast().position() : changesTo, responses, cases, gone, more);
    }

    private void keep(Tx tx, Look look) {
        Stream.concat(look.responses.keySet().stream().map(PlaceAndDay::where),
                look.cases.stream().map(CountedCase::where)).map(Touchpoint::site).distinct()
                .forEach(site -> store.zone(tx, site, zones.apply(site).getId()));
        look.responses.forEach((at, more) -> store.countResponses(tx, at.where, at.day, more));
        look.gone.forEach(id -> store.remove(tx, id));
        look.cases.forEach(one -> store.put(tx, one));
        Cursors.move(tx, LEDGER, look.ledger);
        Cursors.move(tx, CHANGES, look.changes);
    }

    private long day(Touchpoint where, Instant at) {
        return at.atZone(zones.apply(where.site())).toLocalDate().toEpochDay();
    }

    /** Where a guest began a response; empty where it was no guest, or nobody can say. */
    private static Optional<Touchpoint> begunAt(String body) {
        try {
            var entry = Wire.entry(body);
            boolean byStaff = switch (entry.content()) {
                case Content.StaffStep _ -> true;
                case Content.Sealed box -> box.what().equals(Content.StaffStep.SEALED_AS);
                case Content.SomebodyNow called -> called.question().equals(Content.SomebodyNow.STAFF_CALL);
                default -> false;
            };
            return byStaff ? Optional.empty() : Optional.of(entry.touchpoint());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Those of some cases, each of which goes on by itself, that count. */
    private List<CountedCase> counted(Tx tx, Set<Long> heads) {
        List<FunnelStore.CaseRow> rows = store.rows(tx, heads);
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Long> ids = rows.stream().map(FunnelStore.CaseRow::id).toList();
        Map<Long, Map<String, Instant>> happened = store.first(tx, ids);
        Set<String> withCode = store.withCode(tx, rows.stream().map(FunnelStore.CaseRow::response).toList());
        Map<Long, List<FunnelStore.Closing>> closings = store.closings(tx, ids);
        List<CountedCase> counted = new ArrayList<>();
        rows.stream().collect(Collectors.groupingBy(FunnelStore.CaseRow::head)).forEach((head, one) -> {
            FunnelStore.CaseRow goesOn = one.stream().filter(row -> row.id() == head).findFirst().orElseThrow();
            if (!goesOn.withdrawn() && isGuests(tx, goesOn)) {
                counted.add(counted(goesOn, one, happened, withCode, closings.getOrDefault(head, List.of())));
            }
        });
        return counted;
    }

    private boolean isGuests(Tx tx, FunnelStore.CaseRow row) {
        return !row.kind().equals("rate")
                // Only what has no face can be a call of staff.
                && (!row.callAlone() || store.isErased(tx, row.response())
                        || store.beginning(tx, row.response()).flatMap(FunnelWorker::begunAt).isPresent());
    }

    private CountedCase counted(FunnelStore.CaseRow goesOn, Collection<FunnelStore.CaseRow> all,
            Map<Long, Map<String, Instant>> happened, Set<String> withCode, List<FunnelStore.Closing> closings) {
        Instant pressed = all.stream().map(FunnelStore.CaseRow::saidAt).min(Comparator.naturalOrder()).orElseThrow();
        Optional<Instant> taken = earliest(all, happened, "taken");
        Optional<Instant> attended = earliest(all, happened, "arrived", "wrote-guest");
        boolean wasReachable = earliest(all, happened, "erased").isPresent()
                && earliest(all, happened, "contact", "card").isPresent();
        boolean asked = closings.stream().anyMatch(one -> !one.channel().equals("none"));
        String outcome = closings.isEmpty() ? "" : closings.getLast().outcome();
        Set<Figure> figures = EnumSet.of(Figure.NEGATIVE);
        count(figures, Figure.REACHABLE, wasReachable
                || all.stream().anyMatch(row -> row.contact() || withCode.contains(row.response())));
        count(figures, Figure.IN_TIME, taken.isPresent() && all.stream().allMatch(FunnelWorker::inTime));
        count(figures, Figure.ATTENDED, attended.isPresent());
        count(figures, Figure.RESOLVED, !closings.isEmpty());
        count(figures, Figure.ASKED, asked);
        count(figures, Figure.ANSWERED, asked && closings.stream().anyMatch(FunnelStore.Closing::answered));
        count(figures, Figure.RECOVERED, outcome.equals("recovered"));
        count(figures, Figure.REOPENED, closings.stream().anyMatch(one -> one.outcome().equals("reopened")));
        count(figures, Figure.SILENT, outcome.equals("silent"));
        return new CountedCase(goesOn.id(), goesOn.where(), day(goesOn.where(), pressed), goesOn.person(),
                closings.isEmpty() ? Optional.empty() : Optional.of(closings.getLast().cause()), figures,
                since(pressed, taken), since(pressed, attended), since(pressed, goesOn.closedAt()), goesOn.due());
    }

    private static void count(Set<Figure> figures, Figure figure, boolean counts) {
        if (counts) {
            figures.add(figure);
        }
    }

    private static boolean inTime(FunnelStore.CaseRow row) {
        return row.acknowledged().isPresent() && row.due().isPresent()
                && !row.acknowledged().get().isAfter(row.due().get());
    }

    private static Optional<Instant> earliest(Collection<FunnelStore.CaseRow> all,
            Map<Long, Map<String, Instant>> happened, String... what) {
        return all.stream().map(row -> happened.getOrDefault(row.id(), Map.of()))
                .flatMap(first -> Stream.of(what).map(first::get)).filter(Objects::nonNull).min(Comparator.naturalOrder());
    }

    /** What happened by a clock that was set since never happened before the press. */
    private static Optional<Duration> since(Instant pressed, Optional<Instant> at) {
        return at.map(then -> Duration.between(pressed, then)).map(time -> time.isNegative() ? Duration.ZERO : time);
    }
}
