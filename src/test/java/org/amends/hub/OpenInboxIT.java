package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.amends.testbed.InboxBrowser;
import org.amends.response.Content;
import org.amends.wire.Pairing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an open inbox does in a real browser: it says what was before somebody's eyes, calls them, and helps them write. */
@Timeout(240)
class OpenInboxIT {

    /** In place of the loudspeaker and of the browser's notifications, which a test can neither hear nor see. */
    private static final String LISTEN = """
            window.tones = 0; window.notes = []; window.focused = true;
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function(at) { window.tones++; start.call(this, at); };
            window.Notification = class extends EventTarget {
              static permission = 'default';
              static async requestPermission() { this.permission = 'granted'; return 'granted'; }
              constructor(words) { super(); window.notes.push(words); }
            };
            document.hasFocus = () => window.focused;
            """;
    private static final String HIDE = """
            Object.defineProperty(document, 'visibilityState', {get: () => window.unseen ? 'hidden' : 'visible', configurable: true});
            window.unseen = true;
            """;
    private static final String LOSE_THE_NEXT_WORD = """
            const send = window.fetch; window.lost = 0;
            window.fetch = (to, how) => {
              if (to !== '/inbox/seen' || window.lost > 0) return send(to, how);
              window.lost++;
              return Promise.reject(new TypeError('lost'));
            };
            """;

    @TempDir
    private Path data;
    @TempDir
    private Path settings;
    private TestHub hub;
    private Pairing.Answer terminal;
    private TestHub.Browser reader;

    @BeforeEach
    void start() throws IOException {
        Path plan = Files.writeString(settings.resolve("duty.yaml"), """
                zone: UTC
                people:
                  jonas:
                    quiet:
                      hours: {every-day: "11:00-13:00"}
                """);
        hub = new TestHub(data, new HandClock(), TestHub.with(plan));
        terminal = hub.paired();
        hub.hire("mara", "Mara Berg");
        hub.hire("jonas", "Jonas Vale");
        reader = hub.signedIn("mara");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void what_is_painted_in_view_is_seen_and_nothing_else_and_a_lost_word_is_said_again() {
        try (InboxBrowser mara = open("mara")) {
            mara.run(LOSE_THE_NEXT_WORD);
            mara.run(HIDE);
            comes("Gate B7");
            mara.waitForRow("[data-case='1']");
            comes("Table 7");
            mara.waitForRow("[data-case='2']");
            longEnough(mara);
            assertThat(mara.run("return window.lost")).as("hidden, it says nothing").isEqualTo(0L);
            mara.run("window.unseen = false; document.dispatchEvent(new Event('visibilitychange'))");
            mara.waitForTrue("the first word is lost", "window.lost === 1");
            TestHub.until(() -> reader.page("/cases/1"), "Seen · <bdi>Mara Berg</bdi>");
            assertThat(reader.page("/cases/2")).contains("Seen · <bdi>Mara Berg</bdi>");

            for (int table = 10; table < 30; table++) {
                comes("Table " + table);
            }
            mara.waitForRow("[data-case='22']");
            TestHub.until(() -> reader.page("/cases/22"), "Seen · ");
            mara.run("document.querySelector(\"li[data-case='10']\").scrollIntoView()");
            TestHub.until(() -> reader.page("/cases/10"), "Seen · ");
            mara.picture("inbox-bell", 1280, 800);
            mara.picture("inbox-bell-phone", 320, 700);
        }
        try (InboxBrowser jonas = open("jonas")) {
            jonas.waitForRow("[data-case='22']");
            TestHub.until(() -> reader.page("/cases/22"), "Seen · <bdi>Jonas Vale</bdi>");
            assertThat(reader.page("/cases/3")).as("far below what is in view").doesNotContain("Jonas Vale</bdi></span>");
        }
    }

    @Test
    void one_press_switches_sound_and_notifications_on_for_what_comes_into_the_list_on_the_screen() {
        try (InboxBrowser mara = open("mara")) {
            mara.run(LISTEN);
            assertThat(mara.text("#bell-state")).isEqualTo("Off");
            comes("Gate B7");
            mara.waitForRow("[data-case='1']");
            mara.click("#bell");
            mara.waitForText("#bell-state", "On, for each new case in this list");
            assertThat(mara.run("return window.tones")).as("so that one knows what it sounds like").isEqualTo(2L);

            comes("Table 7");
            mara.waitForTrue("a sound", "window.tones === 4");
            assertThat(mara.run("return window.notes")).as("whoever looks at the page sees the row").isEqualTo(List.of());
            mara.run("window.focused = false");
            comes("Lift");
            mara.waitForTrue("a notification", "window.notes.length === 1");
            assertThat(mara.run("return window.notes[0]")).isEqualTo("New case: Lift, Bad");
            hub.send(hub.batch(terminal.token(), Guest.at("Spa", hub.clock.instant().minus(Duration.ofHours(3))).rates(1)));
            mara.waitForRow("[data-case='4']");
            comes("Pool");
            mara.waitForTrue("the next sound", "window.tones === 8");
            assertThat(mara.run("return window.notes")).as("nothing of what is to be followed up")
                    .isEqualTo(List.of("New case: Lift, Bad", "New case: Pool, Bad"));

            mara.goToInbox();
            mara.waitForTrue("it is remembered", "document.getElementById('bell').getAttribute('aria-pressed') === 'true'");
            mara.click("#bell");
            mara.waitForText("#bell-state", "Off");
        }
    }

    @Test
    void in_somebodys_quiet_time_their_page_is_silent_and_says_so() {
        try (InboxBrowser jonas = open("jonas")) {
            jonas.run(LISTEN);
            jonas.click("#bell");
            jonas.waitForText("#bell-state", "Silent until");
            jonas.waitForTrue("the press itself is answered", "window.tones === 2");
            jonas.run("window.focused = false");
            comes("Gate B7");
            jonas.waitForRow("[data-case='1']");
            longEnough(jonas);
            assertThat(jonas.run("return [window.tones, window.notes.length]")).isEqualTo(List.of(2L, 0L));
        }
    }

    @Test
    void a_saved_answer_goes_behind_what_is_written_and_a_merged_case_is_on_the_page_of_the_one_that_goes_on() {
        reader.press("/answers/save", Map.of("kind", "apology", "language", "en", "words", "We are very sorry, and it will"
                + " not be the last you hear of us.", "id", "0", "version", "0"));
        reader.press("/answers/save", Map.of("kind", "what-next", "language", "de", "words",
                "Unsere Empfangsleitung ruft Sie heute noch an.", "id", "0", "version", "0"));
        for (String place : List.of("Gate B7", "Lift")) {
            Guest guest = Guest.at(place, hub.clock.instant());
            hub.send(hub.batch(terminal.token(), guest.rates(1), guest.reasons("Queue too long"),
                    guest.writes("An hour, and nobody came"), guest.says(new Content.Contact("reach", "email",
                            "guest@example.org", List.of(new Content.Consent("reply", "To answer me"))))));
        }
        try (InboxBrowser mara = open("mara")) {
            mara.waitForRow("[data-case='1']");
            mara.click("li[data-case='1'] a.place");
            mara.waitForText("#detail", "Merge with case 2");
            mara.type("#remark", "Called.");
            mara.click("#answers summary");
            mara.click("#answers a.answer");
            mara.waitForTrue("the answer is in the note",
                    "document.getElementById('remark').value.startsWith('Called.\\nWe are very sorry')");
            mara.picture("case-answers", 1280, 1800);
            mara.picture("case-answers-phone", 320, 2600);
            mara.click("a.merge");
            mara.waitForText("h1", "Merge two cases");
            mara.picture("merge-phone", 320, 900);
            mara.picture("merge", 1280, 800);
            mara.click(".rule .button.main");
            mara.waitForText("#detail", "Case 2 was merged into this one");
            mara.picture("case-merged", 1280, 1800);
            for (String page : List.of("/answers", "/answers/1")) {
                mara.run("location.assign('" + page + "')");
                mara.waitForTrue(page, "location.pathname === '" + page + "' && document.readyState === 'complete'");
                mara.picture(page.replace("/", "-").substring(1), 1280, 800);
                mara.picture(page.replace("/", "-").substring(1) + "-phone", 320, 900);
                mara.waitForTrue("nothing beside the page", "document.documentElement.scrollWidth <= innerWidth");
            }
        }
    }

    /** Pages gather for a second at the most before they speak or ring. */
    private static void longEnough(InboxBrowser page) {
        page.run("window.began = performance.now()");
        page.waitForTrue("it has had its time", "performance.now() > window.began + 1500");
    }

    private InboxBrowser open(String name) {
        return InboxBrowser.open(hub.to("/inbox").build().uri().toString(), name, TestHub.PASSWORD);
    }

    private void comes(String place) {
        hub.send(hub.batch(terminal.token(), Guest.at(place, hub.clock.instant()).rates(1)));
    }
}
