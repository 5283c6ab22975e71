package org.amends.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amends.hub.HubDesk;
import org.amends.hub.PlayedHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer finds after a day was played. */
@Timeout(120)
class DayPlayerTest {

    private static final String PASSWORD = "press-a-sad-face";
    private static final Instant END = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @TempDir
    private static Path folder;
    private static DutyPhones phones;
    private static PlayedHub hub;
    private static Doors doors;
    private static PlayedStaff reception;

    @BeforeAll
    static void play() throws Exception {
        Path data = folder.resolve("hub");
        try (HubDesk desk = HubDesk.open(data)) {
            desk.setPassword("reception", "Reception", PASSWORD);
            desk.setPassword("manager", "Duty manager", PASSWORD, Optional.of("manager"), Optional.empty());
            Day.COLLEAGUES.forEach((account, name) -> desk.setPassword(account, name, PASSWORD));
        }
        phones = new DutyPhones();
        Path settings = phones.writeSettings(Files.createDirectories(folder.resolve("venue")));
        DayPlayer.play(Day.of(1), settings, data, PASSWORD, END);
        hub = PlayedHub.start(settings, data, END);
        doors = new Doors(hub.port(), hub.clock());
        reception = new PlayedStaff(doors, "reception", PASSWORD);
    }

    @AfterAll
    static void stop() {
        doors.close();
        hub.close();
        phones.close();
    }

    @Test
    void a_seed_is_one_day_and_another_seed_another() {
        assertThat(Day.of(7)).isEqualTo(Day.of(7)).isNotEqualTo(Day.of(8));
        assertThat(Day.of(7).guests()).isGreaterThan(80);
    }

    @Test
    void the_inbox_has_cases_that_wait_are_late_are_taken_and_call_for_somebody() throws Exception {
        assertThat(reception.page("/inbox")).contains("Tisch klebt, niemand kommt.", "前台没有人理我们。", "Overdue since",
                "With Mara Berg since", "Wants somebody to come now", "temperature",
                "data-state=\"new\"", "data-state=\"taken\"");
        assertThat(reception.page("/inbox?view=mine")).contains("214 is cold AGAIN", "Cuarenta minutos");
        assertThat(reception.page("/inbox?view=closed")).contains("I said I am allergic to nuts", "Many unhappy guests",
                "kitchen", "Arrived late: follow up");
        assertThat(reception.page("/inbox?site=Harbour+Restaurant")).contains("Terrace").doesNotContain("Wi-Fi drops");
    }

    @Test
    void lines_above_the_inbox_say_what_somebody_should_look_at() throws Exception {
        assertThat(reception.page("/inbox")).contains("handed a case over to you", "You were mentioned by Mara Berg",
                "could not be delivered", "the lamp on line 27 does not light");
        assertThat(reception.page("/undelivered")).contains("manager-at-home", "answered 410");
        assertThat(phones.told()).isGreaterThan(10);
    }

    @Test
    void a_case_has_a_long_history_and_its_guest_an_earlier_one() throws Exception {
        assertThat(reception.page("/cases/" + cases("214 is cold AGAIN", "/inbox?view=mine"))).contains(
                "Other cases of this guest", "Handed over to Reception", "Moved to 311", "j.lindqvist@example.org",
                "Taken");
        assertThat(reception.page("/cases/" + cases("I said I am allergic", "/inbox?view=closed"))).contains("Urgent",
                "By the rule &quot;Allergies&quot;", "Meal not charged", "Handed over to Duty manager");
    }

    @Test
    void guests_were_asked_again_and_were_won_back_or_not_or_said_nothing() throws Exception {
        assertThat(reception.page("/inbox?view=closed&outcome=recovered")).contains("Soupe froide",
                "We booked two beds for the children");
        assertThat(reception.page("/inbox?view=closed&outcome=silent")).contains("un vin que nous");
        assertThat(reception.page("/inbox")).contains("The shower by the pool has no warm water.");
        assertThat(reception.page("/cases/" + cases("The shower by the pool", "/inbox"))).contains("Reopened",
                "Still cold this afternoon.");
        assertThat(reception.page("/cases/" + cases("Wi-Fi drops", "/inbox"))).contains("I have restarted the access point",
                "dropped once more");
    }

    @Test
    void offers_wait_were_granted_refused_taken_back_and_redeemed_and_the_funnel_has_figures() throws Exception {
        PlayedStaff manager = new PlayedStaff(doors, "manager", PASSWORD);
        assertThat(manager.page("/offers/approvals")).contains("Second cold night of the same guest.",
                "Has waited for forty");
        assertThat(manager.page("/offers/report")).contains("€12.00 to €20.00");
        assertThat(closed("Reserviert und trotzdem kein Tisch")).contains("voucher was redeemed");
        assertThat(closed("No Wi-Fi in 118")).contains("Declined by Duty manager");
        assertThat(closed("La paella estaba salada")).contains("Taken back by Jonas Vale");
        // Counted from time to time.
        assertThat(manager.find("/funnel", Pattern.compile("7 of 9")).group()).isNotEmpty();
        assertThat(manager.page("/funnel")).contains("Reopened</b> 2 of 9", "Silent</b> 3 of 13", "35 of 43");
    }

    @Test
    void what_was_done_stands_on_idle_screens_or_waits_for_somebody_else() throws Exception {
        assertThat(reception.page("/lines")).contains("It is warm from nine now.", "no towels left after noon",
                "At 3 terminals");
    }

    private static String closed(String words) throws Exception {
        return reception.page("/cases/" + cases(words, "/inbox?view=closed"));
    }

    @Test
    void rules_and_tags_are_there_and_a_rule_can_be_tried_on_the_day() throws Exception {
        assertThat(reception.page("/rules")).contains("Allergies", "Many unhappy at one place", "○ Off",
                "lift*, elevator*");
        assertThat(reception.page("/rules/4")).contains("Many unhappy at one place");
    }

    @Test
    void every_terminal_has_told_its_story_without_a_gap() throws Exception {
        String terminals = reception.page("/terminals");
        assertThat(terminals).contains(Day.PLACES.stream().map(place -> "<bdi>" + place.name() + "</bdi>").toList());
        for (String id : List.copyOf(terminals.lines().filter(line -> line.contains("href=\"/terminals/t-"))
                .map(line -> line.replaceAll(".*href=\"/terminals/(t-[^\"]+)\".*", "$1")).toList())) {
            assertThat(reception.page("/terminals/" + id)).contains("complete").doesNotContain("unwell");
        }
    }

    private static String cases(String words, String list) throws Exception {
        String page = reception.page(list);
        int row = page.lastIndexOf("data-case=\"", page.indexOf(words)) + "data-case=\"".length();
        return page.substring(row, page.indexOf('"', row));
    }
}
