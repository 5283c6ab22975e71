package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A terminal as a process of its own, with a brand that is broken, closed but for a minute a week, in another survey's hours. */
@Timeout(120)
class RestingTerminalIT {

    @TempDir
    private Path folder;

    @Test
    void a_broken_brand_and_closed_hours_keep_nobody_from_being_asked_the_survey_of_the_hour() throws IOException {
        Path brand = Files.createDirectory(folder.resolve("brand"));
        Files.writeString(brand.resolve("brand.yaml"), "logo: absent.png\n");
        Venue venue = new Venue(folder).with("brand: " + brand)
                .with("surveys: [{survey: " + Path.of("kiosk-config", "every-kind.yaml").toAbsolutePath()
                        + ", from: \"00:00\", until: \"24:00\"}]")
                .with("open-hours: [{days: monday, from: \"03:00\", until: \"03:01\"}]");

        try (RunningRole kiosk = venue.startKiosk("--guests", "2", "--guest-pause", "0")) {
            kiosk.line(line -> line.contains("the built-in look is shown, as the brand is broken: " + brand
                    + "/brand.yaml:1: logo: \"absent.png\" is not allowed"));
            kiosk.waitForGuests();
            assertThat(kiosk.lines()).anyMatch(line -> line.contains("guest said=yes-no value=yes"));
            assertThat(venue.outbox()).extracting(Venue.Kept::text).anyMatch(text -> text.contains("every-kind@"));
        }
    }
}
