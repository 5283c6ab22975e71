package org.amends.testbed;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.HubDesk;
import org.amends.hub.PlayedHub;

/**
 * An unhappy guest and what becomes of them, told on real parts: a terminal and a hub in processes of their own, staff and
 * guest with a browser each, and a mail server that is not ours. Each step waits for what it leads to, and throws if that does
 * not come up.
 */
public final class GuestStory implements AutoCloseable {

    private static final String GUEST = "guest@example.org";
    private static final Pattern LINK = Pattern.compile("http://\\S+(/g/[A-Za-z0-9_-]+)");
    private static final Pattern CODE = Pattern.compile("([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}) \\|");
    private static final int PHONE = 390;
    private static final int PHONE_HIGH = 844;
    /** Who has said nothing for three days is silent. */
    private static final Duration LONG_AFTER = Duration.ofDays(4);

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Venue venue;
    private final Path settings;
    private RunningRole hub;
    private WatchedTerminal terminal;
    private InboxBrowser staff;
    private InboxBrowser guest;
    private final Map<String, Duration> steps = new LinkedHashMap<>();
    private String code;

    /** What somebody does, and what comes of it. */
    private interface Step {
        void happens() throws IOException;
    }

    /**
     * Prepares the venue and its mail server.
     *
     * @param folder an empty one
     */
    public GuestStory(Path folder) throws IOException {
        mail.start();
        // Wide enough for a panel beside the question.
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
        settings = Files.writeString(folder.resolve("hub.yaml"), """
                duty: %s
                guest-address: %s
                """.formatted(duty, venue.url()));
        venue.withHub(settings);
    }

    /** How long each step took that was told so far, in their order. */
    public Map<String, Duration> steps() {
        return Collections.unmodifiableMap(steps);
    }

    /** From a sad face to a guest who is won back, and to other guests who read what was done. */
    public void aGuestIsWonBack() throws IOException {
        told(this::wonBack);
    }

    private void wonBack() throws IOException {
        step("pressed a sad face, left an address", this::saysWhatIsWrong);
        step("in the open inbox", this::comesUpInTheInbox);
        step("alerted by mail", () -> mailTo("duty@example.org", "Reception", 0));
        step("taken on a phone, named on the guest's screen", this::takes);
        step("written to by mail", this::writesToTheGuest);
        step("answered on the guest's page, by code and by link", this::guestAnswers);
        step("offered something", this::offers);
        step("closed with cause and action", this::closes);
        step("asked again by mail, answered", this::guestIsContent);
        step("recovered", this::isRecovered);
        step("counted in the funnel", () -> waitForFunnel(staff, "recovered=1"));
        staff.goTo("/funnel");
        staff.picture("story-funnel");
        step("said on the idle screen what was done", this::tellsOtherGuests);
    }

    /** The same to a guest who is not content when asked again: the case is open once more, and somebody else's. */
    public void aGuestIsGivenToSomebodyElse() throws IOException {
        told(this::givenToSomebodyElse);
    }

    private void givenToSomebodyElse() throws IOException {
        saysWhatIsWrong();
        comesUpInTheInbox();
        takes();
        closes();
        step("answered that nothing is well", () -> {
            guest.type("[name=code]", code);
            guest.click("form button");
            guest.click("button[name=score][value='1']");
            guest.waitForText("body", "Our team has been told");
        });
        step("refused to who had closed it", () -> {
            staff.screen(1280, 900, 16);
            staff.goTo("/cases/1");
            staff.click("#rows form[action^='/cases/1/take'] button");
            staff.waitForText("#detail .notice", "Somebody else");
        });
        step("taken by somebody else", () -> {
            try (InboxBrowser other = InboxBrowser.open(venue.url() + "/inbox", "reception", Venue.PASSWORD)) {
                other.goTo("/cases/1");
                other.click("#detail form[action^='/cases/1/take'] button");
                other.waitForText("body", "Yours since");
                other.picture("story-reopened");
            }
        });
        step("counted as reopened", () -> waitForFunnel(staff, "reopened=1"));
    }

    /** The same to a guest who never answers: days later, which only the hub's clock passes, that is what the case says. */
    public void aGuestIsNotHeardOfAgain() throws IOException {
        told(this::notHeardOfAgain);
    }

    private void notHeardOfAgain() throws IOException {
        saysWhatIsWrong();
        comesUpInTheInbox();
        takes();
        closes();
        mailTo(GUEST, "/g/", 0);
        hub.kill();
        step("counted as silent", () -> {
            try (PlayedHub later = PlayedHub.start(settings, venue.hubData(), Instant.now().plus(LONG_AFTER));
                    InboxBrowser days = InboxBrowser.open("http://127.0.0.1:" + later.port() + "/inbox", "manager",
                            Venue.PASSWORD)) {
                later.passUntil(Instant.now().plus(LONG_AFTER).plus(Duration.ofMinutes(2)));
                days.goTo("/cases/1");
                days.waitForText("#detail", "No answer");
                days.picture("story-silent");
                waitForFunnel(days, "silent=1");
            }
        });
    }

    /** Opens everything, so that the terminal asks and nobody has said anything yet; and closes it whatever happens. */
    private void told(Step story) throws IOException {
        try (RunningRole running = venue.startHub();
                WatchedTerminal asking = WatchedTerminal.pairedWith(venue);
                InboxBrowser theirs = InboxBrowser.open(venue.url() + "/inbox", "manager", Venue.PASSWORD);
                InboxBrowser phone = InboxBrowser.at(venue.url() + "/g")) {
            hub = running;
            terminal = asking;
            staff = theirs;
            guest = phone;
            staff.screen(PHONE, PHONE_HIGH, 16);
            guest.screen(PHONE, PHONE_HIGH, 16);
            story.happens();
        }
    }

    private void step(String name, Step step) throws IOException {
        long begun = System.nanoTime();
        step.happens();
        steps.put(name, Duration.ofNanos(System.nanoTime() - begun));
    }

    private void saysWhatIsWrong() {
        terminal.presses("face-very-poor", "What went wrong?");
        terminal.presses("choice-staff", "Done");
        terminal.presses("skip", "Would you like somebody to come now?");
        terminal.presses("yes", "What should we know?");
        terminal.presses("skip", "May we write to you?");
        // Nothing is shown otherwise by it until the notice that asks whether the guest is still there, half a minute later.
        terminal.presses("consent-reply", "May we write to you?");
        terminal.presses("email", "Done");
        terminal.types(GUEST);
        int before = terminal.presses("key-done", "Thank you for telling us.");
        code = first(CODE, terminal.process().line(before, line -> CODE.matcher(line).find()));
    }

    private void comesUpInTheInbox() {
        staff.waitForRow("");
    }

    private void takes() {
        int before = terminal.process().lines().size();
        staff.goTo("/cases/1");
        staff.click("#detail form[action^='/cases/1/take'] button");
        terminal.shown(before, "Duty");
        staff.waitForText("body", "Yours since");
        staff.picture("story-taken");
    }

    private void writesToTheGuest() {
        staff.type("#message", "The heating is on again. I am sorry that your room was cold.");
        staff.click("form[action^='/cases/1/message'] .button");
        mailTo(GUEST, "room was cold", 0);
    }

    /** By the code on the terminal, and by the link in the mail: both lead to the one thread. */
    private void guestAnswers() {
        guest.type("[name=code]", code);
        guest.click("form button");
        guest.waitForText("body", "The heating is on again.");
        guest.goTo(first(LINK, mailTo(GUEST, "room was cold", 0)));
        guest.waitForText("body", "The heating is on again.");
        guest.type("#words", "It is warm now, but the night was short.");
        guest.click("form[action$='/message'] button");
        guest.waitForText(".thread", "the night was short");
        staff.goTo("/cases/1");
        staff.waitForText(".thread", "the night was short");
    }

    private void offers() {
        staff.click("#offering summary");
        staff.choose("#responsibility", "ours");
        staff.click("#offering button");
        staff.waitForText("#offers .made", "Granted by");
        guest.goTo(first(LINK, mailTo(GUEST, "room was cold", 0)));
        guest.waitForText(".gifts", "");
        guest.picture("story-guest");
    }

    private void closes() {
        staff.choose("#cause", "facility");
        staff.choose("#action", "repaired");
        staff.click("form[action^='/cases/1/close'] .main");
        staff.waitForText("body", "Closed by");
    }

    private void guestIsContent() {
        guest.goTo(first(LINK, mailTo(GUEST, "/g/", 1)));
        guest.picture("story-asked");
        guest.click("button[name=score][value='5']");
        guest.waitForText("body", "Thank you");
    }

    private void isRecovered() {
        staff.goTo("/cases/1");
        staff.waitForText("body", "Recovered");
        staff.screen(1280, 900, 16);
        staff.picture("story-recovered");
    }

    /** What was done is proposed by one, approved by another, and stands on the terminal's own idle screen. */
    private void tellsOtherGuests() throws IOException {
        terminal.presses("leave", "How was your stay with us?");
        staff.goTo("/cases/1");
        staff.click("#line summary");
        staff.type("#words-en", "You said your room was cold at night. The heating runs until midnight now.");
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
        }
        terminal.shown(before, "The heating runs");
        terminal.picture(Path.of("target", "pictures", "we-did.png"));
    }

    /** Waits until the funnel's table has a figure. */
    private static void waitForFunnel(InboxBrowser staff, String figure) {
        String[] wanted = figure.split("=");
        staff.waitForTrue("the funnel with " + figure, """
                (() => { const request = new XMLHttpRequest(); request.open('GET', '/funnel.csv', false); request.send();
                  const lines = request.responseText.split(/\\r?\\n/).map(line => line.split(','));
                  return lines[1][lines[0].indexOf('%s')] === '%s'; })()""".formatted(wanted[0], wanted[1]));
    }

    /** Waits for a mail, and gives its text; some that fit are passed over. */
    private String mailTo(String address, String words, int after) {
        while (true) { // whoever tells the story has a time limit
            List<String> fits = Arrays.stream(mail.getReceivedMessages()).filter(one -> isTo(one, address))
                    .map(GuestStory::text).filter(text -> text.contains(words)).toList();
            if (fits.size() > after) {
                return fits.get(after);
            }
            mail.waitForIncomingEmail(200, mail.getReceivedMessages().length + 1);
        }
    }

    private static String first(Pattern wanted, String text) {
        Matcher found = wanted.matcher(text);
        if (!found.find()) {
            throw new AssertionError(wanted + " is not in " + text);
        }
        return found.group(1);
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

    @Override
    public void close() {
        mail.stop();
    }
}
