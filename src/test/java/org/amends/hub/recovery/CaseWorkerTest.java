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
import java.util.Set;
import java.util.UUID;
import org.amends.hub.HandClock;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.intake.Intake;
import org.amends.hub.intake.Ledger;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Uptime;
import org.amends.testbed.Story;
import org.amends.wire.Boot;
import org.amends.wire.BatchRefused;
import org.amends.response.Touchpoint;
import org.amends.wire.Sealing;
import org.amends.wire.SealingKey;
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
    private Rules rules;
    private final Story story = new Story();

    @BeforeEach
    void open() {
        database = Database.open(data);
        rules = new Rules(database, clock);
        Fleet fleet = new Fleet(database, clock);
        terminal = fleet
                .byToken(fleet.pair(fleet.issueCode(Duration.ofMinutes(1)), GATE, Optional.empty()).orElseThrow().token())
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
        CaseRules dying = new CaseRules(new Ledger(), sealed(), new RuleBook(Rules.first(2), List.of()), clock.getZone());
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
        rules = new Rules(database, clock);
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

    @Test
    void whatArrivesLongAfterItWasSaidIsMarkedLateWhateverTheTerminalsWallClockSays() {
        long now = clock.instant().toEpochMilli();
        List<Boot> boots = List.of(new Boot("b", Duration.ofHours(3).toMillis(),
                List.of(new Boot.Exchange(0, now - Duration.ofHours(3).toMillis(), 10))));
        said(UuidCreator.getTimeOrderedEpoch(), new Content.Rating("stay", 1, 4), clock.instant(),
                Optional.of(new Uptime("b", Duration.ofHours(1).toMillis())), boots);
        said(UuidCreator.getTimeOrderedEpoch(), new Content.Rating("stay", 2, 4), Instant.EPOCH,
                Optional.of(new Uptime("b", Duration.ofHours(3).toMillis() - 1000)), boots);
        worker(new Ledger()).catchUp();

        assertThat(cases()).filteredOn(found -> found.score() == 1).singleElement().satisfies(found -> {
            assertThat(found.late()).isTrue();
            assertThat(Duration.between(found.saidAt(), clock.instant()).minusHours(2).abs())
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(found.unsure()).hasValueSatisfying(by -> assertThat(by).isLessThan(Duration.ofSeconds(2)));
        });
        assertThat(cases()).filteredOn(found -> found.score() == 2).singleElement().satisfies(found -> {
            assertThat(found.late()).isFalse();
            assertThat(Duration.between(found.saidAt(), clock.instant())).isLessThan(Duration.ofSeconds(4));
        });
    }

    @Test
    void whatMayOrMayNotBeLateIsNotMarkedLate() {
        List<Boot> boots = List.of(
                new Boot("a", 10, List.of(new Boot.Exchange(0, clock.instant().toEpochMilli() - 7_200_000, 10))),
                new Boot("b", 60_000, List.of()), new Boot("c", 60_000, List.of()));
        said(UuidCreator.getTimeOrderedEpoch(), new Content.Rating("stay", 1, 4), clock.instant(),
                Optional.of(new Uptime("b", 30_000)), boots);
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.late()).isFalse();
            assertThat(found.unsure()).hasValueSatisfying(by -> assertThat(by).isBetween(Duration.ofMinutes(55),
                    Duration.ofHours(1)));
        });
    }

    @Test
    void sealedWordsAreReadOnTheCaseAfterAnyNumberOfNewKeys() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        SealingKey old = new SiteKeys(database, clock).sealingKey();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        new Fleet(database, clock).rotateSealingKey();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        said(id, response, Sealing.seal(old, id, "comment", new Content.Comment("more", "An hour!")), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> assertThat(found.comment()).hasValue("An hour!"));
    }

    @Test
    void sealedWordsThatCannotBeOpenedAreNamedAndStayInTheLedger() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        SealingKey ours = new SiteKeys(database, clock).sealingKey();
        SealingKey foreign = new SealingKey("k-elsewhere", Sealing.newKeyPair().publicKey());
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Content.Sealed sealed = Sealing.seal(foreign, id, "comment", new Content.Comment("more", "An hour!"));
        said(id, response, sealed, clock.instant());
        said(UuidCreator.getTimeOrderedEpoch(), response,
                Sealing.seal(ours, new UUID(1, 2), "comment", new Content.Comment("more", "Of another entry")),
                clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> assertThat(found.comment())
                .hasValue("sealed words that this hub has no key for\nsealed words that this hub has no key for"));
        List<Ledger.Kept> kept = database.read(tx -> new Ledger().after(tx, 0, 10));
        assertThat(kept).extracting(entry -> entry.entry().content()).contains(sealed);
        assertThat(kept).extracting(Ledger.Kept::body).noneMatch(body -> body.contains("An hour!"));
    }

    @Test
    void aCorrectionWithdrawsACaseThatNobodyHasTakenAndBothStayOnRecord() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        said(response, new Content.Reason("what", "noise", "Noise"), clock.instant());
        worker(new Ledger()).catchUp();
        long id = cases().getFirst().id();
        said(response, new Content.Correction("stay"), clock.instant());
        said(response, new Content.Rating("stay", 4, 4), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).isEmpty();
        Cases.WithHistory found = all().findWithHistory(id).orElseThrow();
        assertThat(found.theCase().state()).isInstanceOf(CaseState.Withdrawn.class);
        assertThat(found.history()).extracting(CaseChange::what).containsExactly(CaseChange.What.OPENED,
                CaseChange.What.REASON, CaseChange.What.CORRECTED);
        assertThat(all().take(id, NOBODY)).isInstanceOf(Cases.Outcome.Withdrawn.class);
    }

    @Test
    void whoPressedAHappyFaceByMistakeAndThenASadOneIsACase() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 4, 4), clock.instant());
        said(response, new Content.Correction("stay"), clock.instant());
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.score()).isEqualTo(1);
            assertThat(found.state()).isInstanceOf(CaseState.New.class);
        });
    }

    @Test
    void whoTakesTheirWishBackAndHasItAgainIsACaseAgain() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        for (Content content : List.of(new Content.SomebodyNow("now", true), new Content.Correction("now"),
                new Content.SomebodyNow("now", true))) {
            said(response, content, clock.instant());
            worker(new Ledger()).catchUp();
        }

        assertThat(cases()).singleElement().satisfies(found -> assertThat(found.somebody()).contains(true));
    }

    @Test
    void aCaseIsNotTakenBackForItsGuestWhenOnlyARuleIsGone() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        said(response, new Content.Reason("what", "noise", "Noise"), clock.instant());
        worker(new Ledger()).catchUp();
        rules.delete(1, 1);
        said(response, new Content.Correction("what"), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> assertThat(found.reason()).isEmpty());
    }

    @Test
    void whatWasSealedIsReadByRulesToo() {
        rules.begin(2);
        rules.save(new Rule(0, 0, "Bags", true, Gravity.URGENT, List.of("lost"),
                new Rule.When(Optional.empty(), Optional.empty(), List.of(), List.of("bag"), Optional.empty(), List.of(),
                        List.of(), List.of(), List.of(), Set.of(), Optional.empty(), Optional.empty()),
                Optional.empty(), Optional.empty()), hired());
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 4, 4), clock.instant());
        UUID id = UuidCreator.getTimeOrderedEpoch();
        said(id, response, Sealing.seal(new SiteKeys(database, clock).sealingKey(), id, "comment",
                new Content.Comment("more", "My bag is gone")), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.gravity()).isEqualTo(Gravity.URGENT);
            assertThat(found.tags()).containsExactly("lost");
            assertThat(found.score()).isEqualTo(4);
        });
    }

    private Staff hired() {
        new Accounts(database, clock).put("mara", "Mara Berg", "correct horse battery");
        return new Staff("mara", "Mara Berg");
    }

    @Test
    void whoMeantAnotherSadFaceIsACaseAgainWithThatFace() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        said(response, new Content.Correction("stay"), clock.instant());
        said(response, new Content.Rating("stay", 2, 4), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.score()).isEqualTo(2);
            assertThat(found.state()).isInstanceOf(CaseState.New.class);
        });
    }

    @Test
    void aReasonThatWasTakenBackIsShownNoMoreAndTheOtherStays() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        said(response, new Content.Reason("what", "noise", "Noise"), clock.instant());
        said(response, new Content.Reason("where", "room", "The room"), clock.instant());
        said(response, new Content.Correction("what"), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.reason()).hasValue("The room");
            assertThat(found.state()).isInstanceOf(CaseState.New.class);
        });
    }

    @Test
    void takingBackOneOfTwoSadAnswersLeavesTheCaseWithTheOther() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 2, 4), clock.instant());
        said(response, new Content.Rating("breakfast", 1, 5), clock.instant());
        said(response, new Content.Correction("breakfast"), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.score()).isEqualTo(2);
            assertThat(found.best()).isEqualTo(4);
        });
    }

    @Test
    void whoTakesTheirWishForSomebodyBackIsNoCaseAnyMoreIfNothingElseIsWrong() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 4, 4), clock.instant());
        said(response, new Content.Reason("what", "bag", "A lost bag"), clock.instant());
        said(response, new Content.SomebodyNow("now", true), clock.instant());
        worker(new Ledger()).catchUp();
        assertThat(cases()).singleElement().satisfies(found -> assertThat(found.reason()).hasValue("A lost bag"));
        said(response, new Content.Correction("now"), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).isEmpty();
    }

    @Test
    void aHappyGuestWhoWantsSomebodyNowIsACase() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 4, 4), clock.instant());
        said(response, new Content.SomebodyNow("now", true), clock.instant());
        UUID content = UuidCreator.getTimeOrderedEpoch();
        said(content, new Content.Rating("stay", 4, 4), clock.instant());
        said(content, new Content.SomebodyNow("now", false), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.response()).isEqualTo(response);
            assertThat(found.somebody()).contains(true);
            assertThat(found.score()).isEqualTo(4);
        });
    }

    @Test
    void aButtonThatCallsForSomebodyIsACaseAlthoughNothingWasRated() {
        UUID guest = UuidCreator.getTimeOrderedEpoch();
        said(guest, new Content.SomebodyNow(Content.SomebodyNow.HELP, true), clock.instant());
        UUID staff = UuidCreator.getTimeOrderedEpoch();
        said(staff, new Content.SomebodyNow(Content.SomebodyNow.STAFF_CALL, true), clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).hasSize(2).allSatisfy(found -> {
            assertThat(found.isCallAlone()).isTrue();
            assertThat(found.somebody()).contains(true);
            assertThat(found.state()).isInstanceOf(CaseState.New.class);
        });
        assertThat(cases()).filteredOn(found -> found.response().equals(staff)).singleElement()
                .satisfies(found -> assertThat(found.reason()).hasValue("Staff ask for a colleague"));
        said(guest, new Content.Rating("stay", 1, 4), clock.instant());
        worker(new Ledger()).catchUp();
        assertThat(cases()).filteredOn(found -> found.response().equals(guest)).singleElement()
                .satisfies(found -> assertThat(found.score()).isEqualTo(1));
    }

    @Test
    void anAddressIsShownWithWhatItMayBeUsedFor() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Content.Contact contact = new Content.Contact("reach", "email", "guest@example.org",
                List.of(new Content.Consent("reply", "To answer me")));
        said(id, response, Sealing.seal(new SiteKeys(database, clock).sealingKey(), id, "contact", contact),
                clock.instant());
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement()
                .satisfies(found -> assertThat(found.contact()).hasValue("guest@example.org (To answer me)"));
    }

    @Test
    void aCardIsShownBesideAnAddressAndABadgeNearInTheHistory() {
        UUID response = UuidCreator.getTimeOrderedEpoch();
        said(response, new Content.Rating("stay", 1, 4), clock.instant());
        List<Content.Consent> consents = List.of(new Content.Consent("reply", "To answer me"));
        for (Content content : List.of(new Content.Contact("reach", "phone", "0123", consents),
                new Content.Card("reach", "04A1B2C3D4E5F6", consents), new Content.StaffNear("stay", "Ms Reyes"))) {
            UUID id = UuidCreator.getTimeOrderedEpoch();
            said(id, response, Sealing.seal(new SiteKeys(database, clock).sealingKey(), id, "card", content),
                    clock.instant());
        }
        worker(new Ledger()).catchUp();

        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.contact()).hasValue("0123 (To answer me); card 04A1B2C3D4E5F6 (To answer me)");
            assertThat(found.comment()).isEmpty();
            assertThat(all().findWithHistory(found.id()).orElseThrow().history()).anySatisfy(change -> {
                assertThat(change.what()).isEqualTo(CaseChange.What.STAFF_NEAR);
                assertThat(change.words()).contains("Ms Reyes");
            });
        });
    }

    private Cases all() {
        return new Cases(database, clock, new Bell());
    }

    private CaseWorker worker(Ledger ledger) {
        rules.begin(2);
        return new CaseWorker(database, ledger, sealed(), rules, clock, new Bell(), new Bell());
    }

    private SealedEntries sealed() {
        return new SealedEntries(new SiteKeys(database, clock));
    }

    private List<RecoveryCase> cases() {
        return new Cases(database, Clock.systemUTC(), new Bell()).overview(CaseFilter.all(Cases.View.OPEN), NOBODY, 1000)
                .cases();
    }

    private void said(UUID response, Content content, Instant at) {
        said(UuidCreator.getTimeOrderedEpoch(), response, content, at);
    }

    private void said(UUID id, UUID response, Content content, Instant at) {
        said(id, response, content, at, Optional.empty(), List.of());
    }

    private void said(UUID response, Content content, Instant at, Optional<Uptime> uptime, List<Boot> boots) {
        said(UuidCreator.getTimeOrderedEpoch(), response, content, at, uptime, boots);
    }

    private void said(UUID id, UUID response, Content content, Instant at, Optional<Uptime> uptime, List<Boot> boots) {
        Entry entry = new Entry(id, response, at, uptime, GATE, "stay", "en", content);
        try {
            assertThat(new Intake(database, clock, new Bell()).accept(terminal,
                    Wire.batch(story.batch(boots, Wire.text(entry)).getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(Intake.Outcome.Accepted.class);
        } catch (BatchRefused refused) {
            throw new AssertionError(refused);
        }
    }
}
