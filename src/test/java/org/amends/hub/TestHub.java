package org.amends.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.hub.intake.Ledger;
import org.amends.hub.messages.Outbound;
import org.amends.hub.privacy.Erasure;
import org.amends.hub.recovery.Cases;
import org.amends.hub.staff.Role;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Bell;
import org.amends.hub.thread.Threads;
import org.amends.response.Touchpoint;
import org.amends.testbed.Story;
import org.amends.wire.Pairing;
import org.amends.wire.Problem;
import org.amends.wire.Wire;

/** A whole hub on a free port, and the few things that tests ask of it. */
final class TestHub implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    final HandClock clock;
    private final Path data;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, Story> stories = new java.util.HashMap<>();
    private HubSettings settings;
    private Hub hub;

    TestHub(Path data) {
        this(data, new HandClock());
    }

    TestHub(Path data, HandClock clock) {
        this(data, clock, HubSettings.DEFAULTS);
    }

    TestHub(Path data, HandClock clock, HubSettings settings) {
        this.data = data;
        this.clock = clock;
        this.settings = settings.withPort(0);
        hub = Hub.start(this.settings, data, clock);
    }

    /** A hub on a copy of data that somebody else made: hashing the same passwords for each test would take the longest. */
    static TestHub onCopyOf(Path made, Path data) throws IOException {
        Files.copy(made.resolve("hub.db"), data.resolve("hub.db"));
        return new TestHub(data);
    }

    /** What a form closes a case with. */
    static Map<String, String> closing(String note) {
        return Map.of("cause", "waiting", "action", "apologised", "note", note);
    }

    /** The usual settings with a duty plan. */
    static HubSettings with(Path duty) {
        return HubSettings.DEFAULTS.withDuty(duty);
    }

    void restart() {
        restart(() -> {
        });
    }

    void restart(Runnable meanwhile) {
        hub.close();
        meanwhile.run();
        hub = Hub.start(settings, data, clock);
    }

    /** Starts again with other settings. */
    void restart(HubSettings others) {
        settings = others.withPort(0);
        restart();
    }

    /** What the database has, a line for each row of a statement that names its one column so. */
    List<String> lines(String sql) {
        return database().read(tx -> tx.list(sql, row -> row.text("line")));
    }

    void noticeTheTime() {
        hub.noticeTheTime();
    }

    /** As the guest of a response would on their page. */
    void erase(java.util.UUID response) {
        Cases cases = new Cases(database(), clock, new Bell());
        new Erasure(database(), clock, new Ledger(), cases, new Threads(database(), clock, cases,
                new Outbound(database(), clock, new Bell(), new Bell()), new Bell(), settings.guests().linksFor(),
                settings.guests().sentWithin()), fleet(),
                new org.amends.hub.site.SiteKeys(database(), clock), () -> {
                }, data).erase(response);
    }

    int securePort() {
        return hub.securePort().orElseThrow();
    }

    org.amends.hub.fleet.Fleet fleet() {
        return new org.amends.hub.fleet.Fleet(database(), clock);
    }

    @Override
    public void close() {
        http.shutdownNow();
        hub.close();
    }

    List<String> answers() {
        return hub.answers();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofByteArray());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    String pairingCode() {
        return new org.amends.hub.fleet.Fleet(database(), clock).issueCode(Duration.ofMinutes(15));
    }

    HttpResponse<byte[]> pair(String code) {
        return pair(code, Optional.empty());
    }

    HttpResponse<byte[]> pair(String code, Optional<String> attempt) {
        Touchpoint place = new Touchpoint("Harbour Hotel", "Reception");
        return send(to(Wire.PAIRING_PATH).header("Content-Type", Wire.PAIRING_TYPE)
                .POST(BodyPublishers.ofByteArray(Wire.json(new Pairing.Request(code, place, attempt)))));
    }

    Pairing.Answer paired() {
        return Wire.read(pair(pairingCode()).body(), Pairing.Answer.class).orElseThrow();
    }

    /** The story that whoever has this token tells. */
    Story story(String token) {
        return stories.computeIfAbsent(token, _ -> new Story());
    }

    HttpRequest.Builder batch(String token, String... texts) {
        return posted(token, story(token).batch(texts));
    }

    HttpRequest.Builder posted(String token, String batch) {
        return to(Wire.RESPONSES_PATH).header("Authorization", "Bearer " + token).header("Content-Type", Wire.BATCH_TYPE)
                .POST(BodyPublishers.ofString(batch));
    }

    static Problem problem(HttpResponse<byte[]> response) {
        return Wire.read(response.body(), Problem.class)
                .orElseThrow(() -> new AssertionError("no problem document: " + text(response)));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Somebody who may do everything everywhere. */
    void hire(String name, String displayName) {
        hire(name, displayName, Role.ADMINISTRATOR, Sites.ALL);
    }

    void hire(String name, String displayName, Role role, Sites sites) {
        new org.amends.hub.staff.Accounts(database(), clock).put(name, displayName, PASSWORD, Optional.of(role),
                Optional.of(sites));
    }

    org.amends.hub.storage.Database database() {
        return hub.database();
    }

    Browser browser() {
        return new Browser(this);
    }

    /** A browser of somebody who has an account and has signed in. */
    Browser signedIn(String name) {
        Browser browser = browser();
        HttpResponse<byte[]> answer = browser.signIn(name, PASSWORD);
        if (answer.statusCode() != 303) {
            throw new AssertionError("not let in: " + answer.statusCode() + " " + text(answer));
        }
        return browser;
    }

    /** Asks until a page shows something; the worker and the page are never in the same thread. */
    static String until(java.util.function.Supplier<String> page, String shown) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String last = page.get();
        while (!last.contains(shown)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("\"" + shown + "\" did not come up in " + last);
            }
            Thread.onSpinWait();
            last = page.get();
        }
        return last;
    }

    /** A cookie jar with one cookie and the forms' token. */
    static final class Browser {

        private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

        private final TestHub hub;
        private String cookie = "none=none";

        private Browser(TestHub hub) {
            this.hub = hub;
        }

        HttpRequest.Builder to(String path) {
            return hub.to(path).header("Cookie", cookie);
        }

        HttpResponse<byte[]> get(String path) {
            return hub.send(to(path));
        }

        String page(String path) {
            return text(get(path));
        }

        HttpResponse<byte[]> signIn(String name, String password) {
            return keep(post("/sign-in", Map.of("name", name, "password", password)));
        }

        /** Posts a form with the token that the inbox page carries. */
        HttpResponse<byte[]> press(String path, Map<String, String> fields) {
            Matcher csrf = CSRF.matcher(page("/inbox"));
            Map<String, String> all = new java.util.HashMap<>(fields);
            all.put("csrf", csrf.find() ? csrf.group(1) : "");
            return keep(post(path, all));
        }

        HttpResponse<byte[]> post(String path, Map<String, String> fields) {
            String form = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return hub.send(to(path).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
        }

        private HttpResponse<byte[]> keep(HttpResponse<byte[]> answer) {
            answer.headers().firstValue("Set-Cookie").ifPresent(given -> cookie = given.split(";")[0]);
            return answer;
        }
    }
}
