package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.amends.testbed.Display;
import org.amends.testbed.InboxBrowser;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A finger on a real window, two processes, a real browser: the whole way of one unhappy guest. */
@Timeout(240)
class TapToInboxIT {

    /** Where the saddest of the four faces and the first reason stand on a tablet of 1280 by 800. */
    private static final int SAD_FACE_X = 1107;
    private static final int SAD_FACE_Y = 480;
    private static final int FIRST_REASON_X = 200;
    private static final int FIRST_REASON_Y = 410;

    @TempDir
    private Path folder;

    @Test
    void a_tap_on_the_sad_face_becomes_a_case_that_is_taken_by_one_of_two_and_closed() {
        Venue venue = new Venue(folder);
        try (Display display = Display.start();
                RunningRole hub = venue.startHub();
                RunningRole kiosk = venue.startKiosk(display.environment(), List.of());
                InboxBrowser reception = InboxBrowser.open(venue.url() + "/inbox", "reception", Venue.PASSWORD);
                InboxBrowser manager = InboxBrowser.open(venue.url() + "/inbox", "manager", Venue.PASSWORD)) {
            assertThat(kiosk.line(line -> line.startsWith("kiosk ready "))).contains("screen=window");
            assertThat(reception.count("li[data-case]")).isZero();

            display.tap(SAD_FACE_X, SAD_FACE_Y);

            reception.waitForRow("[data-state=new]");
            assertThat(reception.text("li[data-case]")).contains("Reception", "Harbour Hotel", "Bad");
            manager.waitForRow("[data-state=new]");
            manager.click("li[data-case] a.place");

            reception.click("li[data-case] a.place");
            display.tap(FIRST_REASON_X, FIRST_REASON_Y);
            reception.waitForText("#detail", "The room");

            reception.click("#detail form[action*='/take'] button");
            reception.waitForText("#detail", "Yours since");
            manager.waitForText("#detail", "With Reception since");

            reception.type("#cause", "Room");
            reception.type("#action", "Put right");
            reception.type("#note", "Went up, moved the guest to another room.");
            reception.click("#detail form[action*='/close'] button");
            manager.waitForText("#detail", "Closed");
            assertThat(venue.ledger()).hasSize(2).isEqualTo(venue.outbox());
            assertThat(hub.isAlive()).isTrue();
        }
    }
}
