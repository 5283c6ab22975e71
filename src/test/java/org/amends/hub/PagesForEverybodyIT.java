package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.response.Content;
import org.amends.testbed.InboxBrowser;
import org.amends.wire.Condition;
import org.amends.wire.Condition.Trouble;
import org.amends.wire.Pairing;
import org.amends.wire.RecoveryCode;
import org.amends.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every page of staff in a real browser: as axe-core judges it, on a narrow phone, and with letters twice as large. A page
 * that is added is opened by itself; where its address has a gap, {@link #aBusyDay} says what to fill it with.
 */
@Timeout(240)
class PagesForEverybodyIT {

    private static final String CODE = "K7QM-2XRB-9FTD";
    private static final String LONG_PLACE = "Sicherheitskontrolle Terminal 2, Erdgeschoss, Abflughalle";

    /** Pages that look otherwise by what is asked for. */
    private static final List<String> OTHER_LOOKS = List.of("/inbox?view=mine", "/inbox?view=closed",
            "/inbox?view=open&gravity=urgent&overdue=yes", "/rules/new?kind=rate");

    /** What leads on to another page at once for somebody who is signed in, or never ends. */
    private static final Set<String> NO_PAGES = Set.of("/", "/inbox/events", "/sign-in", "/offers/report.csv");

    private static final String CUT_OFF = """
            const wide = document.documentElement.clientWidth;
            const found = [];
            const say = (e, what) => found.push([e.tagName.toLowerCase(), ...e.classList].join('.') + (e.id ? '#' + e.id : '')
                + ' ' + what + ': ' + (e.textContent || e.value || '').trim().slice(0, 40));
            const isOnlyHeard = (e) => e.closest('.heard')
                || e.closest('thead') && getComputedStyle(e.closest('thead')).clipPath === 'inset(50%)';
            if (document.documentElement.scrollWidth > wide) {
              found.push(`the page is ${document.documentElement.scrollWidth} wide, the screen ${wide}`);
            }
            for (const e of document.querySelectorAll('body *')) {
              const style = getComputedStyle(e);
              // What is only for screen readers is one pixel large.
              if (!e.checkVisibility({visibilityProperty: true}) || isOnlyHeard(e)) continue;
              const box = e.getBoundingClientRect();
              if (box.right > wide + 1 || box.left < -1) say(e, `reaches from ${box.left} to ${box.right} of ${wide}`);
              // In a field one moves along what was typed.
              if (style.display === 'inline' || e.matches('input, textarea, select, option')) continue;
              if (e.scrollWidth > e.clientWidth + 1) say(e, `is ${e.clientWidth} wide and holds ${e.scrollWidth}`);
              // A list shows two lines of what a guest wrote; the case has the whole.
              if (style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 1 && !e.matches('.row .comment')) {
                say(e, `is ${e.clientHeight} high and holds ${e.scrollHeight}`);
              }
            }
            return found;
            """;

    /** Rules that axe-core leaves out by itself are asked for as well; {@link #REASONS} says which are not, and why. */
    private static final String AXE = """
            const off = arguments[0];
            const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: !off.includes(rule.ruleId)}]));
            return axe.run(document, {rules, resultTypes: ['violations'], elementRef: false}).then(result =>
                result.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + node.target.join(' ') + ' '
                    + node.html.slice(0, 200) + ' ' + node.failureSummary.replaceAll('\\n', ' ').slice(0, 300))));
            """;

    private static final Map<String, String> REASONS = Map.of();

    @TempDir
    private Path folder;
    private HttpServer webhook;
    private TestHub hub;
    private TestHub.Browser mara;
    private TestHub.Browser jonas;
    private InboxBrowser browser;
    private final String axe = script();
    private final Map<String, List<String>> faults = new TreeMap<>();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
        // So that something cannot be delivered.
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        webhook.start();
        Path plan = Files.writeString(folder.resolve("duty.yaml"), """
                address: https://hub.example.org
                targets:
                  normal: {acknowledge: 4, respond: 10, resolve: 30}
                people:
                  the-phone-of-whoever-is-on-duty:
                    webhook: http://127.0.0.1:%d/hook
                escalation:
                  nobody-took-it:
                    - {after: 0, tell: [the-phone-of-whoever-is-on-duty], by: [webhook]}
                webhooks:
                  key-file: key
                """.formatted(webhook.getAddress().getPort()));
        // Browsers have the time of this machine.
        hub = new TestHub(Files.createDirectories(folder.resolve("hub")), new HandClock(Instant.now()),
                TestHub.with(plan));
        hub.hire("mara", "Mara Berg");
        hub.hire("jonas", "Jonas Friedrich von Valentiner-Branth");
        mara = hub.signedIn("mara");
        jonas = hub.signedIn("jonas");
        browser = InboxBrowser.at(hub.to("/inbox").build().uri().toString());
    }

    @AfterEach
    void stop() {
        browser.close();
        hub.close();
        webhook.stop(0);
    }

    @Test
    void every_page_suits_everybody_in_short_words_and_in_long_ones() {
        look("sign-in", () -> browser.goTo("/sign-in?next=%2Frules"));
        look("sign-in refused", () -> {
            browser.goTo("/sign-in");
            browser.type("#name", "mara");
            browser.type("#password", "wrong");
            browser.click(".card button");
            browser.waitForText(".notice", "");
        });
        browser.goToInbox();
        browser.signIn("mara", TestHub.PASSWORD);
        List<String> pages = pages(Map.of());
        assertThat(pages).contains("/inbox", "/rules", "/rules/new", "/heard", "/terminals", "/undelivered");
        pages.stream().filter(page -> !page.contains("/new") && !page.equals("/heard"))
                .forEach(page -> look(page + " with nothing in it", () -> browser.goTo(page)));

        Map<String, List<String>> gaps = aBusyDay();
        Stream.of(pages(gaps), OTHER_LOOKS).flatMap(List::stream)
                .forEach(page -> look(page, () -> browser.goTo(page)));
        look("nothing here", () -> browser.goTo("/nowhere"));
        look("a rule tried", () -> {
            browser.goTo("/rules/1");
            browser.click("[formaction='/rules/try']");
            browser.waitForText(".tried", "");
        });
        look("a rule with mistakes", () -> {
            browser.goTo("/rules/new");
            browser.ask("document.querySelectorAll('form.rule input[id], form.rule textarea').forEach(field => {"
                    + " if (field.type === 'text') field.value = 'x'.repeat(600); })");
            browser.click("form.rule .button.main");
            browser.waitForText(".wrong", "");
        });
        look("something heard with mistakes", () -> {
            browser.goTo("/heard");
            browser.ask("document.querySelectorAll('form.rule [required]').forEach(field => { field.required = false; })");
            browser.click("form.rule .button.main");
            browser.waitForText(".wrong", "");
        });
        look("a line with an address in it", () -> {
            browser.goTo("/cases/3");
            browser.click("#line summary");
            browser.type("#words-en", "Write to ann@example.org " + "x".repeat(90));
            browser.click("#line button");
            browser.waitForText(".notice", "");
        });
        look("what is kept of a guest", () -> {
            browser.goTo("/privacy");
            browser.type("#address", "guest@example.org");
            browser.click("form.rule .button.main");
            browser.waitForText("main ul", "Gate");
        });
        look("a note that names nobody", () -> {
            browser.goTo("/cases/1");
            browser.type("#remark", "@nobodywhoworkshere, please look");
            browser.click("form[action*='/note'] button");
            browser.waitForText(".notice", "");
        });

        assertThat(faults).isEmpty();
    }

    /** Every page that the hub has, its gaps filled; without anything to fill them with, those that have none. */
    private List<String> pages(Map<String, List<String>> gaps) {
        Set<String> described = new JsonMapper().readTree(hub.send(hub.to("/openapi.json")).body()).get("paths")
                .propertyNames().stream().collect(Collectors.toSet());
        List<String> all = hub.answers().stream().filter(route -> route.startsWith("GET "))
                .map(route -> route.substring("GET ".length()))
                .filter(path -> !described.contains(path) && !NO_PAGES.contains(path) && !path.startsWith("/assets/"))
                .toList();
        if (!gaps.isEmpty()) {
            assertThat(gaps.keySet()).as("what is opened of the pages whose address has a gap")
                    .containsExactlyInAnyOrderElementsOf(all.stream().filter(path -> path.contains("{")).toList());
        }
        return all.stream().flatMap(path -> path.contains("{")
                ? gaps.getOrDefault(path, List.of()).stream()
                        .map(thing -> thing.split("(?=\\?)", 2))
                        .map(thing -> path.replaceFirst("\\{[^}]*}", Matcher.quoteReplacement(thing[0]))
                                + (thing.length > 1 ? thing[1] : ""))
                : Stream.of(path)).toList();
    }

    private void look(String name, Runnable open) {
        for (String language : List.of("en", "de")) {
            browser.reads(language);
            browser.screen(640, 800, 32);
            open.run();
            check(name + " in " + language + " with large letters", this::cutOff);
            browser.screen(320, 640, 16);
            check(name + " in " + language + " on 320 pixels", this::cutOff);
            if (language.equals("en")) {
                check(name + " on 320 pixels", this::axe);
            } else {
                browser.screen(1280, 800, 16);
                check(name, this::axe);
            }
        }
    }

    private void check(String where, Supplier<List<String>> judge) {
        List<String> found = judge.get();
        if (!found.isEmpty()) {
            faults.put(where, found);
            browser.picture("for-everybody-" + where.replaceAll("[^a-z0-9]+", "-"));
        }
    }

    @SuppressWarnings("unchecked")
    private List<String> cutOff() {
        return (List<String>) browser.ask(CUT_OFF);
    }

    @SuppressWarnings("unchecked")
    private List<String> axe() {
        if (!(Boolean) browser.ask("return typeof axe !== 'undefined'")) {
            browser.ask(axe);
        }
        return (List<String>) browser.ask(AXE, List.copyOf(REASONS.keySet()));
    }

    private static String script() {
        try (InputStream file = PagesForEverybodyIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Guests and staff leave something for every page to show; what is returned fills the gaps in addresses, a query behind it. */
    private Map<String, List<String>> aBusyDay() {
        Pairing.Answer terminal = hub.paired();
        press("/tags/save", Map.of("id", "0", "version", "0", "tag", "Zimmertemperatur", "language", "de", "words",
                "kalt*\nheiz*\nKlimaanlage*"));
        press("/rules/save", Map.of("id", "0", "version", "0", "kind", "guest", "name", "Allergies and intolerances",
                "gravity", "urgent", "words", "allerg*", "sets", "kitchen, first aid"));
        press("/rules/save", Map.of("id", "0", "version", "0", "kind", "rate", "name", "A bad half hour at a touchpoint",
                "gravity", "high", "score", "2", "minutes", "30", "count", "4", "least", "4"));
        for (String rule : List.of("3", "4")) {
            press("/rules/" + rule + "/on", Map.of("version", "1", "tried", "yes"));
        }

        Guest allergic = Guest.at("Table 7", hub.clock.instant().minus(Duration.ofMinutes(3)));
        said(terminal, allergic.rates(1), allergic.reasons("The food"), allergic.writes("Nuts in the salad although I said"
                + " twice that I am allergic, and the waiter only shrugged. ".repeat(3) + "x".repeat(90)),
                allergic.calls("somebody"),
                allergic.says(new Content.RecoveryToken("code", RecoveryCode.read(CODE).orElseThrow().digest())));
        Guest late = Guest.at(LONG_PLACE, hub.clock.instant().minus(Duration.ofHours(3)));
        said(terminal, late.rates(2), late.reasons("Something else"), late.says(new Content.Contact("reach", "email",
                "a.guest.with.a.very.long.address@mail.example.org", List.of(new Content.Consent("reply", "To answer")))));
        for (int i = 0; i < 4; i++) {
            Guest cold = Guest.at("Gate B7", hub.clock.instant().minus(Duration.ofMinutes(1 + i)));
            said(terminal, cold.rates(2), cold.writes(i == 0 ? "Mir ist kalt" : "الطابور طويل جدا"),
                    cold.says(new Content.Contact("reach", "email", "guest@example.org",
                            List.of(new Content.Consent("reply", "To answer")))));
        }
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"7\"");

        press("/cases/1/take", Map.of());
        for (String words : List.of("The kitchen knows, a doctor is with the guest", "@jonas, who had table 7?",
                "Long words: " + "Lebensmittelunverträglichkeitsbescheinigung".repeat(3))) {
            hub.clock.pass(Duration.ofMinutes(2));
            press("/cases/1/note", Map.of("remark", words));
        }
        press("/cases/1/hand-over", Map.of("to", "jonas"));
        jonas.press("/cases/1/hand-over", Map.of("to", "mara"));
        for (int i = 0; i < 6; i++) {
            press("/cases/1/offer",
                    Map.of("responsibility", "ours", "offer", i % 2 == 0 ? "on-the-house" : "apology", "reason",
                            "Because the evening was spoilt for the whole family", "once", ("offer" + i).repeat(6)));
        }
        jonas.press("/cases/2/take", Map.of());
        jonas.press("/cases/2/note", Map.of("remark", "@mara, this came late", "tell", "mara"));
        press("/cases/3/take", Map.of());
        press("/cases/3/close", TestHub.closing("Brought two blankets and turned the heating on."));
        String heard = mara.press("/heard", Map.of("channel", "by-phone", "site", "Harbour Hotel", "touchpoint", "Room 12",
                "score", "4", "words", "All well, thank you", "language", "en")).headers().firstValue("Location")
                .orElseThrow();
        hub.send(hub.to(Wire.CONDITION_PATH).header("Authorization", "Bearer " + terminal.token())
                .header("Content-Type", Wire.CONDITION_TYPE)
                .POST(BodyPublishers.ofByteArray(Wire.json(new Condition(List.of(new Trouble(Condition.DEVICES_OUT_OF_ORDER,
                        120_000, "Der Taster Hilfe an Leitung 17 klemmt seit dem Einschalten und wird nicht gefragt")))))));
        hub.clock.pass(Duration.ofMinutes(20));
        mara = hub.signedIn("mara");
        TestHub.until(() -> mara.page("/undelivered"), "class=\"dead\"");

        press("/answers/save", Map.of("id", "0", "version", "0", "kind", "apology", "language", "en", "words",
                "We are sorry, and we are on it. ".repeat(8)));

        press("/cases/1/message", Map.of("message", "We are sorry. The kitchen has made you another salad.\n"
                + "Lebensmittelunverträglichkeitsbescheinigung".repeat(2)));
        hub.browser().post("/g/" + CODE + "/message", Map.of("words", "Thank you, and " + "a".repeat(90)));
        for (int line = 0; line < 12; line++) {
            press("/cases/3/line", Map.of("words-en", line % 2 == 0
                    ? "You said the gate was cold. There are two heaters now."
                    : "Lebensmittelunverträglichkeitsbescheinigung".repeat(2), "place",
                    line % 3 == 0 ? "everywhere" : "touchpoint", "last",
                    LocalDate.ofInstant(hub.clock.instant(), hub.clock.getZone()).plusDays(9).toString(), "once",
                    ("line" + line).repeat(6)));
        }
        jonas = hub.signedIn("jonas");
        for (int line = 1; line < 12; line++) {
            assertThat(jonas.press("/lines/" + line + (line == 5 ? "/refuse" : "/approve"), Map.of()).statusCode())
                    .isEqualTo(303);
        }
        jonas.press("/cases/2/close", TestHub.closing("Done"));
        jonas.press("/cases/2/line", Map.of("words-en", "You said the queue was long. There is a second desk now.", "place",
                "site", "last", LocalDate.ofInstant(hub.clock.instant(), hub.clock.getZone()).toString(), "once",
                "jonas".repeat(6)));
        press("/lines/2/withdraw", Map.of());
        Map<String, List<String>> gaps = new HashMap<>();
        gaps.put("/g/{code}", List.of(CODE, "nothing"));
        gaps.put("/g/{code}/erase", List.of(CODE));
        gaps.put("/cases/{id}", List.of("1", "2", "3", "4", "7"));
        gaps.put("/cases/{id}/merge", List.of("4?with=5"));
        gaps.put("/cases/{id}/erase", List.of("4"));
        gaps.put("/answers/{id}", List.of("1"));
        gaps.put("/terminals/{id}", List.of(terminal.terminal()));
        gaps.put("/rules/{id}", List.of("1", "3", "4"));
        gaps.put("/tags/{id}", List.of("1"));
        gaps.put("/heard/{response}", List.of(heard.substring("/heard/".length())));
        return gaps;
    }

    private void said(Pairing.Answer terminal, String... texts) {
        assertThat(hub.send(hub.batch(terminal.token(), texts)).statusCode()).isEqualTo(200);
    }

    private void press(String path, Map<String, String> fields) {
        assertThat(mara.press(path, fields).statusCode()).as(path).isEqualTo(303);
    }
}
