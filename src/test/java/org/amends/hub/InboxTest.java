package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an entry to the page that staff work at. */
class InboxTest extends StaffedHub {

    private TestHub.Browser jonas;

    @BeforeEach
    void signInJonas() {
        jonas = hub.signedIn("jonas");
    }

    @Test
    void aSadFaceBecomesACaseThatFillsInAsTheGuestGoesOn() {
        Guest guest = Guest.at("Gate B7", hub.clock.instant());
        sent(guest.rates(1));
        String page = TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        assertThat(page).contains("Gate B7", "Harbour Hotel", "Bad", "data-state=\"new\"", guest.response().toString())
                .doesNotContain("Queue too long");

        sent(guest.reasons("Queue too long"), guest.writes("An hour!"), guest.leaves());
        TestHub.until(() -> mara.page("/cases/1"), "Went away");
        assertThat(mara.page("/cases/1")).contains("Queue too long", "An hour!", "Pressed Bad");
        assertThat(mara.page("/inbox")).contains("Queue too long", "An hour!");
    }

    @Test
    void aReasonThatArrivesBeforeItsRatingIsNotLost() {
        Guest guest = Guest.at("Table 7", hub.clock.instant());
        sent(guest.reasons("Food cold"), guest.rates(2));

        assertThat(TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"")).contains("Food cold", "Poor");
    }

    @Test
    void aButtonThatCallsForSomebodyIsACaseWithAPictureOfItsOwn() {
        sent(Guest.at("Gate B7", hub.clock.instant()).calls("help-button"));
        sent(Guest.at("Gate B8", hub.clock.instant()).calls("staff-call-button"));

        TestHub.until(() -> mara.page("/inbox"), "data-case=\"2\"");
        assertThat(mara.page("/inbox")).contains("/assets/faces/call.svg", "Call button", "Wants somebody to come now",
                "Staff ask for a colleague");
        assertThat(mara.page("/cases/1")).contains("Pressed Call button");
        assertThat(mara.page("/assets/faces/call.svg")).startsWith("<svg");
    }

    @Test
    void aHappyFaceOpensNoCase() {
        sent(Guest.at("Gate B7", hub.clock.instant()).rates(3), Guest.at("Table 7", hub.clock.instant()).rates(2));

        assertThat(TestHub.until(() -> mara.page("/inbox"), "Table 7")).doesNotContain("Gate B7");
    }

    @Test
    void aCaseIsTakenAndThenClosedWithANote() {
        opened("Gate B7");
        assertThat(mara.press("/cases/1/take", Map.of("view", "open")).headers().firstValue("Location"))
                .hasValue("/cases/1?view=open");
        assertThat(mara.page("/cases/1")).contains("Yours since 12:00", "data-state=\"taken\"");
        assertThat(jonas.page("/cases/1")).contains("With Mara Berg since 12:00");
        assertThat(mara.page("/inbox?view=mine")).contains("Gate B7");
        assertThat(jonas.page("/inbox?view=mine")).doesNotContain("Gate B7");

        assertThat(mara.press("/cases/1/close", TestHub.closing("Opened a lane\r\nand said sorry")).statusCode())
                .isEqualTo(303);
        assertThat(mara.page("/inbox")).doesNotContain("Gate B7");
        assertThat(mara.page("/inbox?view=closed")).contains("Gate B7", "Closed by Mara Berg");
        assertThat(jonas.page("/cases/1")).contains("Opened a lane\nand said sorry");
    }

    @Test
    void whoeverIsSecondIsToldWhoHasTheCaseAndSinceWhen() {
        opened("Gate B7");
        mara.press("/cases/1/take", Map.of());
        hub.clock.pass(Duration.ofMinutes(2));

        HttpResponse<byte[]> answer = jonas.press("/cases/1/take", Map.of());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(TestHub.text(answer)).contains("Mara Berg was quicker and has had this case since 12:00.");
        assertThat(jonas.press("/cases/1/close", TestHub.closing("")).statusCode()).isEqualTo(409);
        assertThat(mara.page("/cases/1")).contains("data-state=\"taken\"");
    }

    @Test
    void pressingTakeTwiceIsNoQuarrelWithOneself() {
        opened("Gate B7");
        mara.press("/cases/1/take", Map.of());

        assertThat(mara.press("/cases/1/take", Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void ofTwoWhoTakeAtTheSameMomentExactlyOneGetsIt() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int round = 1; round <= 10; round++) {
                opened("Table " + round);
                String path = "/cases/" + round + "/take";
                CyclicBarrier together = new CyclicBarrier(2);
                List<Callable<Integer>> takers = List.of(taker(mara, path, together), taker(jonas, path, together));
                List<Future<Integer>> answers = both.invokeAll(takers);

                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(303, 409);
            }
        }
    }

    @Test
    void aCaseThatNobodyHasCannotBeClosedAndOneThatIsClosedCannotBeTaken() {
        opened("Gate B7");
        assertThat(mara.press("/cases/1/close", TestHub.closing("")).statusCode()).isEqualTo(409);
        mara.press("/cases/1/take", Map.of());
        mara.press("/cases/1/close", TestHub.closing(""));

        assertThat(TestHub.text(jonas.press("/cases/1/take", Map.of()))).contains("closed already", "Mara Berg");
    }

    @Test
    void aNoteThatIsTooLongIsRefusedAndTheCaseStaysOpen() {
        opened("Gate B7");
        mara.press("/cases/1/take", Map.of());

        assertThat(mara.press("/cases/1/close", TestHub.closing("x".repeat(501))).statusCode()).isEqualTo(422);
        assertThat(mara.page("/cases/1")).contains("data-state=\"taken\"");
    }

    @Test
    void aCaseThatDoesNotExistIsSaidToBeNone() {
        for (String path : List.of("/cases/99", "/cases/x", "/cases/99999999999999999999", "/nowhere")) {
            assertThat(mara.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(mara.press("/cases/99/take", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void whatStrangersWriteIsShownAsItIsOnEveryPage() {
        String script = "<script>alert(1)</script>";
        String shown = "&lt;script&gt;alert(1)&lt;/script&gt;";
        hub.hire("mallory", script);
        TestHub.Browser mallory = hub.signedIn("mallory");
        Guest guest = Guest.at(script, hub.clock.instant());
        sent(guest.rates(1), guest.reasons(script), guest.writes(script));
        TestHub.until(() -> mallory.page("/inbox"), shown);
        mallory.press("/cases/1/take", Map.of());
        List<HttpResponse<byte[]>> pages = new java.util.ArrayList<>(List.of(mallory.get("/inbox"), mallory.get("/cases/1"),
                mallory.get("/inbox?view=mine"), mara.get("/cases/1?part=detail"), mara.press("/cases/1/take", Map.of())));
        mallory.press("/cases/1/close", TestHub.closing(script));
        pages.addAll(List.of(mara.get("/inbox?view=closed"), mara.get("/cases/1"),
                hub.browser().post("/sign-in", Map.of("name", script, "password", "wrong"))));

        for (HttpResponse<byte[]> page : pages) {
            assertThat(TestHub.text(page)).as(page.uri().toString()).contains(shown).doesNotContain(script);
            assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
                    policy -> assertThat(policy).contains("default-src 'self'").doesNotContain("unsafe"));
        }
        assertThat(mara.page("/inbox?view=%3Cscript%3Ealert(1)%3C/script%3E")).doesNotContain(script);
    }

    @Test
    void aRestartSignsNobodyOutAndKeepsEveryCase() {
        opened("Gate B7");
        hub.restart();

        assertThat(mara.page("/inbox")).contains("Gate B7");
    }

    private Callable<Integer> taker(TestHub.Browser who, String path, CyclicBarrier together) {
        return () -> {
            together.await();
            return who.press(path, Map.of()).statusCode();
        };
    }

    private void opened(String place) {
        sent(Guest.at(place, hub.clock.instant()).rates(1));
        TestHub.until(() -> mara.page("/inbox"), place);
    }
}
