package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What guests are offered, by whom and within which limits; vouchers and the till. Without a file, so that the built-in policy holds. */
class OffersTest extends StaffedHub {

    private static final int MANY = 50;
    private static final Pattern CODE = Pattern.compile("class=\"code\">([^<]+)<");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @Test
    void what_is_proposed_is_granted_within_limits_once_and_above_them_by_somebody_else() {
        opened();
        TestHub.Browser jonas = hub.signedIn("jonas");
        assertThat(mara.page("/cases/1")).contains("Ours: A drink or dessert on the house (€8.00) is proposed");
        assertThat(offer("a").statusCode()).isEqualTo(303);
        assertThat(offer("a").statusCode()).as("the same form again").isEqualTo(303);
        assertThat(count("granted")).isEqualTo(1);
        assertThat(mara.page("/cases/1")).contains("Granted by Mara Berg", "Offered to the guest", "class=\"code\"");
        assertThat(jonas.page("/cases/1")).contains("Granted by Mara Berg").doesNotContain("class=\"code\"");
        assertThat(mara.press("/cases/1/offer", form("b", "apology", "")).statusCode()).isEqualTo(422);
        offer("b");
        offer("c");

        assertThat(count("granted")).isEqualTo(2);
        assertThat(mara.page("/cases/1")).contains("Waits for a second person", "more often than guests are to");
        assertThat(mara.page("/inbox")).doesNotContain("class=\"waits\"");
        assertThat(jonas.page("/inbox")).contains("class=\"waits\">1<");
        HttpResponse<byte[]> own = mara.press("/offers/3/approve", Map.of());
        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(own)).contains("somebody else decides");
        assertThat(jonas.press("/offers/3/approve", Map.of("word", "Rightly <so>")).statusCode()).isEqualTo(303);
        assertThat(jonas.press("/offers/3/decline", Map.of()).statusCode()).isEqualTo(409);
        assertThat(mara.page("/cases/1")).contains("approved by Jonas Vale", "Rightly &lt;so&gt;");
        assertThat(mara.press("/cases/1/withdraw-offer", Map.of("made", "3")).statusCode()).isEqualTo(303);
        assertThat(mara.page("/cases/1")).contains("Taken back by Mara Berg");
        assertThat(mara.page("/audit")).contains("Granted the guest something", "Approved an offer", "Took an offer back");
        assertThat(mara.page("/offers/report")).contains("Fewer than 5").doesNotContain("€8.00");
        assertThat(mara.page("/offers/report.csv")).contains("normal,ours,all,,2,EUR,,,,,\r\n");
    }

    @Test
    void fifty_who_grant_at_once_stay_within_the_limit_and_so_do_fifty_approvals() throws Exception {
        opened();
        TestHub.Browser jonas = hub.signedIn("jonas");
        String maras = csrf(mara);
        List<HttpResponse<byte[]>> told = atOnce(n -> mara.post("/cases/1/offer", with(maras, form("f" + n, "", ""))));
        assertThat(told).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(303));
        assertThat(count("granted")).isEqualTo(2);
        assertThat(count("asked")).isEqualTo(MANY - 2);

        String jonass = csrf(jonas);
        List<Long> asked = hub.database().read(
                tx -> tx.list("SELECT id FROM offers WHERE state = 'asked' ORDER BY id", row -> row.number("id")));
        atOnce(n -> jonas.post("/offers/" + asked.get(n % asked.size()) + "/approve", with(jonass, Map.of())));
        assertThat(count("granted")).isEqualTo(5);
        assertThat(jonas.page("/offers/report")).contains("€8.00 to €8.00");
    }

    @Test
    void of_fifty_tills_that_redeem_one_voucher_at_once_exactly_one_does() throws Exception {
        opened();
        offer("a");
        String code = code();
        String csrf = csrf(mara);
        assertThat(TestHub.text(mara.press("/till/look", Map.of("code", code.toLowerCase().replace("-", " ")))))
                .contains("Good until", "€8.00", "/till/redeem");
        // Right codes count for nothing against wrong ones, but so many at once do wait.
        List<HttpResponse<byte[]>> told = atOnce(n -> mara.post("/till/redeem", Map.of("csrf", csrf, "code", code)));
        assertThat(told).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        assertThat(count("redeemed")).isEqualTo(1);
        HttpResponse<byte[]> again = mara.press("/till/redeem", Map.of("code", code));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(again)).contains("Not good: redeemed on", "Harbour Hotel", "Mara Berg");
        assertThat(mara.page("/cases/1")).containsOnlyOnce("voucher was redeemed");
    }

    @Test
    void an_unknown_code_tells_nothing_and_guessing_is_stopped_and_no_code_is_in_the_database() throws IOException {
        opened();
        offer("a");
        String code = code();
        for (int i = 0; i < 10; i++) {
            HttpResponse<byte[]> wrong = mara.press("/till/look", Map.of("code", "000000000000"));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(TestHub.text(wrong)).contains("not known here");
        }
        assertThat(mara.press("/till/look", Map.of("code", code)).statusCode()).isEqualTo(429);
        assertThat(hub.signedIn("jonas").press("/till/look", Map.of("code", code)).statusCode()).isEqualTo(200);
        mara.press("/cases/1/withdraw-offer", Map.of("made", "1"));
        assertThat(TestHub.text(hub.signedIn("jonas").press("/till/redeem", Map.of("code", code))))
                .contains("Not good: taken back");
        hub.close();
        String kept = Files.readString(data.resolve("hub.db"), StandardCharsets.ISO_8859_1);
        assertThat(kept).contains("Harbour Hotel").doesNotContain(code, code.replace("-", ""));
        hub = new TestHub(data);
    }

    private interface Press {
        HttpResponse<byte[]> by(int number);
    }

    private static List<HttpResponse<byte[]>> atOnce(Press press) throws Exception {
        CyclicBarrier together = new CyclicBarrier(MANY);
        List<Callable<HttpResponse<byte[]>>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            all.add(() -> {
                together.await();
                return press.by(number);
            });
        }
        List<HttpResponse<byte[]>> answers = new ArrayList<>();
        try (ExecutorService fifty = Executors.newFixedThreadPool(MANY)) {
            for (Future<HttpResponse<byte[]>> answer : fifty.invokeAll(all)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static Map<String, String> form(String once, String offer, String reason) {
        return Map.of("responsibility", "ours", "offer", offer, "reason", reason, "once", once.repeat(20));
    }

    private static Map<String, String> with(String csrf, Map<String, String> fields) {
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put("csrf", csrf);
        return all;
    }

    private HttpResponse<byte[]> offer(String once) {
        return mara.press("/cases/1/offer", form(once, "", ""));
    }

    private String code() {
        Matcher code = CODE.matcher(mara.page("/cases/1"));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static String csrf(TestHub.Browser browser) {
        Matcher csrf = CSRF.matcher(browser.page("/inbox"));
        assertThat(csrf.find()).isTrue();
        return csrf.group(1);
    }

    private long count(String state) {
        return hub.database().read(tx -> tx.first(state.equals("redeemed")
                ? "SELECT count(*) AS n FROM offers WHERE redeemed_at IS NOT NULL AND state <> ?"
                : "SELECT count(*) AS n FROM offers WHERE state = ?", row -> row.number("n"), state)).orElseThrow();
    }

    private void opened() {
        sent(Guest.at("Gate B7", hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
    }
}
