package org.amends.hub.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.hub.HandClock;
import org.amends.hub.duty.DutyPlan;
import org.amends.hub.duty.Hours;
import org.amends.hub.duty.Level;
import org.amends.hub.duty.Level.Reason;
import org.amends.hub.duty.Quiet;
import org.amends.hub.duty.Targets;
import org.amends.hub.duty.WallClock;
import org.amends.hub.duty.Week;
import org.amends.hub.intake.Ledger;
import org.amends.hub.messages.Channel;
import org.amends.hub.messages.Outbound;
import org.amends.hub.recovery.CaseChange;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.Cases;
import org.amends.hub.recovery.Closing;
import org.amends.hub.recovery.FollowUps;
import org.amends.hub.recovery.Gravity;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.web.Texts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of cases: what is due, who is told and when, and what a stop or a kill makes of it. */
class ClockWorkerTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Week NIGHT = Week.everyDay(new Week.Stretch(22 * 60, 6 * 60 + 30));
    private static final Staff MARA = new Staff("mara", "Mara Berg");

    @TempDir
    private Path data;
    private final HandClock clock = new HandClock(Instant.parse("2026-03-02T12:00:00Z"));
    private Database database;
    private Cases cases;

    @BeforeEach
    void open() {
        database = Database.open(data);
        cases = new Cases(database, clock, new Bell());
        new Accounts(database, clock).put(MARA.name(), MARA.displayName(), "correct horse battery");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
            "Asia/Kathmandu"})
    void each_target_level_and_quiet_hour_of_two_years_is_at_the_minute_that_the_clock_on_the_wall_shows(String name) {
        ZoneId zone = ZoneId.of(name);
        Hours hours = WallClock.venue(zone);
        Hours night = new Hours(zone, NIGHT);
        DutyPlan plan = plan(zone, hours, List.of(level(Reason.NOBODY_TOOK_IT, 0), level(Reason.NOBODY_TOOK_IT, 7),
                level(Reason.NOBODY_TOOK_IT, 26), level(Reason.NOT_CLOSED, 95)), Optional.of(new Quiet(night, true)));
        WallClock wall = new WallClock(hours, LocalDate.of(2025, 12, 1), 760);
        WallClock quiet = new WallClock(night, LocalDate.of(2025, 12, 1), 760);
        ClockWorker worker = worker(plan);
        Random random = new Random(11);
        List<Integer> moments = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            moments.add(wall.within(random));
        }
        for (int said : moments.stream().sorted().toList()) {
            Gravity gravity = random.nextBoolean() ? Gravity.URGENT : Gravity.NORMAL;
            clock.pass(Duration.between(clock.instant(), wall.moment(said)));
            long id = insert(gravity, clock.instant(), false);
            worker.catchUp();
            CaseClock set = database.read(tx -> new ClockStore().find(tx, List.of(id))).getFirst();
            assertThat(set.goals()).extracting(CaseClock.Goal::due).containsExactly(wall.moment(wall.add(said, 5)),
                    wall.moment(wall.add(said, 15)), wall.moment(wall.add(said, 60)));

            Map<String, Integer> steps = Map.of("missed-acknowledge", wall.add(said, 5), "missed-respond",
                    wall.add(said, 15), "missed-resolve", wall.add(said, 60), "nobody-took-it-after-0",
                    wall.next(said, true), "nobody-took-it-after-7", wall.add(said, 7), "nobody-took-it-after-26",
                    wall.add(said, 26), "not-closed-after-95", wall.add(said, 95));
            for (int due : new TreeSet<>(steps.values())) {
                if (due > said) {
                    clock.pass(Duration.between(clock.instant(), wall.moment(due)).minusMillis(1));
                    worker.catchUp();
                    assertThat(reached(id)).as("just before %s in %s", wall.moment(due), name)
                            .isEqualTo(by(steps, due - 1));
                    clock.pass(Duration.ofMillis(1));
                }
                worker.catchUp();
                assertThat(reached(id)).as("at %s in %s", wall.moment(due), name).isEqualTo(by(steps, due));
            }
            assertThat(sendable(id)).as("when what is sent about case %d in %s is sent", id, name)
                    .isEqualTo(steps.entrySet().stream().filter(step -> !step.getKey().startsWith("missed"))
                            .map(Map.Entry::getValue).sorted()
                            .map(due -> wall.moment(gravity == Gravity.URGENT ? due : quiet.next(due, false))).toList());
            database.change(tx -> tx.update("UPDATE cases SET state = 'closed', closed_at = ? WHERE id = ?",
                    clock.instant(), id));
        }
    }

    @Test
    void what_is_taken_or_closed_in_time_is_told_to_nobody_and_what_waits_is_taken_back() {
        DutyPlan plan = plan(BERLIN, Hours.always(BERLIN), List.of(level(Reason.NOBODY_TOOK_IT, 2),
                level(Reason.NOBODY_TOOK_IT, 5), level(Reason.NOT_CLOSED, 5), level(Reason.NOT_CLOSED, 30)),
                Optional.empty());
        ClockWorker worker = worker(plan);
        long id = insert(Gravity.NORMAL, clock.instant(), false);
        worker.catchUp();
        pass(worker, Duration.ofMinutes(3));
        assertThat(waiting(id)).isEqualTo(1);
        cases.take(id, MARA);
        pass(worker, Duration.ofMinutes(1));
        assertThat(waiting(id)).as("nobody needs to be told any more").isZero();
        pass(worker, Duration.ofMinutes(4));
        assertThat(reached(id)).contains("not-closed-after-5").doesNotContain("nobody-took-it-after-5",
                "missed-acknowledge");
        cases.close(id, MARA, new Closing("waiting", "apologised", Optional.empty()));
        pass(worker, Duration.ofHours(2));

        assertThat(reached(id)).containsExactlyInAnyOrder("nobody-took-it-after-2", "not-closed-after-5");
        assertThat(waiting(id)).isZero();
        CaseClock set = database.read(tx -> new ClockStore().find(tx, List.of(id))).getFirst();
        assertThat(set.next()).isEmpty();
        assertThat(set.goals()).noneMatch(goal -> goal.missed(clock.instant()));
    }

    @Test
    void the_clocks_of_a_reopened_case_begin_anew_and_others_than_who_closed_it_are_told() {
        DutyPlan usual = plan(BERLIN, Hours.always(BERLIN), List.of(), Optional.empty());
        Map<String, DutyPlan.Person> people = Stream.of("mara", "anna").collect(Collectors.toMap(name -> name,
                name -> new DutyPlan.Person(name, Optional.of(name + "@example.org"), Optional.empty(), Optional.empty(),
                        Locale.ENGLISH)));
        Level level = new Level("nobody-took-it-after-2", Reason.NOBODY_TOOK_IT, Duration.ofMinutes(2),
                EnumSet.allOf(Gravity.class), Set.of(), List.of("mara", "anna"), Set.of(Channel.EMAIL));
        DutyPlan plan = new DutyPlan(BERLIN, usual.sites(), Map.of(), List.of(level), people, Map.of(), List.of(),
                usual.address(), usual.staleAfter(), usual.seenWithin(), usual.mail(), usual.webhookKey());
        ClockWorker worker = worker(plan);
        long id = insert(Gravity.NORMAL, clock.instant(), false);
        worker.catchUp();
        pass(worker, Duration.ofMinutes(2));
        assertThat(recipients(id)).containsExactlyInAnyOrder("mara", "anna");
        cases.take(id, MARA);
        cases.close(id, MARA, new Closing("waiting", "apologised", Optional.empty()));
        database.change(tx -> tx.update("UPDATE follow_ups SET by_channel = 'page', outcome = 'waiting' WHERE case_id = ?",
                id));
        pass(worker, Duration.ofHours(5));
        Set<String> before = reached(id);
        database.change(tx -> tx.update("DELETE FROM outbound"));
        assertThat(new FollowUps(database, clock, new Bell()).answer(id, 1)).isEqualTo(FollowUps.Answer.REOPENED);
        Instant again = clock.instant();
        worker.catchUp();

        CaseClock set = database.read(tx -> new ClockStore().find(tx, List.of(id))).getFirst();
        assertThat(set.arrivedAt()).isEqualTo(again);
        assertThat(set.goals()).extracting(CaseClock.Goal::due).containsExactly(again.plus(Duration.ofMinutes(5)),
                again.plus(Duration.ofMinutes(15)), again.plus(Duration.ofMinutes(60)));
        assertThat(set.goals()).allSatisfy(goal -> assertThat(goal.met()).isEmpty());
        pass(worker, Duration.ofMinutes(2));
        assertThat(recipients(id)).containsExactly("anna");
        String text = database.read(tx -> tx.first("SELECT subject || body AS text FROM outbound WHERE about = ?",
                row -> row.text("text"), id)).orElseThrow();
        assertThat(text).contains("Reopened: Gate B7, Airport", "is not content yet");
        pass(worker, Duration.ofMinutes(4));
        assertThat(reached(id)).containsAll(before).contains("nobody-took-it-after-2/1", "missed-acknowledge/1");
    }

    private List<String> recipients(long id) {
        return database.read(tx -> tx.list("SELECT person FROM outbound WHERE about = ?", row -> row.text("person"), id));
    }

    @Test
    void a_hub_that_was_down_tells_each_once_of_what_is_fresh_and_nobody_of_what_is_old() {
        DutyPlan plan = plan(BERLIN, Hours.always(BERLIN), List.of(level(Reason.NOBODY_TOOK_IT, 0),
                level(Reason.NOBODY_TOOK_IT, 5), level(Reason.NOBODY_TOOK_IT, 15)), Optional.empty());
        ClockWorker before = worker(plan);
        long old = insert(Gravity.NORMAL, clock.instant(), false);
        before.reckonAgain();
        database.change(tx -> new ClockStore().put(tx, Clocks.reckon(plan, cases.find(tx, old).orElseThrow(),
                clock.instant(), List.of()), Optional.of(clock.instant()), Optional.of(clock.instant())));
        clock.pass(Duration.ofMinutes(90));
        long fresh = insert(Gravity.NORMAL, clock.instant(), false);
        database.change(tx -> new ClockStore().put(tx, Clocks.reckon(plan, cases.find(tx, fresh).orElseThrow(),
                clock.instant(), List.of()), Optional.of(clock.instant()), Optional.of(clock.instant())));
        clock.pass(Duration.ofMinutes(20));
        ClockWorker worker = worker(plan);
        worker.reckonAgain();
        worker.catchUp();
        worker.catchUp();

        assertThat(waiting(old)).isZero();
        assertThat(history(old)).contains(What.NOT_TOLD).doesNotContain(What.TOLD);
        assertThat(waiting(fresh)).as("three levels, one message").isEqualTo(1);
        assertThat(history(fresh)).containsOnlyOnce(What.TOLD);
        assertThat(reached(fresh)).contains("nobody-took-it-after-0", "nobody-took-it-after-5", "nobody-took-it-after-15");
        pass(worker, Duration.ofHours(2));
        assertThat(waiting(fresh)).isEqualTo(1);
    }

    @Test
    void a_kill_in_the_middle_of_a_step_neither_loses_nor_repeats_it() {
        List<Level> levels = List.of(level(Reason.NOBODY_TOOK_IT, 0));
        DutyPlan plan = plan(BERLIN, Hours.always(BERLIN), levels, Optional.empty());
        DutyPlan dies = new DutyPlan(BERLIN, plan.sites(), plan.targets(), levels, plan.people(), plan.teams(), plan.rota(),
                Optional.empty(), plan.staleAfter(), plan.seenWithin(), plan.mail(), plan.webhookKey());
        long id = insert(Gravity.NORMAL, clock.instant(), false);
        assertThatThrownBy(() -> worker(dies).catchUp())
                .as("it has no address to put into a message, after the mark is set")
                .isInstanceOf(RuntimeException.class);
        assertThat(reached(id)).isEmpty();

        worker(plan).catchUp();
        worker(plan).catchUp();

        assertThat(waiting(id)).isEqualTo(1);
        assertThat(history(id)).containsOnlyOnce(What.TOLD);
    }

    @Test
    void what_arrived_late_is_something_to_follow_up_and_passes_no_quiet_hour_and_no_alert_has_the_guests_words() {
        DutyPlan plan = plan(BERLIN, Hours.always(BERLIN), List.of(level(Reason.NOBODY_TOOK_IT, 0)),
                Optional.of(new Quiet(new Hours(BERLIN, Week.everyDay(new Week.Stretch(8 * 60, 20 * 60))), true)));
        long id = insert(Gravity.URGENT, clock.instant().minus(Duration.ofHours(5)), true);
        worker(plan).catchUp();

        assertThat(sendable(id)).containsExactly(Instant.parse("2026-03-02T19:00:00Z"));
        String text = database.read(tx -> tx.first("SELECT subject || body AS text FROM outbound", row -> row.text("text")))
                .orElseThrow();
        assertThat(text).contains("Follow up", "Gate B7", "Airport", "Queue too long", "Urgent",
                "https://hub.example.org/cases/" + id, "2 Mar 2026 08:00 CET")
                .doesNotContain("An hour", "guest@example.org");
        assertThat(database.read(tx -> new ClockStore().find(tx, List.of(id))).getFirst().goals().getFirst().due())
                .as("from its arrival").isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void another_plan_counts_for_open_cases_from_the_next_start_on() {
        long id = insert(Gravity.NORMAL, clock.instant(), false);
        worker(plan(BERLIN, Hours.always(BERLIN), List.of(), Optional.empty())).catchUp();
        clock.pass(Duration.ofMinutes(3));
        DutyPlan other = plan(BERLIN, Hours.always(BERLIN), List.of(level(Reason.NOBODY_TOOK_IT, 2)), Optional.empty());
        ClockWorker worker = worker(other);
        worker.reckonAgain();
        worker.catchUp();

        assertThat(waiting(id)).isEqualTo(1);
    }

    @Test
    void what_nobody_has_seen_is_told_to_one_level_after_the_other_before_its_time() {
        ClockWorker worker = worker(watched(Hours.always(BERLIN), List.of(level(Reason.NOBODY_TOOK_IT, 0),
                level(Reason.NOBODY_TOOK_IT, 10), level(Reason.NOBODY_TOOK_IT, 11), level(Reason.NOT_CLOSED, 12)),
                Duration.ofMinutes(4)));
        long id = insert(Gravity.NORMAL, clock.instant(), false);
        worker.catchUp();
        assertThat(reached(id)).containsExactly("nobody-took-it-after-0");
        assertThat(history(id)).as("the first is told at its own time").contains(What.TOLD).doesNotContain(What.UNSEEN);
        pass(worker, Duration.ofMinutes(3));
        assertThat(reached(id)).containsExactly("nobody-took-it-after-0");
        pass(worker, Duration.ofMinutes(1));
        assertThat(reached(id)).containsExactly("nobody-took-it-after-0", "nobody-took-it-after-10");
        assertThat(history(id)).endsWith(What.UNSEEN, What.TOLD);
        assertThat(bodies(id).getLast()).contains("In the inbox nobody has seen it.");
        pass(worker, Duration.ofMinutes(4));
        assertThat(reached(id)).contains("nobody-took-it-after-11").doesNotContain("not-closed-after-12");
        pass(worker, Duration.ofHours(1));
        assertThat(waiting(id)).as("each level once").isEqualTo(4);
    }

    @Test
    void a_case_that_somebody_was_shown_waits_for_the_levels_own_time() {
        ClockWorker worker = worker(watched(Hours.always(BERLIN), List.of(level(Reason.NOBODY_TOOK_IT, 10)),
                Duration.ofMinutes(2)));
        long seen = insert(Gravity.NORMAL, clock.instant(), false);
        long unseen = insert(Gravity.NORMAL, clock.instant(), false);
        worker.catchUp();
        pass(worker, Duration.ofMinutes(1));
        cases.seen(MARA, Map.of(seen, position(seen)));
        pass(worker, Duration.ofMinutes(8));

        assertThat(reached(unseen)).contains("nobody-took-it-after-10");
        assertThat(reached(seen)).doesNotContain("nobody-took-it-after-10");
        pass(worker, Duration.ofMinutes(1));
        assertThat(reached(seen)).contains("nobody-took-it-after-10");
        assertThat(history(seen)).contains(What.TOLD).doesNotContain(What.UNSEEN);
        assertThat(bodies(seen)).hasSize(1).allSatisfy(body -> assertThat(body).doesNotContain("nobody has seen it"));
    }

    @Test
    void what_is_said_anew_is_to_be_seen_anew() {
        ClockWorker worker = worker(watched(Hours.always(BERLIN), List.of(level(Reason.NOBODY_TOOK_IT, 10)),
                Duration.ofMinutes(2)));
        long id = insert(Gravity.NORMAL, clock.instant(), false);
        cases.seen(MARA, Map.of(id, position(id)));
        database.change(tx -> cases.note(tx, id, clock.instant(), What.OPENED, Optional.empty()));
        worker.catchUp();
        pass(worker, Duration.ofMinutes(2));

        assertThat(reached(id)).contains("nobody-took-it-after-10");
    }

    @Test
    void being_seen_is_waited_for_while_the_site_is_open_and_not_at_all_for_what_arrived_late_or_was_taken() {
        Hours hours = new Hours(BERLIN, Week.everyDay(new Week.Stretch(13 * 60 + 30, 20 * 60)));
        ClockWorker worker = worker(watched(hours, List.of(level(Reason.NOBODY_TOOK_IT, 20)), Duration.ofMinutes(5)));
        long early = insert(Gravity.NORMAL, clock.instant(), false);
        long late = insert(Gravity.NORMAL, clock.instant().minus(Duration.ofHours(3)), true);
        long taken = insert(Gravity.NORMAL, clock.instant(), false);
        cases.take(taken, MARA);
        worker.catchUp();
        pass(worker, Duration.ofMinutes(34));
        assertThat(reached(early)).isEmpty();
        pass(worker, Duration.ofMinutes(1));

        assertThat(reached(early)).containsOnlyOnce("nobody-took-it-after-20");
        assertThat(history(late)).doesNotContain(What.UNSEEN, What.TOLD);
        assertThat(history(taken)).doesNotContain(What.UNSEEN, What.TOLD);
    }

    private long position(long id) {
        return database.read(tx -> cases.history(tx, id)).getLast().position();
    }

    private List<String> bodies(long id) {
        return database.read(tx -> tx.list("SELECT body FROM outbound WHERE about = ? ORDER BY id",
                row -> row.text("body"), id));
    }

    private static Set<String> by(Map<String, Integer> steps, int minute) {
        Set<String> by = new TreeSet<>();
        steps.forEach((step, due) -> {
            if (due <= minute) {
                by.add(step);
            }
        });
        return by;
    }

    private void pass(ClockWorker worker, Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            clock.pass(Duration.ofMinutes(1));
            worker.catchUp();
        }
    }

    private Set<String> reached(long id) {
        Set<String> steps = database.read(tx -> new ClockStore().steps(tx, id));
        return new TreeSet<>(steps);
    }

    private List<What> history(long id) {
        return database.read(tx -> cases.history(tx, id)).stream().map(CaseChange::what).toList();
    }

    private long waiting(long id) {
        return database.read(tx -> tx.first("SELECT count(*) AS n FROM outbound WHERE about = ? AND state = 'waiting'",
                row -> row.number("n"), id)).orElseThrow();
    }

    private List<Instant> sendable(long id) {
        return database.read(tx -> tx.list("SELECT next_at FROM outbound WHERE about = ? ORDER BY next_at, id",
                row -> row.time("next_at"), id));
    }

    private long insert(Gravity gravity, Instant said, boolean late) {
        return database.write(tx -> {
            long id = tx.first("INSERT INTO cases (response, entry, site, touchpoint, language, score, best, said_at, late,"
                    + " reason, comment, contact, gravity, state) VALUES (?, ?, 'Airport', 'Gate B7', 'en', 1, 4, ?, ?,"
                    + " 'Queue too long', 'An hour!', 'guest@example.org', ?, 'new') RETURNING id", row -> row.number("id"),
                    UUID.randomUUID(), UUID.randomUUID(), said, late ? 1 : 0, gravity.id()).orElseThrow();
            cases.note(tx, id, said, What.OPENED, Optional.empty());
            return id;
        });
    }

    private static Level level(Reason reason, int minutes) {
        return new Level(reason.id() + "-after-" + minutes, reason, Duration.ofMinutes(minutes),
                EnumSet.allOf(Gravity.class), Set.of(), List.of("anna"), Set.of(Channel.EMAIL));
    }

    private static DutyPlan plan(ZoneId zone, Hours hours, List<Level> levels, Optional<Quiet> quiet) {
        Targets targets = new Targets(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(60));
        return new DutyPlan(zone, Map.of("Airport", new DutyPlan.Site(hours, Map.of(Gravity.NORMAL, targets))), Map.of(),
                levels,
                Map.of("anna", new DutyPlan.Person("anna", Optional.of("anna@example.org"), Optional.empty(), quiet,
                        Locale.ENGLISH)),
                Map.of(), List.of(), Optional.of(URI.create("https://hub.example.org/")), Duration.ofMinutes(30),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void each_is_told_in_their_own_language() {
        DutyPlan usual = plan(BERLIN, Hours.always(BERLIN), List.of(), Optional.empty());
        Map<String, DutyPlan.Person> people = Stream.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)
                .collect(Collectors.toMap(Locale::getLanguage, language -> new DutyPlan.Person(language.getLanguage(),
                        Optional.of("one@example.org"), Optional.empty(), Optional.empty(), language)));
        Level level = new Level("nobody-took-it-after-0", Reason.NOBODY_TOOK_IT, Duration.ZERO,
                EnumSet.allOf(Gravity.class), Set.of(), List.of("en", "de", "fr"), Set.of(Channel.EMAIL));
        DutyPlan plan = new DutyPlan(BERLIN, usual.sites(), usual.targets(), List.of(level), people, Map.of(), List.of(),
                usual.address(), usual.staleAfter(), usual.seenWithin(), usual.mail(), usual.webhookKey());
        insert(Gravity.URGENT, clock.instant(), false);
        worker(plan).catchUp();

        assertThat(sent("en")).startsWith("Urgent: Gate B7, Airport\n").contains("Nobody has taken this case yet.",
                "What went wrong: Queue too long", "Pressed: Mon 2 Mar 2026 13:00 CET");
        assertThat(sent("de")).startsWith("Dringend: Gate B7, Airport\n").contains(
                "Diesen Fall hat noch niemand übernommen.", "Schwere: Dringend", "Gedrückt: Mo. 2 März 2026 13:00 MEZ");
        assertThat(sent("fr")).startsWith("Urgente : Gate B7, Airport\n").contains("Personne n’a encore pris ce dossier.",
                "Appuyé : lun. 2 mars 2026 13:00 CET");
    }

    /** The subject and the body of what somebody is sent. */
    private String sent(String person) {
        return database.read(tx -> tx.first("SELECT subject, body FROM outbound WHERE person = ?",
                row -> row.text("subject") + "\n" + row.text("body"), person)).orElseThrow();
    }

    private static DutyPlan watched(Hours hours, List<Level> levels, Duration within) {
        DutyPlan plan = plan(BERLIN, hours, levels, Optional.empty());
        return new DutyPlan(BERLIN, plan.sites(), plan.targets(), levels, plan.people(), plan.teams(), plan.rota(),
                plan.address(), plan.staleAfter(), Optional.of(within), plan.mail(), plan.webhookKey());
    }

    private ClockWorker worker(DutyPlan plan) {
        Bell queued = new Bell();
        return new ClockWorker(database, clock, plan, new Ledger(), cases,
                new Outbound(database, clock, queued, new Bell()),
                new Bell(), new Texts("org.amends.hub.messages"));
    }
}
