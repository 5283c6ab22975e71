package org.amends;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.HubDesk;
import org.amends.testbed.InboxBrowser;
import org.amends.testbed.RunningRole;
import org.amends.testbed.Venue;
import org.amends.testbed.WatchedTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a sad face to a guest who is won back, and to one who is not yet: a terminal and a hub in processes of their own, staff
 * and guest with a browser each, and a mail server that is not ours.
 */
@Timeout(300)
class StoryIT {

    private static final String GUEST = "guest@example.org";
    private static final Pattern LINK = Pattern.compile("http://\\S+/g/[A-Za-z0-9_-]+");
    private static final Pattern CODE = Pattern.compile("([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}) \\|");
    private static final int PHONE = 390;
    private static final int PHONE_HIGH = 844;

    @TempDir
    private Path folder;
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Venue venue;

    @BeforeEach
    void venue() throws IOException {
        mail.start();
        venue = new Venue(folder).asking("every-kind.yaml").with("screen-width-mm: 300");
        try (HubDesk desk = HubDesk.open(venue.hubData())) {
            desk.setPassword("lead", "Lara Lund", Venue.PASSWORD, Optional.of("lead"), Optional.empty());
        }
        Path duty = Files.writeString(folder.resolve("duty.yaml"), """
                zone: UTC
                address: %s
                mail: {server: 127.0.0.1, port: %d, security: none, from: amends@example.org}
                people:
                  duty: {email: duty@example.org}
                teams:
                  reception: {members: [duty]}
                rota:
                  - {team: reception, hours: {every-day: all day}, who: [duty]}
                escalation:
                  nobody-took-it:
                    - {after: 0, tell: [reception], by: [email]}
                """.formatted(venue.url(), mail.getSmtp().getPort()));
        venue.withHub(Files.writeString(folder.resolve("hub.yaml"), """
                duty: %s
                guest-address: %s
                """.formatted(duty, venue.url())));
    }

    @AfterEach
    void stopTheMail() {
        mail.stop();
    }

    @Test
    void a_guest_is_heard_answered_and_won_back() throws Exception {
        try (RunningRole _ = venue.startHub();
                WatchedTerminal terminal = WatchedTerminal.pairedWith(venue);
                InboxBrowser staff = InboxBrowser.open(venue.url() + "/inbox", "manager", Venue.PASSWORD);
                InboxBrowser guest = InboxBrowser.at(venue.url() + "/g")) {
            staff.screen(PHONE, PHONE_HIGH, 16);
            guest.screen(PHONE, PHONE_HIGH, 16);
            String code = saysWhatIsWrong(terminal);
            mailTo("duty@example.org", "Reception");

            staff.waitForRow("");
            int before = terminal.process().lines().size();
            staff.goTo("/cases/1");
            staff.click("#detail form[action^='/cases/1/take'] button");
            terminal.shown(before, "Duty");
            staff.waitForText("body", "Yours since");
            staff.picture("story-taken");

            staff.type("#message", "The heating is on again. I am sorry that your room was cold.");
            staff.click("form[action^='/cases/1/message'] .button");
            Matcher link = LINK.matcher(mailTo(GUEST, "room was cold"));
            assertThat(link.find()).isTrue();

            // By the code on the terminal, and by the link in the mail: both lead to the one thread.
            guest.type("[name=code]", code);
            guest.click("form button");
            guest.waitForText("body", "The heating is on again.");
            guest.goTo(link.group().substring(venue.url().length()));
            guest.waitForText("body", "The heating is on again.");
            guest.type("#words", "It is warm now, but the night was short.");
            guest.click("form[action$='/message'] button");
            guest.waitForText(".thread", "the night was short");

            staff.goTo("/cases/1");
            staff.waitForText(".thread", "the night was short");
            offer(staff);
            guest.goTo(link.group().substring(venue.url().length()));
            guest.waitForText(".gifts", "");
            guest.picture("story-guest");

            close(staff);
            String asked = mailTo(GUEST, "/g/", 1);
            Matcher again = LINK.matcher(asked);
            assertThat(again.find()).isTrue();
            guest.goTo(again.group().substring(venue.url().length()));
            guest.picture("story-asked");
            guest.click("button[name=score][value='5']");
            guest.waitForText("body", "Thank you");

            staff.goTo("/cases/1");
            staff.waitForText("body", "Recovered");
            staff.screen(1280, 900, 16);
            staff.picture("story-recovered");
            waitForFunnel(staff, "recovered=1");
            staff.goTo("/funnel");
            staff.picture("story-funnel");

            tellsOtherGuests(terminal, staff);
        }
    }

    @Test
    void a_guest_who_is_not_content_yet_is_given_to_somebody_else() throws Exception {
        try (RunningRole _ = venue.startHub();
                WatchedTerminal terminal = WatchedTerminal.pairedWith(venue);
                InboxBrowser staff = InboxBrowser.open(venue.url() + "/inbox", "manager", Venue.PASSWORD);
                InboxBrowser guest = InboxBrowser.at(venue.url() + "/g")) {
            String code = saysWhatIsWrong(terminal);
            staff.waitForRow("");
            staff.goTo("/cases/1");
            staff.click("#detail form[action^='/cases/1/take'] button");
            staff.waitForText("body", "Yours since");
            close(staff);

            guest.type("[name=code]", code);
            guest.click("form button");
            guest.click("button[name=score][value='1']");
            guest.waitForText("body", "Our team has been told");

            staff.goTo("/cases/1");
            staff.click("#rows form[action^='/cases/1/take'] button");
            staff.waitForText("#detail .notice", "Somebody else");
            try (InboxBrowser other = InboxBrowser.open(venue.url() + "/inbox", "reception", Venue.PASSWORD)) {
                other.goTo("/cases/1");
                other.click("#detail form[action^='/cases/1/take'] button");
                other.waitForText("body", "Yours since");
                other.picture("story-reopened");
                waitForFunnel(staff, "reopened=1");
            }
        }
    }

    /** Presses and types it at the terminal; gives the code that it shows for it. */
    private static String saysWhatIsWrong(WatchedTerminal terminal) {
        terminal.presses("face-very-poor", "What went wrong?");
        terminal.presses("choice-staff", "Done");
        terminal.presses("skip", "Would you like somebody to come now?");
        terminal.presses("yes", "What should we know?");
        terminal.presses("skip", "May we write to you?");
        terminal.presses("consent-reply", "May we write to you?");
        terminal.presses("email", "Done");
        terminal.types(GUEST);
        int before = terminal.presses("key-done", "Thank you for telling us.");
        Matcher code = CODE.matcher(terminal.process().line(before, line -> CODE.matcher(line).find()));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static void offer(InboxBrowser staff) {
        staff.click("#offering summary");
        staff.choose("#responsibility", "ours");
        staff.click("#offering button");
        staff.waitForText("#offers .made", "Granted by");
    }

    /** What was done is proposed by one, approved by another, and stands on the terminal's own idle screen. */
    private void tellsOtherGuests(WatchedTerminal terminal, InboxBrowser staff) throws IOException {
        terminal.presses("leave", "How was your stay with us?");
        String line = "You said your room was cold at night. The heating runs until midnight now.";
        staff.goTo("/cases/1");
        staff.click("#line summary");
        staff.type("#words-en", line);
        staff.picture("story-line");
        staff.click("#line button");
        staff.waitForText("#lines .made", "Waits for approval");
        int before = terminal.process().lines().size();
        try (InboxBrowser other = InboxBrowser.open(venue.url() + "/inbox", "lead", Venue.PASSWORD)) {
            other.goTo("/lines");
            other.screen(PHONE, PHONE_HIGH, 16);
            other.click("form[action='/lines/1/approve'] .button:not(.quiet)");
            other.waitForText("main", "Shown now");
            other.picture("story-lines");
            other.screen(1280, 900, 16);
            other.picture("story-lines-desk");
        }
        terminal.shown(before, "The heating runs");
        terminal.picture(Path.of("target", "pictures", "we-did.png"));
    }

    private static void close(InboxBrowser staff) {
        staff.choose("#cause", "facility");
        staff.choose("#action", "repaired");
        staff.click("form[action^='/cases/1/close'] .main");
        staff.waitForText("body", "Closed by");
    }

    /** Waits until the funnel's table has a figure. */
    private static void waitForFunnel(InboxBrowser staff, String figure) {
        String[] wanted = figure.split("=");
        staff.waitForTrue("the funnel with " + figure, """
                (() => { const request = new XMLHttpRequest(); request.open('GET', '/funnel.csv', false); request.send();
                  const lines = request.responseText.split(/\\r?\\n/).map(line => line.split(','));
                  return lines[1][lines[0].indexOf('%s')] === '%s'; })()""".formatted(wanted[0], wanted[1]));
    }

    private String mailTo(String address, String words) {
        return mailTo(address, words, 0);
    }

    /** Waits for a mail, and gives its text; some that fit are passed over. */
    private String mailTo(String address, String words, int after) {
        while (true) { // the test's own time limit ends this
            List<String> fits = Arrays.stream(mail.getReceivedMessages()).filter(one -> isTo(one, address))
                    .map(StoryIT::text).filter(text -> text.contains(words)).toList();
            if (fits.size() > after) {
                return fits.get(after);
            }
            mail.waitForIncomingEmail(200, mail.getReceivedMessages().length + 1);
        }
    }

    private static boolean isTo(MimeMessage one, String address) {
        try {
            return one.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String text(MimeMessage one) {
        try {
            return (String) one.getContent();
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException(GreenMailUtil.getWholeMessage(one), unreadable);
        }
    }
}
