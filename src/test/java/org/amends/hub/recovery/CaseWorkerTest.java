package org.amends.hub.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.HandClock;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.intake.Intake;
import org.amends.hub.intake.Ledger;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.testbed.Story;
import org.amends.wire.BatchRefused;
import org.amends.response.Touchpoint;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step that opens cases, killed wherever it hurts. */
class CaseWorkerTest {

    private static final Touchpoint GATE = new Touchpoint("Airport", "Gate B7");
    private static final Staff NOBODY = new Staff("nobody", "Nobody");

    @TempDir
    private Path data;
    private final HandClock clock = new HandClock();
    private Database database;
    private Terminal terminal;
    private final Story story = new Story();

    @BeforeEach
    void open() {
        database = Database.open(data);
        Fleet fleet = new Fleet(database, clock);
        terminal = fleet.byToken(fleet.pair(fleet.issueCode(Duration.ofMinutes(1)), GATE).orElseThrow().token())
                .orElseThrow();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aWorkerThatStartsLateCatchesUpOnEverything() {
        for (int i = 0; i < 450; i++) {
            said(UuidCreator.getTimeOrderedEpoch(), new Content.Rating("stay", 1, 4), clock.instant());
        }

        assertThat(worker(new Ledger()).catchUp()).isEqualTo(450);
        assertThat(cases()).hasSize(450);
        assertThat(worker(new Ledger()).catchUp()).isZero();
    }

    @Test
    void aKillInTheMiddleOfAStepLeavesNothingHalfDoneAndNothingTwice() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        said(response, new Content.Reason("what", "queue", "Queue too long"), clock.instant());
        CaseRules dying = new CaseRules(new Ledger(), 2);
        assertThatThrownBy(() -> database.change(tx -> {
            new Ledger().after(tx, 0, 10).forEach(kept -> dying.matter(kept).ifPresent(matter -> dying.apply(tx, matter)));
            throw new IllegalStateException("killed before the cursor moved");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(cases()).isEmpty();

        worker(new Ledger()).catchUp();

        assertThat(cases()).hasSize(1);
        assertThat(new Cases(database, clock, new Bell()).findWithHistory(cases().getFirst().id()).orElseThrow().history())
                .extracting(CaseChange::what).containsExactly(CaseChange.What.OPENED, CaseChange.What.REASON);
    }

    @Test
    void aCaseGoesOnWhereAnEarlierRunOfTheProgramLeftIt() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        worker(new Ledger()).catchUp();
        database.close();
        database = Database.open(data);
        said(response, new Content.Comment("more", "An hour!"), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> assertThat(found.comment()).hasValue("An hour!"));
    }

    @Test
    void aSecondSadFaceOfTheSameGuestOpensNoSecondCase() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("food", 1, 4), clock.instant());
        said(response, new Content.Rating("service", 2, 4), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).hasSize(1);
    }

    @Test
    void anEntryThatCannotBeReadDoesNotHoldUpTheNext() {
        database.change(tx -> tx.update(
                "INSERT INTO ledger (terminal, story, sequence, link, entry, response, said_at, received_at, kind,"
                        + " body) SELECT terminal, number, 999, '', 'e', 'r', 0, 0, 'later',"
                        + " '{\"kind\":\"of a later version\"}' FROM stories"));
        said(UuidCreator.getTimeOrderedEpoch(), new Content.Rating("stay", 1, 4), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).hasSize(1);
    }

    @Test
    void aTerminalWhoseClockRunsAheadDoesNotMakeACaseLookYounger() {
        said(UuidCreator.getTimeOrderedEpoch(), new Content.Rating("stay", 1, 4), clock.instant().plus(Duration.ofDays(9)));
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> assertThat(found.saidAt()).isEqualTo(clock.instant()));
    }

    private CaseWorker worker(Ledger ledger) {
        return new CaseWorker(database, ledger, 2, new Bell(), new Bell());
    }

    private List<RecoveryCase> cases() {
        return new Cases(database, Clock.systemUTC(), new Bell()).overview(Cases.View.OPEN, NOBODY, 1000).cases();
    }

    private void said(UUID response, Content content, Instant at) {
        Entry entry = new Entry(UuidCreator.getTimeOrderedEpoch(), response, at, Optional.empty(), GATE, "stay", "en",
                content);
        try {
            assertThat(new Intake(database, clock, new Bell()).accept(terminal,
                    Wire.batch(story.batch(Wire.text(entry)).getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(Intake.Outcome.Accepted.class);
        } catch (BatchRefused refused) {
            throw new AssertionError(refused);
        }
    }
}
