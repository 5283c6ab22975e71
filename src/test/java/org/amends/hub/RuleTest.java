package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules on their pages, and what becomes of guests by them. */
class RuleTest extends StaffedHub {

    private TestHub.Browser jonas;

    @BeforeEach
    void signInJonas() {
        jonas = hub.signedIn("jonas");
    }

    @Test
    void aFreshHubHasTheTwoRulesThatItAlwaysWentByAndWhoDeletesThemHasDeletedThem() {
        assertThat(mara.page("/rules")).contains("Unhappy guest", "Score at most 2", "Somebody is wanted");
        mara.press("/rules/1/delete", Map.of("version", "1"));
        mara.press("/rules/2/delete", Map.of("version", "1"));
        hub.restart();

        assertThat(mara.page("/rules")).contains("No rule").doesNotContain("Unhappy guest");
    }

    @Test
    void aNewRuleIsOffUntilItWasTriedAndThenOpensCases() {
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        sent(guest.rates(4), guest.writes("Great, but I lost my bag"));
        HttpResponse<byte[]> saved = save(Map.of("name", "Lost things", "gravity", "high", "words", "bag\nlost*",
                "sets", "lost property"));
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(saved.headers().firstValue("Location")).hasValue("/rules/3");
        assertThat(mara.page("/rules/3")).contains("○ Off", "Lost things");

        String tried = TestHub.text(mara.press("/rules/3/on", Map.of("version", "1")));
        assertThat(tried).contains("In the last 30 days this would have opened 1 case.", "Great, but I lost my bag",
                "none had a case");
        assertThat(mara.page("/rules/3")).contains("○ Off");
        assertThat(mara.press("/rules/3/on", Map.of("version", "1", "tried", "yes")).statusCode()).isEqualTo(303);

        Guest other = Guest.at("Gate B8", hub.clock.instant());
        sent(other.rates(4), other.writes("My BAG is gone"));
        String page = TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        assertThat(page).contains("Gate B8", "High", "lost property").doesNotContain("Gate B7");
        assertThat(mara.page("/cases/1")).contains("By the rule &quot;Lost things&quot;");
    }

    @Test
    void aLaterWordMakesACaseGraverNeverLessAndTheHistorySaysSo() {
        on(save(Map.of("name", "Danger", "gravity", "urgent", "words", "fire", "sets", "safety")), 3);
        on(save(Map.of("name", "Chatter", "gravity", "low", "words", "weather")), 4);
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        sent(guest.rates(1));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        sent(guest.writes("There is a fire"));
        TestHub.until(() -> mara.page("/cases/1"), "Graver now: Urgent");
        sent(guest.writes("and bad weather"));
        String page = TestHub.until(() -> mara.page("/cases/1"), "weather");

        assertThat(page).contains("gravity urgent", "safety", "By the rule &quot;Danger&quot;")
                .doesNotContain("gravity low");
    }

    @Test
    void whoEverIsSecondToChangeARuleIsToldAndKeepsWhatTheyTyped() {
        mara.press("/rules/save", rule(1, 1, Map.of("name", "Sad guest", "score", "1")));
        HttpResponse<byte[]> second = jonas.press("/rules/save", rule(1, 1, Map.of("name", "Cross guest", "score", "3")));

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(second)).contains("Somebody else was quicker", "Mara Berg", "Sad guest",
                "value=\"Cross guest\"", "name=\"version\" value=\"2\"");
        assertThat(mara.page("/rules")).contains("Sad guest").doesNotContain("Cross guest");
        assertThat(jonas.press("/rules/save", rule(1, 2, Map.of("name", "Cross guest", "score", "3"))).statusCode())
                .isEqualTo(303);
        assertThat(mara.press("/rules/1/delete", Map.of("version", "2")).statusCode()).isEqualTo(409);
        assertThat(mara.page("/rules")).contains("Cross guest", "● On");
    }

    @Test
    void whatIsNotRightIsSaidAtItsFieldWithWhatIsAllowed() {
        HttpResponse<byte[]> answer = mara.press("/rules/save",
                rule(0, 0, Map.of("name", "", "score", "eleven", "from", "18:00", "languages", "Deutsch!", "gravity", "x",
                        "sets", "a,b,c,d,e,f", "words", "w".repeat(501))));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestHub.text(answer)).contains("This must have 1 to 60 characters.",
                "This must be a whole number from 1 to 10.", "Give both times or neither.", "language codes such as de",
                "Choose one of the list.", "At most 5 tags.", "1 to 500 characters in all", "value=\"eleven\"");
        assertThat(mara.page("/rules/3")).contains("There is nothing here");
        assertThat(TestHub.text(mara.press("/rules/save", rule(0, 0, Map.of("kind", "rate", "name", "Many", "percent", "50",
                "count", "4"))))).contains("Give either a percentage or a number of guests",
                        "This must be a whole number from 1 to 240.");
    }

    @Test
    void theTryOfARuleThatIsNotSavedSaysWhatItWouldHaveOpenedAndWhatWasTaken() {
        for (int i = 0; i < 3; i++) {
            Guest guest = Guest.at("Gate B" + i, hub.clock.instant());
            sent(guest.rates(1), guest.reasons("Queue too long"));
        }
        sent(Guest.at("Table 7", hub.clock.instant()).rates(3));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"3\"");
        mara.press("/cases/2/take", Map.of());

        assertThat(
                TestHub.text(mara.press("/rules/try", rule(0, 0, Map.of("name", "Queues", "choices", "queue too long")))))
                .contains("this would have opened 3 cases.", "3 had a case anyway; you took 1 of those", "Case 2");
        assertThat(TestHub.text(mara.press("/rules/try", rule(0, 0, Map.of("name", "All", "score", "3")))))
                .contains("this would have opened 4 cases.");
        hub.clock.pass(Duration.ofDays(31));
        mara = hub.signedIn("mara");
        assertThat(TestHub.text(mara.press("/rules/try", rule(0, 0, Map.of("name", "All", "score", "3")))))
                .contains("this would have opened no case.");
        assertThat(mara.page("/rules")).doesNotContain("Queues");
    }

    @Test
    void manyUnhappyGuestsAtOnePlaceAreOneCaseInEachWindow() {
        on(save(Map.of("kind", "rate", "name", "Queue at the gate", "gravity", "urgent", "score", "2", "minutes", "30",
                "percent", "50", "least", "4")), 3);
        mara.press("/rules/1/off", Map.of("version", "1"));
        for (int i = 0; i < 6; i++) {
            sent(Guest.at("Gate B7", hub.clock.instant()).rates(1), Guest.at("Gate B8", hub.clock.instant()).rates(4));
        }
        String page = TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        assertThat(page).contains("Gate B7", "Many unhappy guests", "faces/many.svg",
                "4 of 4 guests were unhappy within 30 minutes");
        hub.clock.pass(Duration.ofMinutes(31));
        for (int i = 0; i < 4; i++) {
            sent(Guest.at("Gate B7", hub.clock.instant()).rates(2));
        }
        assertThat(TestHub.until(() -> mara.page("/inbox"), "data-case=\"2\"")).doesNotContain("data-case=\"3\"",
                "Gate B8");
        assertThat(mara.page("/cases/2")).contains("Many guests were unhappy", "By the rule &quot;Queue at the gate&quot;");
    }

    @Test
    void tagsAreSetByWordsOfALanguage() {
        assertThat(mara.press("/tags/save", Map.of("id", "0", "version", "0", "tag", "dirt", "language", "en", "words",
                "dirt*\nfilthy")).statusCode()).isEqualTo(303);
        assertThat(TestHub.text(mara.press("/tags/save", Map.of("id", "0", "version", "0", "tag", "", "words", ""))))
                .contains("This must have 1 to 30 characters.", "1 to 1,000 characters in all");
        assertThat(mara.page("/rules")).contains("dirt*, filthy");
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        sent(guest.rates(1), guest.writes("So DIRTY!"));

        assertThat(TestHub.until(() -> mara.page("/inbox"), "So DIRTY!")).contains("<span class=\"tag\"><bdi>dirt</bdi>");
    }

    @Test
    void rulesAreMovedAndSwitchedOff() {
        mara.press("/rules/2/move", Map.of("towards", "first"));
        assertThat(mara.page("/rules").indexOf("Somebody is wanted"))
                .isLessThan(mara.page("/rules").indexOf("Unhappy guest"));
        mara.press("/rules/1/off", Map.of("version", "1"));
        sent(Guest.at("Gate B7", hub.clock.instant()).rates(1),
                Guest.at("Gate B8", hub.clock.instant()).calls("help-button"));

        assertThat(TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"")).contains("Gate B8")
                .doesNotContain("Gate B7");
    }

    @Test
    void nobodyDecidesAboutRulesWhoIsNotSignedInOrComesFromAnotherPage() {
        TestHub.Browser stranger = hub.browser();
        for (String path : List.of("/rules", "/rules/1", "/rules/new", "/tags/new", "/heard")) {
            assertThat(stranger.get(path).headers().firstValue("Location").orElse("")).startsWith("/sign-in");
        }
        assertThat(mara.post("/rules/1/delete", Map.of("version", "1")).statusCode()).isEqualTo(403);
        assertThat(mara.post("/heard", Map.of("words", "x")).statusCode()).isEqualTo(403);
    }

    @Test
    void whatStaffHeardIsInTheLedgerAndACaseByTheSameRules() {
        HttpResponse<byte[]> entered = mara.press("/heard", Map.of("channel", "by-phone", "site", "Harbour Hotel",
                "touchpoint", "Room 12", "score", "1", "words", "No hot water\r\nsince Monday", "language", "en", "contact",
                "guest@example.org", "consent", "yes"));
        assertThat(entered.statusCode()).isEqualTo(303);
        String where = entered.headers().firstValue("Location").orElseThrow();
        assertThat(mara.get(where).headers().firstValue("Location")).hasValue("/cases/1");
        assertThat(mara.page("/cases/1")).contains("Room 12", "Entered by staff", "By phone", "Mara Berg", "No hot water",
                "guest@example.org (To be reached about this (agreed with staff))");

        assertThat(mara.page(mara.press("/heard", Map.of("channel", "in-review", "site", "Harbour Hotel", "touchpoint",
                "Room 12", "words", "Lovely", "language", "en")).headers().firstValue("Location").orElseThrow()))
                .contains("It is kept", "No rule opens a case");
        try (HubDesk desk = HubDesk.open(data)) {
            assertThat(desk.proveLedger()).hasSize(1).allSatisfy(proof -> {
                assertThat(proof.words()).isEqualTo("1 to 4 complete, 0 missing, 0 repeats absorbed, chain intact");
                assertThat(proof.intact()).isTrue();
            });
        }
        assertThat(mara.page("/terminals")).doesNotContain("desk");
    }

    @Test
    void whatStaffHeardLongAgoIsAFollowUp() {
        mara.press("/heard", Map.of("channel", "in-person", "site", "Harbour Hotel", "touchpoint", "Room 12", "score", "2",
                "when", "2026-11-19T08:30", "language", "en"));

        assertThat(TestHub.until(() -> mara.page("/cases/1"), "Room 12")).contains("Arrived late: follow up");
    }

    @Test
    void whatCannotBeKeptOfWhatStaffHeardIsSaidAtItsField() {
        HttpResponse<byte[]> answer = mara.press("/heard", Map.of("channel", "by-dream", "site", "", "touchpoint",
                "t".repeat(81), "when", "2027-01-01T00:00", "language", "?", "contact", "guest@example.org"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestHub.text(answer)).contains("Choose one of the list.", "This must have 1 to 80 characters.",
                "there must be something to keep", "only where the guest agrees", "not in the future", "language codes",
                "value=\"guest@example.org\"");
    }

    private HttpResponse<byte[]> save(Map<String, String> fields) {
        return mara.press("/rules/save", rule(0, 0, fields));
    }

    /** A form with what a browser would send of an empty one, and some of it filled in. */
    private static Map<String, String> rule(long id, long version, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(Map.of("id", id + "", "version", version + "", "kind", "guest", "gravity",
                "normal", "somebody", "", "comment", ""));
        all.putAll(fields);
        return all;
    }

    private void on(HttpResponse<byte[]> saved, long id) {
        assertThat(saved.statusCode()).isEqualTo(303);
        Matcher version = Pattern.compile("name=\"version\" value=\"(\\d+)\"").matcher(mara.page("/rules/" + id));
        assertThat(version.find()).isTrue();
        assertThat(mara.press("/rules/" + id + "/on", Map.of("version", version.group(1), "tried", "yes")).statusCode())
                .isEqualTo(303);
    }
}
