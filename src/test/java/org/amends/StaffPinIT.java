package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.amends.hub.HubDesk;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.amends.testbed.WatchedTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody without a badge comes to a guest who waits, and says so at the terminal by a PIN; both sides as they ship. */
@Timeout(240)
class StaffPinIT {

    /** Stands on guests' pages in every language, and on none of staff's. */
    private static final String THE_GUESTS = " | Reception | ";

    @TempDir
    private Path folder;
    private final HttpClient browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NORMAL).build();

    @Test
    void a_pin_at_the_terminal_takes_the_case_there_forward_and_is_kept_nowhere() throws Exception {
        Venue venue = new Venue(folder).asking("every-kind.yaml");
        String pin;
        try (HubDesk desk = HubDesk.open(venue.hubData())) {
            pin = desk.givePin("manager");
        }
        try (WatchedTerminal terminal = WatchedTerminal.paired(venue)) {
            RunningRole kiosk = terminal.process();
            RunningRole hub = venue.startHub();
            signIn(venue);
            terminal.asksForSomebody();
            waitFor(venue, "Wants somebody to come now");

            kiosk.type("keys");
            terminal.shown(0, "Your PIN");
            int before = kiosk.lines().size();
            pin.chars().forEach(digit -> kiosk.type("press pin-" + (char) digit));
            terminal.shown(before, "Duty manager");
            int noted = terminal.presses("staff-here", "Noted: you are here.");
            waitFor(venue, "At the place since");

            hub.kill();
            terminal.shown(noted, THE_GUESTS);
            kiosk.type("keys");
            before = kiosk.lines().size();
            pin.chars().forEach(digit -> kiosk.type("press pin-" + (char) digit));
            terminal.shown(before, "PINs cannot be checked just now");
            terminal.presses("pin-close", THE_GUESTS);

            assertThat(kiosk.lines()).noneMatch(line -> line.contains(pin));
            assertThat(hub.lines()).anyMatch(line -> line.contains("the PIN of \"manager\""))
                    .noneMatch(line -> line.contains(pin));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> holds(file, pin))).isEmpty();
        }
    }

    private static boolean holds(Path file, String pin) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(pin);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void signIn(Venue venue) throws IOException, InterruptedException {
        browser.send(HttpRequest.newBuilder(URI.create(venue.url() + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=manager&password=" + Venue.PASSWORD)).build(), BodyHandlers.ofString());
    }

    private void waitFor(Venue venue, String words) throws IOException, InterruptedException {
        while (!browser.send(HttpRequest.newBuilder(URI.create(venue.url() + "/cases/1")).build(), BodyHandlers.ofString())
                .body().contains(words)) {
            Thread.onSpinWait(); // the test's own time limit ends this
        }
    }
}
