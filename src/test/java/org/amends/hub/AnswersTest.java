package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.hub.staff.Accounts;
import org.amends.response.Content;
import org.amends.response.Content.StaffStep;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Downlink;
import org.amends.wire.Pairing;
import org.amends.wire.Progress;
import org.amends.wire.Progress.Step;
import org.amends.wire.Sealing;
import org.amends.wire.Wire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a terminal hears of what became of what its guests said, and what staff say there with their badges. */
@Timeout(60)
class AnswersTest extends StaffedHub {

    private static final String BADGE = "A".repeat(43);
    private static final String NOBODYS = "B".repeat(43);

    private Pairing.Answer other;
    private Guest guest;
    private long heard;

    @BeforeEach
    void start() {
        other = hub.paired();
        new Accounts(hub.database(), hub.clock).giveBadge("mara", Optional.of(BADGE));
        guest = Guest.at("Gate B7", hub.clock.instant());
    }

    @Test
    void the_terminal_hears_that_a_call_was_heard_who_is_on_the_way_and_that_it_is_done_and_no_other_terminal_does() {
        sent(guest.rates(1), guest.calls("help-button"));
        assertThat(hears(Step.HEARD).who()).isEmpty();

        long asked = System.nanoTime();
        mara.press("/cases/1/take", Map.of());
        Progress taken = hears(Step.ON_THE_WAY);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        assertThat(taken.response()).isEqualTo(guest.response());
        assertThat(taken.who()).as("the first word of what colleagues read").contains("Mara");

        mara.press("/cases/1/close", TestHub.closing("Brought the bag"));
        assertThat(hears(Step.DONE).who()).contains("Mara");
        assertThat(poll(other, 0, 0).isEmpty()).isTrue();
    }

    @Test
    void who_did_not_ask_for_somebody_hears_who_has_taken_it_but_not_that_they_come() {
        sent(guest.rates(1));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        assertThat(poll(terminal, 0, 0).progress()).isEmpty();

        mara.press("/cases/1/take", Map.of());

        assertThat(hears(Step.TAKEN).who()).contains("Mara");
    }

    @Test
    void a_guest_whom_nobody_comes_to_in_time_hears_that_nobody_is_free_and_then_still_who_comes_after_all() {
        sent(guest.calls("help-button"));
        hears(Step.HEARD);
        hub.clock.pass(Duration.ofSeconds(90));

        hears(Step.NOBODY_FREE);
        assertThat(mara.page("/cases/1")).contains("The guest was told that nobody is free");
        mara.press("/cases/1/take", Map.of());
        hears(Step.ON_THE_WAY);
    }

    @Test
    void only_the_newest_of_a_response_is_kept_and_nothing_of_it_once_it_is_no_news() {
        sent(guest.calls("help-button"));
        hears(Step.HEARD);
        mara.press("/cases/1/take", Map.of());
        hears(Step.ON_THE_WAY);

        assertThat(poll(terminal, 0, 0).progress()).as("to a terminal that has started again").hasSize(1);
        assertThat(poll(terminal, 0, 999_999).progress()).as("to one that knows of a later hub").hasSize(1);
        hub.clock.pass(Duration.ofMinutes(30));
        assertThat(poll(terminal, 0, 0).progress()).isEmpty();
        sent(Guest.at("Gate B7", hub.clock.instant()).calls("help-button"));
        hears(Step.HEARD);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void what_happened_while_nobody_followed_is_told_after_a_restart_and_what_arrives_late_is_not() {
        sent(guest.calls("help-button"));
        hears(Step.HEARD);
        hub.restart(() -> {
        });
        assertThat(poll(terminal, 0, 0).progress()).hasSize(1);
        mara.press("/cases/1/take", Map.of());
        hears(Step.ON_THE_WAY);

        sent(Guest.at("Gate B7", hub.clock.instant().minus(Duration.ofHours(2))).calls("help-button"));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"2\"");
        sent(Guest.at("Gate B8", hub.clock.instant()).calls("help-button"));
        hears(Step.HEARD);
        assertThat(rows()).as("of the late one nothing").isEqualTo(2);
    }

    @Test
    void a_message_about_a_guest_cannot_be_put_in_the_place_of_an_order() {
        sent(guest.calls("help-button"));
        hears(Step.HEARD);

        Downlink.Signed signed = poll(terminal, 0, 0).progress().getFirst();

        assertThat(Downlink.open(signed, terminal.signingKey().orElseThrow()))
                .isInstanceOfSatisfying(Downlink.Opened.Genuine.class, genuine -> {
                    assertThat(genuine.message().number()).isZero();
                    assertThat(genuine.message().terminal()).isEqualTo(terminal.terminal());
                });
    }

    @Test
    void a_badge_at_the_place_takes_the_case_says_since_when_somebody_is_there_and_that_it_is_done() {
        sent(guest.calls("help-button"));
        hears(Step.HEARD);
        hub.clock.pass(Duration.ofSeconds(30));
        mara.press("/cases/1/take", Map.of());
        hears(Step.ON_THE_WAY);
        hub.clock.pass(Duration.ofMinutes(3));

        sent(staff(BADGE, StaffStep.Step.HERE));
        assertThat(hears(Step.AT_THE_PLACE).who()).contains("Mara");
        assertThat(mara.page("/cases/1")).contains("At the place since 12:03, 3 minutes after it was taken");

        hub.clock.pass(Duration.ofMinutes(5));
        sent(staff(BADGE, StaffStep.Step.DONE));
        hears(Step.DONE);
        assertThat(mara.page("/cases/1")).contains("Done at the place at 12:08; close it with a word");
        mara.press("/cases/1/close", TestHub.closing("Gave water"));
        assertThat(mara.page("/cases/1")).contains("Was at the place at 12:03", "Gave water");
    }

    @Test
    void whoever_is_there_before_anybody_took_it_has_taken_it() {
        sent(guest.calls("help-button"));
        hears(Step.HEARD);

        sent(staff(BADGE, StaffStep.Step.HELP));

        assertThat(hears(Step.AT_THE_PLACE).who()).contains("Mara");
        assertThat(mara.page("/cases/1")).contains("Yours since 12:00", "At the place, needs help");
    }

    @Test
    void a_badge_that_belongs_to_nobody_and_one_at_another_place_change_nothing() {
        sent(guest.calls("help-button"));
        hears(Step.HEARD);

        sent(staff(NOBODYS, StaffStep.Step.DONE), staff("Gate A1", BADGE, StaffStep.Step.DONE),
                Guest.at("Gate A1", hub.clock.instant()).calls("help-button"));
        hears(Step.HEARD);

        assertThat(mara.page("/cases/1")).contains("data-state=\"new\"").doesNotContain("At the place");
    }

    private String staff(String badge, StaffStep.Step step) {
        return staff("Gate B7", badge, step);
    }

    private String staff(String place, String badge, StaffStep.Step step) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Content inside = new StaffStep(StaffStep.AT_THE_TERMINAL, badge, step);
        return Wire.text(new Entry(id, UuidCreator.getTimeOrderedEpoch(), hub.clock.instant(), Optional.empty(),
                new Touchpoint("Harbour Hotel", place), "stay", "en",
                Sealing.seal(terminal.sealingKey().orElseThrow(), id, StaffStep.SEALED_AS, inside)));
    }

    /** Waits, as a terminal does, until it is told this. */
    private Progress hears(Step step) {
        while (true) {
            for (Downlink.Signed signed : poll(terminal, 10, heard).progress()) {
                Downlink.Opened opened = Downlink.open(signed, terminal.signingKey().orElseThrow());
                Progress progress = ((Downlink.Saying.OfGuest) ((Downlink.Opened.Genuine) opened).message().saying())
                        .progress();
                heard = progress.serial();
                if (progress.step() == step) {
                    return progress;
                }
            }
        }
    }

    private Downlink.Answer poll(Pairing.Answer who, int wait, long progress) {
        return Wire.read(
                hub.send(hub.to(Wire.DOWNLINK_PATH + "?after=0&wait=" + wait + "&progress=" + progress)
                        .header("Authorization", "Bearer " + who.token())).body(),
                Downlink.Answer.class).orElseThrow();
    }

    private long rows() {
        return hub.database().read(tx -> tx
                .first("SELECT count(*) AS n FROM downlink_progress", row -> row.number("n")).orElseThrow());
    }

}
