package org.amends.hub.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.amends.checkedfile.FileProblem;
import org.amends.hub.messages.Channel;
import org.amends.hub.messages.MailServer;
import org.amends.hub.recovery.Gravity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file that says who is told what and when. */
class DutyPlanTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String HOTEL = "Harbour Hotel";

    @TempDir
    private Path folder;

    @BeforeEach
    void lay_secrets_beside_it() throws IOException {
        Files.writeString(folder.resolve("mail-password"), "sesame\n");
        Files.writeString(folder.resolve("webhook-key"), "0123456789abcdef0123456789abcdef\n");
    }

    @Test
    void the_sample_is_a_plan_that_says_what_its_comments_say() throws IOException {
        DutyPlan plan = sample();

        assertThat(plan.hours("Harbour Restaurant").at(local("2026-11-27T01:30"))).isFalse();
        assertThat(plan.hours("Harbour Restaurant").at(local("2026-11-28T01:30"))).isTrue();
        assertThat(plan.hours("Harbour Restaurant").at(local("2026-11-30T12:00"))).isFalse();
        assertThat(plan.hours("Harbour Restaurant").at(local("2027-01-01T03:00"))).isTrue();
        assertThat(plan.hours(HOTEL).at(local("2026-12-25T12:00"))).isFalse();
        assertThat(plan.hours("Nowhere").at(local("2026-12-25T12:00"))).isTrue();
        assertThat(plan.targets("Harbour Restaurant", Gravity.URGENT).respond()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plan.targets("Harbour Restaurant", Gravity.HIGH).respond()).isEqualTo(Duration.ofMinutes(10));
        assertThat(plan.targets(HOTEL, Gravity.URGENT).respond()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.levels()).extracting(Level::id).containsExactly("nobody-took-it-after-0",
                "nobody-took-it-after-5", "nobody-took-it-after-15", "not-closed-after-60");
        assertThat(plan.levels().get(1).isFor(HOTEL, Gravity.NORMAL)).isFalse();
        assertThat(plan.levels().get(1).isFor(HOTEL, Gravity.URGENT)).isTrue();
        assertThat(plan.levels().get(2).isFor("Harbour Restaurant", Gravity.URGENT)).isFalse();
        assertThat(plan.levels().get(0).by()).containsExactlyInAnyOrder(Channel.EMAIL, Channel.WEBHOOK);
        assertThat(plan.address()).hasValue(URI.create("https://hub.example.org:8443/"));
        assertThat(plan.mail().orElseThrow().security()).isEqualTo(MailServer.Security.STARTTLS);
        assertThat(plan.mail().orElseThrow().port()).isEqualTo(587);
        assertThat(plan.seenWithin()).hasValue(Duration.ofMinutes(2));
    }

    @Test
    void who_is_on_duty_goes_by_team_site_and_the_clock_on_the_wall() throws IOException {
        DutyPlan plan = sample();

        assertThat(plan.onDuty("reception", HOTEL, local("2026-07-01T05:59"))).containsExactly("ben", "duty-phone");
        assertThat(plan.onDuty("reception", HOTEL, local("2026-07-01T06:00"))).containsExactly("anna", "duty-phone");
        assertThat(plan.onDuty("reception", HOTEL, local("2026-12-01T06:00"))).containsExactly("anna", "duty-phone");
        assertThat(plan.onDuty("reception", "Harbour Restaurant", local("2026-07-01T12:00")))
                .as("nobody is, so everybody is told").containsExactly("anna", "ben", "duty-phone");
        assertThat(plan.onDuty("management", HOTEL, local("2026-07-01T12:00"))).containsExactly("carla");
    }

    @Test
    void each_is_told_once_and_left_in_peace_by_their_own_word_and_their_teams() throws IOException {
        DutyPlan plan = sample();
        List<DutyPlan.Told> told = plan.told(plan.levels().get(1), HOTEL, local("2026-07-04T23:00"));

        assertThat(told).extracting(one -> one.person().name()).containsExactly("ben", "duty-phone", "carla");
        assertThat(told.get(0).from(local("2026-07-04T23:00"), false)).isEqualTo(local("2026-07-05T06:00"));
        assertThat(told.get(0).from(local("2026-07-04T23:00"), true)).isEqualTo(local("2026-07-04T23:00"));
        assertThat(told.get(1).from(local("2026-07-04T23:00"), false)).isEqualTo(local("2026-07-04T23:00"));
        assertThat(told.get(2).from(local("2026-07-04T23:00"), true)).as("a weekend is a weekend")
                .isEqualTo(local("2026-07-06T00:00"));
    }

    @Test
    void without_a_plan_it_is_always_open_and_the_usual_targets_count() {
        assertThat(DutyPlan.NONE.hours(HOTEL).at(Instant.EPOCH)).isTrue();
        assertThat(DutyPlan.NONE.targets(HOTEL, Gravity.LOW))
                .isEqualTo(new Targets(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(60)));
        assertThat(DutyPlan.NONE.levels()).isEmpty();
    }

    @Test
    void what_is_secret_is_not_told() throws IOException {
        assertThat(sample().toString()).doesNotContain("sesame", "0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    zone: Europe/Berlin                      | zone: Mars/Crater                 | a time zone
                    every-day: 11:30-15:00, 17:30-23:00      | every-day: 11:30-15:00 and later  | times such as
                    monday: closed                           | montag: closed                    | every-day, friday, monday
                    2026-12-31: 17:30-04:00                  | 31.12.2026: closed                | a date such as
                    after: 5                                 | after: -5                         | a whole number from 0
                    seen-within: 2                           | seen-within: soon                 | a whole number from 0
                    tell: [carla]                            | tell: [dora]                      | a person or team of this file: anna
                    sites: [Harbour Hotel]                   | sites: [Hotel]                    | Harbour Restaurant
                    by: [webhook]                            | by: [pigeon]                      | email, webhook
                    gravity: [high, urgent]                  | gravity: [grave]                  | low, normal
                    language: de                             | language: pl                      | de, en, fr
                    email: anna@example.org                  | email: anna                       | an e-mail address
                    webhook: https://gateway.example.org/amends | webhook: http://gateway.example.org | begins with https://
                    address: https://hub.example.org:8443    | address: hub.example.org          | what staff reach this hub by
                    members: [carla]                         | members: []                       | at least one person
                    password-file: mail-password             | password-file: nothing-there      | there is no such file
                    key-file: webhook-key                    | key-file: mail-password           | 32 to 500 characters
                    normal: {acknowledge: 5, respond: 15, resolve: 60} | normal: {acknowledge: 5, respond: 1, resolve: 60} | no less than acknowledge
                    sunday: all day                          | every-day: all day                | end at some time of the week
                    security: starttls                       | security: maybe                   | starttls, tls
                    from: amends@example.org                 | form: amends@example.org          | unknown key
                    """)
    void a_mistake_is_answered_with_its_line_and_what_is_allowed(String right, String wrong, String allowed)
            throws IOException {
        String text = Files.readString(Path.of("installers", "hub", "duty.yaml"));
        assertThat(text).as("each change is one to the sample").contains(right);
        String changed = text.replaceFirst("(?m)^([ -]*)" + Pattern.quote(right), "$1" + wrong.replace("$", "\\$"));
        Path file = Files.writeString(folder.resolve("duty.yaml"), changed);

        assertThatThrownBy(() -> DutyPlan.read(file, BERLIN)).isInstanceOf(FileProblem.class)
                .hasMessageContaining(allowed).message().containsPattern("duty\\.yaml:\\d+: ");
    }

    @Test
    void a_way_that_is_not_set_up_and_somebody_without_an_address_are_refused() throws IOException {
        String people = "address: http://hub:8480\npeople:\n  anna:\n    webhook: http://127.0.0.1:1/x\n";
        String level = "escalation:\n  nobody-took-it:\n    - {after: 0, tell: [anna], by: [email]}\n";
        Path file = Files.writeString(folder.resolve("duty.yaml"), people + level);
        assertThatThrownBy(() -> DutyPlan.read(file, BERLIN)).hasMessageContaining("duty.yaml:7")
                .hasMessageContaining("mail");

        Files.writeString(file, people + level + "mail: {server: localhost, security: none, from: a@example.org}\n");
        assertThatThrownBy(() -> DutyPlan.read(file, BERLIN)).hasMessageContaining("duty.yaml:7")
                .hasMessageContaining("anna has none");
    }

    private DutyPlan sample() throws IOException {
        Path file = folder.resolve("duty.yaml");
        Files.copy(Path.of("installers", "hub", "duty.yaml"), file);
        return DutyPlan.read(file, ZoneId.of("UTC"));
    }

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant();
    }
}
