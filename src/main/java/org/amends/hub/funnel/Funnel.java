package org.amends.hub.funnel;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Cursors;
import org.amends.hub.storage.Database;
import org.amends.hub.recovery.CaseWorker;
import org.amends.hub.alerts.ClockWorker;
import org.amends.response.Touchpoint;

/** The funnel of some days, added up from what {@link FunnelWorker} keeps. */
final class Funnel {

    private final Database database;
    private final Function<String, List<String>> teams;
    private final FunnelStore store = new FunnelStore();

    /**
     * @param teams that an account is in
     */
    Funnel(Database database, Function<String, List<String>> teams) {
        this.database = database;
        this.teams = teams;
    }

    /** How long a stretch of time has figures of its own. */
    enum Step {
        DAY, WEEK, MONTH;

        /** The name in addresses and in texts: {@code day} and so on. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The first day of the stretch that a day is in; weeks begin on Monday. */
        LocalDate begin(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

    }

    /**
     * What is to be added up.
     *
     * @param sites      that whoever asks belongs to; nothing else is counted
     * @param from       the first day, by each site's own calendar
     * @param to         the last day
     * @param site       of this alone
     * @param touchpoint of those of this name alone
     * @param team       of what people of this team have or closed alone
     * @param person     of what this account has or closed alone
     */
    record Asked(Sites sites, LocalDate from, LocalDate to, Step step, Optional<String> site, Optional<String> touchpoint,
            Optional<String> team, Optional<String> person) {

        private boolean concerns(Touchpoint where) {
            return site.filter(one -> !one.equals(where.site())).isEmpty()
                    && touchpoint.filter(one -> !one.equals(where.name())).isEmpty();
        }

        private boolean isOfPeople() {
            return team.isPresent() || person.isPresent();
        }
    }

    /**
     * The figures. Each list is in the order in which it is to be read: places, teams and people with most unhappy guests
     * first, stretches of time from the first.
     *
     * @param people by account; what nobody has yet is of none
     * @param causes how many cases were closed with each, most first
     * @param behind whether there is more to be counted yet than what came just now
     */
    record Report(Tally all, Map<String, Tally> sites, Map<Touchpoint, Tally> touchpoints, Map<String, Tally> teams,
            Map<String, Tally> people, Map<LocalDate, Tally> times, Map<String, Long> causes, boolean behind) {
    }

    /** So many entries come in no time; a page that is no further behind says nothing of it. */
    private static final long JUST_NOW = 5_000;

    /** Adds up. */
    Report report(Asked asked) {
        return database.read(tx -> {
            Sum sum = new Sum(asked, store.places(tx, asked.sites), store.names(tx));
            long from = asked.from.toEpochDay();
            long to = asked.to.toEpochDay();
            if (!asked.isOfPeople()) {
                store.eachResponses(tx, from, to,
                        row -> sum.responses(row.number("place"), row.number("day"), row.number("responses")));
            }
            store.eachCase(tx, from, to,
                    row -> sum.add(row.number("place"), row.number("day"), row.number("person"), row.number("cause"),
                            row.number("facts"), row.number("acknowledge_ms"), row.number("attend_ms"),
                            row.number("close_ms")));
            boolean behind = Cursors.at(tx, CaseWorker.STEP) - Cursors.at(tx, FunnelWorker.LEDGER) > JUST_NOW
                    || Cursors.at(tx, ClockWorker.STEP) - Cursors.at(tx, FunnelWorker.CHANGES) > JUST_NOW;
            return sum.report(behind);
        });
    }

    /** Adds row to row; what is the same for many rows is looked up once. */
    private final class Sum {

        private final Asked asked;
        private final Map<Long, Place> places = new HashMap<>();
        private final Map<Long, Person> people = new HashMap<>();
        private final Map<Long, String> names;
        private final Map<Long, Long> causes = new HashMap<>();
        private final Tally all = new Tally();
        private final Map<String, Tally> sites = new HashMap<>();
        private final Map<Touchpoint, Tally> touchpoints = new HashMap<>();
        private final Map<String, Tally> teamed = new HashMap<>();
        private final Map<String, Tally> persons = new HashMap<>();
        private final Map<LocalDate, Tally> times = new TreeMap<>();
        private final Tally[] byDay;

        private record Place(Tally site, Tally touchpoint) {
        }

        private record Person(Optional<Tally> own, List<Tally> teams, boolean concerned) {
        }

        Sum(Asked asked, Map<Long, Touchpoint> known, Map<Long, String> names) {
            this.asked = asked;
            this.names = names;
            known.forEach((number, where) -> {
                if (asked.concerns(where)) {
                    places.put(number, new Place(sites.computeIfAbsent(where.site(), _ -> new Tally()),
                            touchpoints.computeIfAbsent(where, _ -> new Tally())));
                }
            });
            byDay = new Tally[Math.toIntExact(ChronoUnit.DAYS.between(asked.from, asked.to) + 1)];
            for (int i = 0; i < byDay.length; i++) {
                byDay[i] = times.computeIfAbsent(asked.step.begin(asked.from.plusDays(i)), _ -> new Tally());
            }
            if (!asked.isOfPeople()) {
                all.responses(0);
                times.values().forEach(tally -> tally.responses(0));
                places.values().forEach(place -> {
                    place.site.responses(0);
                    place.touchpoint.responses(0);
                });
            }
        }

        private Tally ofDay(long day) {
            return byDay[Math.toIntExact(day - asked.from.toEpochDay())];
        }

        void responses(long number, long day, long more) {
            Place place = places.get(number);
            if (place != null) {
                all.responses(more);
                place.site.responses(more);
                place.touchpoint.responses(more);
                ofDay(day).responses(more);
            }
        }

        void add(long number, long day, long who, long cause, long facts, long acknowledge, long attend, long close) {
            Place place = places.get(number);
            if (place == null) {
                return;
            }
            Person person = people.computeIfAbsent(who, this::person);
            if (!person.concerned) {
                return;
            }
            all.add(facts, acknowledge, attend, close);
            place.site.add(facts, acknowledge, attend, close);
            place.touchpoint.add(facts, acknowledge, attend, close);
            ofDay(day).add(facts, acknowledge, attend, close);
            person.own.ifPresent(tally -> tally.add(facts, acknowledge, attend, close));
            person.teams.forEach(tally -> tally.add(facts, acknowledge, attend, close));
            if (cause != 0) {
                causes.merge(cause, 1L, Long::sum);
            }
        }

        /** Of number 0, nobody. */
        private Person person(long number) {
            Optional<String> account = Optional.ofNullable(names.get(number));
            List<String> in = account.map(teams).orElse(List.of());
            boolean concerned = asked.person.filter(one -> !account.equals(Optional.of(one))).isEmpty()
                    && asked.team.filter(one -> !in.contains(one)).isEmpty();
            return concerned
                    ? new Person(account.map(name -> persons.computeIfAbsent(name, _ -> new Tally())),
                            in.stream().map(team -> teamed.computeIfAbsent(team, _ -> new Tally())).toList(), true)
                    : new Person(Optional.empty(), List.of(), false);
        }

        Report report(boolean behind) {
            Map<String, Long> named = new HashMap<>();
            causes.forEach((number, count) -> named.put(names.get(number), count));
            return new Report(all, mostFirst(sites, Comparator.naturalOrder()),
                    mostFirst(touchpoints, Comparator.comparing(Touchpoint::site).thenComparing(Touchpoint::name)),
                    mostFirst(teamed, Comparator.naturalOrder()), mostFirst(persons, Comparator.naturalOrder()), times,
                    inOrder(named, Comparator.comparing((Map.Entry<String, Long> one) -> -one.getValue())
                            .thenComparing(Map.Entry::getKey)),
                    behind);
        }

        /** What has neither a response nor a case in these days is left out. */
        private static <K> Map<K, Tally> mostFirst(Map<K, Tally> tallies, Comparator<K> equals) {
            tallies.values().removeIf(
                    tally -> tally.count(Figure.NEGATIVE) == 0 && tally.responses().orElse(0) == 0);
            return inOrder(tallies,
                    Comparator.comparing((Map.Entry<K, Tally> one) -> -one.getValue().count(Figure.NEGATIVE))
                            .thenComparing(Map.Entry::getKey, equals));
        }

        private static <K, V> Map<K, V> inOrder(Map<K, V> some, Comparator<Map.Entry<K, V>> order) {
            Map<K, V> ordered = new LinkedHashMap<>();
            List<Map.Entry<K, V>> entries = new ArrayList<>(some.entrySet());
            entries.sort(order);
            entries.forEach(one -> ordered.put(one.getKey(), one.getValue()));
            return ordered;
        }
    }
}
