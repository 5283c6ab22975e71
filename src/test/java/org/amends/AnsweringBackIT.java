package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.amends.testbed.WatchedTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest asks for somebody to come, and reads on the very screen who does. */
@Timeout(240)
class AnsweringBackIT {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @TempDir
    private Path folder;
    private final HttpClient browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NORMAL).build();

    @Test
    void the_guests_screen_says_who_has_taken_the_case_also_after_the_hub_was_killed()
            throws Exception {
        Venue venue = new Venue(folder).asking("every-kind.yaml");
        try (WatchedTerminal terminal = WatchedTerminal.paired(venue)) {
            RunningRole kiosk = terminal.process();
            RunningRole hub = venue.startHub();
            signIn(venue);
            terminal.asksForSomebody();
            kiosk.line(line -> line.contains("Our team has been told."));
            waitForCase(venue, 1);

            long took = System.currentTimeMillis();
            take(venue, 1);
            long millis = terminal.shown(0, "Duty is on the way to you.") - took;
            System.out.println("answering-back: take_to_screen_ms=" + millis);

            terminal.presses("language", "Deutsch");
            terminal.presses("language-de", "Duty ist auf dem Weg zu Ihnen.");

            hub.kill();
            try (RunningRole _ = venue.startHub()) {
                signIn(venue);
                int before = kiosk.lines().size();
                close(venue, 1);
                kiosk.line(before, line -> line.startsWith("shows ") && !line.contains("Duty"));
            }
            assertThat(kiosk.isAlive()).isTrue();
        }
    }

    private void signIn(Venue venue) throws IOException, InterruptedException {
        post(venue, "/sign-in", Map.of("name", "manager", "password", Venue.PASSWORD));
    }

    private void waitForCase(Venue venue, int id) throws IOException, InterruptedException {
        while (!get(venue, "/cases/" + id).contains("Wants somebody to come now")) {
            Thread.onSpinWait(); // the test's own time limit ends this
        }
    }

    private void take(Venue venue, int id) throws IOException, InterruptedException {
        assertThat(press(venue, "/cases/" + id + "/take", Map.of())).contains("Yours since");
    }

    private void close(Venue venue, int id) throws IOException, InterruptedException {
        assertThat(press(venue, "/cases/" + id + "/close",
                Map.of("note", "Went there", "cause", "waiting", "action", "apologised"))).contains("Closed by");
    }

    private String press(Venue venue, String path, Map<String, String> fields) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get(venue, "/inbox"));
        Map<String, String> all = new HashMap<>(fields);
        all.put("csrf", csrf.find() ? csrf.group(1) : "");
        return post(venue, path, all);
    }

    private String get(Venue venue, String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(URI.create(venue.url() + path)).build(), BodyHandlers.ofString()).body();
    }

    private String post(Venue venue, String path, Map<String, String> fields) throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(HttpRequest.newBuilder(URI.create(venue.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build(),
                BodyHandlers.ofString()).body();
    }
}
