package org.amends.hub.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.amends.hub.HandClock;
import org.amends.hub.recovery.CaseChange.What;
import org.amends.hub.recovery.FollowUps.Answer;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.Tx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests are asked again when their case is closed. */
class FollowUpsTest {

    private static final Staff MARA = new Staff("mara", "Mara Berg");
    private static final Staff JONAS = new Staff("jonas", "Jonas Vale");
    private static final Closing DONE = new Closing("waiting", "apologised", Optional.of("Opened a lane"));
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    @TempDir
    private Path data;
    private final HandClock clock = new HandClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final Line line = new Line();
    private Database database;
    private Accounts accounts;
    private Cases cases;
    private FollowUps followUps;

    @BeforeEach
    void open() {
        database = Database.open(data);
        accounts = new Accounts(database, clock);
        accounts.put(MARA.name(), MARA.displayName(), "correct horse battery");
        accounts.put(JONAS.name(), JONAS.displayName(), "correct horse battery");
        cases = new Cases(database, clock, new Bell(), line, THREE_DAYS);
        followUps = new FollowUps(database, clock, new Bell());
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Knows some pages, and keeps what is asked. */
    private static final class Line implements GuestLine {

        private final Set<UUID> pages = new HashSet<>();
        private final List<FollowUp> asked = new ArrayList<>();
        private boolean mails = true;

        @Override
        public boolean mails() {
            return mails;
        }

        @Override
        public boolean hasPage(Tx tx, UUID response) {
            return pages.contains(response);
        }

        @Override
        public void ask(Tx tx, FollowUp followUp) {
            asked.add(followUp);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, RECOVERED", "4, RECOVERED", "3, ANSWERED", "2, REOPENED", "1, REOPENED"})
    void what_a_score_means(int score, Answer answer) {
        long id = closed(inserted("guest@example.org"), MARA);

        assertThat(latest(id).outcome()).isEqualTo(FollowUp.Outcome.WAITING);
        assertThat(followUps.answer(id, score)).isEqualTo(answer);

        assertThat(latest(id).score()).hasValue(score);
        assertThat(latest(id).outcome().name()).isEqualTo(answer.name());
        assertThat(latest(id).answeredAt()).hasValue(clock.instant());
        if (answer == Answer.REOPENED) {
            assertThat(state(id)).isInstanceOf(CaseState.New.class);
            assertThat(found(id).reopened()).hasValue(new RecoveryCase.Reopened(1, clock.instant()));
        } else {
            assertThat(state(id)).isInstanceOfSatisfying(CaseState.Closed.class, is -> {
                assertThat(is.outcome()).hasValue(latest(id).outcome());
                assertThat(is.cause()).hasValue("waiting");
                assertThat(is.action()).hasValue("apologised");
            });
        }
    }

    @Test
    void no_other_score_is_taken() {
        long id = closed(inserted("guest@example.org"), MARA);
        for (int score : new int[]{0, 6, -1}) {
            assertThatThrownBy(() -> followUps.answer(id, score)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 5");
        }
        assertThat(latest(id).outcome()).isEqualTo(FollowUp.Outcome.WAITING);
    }

    @Test
    void an_address_is_written_to_a_page_is_asked_on_and_nobody_else_is_asked() {
        long byMail = closed(inserted("guest@example.org"), MARA);
        long byPage = inserted("0123 456");
        line.pages.add(found(byPage).response());
        closed(byPage, MARA);
        long silentOne = closed(inserted("0123 457"), MARA);

        assertThat(latest(byMail).by()).isEqualTo(FollowUp.Channel.EMAIL);
        assertThat(latest(byPage).by()).isEqualTo(FollowUp.Channel.PAGE);
        assertThat(latest(silentOne).by()).isEqualTo(FollowUp.Channel.NONE);
        assertThat(latest(silentOne).outcome()).isEqualTo(FollowUp.Outcome.NOT_ASKED);
        assertThat(line.asked).extracting(FollowUp::caseId).containsExactly(byMail, byPage);
        assertThat(followUps.answer(silentOne, 5)).isEqualTo(Answer.NOT_ASKED);
        assertThat(history(silentOne)).doesNotContain(What.FOLLOW_UP_ASKED, What.RECOVERED);
    }

    @Test
    void where_no_mail_is_sent_the_page_is_asked_on() {
        line.mails = false;
        long id = inserted("guest@example.org");
        line.pages.add(found(id).response());
        assertThat(latest(closed(id, MARA)).by()).isEqualTo(FollowUp.Channel.PAGE);
        assertThat(latest(closed(inserted("other@example.org"), MARA)).by()).isEqualTo(FollowUp.Channel.NONE);
    }

    @Test
    void behind_many_guests_and_behind_a_colleague_there_is_nobody_to_ask() {
        long many = inserted("guest@example.org");
        database.change(tx -> tx.update("UPDATE cases SET kind = 'rate' WHERE id = ?", many));
        long colleague = inserted("guest@example.org");
        database.change(tx -> tx.update("UPDATE cases SET score = 0, best = 0, reason = 'Staff ask for a colleague'"
                + " WHERE id = ?", colleague));
        closed(many, MARA);
        closed(colleague, MARA);

        assertThat(latest(many).outcome()).isEqualTo(FollowUp.Outcome.NOT_ASKED);
        assertThat(latest(colleague).outcome()).isEqualTo(FollowUp.Outcome.NOT_ASKED);
        assertThat(line.asked).isEmpty();
    }

    @Test
    void a_guest_who_was_erased_is_not_asked() {
        long id = inserted("guest@example.org");
        database.change(tx -> {
            tx.update("UPDATE cases SET contact = NULL, reply_to = NULL, comment = NULL WHERE id = ?", id);
            tx.update("DELETE FROM case_guests WHERE case_id = ?", id);
        });
        assertThat(latest(closed(id, MARA)).outcome()).isEqualTo(FollowUp.Outcome.NOT_ASKED);
    }

    @Test
    void cases_of_one_guest_that_were_merged_ask_once_and_any_of_them_is_answered_for_all() {
        long first = inserted("guest@example.org");
        long second = inserted("guest@example.org");
        long third = inserted("guest@example.org");
        assertThat(cases.merge(third, second, MARA)).isEmpty();
        assertThat(cases.merge(second, first, MARA)).isEmpty();
        closed(first, MARA);

        assertThat(line.asked).extracting(FollowUp::caseId).containsExactly(first);
        assertThat(latest(third).caseId()).isEqualTo(first);
        assertThat(followUps.answer(third, 5)).isEqualTo(Answer.RECOVERED);
        assertThat(followUps.answer(first, 1)).isEqualTo(Answer.ANSWERED_BEFORE);
        assertThat(history(first)).containsOnlyOnce(What.RECOVERED);
    }

    @Test
    void the_page_of_a_merged_guest_is_a_way_to_ask() {
        long stays = inserted("0123 456");
        long gone = inserted("0123 456");
        line.pages.add(found(gone).response());
        assertThat(cases.merge(gone, stays, MARA)).isEmpty();
        assertThat(latest(closed(stays, MARA)).by()).isEqualTo(FollowUp.Channel.PAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void a_second_answer_changes_nothing(int score) {
        long id = closed(inserted("guest@example.org"), MARA);
        followUps.answer(id, score);
        FollowUp first = latest(id);
        List<What> before = history(id);
        clock.pass(Duration.ofMinutes(1));

        for (int again = 1; again <= FollowUp.BEST; again++) {
            assertThat(followUps.answer(id, again)).isEqualTo(Answer.ANSWERED_BEFORE);
        }
        assertThat(latest(id)).isEqualTo(first);
        assertThat(history(id)).isEqualTo(before);
        assertThat(found(id).reopened().map(RecoveryCase.Reopened::times).orElse(0)).isEqualTo(score == 1 ? 1 : 0);
    }

    @Test
    void of_two_answers_at_once_one_counts() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 25; i++) {
                long id = closed(inserted("guest@example.org"), MARA);
                CyclicBarrier together = new CyclicBarrier(2);
                List<Answer> told = new ArrayList<>();
                for (var one : both.invokeAll(List.of(answering(together, id, 5), answering(together, id, 1)))) {
                    told.add(one.get());
                }
                assertThat(told).containsOnlyOnce(Answer.ANSWERED_BEFORE);
                boolean content = told.contains(Answer.RECOVERED);
                assertThat(told).contains(content ? Answer.RECOVERED : Answer.REOPENED);
                assertThat(latest(id).score()).hasValue(content ? 5 : 1);
                assertThat(state(id)).isInstanceOf(content ? CaseState.Closed.class : CaseState.New.class);
                assertThat(history(id)).containsOnlyOnce(What.FOLLOW_UP_ANSWERED)
                        .contains(content ? What.RECOVERED : What.REOPENED)
                        .doesNotContain(content ? What.REOPENED : What.RECOVERED);
            }
        }
    }

    private Callable<Answer> answering(CyclicBarrier together, long id, int score) {
        return () -> {
            together.await();
            return followUps.answer(id, score);
        };
    }

    @Test
    void a_case_that_is_reopened_is_somebody_elses_and_may_be_closed_and_asked_about_again() {
        long id = closed(inserted("guest@example.org"), MARA);
        Instant first = clock.instant();
        clock.pass(Duration.ofHours(1));
        followUps.answer(id, 1);

        assertThat(cases.take(id, MARA)).isInstanceOf(Cases.Outcome.SomebodyElse.class);
        assertThat(cases.isSomebodyElses(id, MARA)).isTrue();
        assertThat(cases.isSomebodyElses(id, JONAS)).isFalse();
        assertThat(cases.take(id, JONAS)).isInstanceOf(Cases.Outcome.Done.class);
        assertThat(cases.take(id, MARA)).isInstanceOf(Cases.Outcome.AlreadyTaken.class);
        assertThat(cases.handOver(id, JONAS, MARA)).isInstanceOf(Cases.Outcome.SomebodyElse.class);
        cases.close(id, JONAS, new Closing("facility", "repaired", Optional.empty()));
        assertThat(latest(id).round()).isEqualTo(2);
        assertThat(followUps.answer(id, 4)).isEqualTo(Answer.RECOVERED);

        assertThat(followUps.all(id)).extracting(one -> one.closedBy().name(), one -> one.closing().cause(),
                FollowUp::outcome).containsExactly(
                        tuple("mara", "waiting", FollowUp.Outcome.REOPENED),
                        tuple("jonas", "facility", FollowUp.Outcome.RECOVERED));
        Optional<Instant> firstClosed = database.read(tx -> tx.first("SELECT first_closed_at FROM cases WHERE id = ?",
                row -> row.time("first_closed_at"), id));
        assertThat(firstClosed).hasValue(first);
    }

    @Test
    void whoever_closed_it_takes_it_again_where_nobody_else_works() {
        accounts.assign("jonas", Optional.of(Role.AUDITOR), Optional.empty());
        long id = closed(inserted("guest@example.org"), MARA);
        followUps.answer(id, 1);
        assertThat(cases.take(id, MARA)).isInstanceOf(Cases.Outcome.Done.class);

        accounts.assign("jonas", Optional.of(Role.STAFF), Optional.of(Sites.of("Elsewhere")));
        long other = closed(inserted("guest@example.org"), MARA);
        followUps.answer(other, 1);
        assertThat(cases.take(other, MARA)).as("Jonas works at another site").isInstanceOf(Cases.Outcome.Done.class);
    }

    @Test
    void merging_is_no_way_to_have_it_again() {
        long reopened = closed(inserted("guest@example.org"), MARA);
        followUps.answer(reopened, 1);
        long fresh = inserted("guest@example.org");

        assertThat(cases.merge(reopened, fresh, MARA)).isEmpty();
        assertThat(state(fresh)).isInstanceOf(CaseState.New.class);
        assertThat(cases.take(fresh, MARA)).isInstanceOf(Cases.Outcome.SomebodyElse.class);
        assertThat(cases.take(fresh, JONAS)).isInstanceOf(Cases.Outcome.Done.class);
    }

    @Test
    void a_reopened_case_calls_again_and_a_guest_no_longer_takes_it_back() {
        long id = closed(inserted("guest@example.org"), MARA);
        followUps.answer(id, 2);
        long position = database.read(tx -> new CaseStore().lastChange(tx));
        assertThat(isSeen(id)).isFalse();
        cases.seen(JONAS, Map.of(id, position));
        assertThat(isSeen(id)).isTrue();
        boolean withdrawn = database.write(tx -> new CaseStore().withdraw(tx, id, clock.instant()));
        assertThat(withdrawn).isFalse();
    }

    @Test
    void who_does_not_answer_in_time_is_silent_and_may_answer_late() {
        long late = closed(inserted("guest@example.org"), MARA);
        long unhappy = closed(inserted("other@example.org"), MARA);
        long never = closed(inserted("third@example.org"), MARA);
        long quick = closed(inserted("fourth@example.org"), MARA);
        followUps.answer(quick, 3);
        clock.pass(THREE_DAYS.minusMillis(1));
        followUps.catchUp();
        assertThat(latest(late).outcome()).isEqualTo(FollowUp.Outcome.WAITING);
        clock.pass(Duration.ofMillis(1));
        followUps.catchUp();
        followUps.catchUp();

        for (long id : new long[]{late, unhappy, never}) {
            assertThat(latest(id).outcome()).isEqualTo(FollowUp.Outcome.SILENT);
            assertThat(history(id)).containsOnlyOnce(What.FOLLOW_UP_SILENT);
        }
        assertThat(latest(quick).outcome()).isEqualTo(FollowUp.Outcome.ANSWERED);
        assertThat(followUps.answer(late, 5)).isEqualTo(Answer.RECOVERED);
        assertThat(followUps.answer(unhappy, 1)).isEqualTo(Answer.REOPENED);
        assertThat(changes(late)).filteredOn(
                change -> change.what() == What.FOLLOW_UP_ANSWERED).singleElement().satisfies(
                        change -> assertThat(change.words()).hasValue("5 late"));
        assertThat(state(never)).isInstanceOfSatisfying(CaseState.Closed.class,
                is -> assertThat(is.outcome()).hasValue(FollowUp.Outcome.SILENT));
    }

    @Test
    void hundreds_become_silent_while_nobody_looked() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 251; i++) {
            ids.add(closed(inserted("guest" + i + "@example.org"), MARA));
        }
        clock.pass(Duration.ofDays(30));
        followUps.catchUp();
        assertThat(ids).allSatisfy(id -> assertThat(latest(id).outcome()).isEqualTo(FollowUp.Outcome.SILENT));
    }

    @Test
    void lists_are_narrowed_to_an_outcome_by_an_index() {
        long recovered = closed(inserted("guest@example.org"), MARA);
        followUps.answer(recovered, 5);
        long waiting = closed(inserted("other@example.org"), MARA);
        CaseFilter all = CaseFilter.all(Cases.View.CLOSED);

        assertThat(cases.overview(outcome(FollowUp.Outcome.RECOVERED), MARA, 10).cases()).extracting(RecoveryCase::id)
                .containsExactly(recovered);
        assertThat(cases.overview(outcome(FollowUp.Outcome.WAITING), MARA, 10).cases()).extracting(RecoveryCase::id)
                .containsExactly(waiting);
        assertThat(cases.overview(all, MARA, 10).cases()).hasSize(2);
        assertThat(outcome(FollowUp.Outcome.RECOVERED).in(Cases.View.OPEN).outcome()).isEmpty();
        List<String> plan = database.read(tx -> tx.list("EXPLAIN QUERY PLAN SELECT c.id FROM cases c"
                + " WHERE c.state = 'closed' AND c.outcome = ? ORDER BY c.closed_at DESC, c.id DESC LIMIT 200",
                row -> row.text("detail"), "silent"));
        assertThat(plan).singleElement().asString().contains("cases_closed_by_outcome");
    }

    @Test
    void a_case_from_before_there_were_lists_says_nothing_of_them() {
        long id = inserted("guest@example.org");
        database.change(
                tx -> tx.update("UPDATE cases SET state = 'closed', closed_by = 'mara', closed_at = ?, note = 'Done'"
                        + " WHERE id = ?", clock.instant(), id));
        assertThat(state(id)).isInstanceOfSatisfying(CaseState.Closed.class, is -> {
            assertThat(is.cause()).isEmpty();
            assertThat(is.action()).isEmpty();
            assertThat(is.outcome()).isEmpty();
        });
        assertThat(followUps.answer(id, 1)).isEqualTo(Answer.NOT_ASKED);
    }

    private static CaseFilter outcome(FollowUp.Outcome outcome) {
        return new CaseFilter(Cases.View.CLOSED, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), false, Optional.of(outcome));
    }

    private long inserted(String address) {
        return database.write(tx -> {
            long id = tx.first("INSERT INTO cases (response, entry, site, touchpoint, language, score, best, said_at,"
                    + " contact, reply_to, state) VALUES (?, ?, 'Airport', 'Gate B7', 'en', 1, 4, ?, ?, ?, 'new')"
                    + " RETURNING id",
                    row -> row.number("id"), UUID.randomUUID(), UUID.randomUUID(), clock.instant(), address,
                    address.contains("@") ? address : null).orElseThrow();
            tx.update("INSERT INTO case_guests (case_id, known_by) VALUES (?, ?)", id, "address " + address);
            cases.note(tx, id, clock.instant(), What.OPENED, Optional.empty());
            return id;
        });
    }

    private long closed(long id, Staff who) {
        cases.take(id, who);
        assertThat(cases.close(id, who, DONE)).isInstanceOf(Cases.Outcome.Done.class);
        return id;
    }

    private FollowUp latest(long id) {
        return database.read(tx -> followUps.of(tx, id)).orElseThrow();
    }

    private RecoveryCase found(long id) {
        return cases.find(id).orElseThrow();
    }

    private CaseState state(long id) {
        return found(id).state();
    }

    private List<What> history(long id) {
        return changes(id).stream().map(CaseChange::what).toList();
    }

    private List<CaseChange> changes(long id) {
        return database.read(tx -> cases.history(tx, id));
    }

    private boolean isSeen(long id) {
        return database.read(tx -> cases.isSeen(tx, id));
    }
}
