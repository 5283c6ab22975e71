package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import org.amends.hub.recovery.FollowUp;
import org.amends.response.Content;
import org.amends.wire.RecoveryCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guest sees and does on their own phone, with the code that a terminal gave them. */
class GuestPageTest extends StaffedHub {

    private static final String CODE = "K7QM2XRB9FTD";
    private static final String PAGE = "/g/" + CODE;

    private TestHub.Browser phone;

    /** A guest who pressed a sad face and took a code. */
    private Guest unhappy() {
        Guest guest = Guest.at("Table 7", hub.clock.instant());
        sent(guest.rates(1), guest.writes("The soup was cold"), code(guest));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        phone = hub.browser();
        TestHub.until(() -> phone.page(PAGE), "Table 7");
        return guest;
    }

    private static String code(Guest guest) {
        return guest.says(new Content.RecoveryToken("code", RecoveryCode.read(CODE).orElseThrow().digest()));
    }

    private HttpResponse<byte[]> writes(String words) {
        return phone.post(PAGE + "/message", Map.of("words", words));
    }

    @Test
    void a_guest_sees_how_it_goes_and_both_sides_write_into_one_thread() {
        unhappy();
        assertThat(phone.page(PAGE)).contains("Our team has been told", "Harbour Hotel");
        mara.press("/cases/1/take", Map.of());
        assertThat(phone.page(PAGE)).contains("Mara is taking care of it").doesNotContain("Berg");

        assertThat(writes("It was <b>really</b> cold").statusCode()).isEqualTo(303);
        assertThat(mara.page("/cases/1")).contains("It was &lt;b&gt;really&lt;/b&gt; cold", "The guest wrote")
                .contains("the guest at Table 7 wrote on your case 1");
        assertThat(mara.press("/cases/1/message", Map.of("message", "We are sorry, Mara")).statusCode()).isEqualTo(303);
        assertThat(phone.page(PAGE)).contains("It was &lt;b&gt;really&lt;/b&gt; cold", "We are sorry, Mara");
        assertThat(mara.page("/cases/1")).contains("We are sorry, Mara", "Wrote to the guest")
                .doesNotContain("wrote on your case 1");
    }

    @Test
    void what_a_guest_writes_on_a_closed_case_stands_above_every_list_until_somebody_deals_with_it() {
        unhappy();
        mara.press("/cases/1/take", Map.of());
        mara.press("/cases/1/close", TestHub.closing("New soup"));
        assertThat(phone.page(PAGE)).contains("This has been dealt with");
        writes("It is cold again");

        assertThat(hub.signedIn("jonas").page("/inbox")).contains("wrote on case 1, which is closed");
        assertThat(mara.page("/cases/1")).contains("The guest has written since this case was closed");
        assertThat(mara.page("/inbox")).as("looking is not enough").contains("wrote on case 1, which is closed");
        mara.press("/cases/1/message/read", Map.of());
        assertThat(mara.page("/inbox")).doesNotContain("which is closed");
    }

    @Test
    void a_guest_is_asked_once_how_content_they_are_now() {
        unhappy();
        mara.press("/cases/1/take", Map.of());
        assertThat(phone.page(PAGE)).doesNotContain("How do you feel about it now?");
        mara.press("/cases/1/close", TestHub.closing("New soup"));

        assertThat(phone.page(PAGE)).contains("How do you feel about it now?", "name=\"score\" value=\"5\"");
        assertThat(phone.post(PAGE + "/score", Map.of("score", "6")).statusCode()).isEqualTo(303);
        assertThat(phone.page(PAGE)).contains("How do you feel about it now?");
        phone.post(PAGE + "/score", Map.of("score", "5"));
        phone.post(PAGE + "/score", Map.of("score", "1"));
        assertThat(phone.page(PAGE)).contains("Thank you for your answer").doesNotContain("name=\"score\"");
        assertThat(hub.lines("SELECT score || ' ' || outcome AS line FROM follow_ups"))
                .containsExactly("5 " + FollowUp.Outcome.RECOVERED.id());
    }

    @Test
    void who_became_no_case_is_thanked() {
        Guest happy = Guest.at("Table 7", hub.clock.instant());
        sent(happy.rates(4), code(happy));
        phone = hub.browser();
        TestHub.until(() -> phone.page(PAGE), "We have it. Thank you for telling us.");
        assertThat(phone.page(PAGE)).doesNotContain("<textarea");
        assertThat(writes("hello").statusCode()).isEqualTo(303);
    }

    @Test
    void a_code_is_typed_as_people_type_and_leads_to_the_page() {
        unhappy();
        assertThat(phone.page("/g")).contains("name=\"code\"");
        HttpResponse<byte[]> typed = phone.post("/g", Map.of("code", " k7qm 2xrb-9ftd "));
        assertThat(typed.statusCode()).isEqualTo(303);
        assertThat(phone.page(typed.headers().firstValue("Location").orElseThrow())).contains("Table 7");
    }

    @Test
    void a_code_that_is_wrong_one_that_is_over_and_one_that_never_was_are_answered_alike() {
        unhappy();
        String unknown = answer("/g/K7QM2XRB9FTE");
        assertThat(unknown).startsWith("404").contains("We find nothing under this code");
        assertThat(answer("/g/no-code-at-all")).isEqualTo(unknown);
        assertThat(answer("/g/AAAAAAAAAAAAAAAAAAAAAA")).isEqualTo(unknown);
        assertThat(answer("/g/K7QM2XRB9FTE/erase")).isEqualTo(unknown);
        assertThat(phone.post("/g/K7QM2XRB9FTE/message", Map.of("words", "x")).statusCode()).isEqualTo(404);
        assertThat(phone.post("/g/K7QM2XRB9FTE/score", Map.of("score", "1")).statusCode()).isEqualTo(404);
        assertThat(phone.post("/g/K7QM2XRB9FTE/erase", Map.of()).statusCode()).isEqualTo(404);

        hub.clock.pass(Duration.ofDays(29));
        assertThat(phone.get(PAGE).statusCode()).isEqualTo(200);
        hub.clock.pass(Duration.ofDays(1));
        assertThat(answer(PAGE)).isEqualTo(unknown);
    }

    @Test
    void a_link_lasts_from_the_last_word() {
        unhappy();
        hub.clock.pass(Duration.ofDays(29));
        writes("Are you there?");
        hub.clock.pass(Duration.ofDays(29));
        assertThat(phone.get(PAGE).statusCode()).isEqualTo(200);
        hub.clock.pass(Duration.ofDays(1));
        assertThat(phone.get(PAGE).statusCode()).isEqualTo(404);
    }

    private String answer(String path) {
        HttpResponse<byte[]> answer = phone.get(path);
        return answer.statusCode() + " " + answer.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("date")).toList() + TestHub.text(answer);
    }

    @Test
    void a_right_code_is_let_in_however_many_wrong_ones_came_from_the_same_network() {
        unhappy();
        Random random = new Random(7);
        TreeSet<Integer> statuses = new TreeSet<>();
        for (int guess = 0; guess < 2000; guess++) {
            StringBuilder code = new StringBuilder();
            random.ints(12, 0, 32).forEach(one -> code.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(one)));
            HttpResponse<byte[]> answer = phone.get("/g/" + code);
            statuses.add(answer.statusCode());
            if (guess % 100 == 99) {
                assertThat(phone.get(PAGE).statusCode()).isEqualTo(200);
            }
        }
        assertThat(statuses).as("wrong ones are limited").containsExactly(404, 429);
        assertThat(writes("I am the guest").statusCode()).isEqualTo(303);
    }

    @Test
    void one_guest_does_not_fill_the_thread() {
        unhappy();
        for (int i = 0; i < 20; i++) {
            assertThat(writes("message " + i).statusCode()).isEqualTo(303);
        }
        HttpResponse<byte[]> refused = writes("What I had written");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestHub.text(refused)).contains("written a lot in a short time", "What I had written");
        hub.clock.pass(Duration.ofHours(1));
        assertThat(writes("again").statusCode()).isEqualTo(303);
    }

    @Test
    void a_message_has_from_one_character_to_two_thousand_of_any_language() {
        unhappy();
        assertThat(writes("   ").statusCode()).isEqualTo(422);
        assertThat(writes("x".repeat(2001)).statusCode()).isEqualTo(422);
        assertThat(writes("\u8336".repeat(2000)).statusCode()).isEqualTo(303);
    }

    @Test
    void erasing_takes_all_that_was_written_and_the_way_to_it_and_leaves_the_case() {
        unhappy();
        writes("Erase-me words of the guest");
        mara.press("/cases/1/message", Map.of("message", "Erase-me words of staff"));
        assertThat(phone.page(PAGE + "/erase")).contains("Erase everything?", "<form method=\"post\"");
        assertThat(phone.page(PAGE)).as("asking is not doing").contains("Erase-me words");
        HttpResponse<byte[]> erased = phone.post(PAGE + "/erase", Map.of());
        assertThat(erased.statusCode()).isEqualTo(303);
        assertThat(phone.page(erased.headers().firstValue("Location").orElseThrow()))
                .contains("Everything here has been erased");

        assertThat(phone.get(PAGE).statusCode()).isEqualTo(404);
        assertThat(mara.page("/cases/1")).contains("Everything the guest had said and how to reach them was erased")
                .doesNotContain("Erase-me", "The soup was cold");
        assertThat(hub.lines("SELECT words AS line FROM thread_messages")).isEmpty();
    }

    @Test
    void the_thread_of_a_merged_case_is_that_of_the_one_that_goes_on() {
        Guest first = unhappy();
        Guest again = Guest.at("Bar", hub.clock.instant());
        Content.Contact reach = new Content.Contact("reach", "phone", "+49 1",
                List.of(new Content.Consent("reply", "To answer me")));
        sent(first.says(reach));
        sent(again.rates(1), again.says(reach));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"2\"");
        writes("Before it was merged");
        TestHub.until(() -> mara.page("/cases/1"), "/cases/1/merge");
        mara.press("/cases/1/merge", Map.of("with", "2", "into", "2"));

        assertThat(mara.page("/cases/2")).contains("Before it was merged");
        mara.press("/cases/2/message", Map.of("message", "On the one that goes on"));
        assertThat(phone.page(PAGE)).contains("Before it was merged", "On the one that goes on");
        writes("After it was merged");
        assertThat(mara.page("/cases/2")).contains("After it was merged");
        assertThat(mara.page("/cases/1")).contains("After it was merged");
    }

    @Test
    void nobody_writes_to_a_guest_who_could_not_read_it() {
        Guest guest = Guest.at("Table 7", hub.clock.instant());
        sent(guest.rates(1));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        assertThat(mara.page("/cases/1")).contains("nothing can be written to them").doesNotContain("/cases/1/message");
        assertThat(mara.press("/cases/1/message", Map.of("message", "hello")).statusCode()).isEqualTo(422);
    }

    @Test
    void a_saved_answer_stands_ready_for_a_guest_who_understands_it() {
        unhappy();
        mara.press("/answers/save", Map.of("id", "0", "version", "0", "kind", "apology", "language", "en", "words",
                "We are so sorry."));
        assertThat(mara.page("/cases/1")).contains("say=1#message");
        assertThat(mara.page("/cases/1?say=1")).containsPattern("<textarea id=\"message\"[^>]*>We are so sorry.");
    }

    @Test
    void the_page_is_light_and_says_nothing_of_itself_to_anybody_else() throws Exception {
        unhappy();
        for (int i = 0; i < 20; i++) {
            writes("A message of a usual length, such as guests write them. ".repeat(4));
        }
        HttpResponse<byte[]> page = phone.get(PAGE);
        int bytes = page.body().length + phone.get("/assets/guest.css").body().length;
        for (String face : List.of("very-good", "good", "fair", "poor", "very-poor")) {
            bytes += phone.get("/assets/faces/" + face + ".svg").body().length;
        }
        assertThat(bytes).isLessThan(50_000);
        assertThat(TestHub.text(page)).doesNotContain("<script", "http://", "https://", "style=");
        for (HttpResponse<byte[]> one : List.of(page, phone.get("/g"), phone.get("/g/x"), phone.get(PAGE + "/erase"))) {
            assertThat(one.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(one.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(one.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
            assertThat(one.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void every_text_is_there_in_every_language_of_a_terminal_with_the_same_gaps() throws Exception {
        Properties english = texts("en");
        for (String language : List.of("ar", "de", "es", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th",
                "tr", "zh")) {
            Properties texts = texts(language);
            assertThat(texts.stringPropertyNames()).as(language).isEqualTo(english.stringPropertyNames());
            assertThat(english.stringPropertyNames()).allSatisfy(key -> assertThat(texts.getProperty(key).contains("{0}"))
                    .as(language + " " + key).isEqualTo(english.getProperty(key).contains("{0}")));
            assertThat(GuestPageTest.class.getResource("/org/amends/kiosk/guest/look/guest_" + language + ".properties"))
                    .isNotNull();
        }
    }

    private static Properties texts(String language) throws Exception {
        Properties texts = new Properties();
        try (var file = org.amends.hub.thread.Threads.class.getResourceAsStream("guest_" + language + ".properties")) {
            texts.load(new java.io.InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"de-AT,de;q=0.9 | de | ltr | Der Code vom Bildschirm",
            "ar | ar | rtl | \u0627\u0644\u0631\u0645\u0632", "sv | en | ltr | The code from the screen",
            "*;;=q | en | ltr | Open"})
    void the_door_speaks_what_the_browser_asks_for(String wish, String language, String direction, String words) {
        assertThat(TestHub.text(hub.send(hub.to("/g").header("Accept-Language", wish))))
                .contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">", words);
    }
}
