package org.amends.hub.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.amends.hub.HandClock;
import org.amends.hub.fleet.Fleet;
import org.amends.hub.fleet.Terminal;
import org.amends.hub.intake.Intake;
import org.amends.hub.intake.Ledger;
import org.amends.hub.site.SealedEntries;
import org.amends.hub.site.SiteKeys;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Sites;
import org.amends.hub.staff.Staff;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.testbed.Story;
import org.amends.wire.BatchRefused;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too many unhappy guests at one place: told once, and never for what is over. */
class RateWorkerTest {

    private static final Touchpoint GATE = new Touchpoint("Airport", "Gate B7");
    private static final Staff MARA = new Staff("mara", "Mara Berg");

    @TempDir
    private Path data;
    private final HandClock clock = new HandClock();
    private final Story story = new Story();
    private Database database;
    private Terminal terminal;
    private Rules rules;

    @BeforeEach
    void open() {
        database = Database.open(data);
        Fleet fleet = new Fleet(database, clock);
        terminal = fleet
                .byToken(fleet.pair(fleet.issueCode(Duration.ofMinutes(1)), GATE, Optional.empty()).orElseThrow().token())
                .orElseThrow();
        new Accounts(database, clock).put("mara", "Mara Berg", "correct horse battery");
        rules = new Rules(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aWindowOpensOneCaseHoweverManyMoreThereAre() {
        counts(new Rule.Rate(10, Optional.empty(), Optional.of(3), 1));
        RateWorker worker = worker();
        for (int i = 0; i < 20; i++) {
            said(UuidCreator.getTimeOrderedEpoch(), GATE, 1, clock.instant());
            worker.catchUp();
        }
        assertThat(cases()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(RecoveryCase.Kind.RATE);
            assertThat(found.reason()).hasValue("3 of 3 guests were unhappy within 10 minutes");
        });
        worker().catchUp();
        assertThat(cases()).as("counted anew after a start").hasSize(1);
    }

    @Test
    void whatATerminalTellsLateOpensNothing() {
        counts(new Rule.Rate(60, Optional.empty(), Optional.of(3), 1));
        RateWorker worker = worker();
        for (int i = 0; i < 10; i++) {
            said(UuidCreator.getTimeOrderedEpoch(), GATE, 1, clock.instant().minus(Duration.ofMinutes(20)));
        }
        said(UuidCreator.getTimeOrderedEpoch(), GATE, 1, clock.instant());
        worker.catchUp();

        assertThat(cases()).isEmpty();
    }

    @Test
    void whatAHubFindsThatWasAwayOpensNothing() {
        counts(new Rule.Rate(60, Optional.empty(), Optional.of(3), 1));
        for (int i = 0; i < 10; i++) {
            said(UuidCreator.getTimeOrderedEpoch(), GATE, 1, clock.instant());
        }
        clock.pass(Duration.ofMinutes(16));
        worker().catchUp();

        assertThat(cases()).isEmpty();
    }

    @Test
    void aGuestWithSeveralSadFacesIsOneAndOneWhoTookItBackIsNone() {
        counts(new Rule.Rate(60, Optional.empty(), Optional.of(2), 1));
        RateWorker worker = worker();
        UUID one = UuidCreator.getTimeOrderedEpoch();
        said(one, GATE, new Content.Rating("food", 1, 4), clock.instant());
        said(one, GATE, new Content.Rating("service", 1, 4), clock.instant());
        UUID other = UuidCreator.getTimeOrderedEpoch();
        said(other, GATE, new Content.Rating("food", 4, 4), clock.instant());
        said(other, GATE, new Content.Correction("food"), clock.instant());
        worker.catchUp();
        assertThat(cases()).isEmpty();

        said(other, GATE, new Content.Rating("food", 2, 4), clock.instant());
        worker.catchUp();
        assertThat(cases()).hasSize(1);
    }

    /** Against a list of all guests that is gone over anew each time. */
    @Test
    void casesAreOpenedExactlyWhereAPersonWithAListWouldOpenThem() {
        Random random = new Random(20261122);
        for (Rule.Rate rate : List.of(new Rule.Rate(5, Optional.of(60), Optional.empty(), 4),
                new Rule.Rate(12, Optional.empty(), Optional.of(5), 6))) {
            database.change(tx -> {
                tx.update("DELETE FROM case_changes");
                tx.update("DELETE FROM cases");
                tx.update("DELETE FROM rules");
            });
            clock.pass(Duration.ofDays(1));
            Rule rule = counts(rate);
            RateWorker worker = worker();
            Map<UUID, Listed> guests = new HashMap<>();
            Map<Touchpoint, Instant> opened = new HashMap<>();
            List<String> expected = new ArrayList<>();
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                clock.pass(Duration.ofSeconds(random.nextInt(40)));
                boolean again = !ids.isEmpty() && random.nextInt(6) == 0;
                UUID response = again ? ids.getLast() : UuidCreator.getTimeOrderedEpoch();
                Touchpoint where = again
                        ? guests.get(response).where()
                        : new Touchpoint("Airport", "Gate B" + random.nextInt(2));
                int score = 1 + random.nextInt(4);
                ids.add(response);
                said(response, where, new Content.Rating("q" + i, score, 4), clock.instant());
                Listed before = guests.get(response);
                guests.put(response, before == null
                        ? new Listed(where, minute(clock.instant()), score)
                        : new Listed(where, before.minute(), Math.min(before.lowest(), score)));
                worker.catchUp();

                long last = guests.values().stream().filter(guest -> guest.where().equals(where))
                        .mapToLong(Listed::minute).max().orElseThrow();
                List<Listed> there = guests.values().stream().filter(guest -> guest.where().equals(where)
                        && guest.minute() <= last && guest.minute() > last - rate.minutes()).toList();
                long unhappy = there.stream().filter(guest -> guest.lowest() <= 2).count();
                boolean tooMany = there.size() >= rate.leastOfGuests() && (rate.percent().isPresent()
                        ? 100.0 * unhappy / there.size() >= rate.percent().get()
                        : unhappy >= rate.count().orElseThrow());
                boolean quiet = opened.containsKey(where) && clock.instant()
                        .isBefore(opened.get(where).plus(Duration.ofMinutes(rate.minutes())));
                if (tooMany && !quiet) {
                    opened.put(where, clock.instant());
                    expected.add(where.name() + " " + clock.instant());
                }
                if (random.nextInt(50) == 0) {
                    worker = worker(); // as after a kill
                }
            }
            assertThat(expected).hasSizeGreaterThan(3);
            assertThat(cases()).extracting(found -> found.where().name() + " " + found.saidAt())
                    .containsExactlyInAnyOrderElementsOf(expected);
            Rule.When when = rule.when();
            assertThat(when.scoreAtMost()).contains(2);
        }
    }

    @Test
    void theTryOfARateCountsAsTheWorkerDoes() {
        Rule rule = counts(new Rule.Rate(10, Optional.of(50), Optional.empty(), 3));
        RateWorker worker = worker();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            clock.pass(Duration.ofMinutes(1 + random.nextInt(3)));
            said(UuidCreator.getTimeOrderedEpoch(), new Touchpoint("Airport", "Gate B" + random.nextInt(2)),
                    1 + random.nextInt(4), clock.instant());
            worker.catchUp();
        }
        BackTest.Found found = new BackTest(database, new Ledger(), new SealedEntries(new SiteKeys(database, clock)), rules,
                clock).of(rule, Sites.ALL);

        assertThat(found.whole()).isTrue();
        assertThat(found.opened()).isEqualTo(cases().size()).isGreaterThan(3);
        assertThat(found.cases()).isEqualTo(cases().size());
    }

    @Test
    void aTryThatTakesTooLongSaysHowFarItCame() {
        rules.begin(2);
        for (int day = 0; day < 3; day++) {
            said(UuidCreator.getTimeOrderedEpoch(), GATE, 1, clock.instant());
            clock.pass(Duration.ofDays(1));
        }
        // The rest of the ledger is a long way off: 30,000 places that are not there.
        database.change(tx -> tx.update("UPDATE ledger SET position = position + 30000 WHERE position = 3"));
        long[] now = {0};
        BackTest.Found found = new BackTest(database, new Ledger(), new SealedEntries(new SiteKeys(database, clock)), rules,
                clock, () -> now[0] += Duration.ofSeconds(4).toNanos()).of(Rules.first(2).getFirst(), Sites.ALL);

        assertThat(found.whole()).isFalse();
        assertThat(found.opened()).isEqualTo(1);
        assertThat(found.since()).isEqualTo(clock.instant().minus(Duration.ofDays(1)));
    }

    private record Listed(Touchpoint where, long minute, int lowest) {
    }

    private static long minute(Instant moment) {
        return moment.getEpochSecond() / 60;
    }

    private Rule counts(Rule.Rate rate) {
        Rules.Outcome kept = rules.save(new Rule(0, 0, "Many", true, Gravity.HIGH, List.of(), Rule.When.scoreAtMost(2),
                Optional.of(rate), Optional.empty()), MARA);
        return rules.find(((Rules.Outcome.Done) kept).id()).orElseThrow();
    }

    private RateWorker worker() {
        return new RateWorker(database, new Ledger(), rules, clock, new Bell(), new Bell());
    }

    private List<RecoveryCase> cases() {
        return new Cases(database, clock, new Bell()).overview(CaseFilter.all(Cases.View.OPEN), MARA, 1000).cases();
    }

    private void said(UUID response, Touchpoint where, int score, Instant at) {
        said(response, where, new Content.Rating("stay", score, 4), at);
    }

    private void said(UUID response, Touchpoint where, Content content, Instant at) {
        Entry entry = new Entry(UuidCreator.getTimeOrderedEpoch(), response, at, Optional.empty(), where, "stay", "en",
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
