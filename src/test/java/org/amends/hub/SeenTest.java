package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.amends.response.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What open pages say that they have shown. */
class SeenTest extends StaffedHub {

    private static final String SEEN = "<span>Seen · <bdi>Mara Berg</bdi></span>";

    @Test
    void who_saw_a_case_stands_in_its_history_by_the_first_time() {
        opened(Guest.at("Gate B7", hub.clock.instant()));
        hub.clock.pass(Duration.ofMinutes(3));
        assertThat(seen("1:" + position()).statusCode()).isEqualTo(204);
        hub.clock.pass(Duration.ofMinutes(2));
        assertThat(seen("1:" + position()).statusCode()).isEqualTo(204);
        mara.press("/cases/1/take", Map.of());

        String page = mara.page("/cases/1?part=detail");
        assertThat(page).containsOnlyOnce(SEEN).containsSubsequence("Pressed Bad", ">12:03</time>" + SEEN, ">12:05</time>",
                "Taken");
    }

    @Test
    void being_opened_and_being_in_a_list_that_nobody_looked_at_is_not_being_seen() {
        opened(Guest.at("Gate B7", hub.clock.instant()));
        assertThat(mara.page("/cases/1")).doesNotContain(SEEN);
        assertThat(mara.page("/cases/1")).doesNotContain(SEEN);
    }

    @Test
    void whoever_writes_about_a_case_has_seen_it() {
        opened(Guest.at("Gate B7", hub.clock.instant()));
        mara.press("/cases/1/note", Map.of("remark", "Who goes?"));
        assertThat(mara.page("/cases/1")).containsOnlyOnce(SEEN);
    }

    @Test
    void what_a_guest_says_anew_is_seen_anew() {
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        opened(guest);
        seen("1:" + position());
        sent(guest.says(new Content.Correction("stay")));
        TestHub.until(() -> mara.page("/cases/1"), "Taken back by the guest");
        sent(guest.rates(2));
        TestHub.until(() -> mara.page("/cases/1"), "data-state=\"new\"");
        hub.clock.pass(Duration.ofMinutes(1));
        seen("1:" + position());

        assertThat(mara.page("/cases/1").split(Pattern.quote(SEEN), -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:", ":1", "1:-1", "1:1,", "1:x", "1:1;2:2", "1234567890123456:1", " 1:1"})
    void what_is_no_list_of_what_was_shown_is_refused_with_what_is_allowed(String unreadable) {
        HttpResponse<byte[]> answer = seen(unreadable);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHub.problem(answer).detail()).contains("\"seen\"", "1 to 100", "12:345");
    }

    @Test
    void so_many_at_once_and_so_many_times_a_minute_and_no_more() {
        assertThat(seen(pairs(100)).statusCode()).isEqualTo(204);
        assertThat(seen(pairs(101)).statusCode()).isEqualTo(400);
        HttpResponse<byte[]> last = null;
        for (int i = 0; i < 60; i++) {
            last = seen("1:1");
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void what_there_is_not_is_noted_nowhere() {
        opened(Guest.at("Gate B7", hub.clock.instant()));
        assertThat(seen("9:" + position() + ",1:0").statusCode()).isEqualTo(204);
        assertThat(rows()).isZero();
        assertThat(seen("1:999999999999999999").statusCode()).isEqualTo(204);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void nobody_sees_in_another_name_and_a_page_that_nobody_touches_keeps_no_session_alive() {
        opened(Guest.at("Gate B7", hub.clock.instant()));
        Map<String, String> what = Map.of("seen", "1:" + position(), "csrf", "made up");
        assertThat(mara.post("/inbox/seen", what).statusCode()).isEqualTo(403);
        assertThat(hub.browser().post("/inbox/seen", what).statusCode()).isEqualTo(303);
        assertThat(rows()).isZero();

        String csrf = csrf();
        for (int hour = 0; hour < 13; hour++) {
            hub.clock.pass(Duration.ofMinutes(59));
            mara.post("/inbox/seen", Map.of("seen", "1:1", "csrf", csrf));
        }
        assertThat(mara.get("/inbox").headers().firstValue("Location").orElse("")).startsWith("/sign-in");
    }

    private String csrf() {
        Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(mara.page("/inbox"));
        assertThat(csrf.find()).isTrue();
        return csrf.group(1);
    }

    private HttpResponse<byte[]> seen(String shown) {
        return mara.press("/inbox/seen", Map.of("seen", shown));
    }

    private static String pairs(int many) {
        return IntStream.rangeClosed(1, many).mapToObj(i -> i + ":1").collect(Collectors.joining(","));
    }

    private long rows() {
        return hub.database().read(tx -> tx.first("SELECT count(*) AS n FROM case_seen", row -> row.number("n")))
                .orElseThrow();
    }

    private long position() {
        Optional<Long> last = hub.database()
                .read(tx -> tx.first("SELECT max(position) AS last FROM case_changes", row -> row.number("last")));
        return last.orElseThrow();
    }

    private void opened(Guest guest) {
        sent(guest.rates(1));
        TestHub.until(() -> mara.page("/inbox"), guest.where().name());
    }
}
