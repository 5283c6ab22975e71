package org.amends.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amends.hub.messages.MailReceiver;
import org.amends.response.Content;
import org.amends.wire.Pairing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What guests are sent by e-mail, through a mail server that is there or not. */
@Timeout(60)
class GuestMailTest {

    private static final Pattern LINK = Pattern.compile("https://feedback.example.org(/g/[A-Za-z0-9_-]{22})\\s");

    @TempDir
    private Path folder;
    private MailReceiver mail;
    private TestHub hub;
    private TestHub.Browser mara;
    private Pairing.Answer terminal;

    @BeforeEach
    void start() throws IOException {
        mail = new MailReceiver();
        Path plan = Files.writeString(folder.resolve("duty.yaml"), """
                zone: UTC
                mail: {server: 127.0.0.1, port: %d, security: none, from: amends@example.org}
                """.formatted(mail.port()));
        HubSettings settings = TestHub.with(plan);
        hub = new TestHub(Files.createDirectories(folder.resolve("hub")), new HandClock(),
                settings.withGuests(new HubSettings.Guests(Optional.of(URI.create("https://feedback.example.org/")),
                        settings.guests().linksFor(), settings.guests().sentWithin(), List.of("en"))));
        hub.hire("mara", "Mara Berg");
        terminal = hub.paired();
        mara = hub.signedIn("mara");
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
        mail.close();
    }

    private void unhappy(String by, String address, String consent) {
        Guest guest = Guest.at("Table 7", hub.clock.instant());
        hub.send(hub.batch(terminal.token(), guest.rates(1), guest.says(
                new Content.Contact("reach", by, address, List.of(new Content.Consent(consent, "Agreed"))))));
        TestHub.until(() -> mara.page("/inbox"), "data-case=\"1\"");
        TestHub.until(() -> mara.page("/cases/1"), "(Agreed)");
    }

    private void write(String words) {
        assertThat(mara.press("/cases/1/message", Map.of("message", words)).statusCode()).isEqualTo(303);
    }

    private static String text(String mail) {
        String body = mail.substring(mail.indexOf("\n\n") + 2);
        return mail.contains("base64")
                ? new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8)
                : body.replace("=\n", "").replace("=3D", "=");
    }

    @Test
    void the_words_go_to_the_guest_with_a_link_by_which_they_answer() {
        unhappy("email", "guest@example.org", "reply");
        assertThat(mara.page("/cases/1")).contains("It goes to the guest\u2019s e-mail address");
        write("We are sorry about the soup.");
        TestHub.until(() -> mara.page("/cases/1"), "Sent by e-mail");

        assertThat(mail.taken).singleElement().asString().contains("To: guest@example.org",
                "Subject: A message from Harbour Hotel");
        String said = text(mail.taken.getFirst());
        assertThat(said).contains("We are sorry about the soup.", "without signing in");
        Matcher link = LINK.matcher(said);
        assertThat(link.find()).isTrue();
        TestHub.Browser phone = hub.browser();
        assertThat(phone.page(link.group(1))).contains("We are sorry about the soup.");
        phone.post(link.group(1) + "/message", Map.of("words", "Thank you, it was good"));
        assertThat(mara.page("/cases/1")).contains("Thank you, it was good");
    }

    @Test
    void the_queue_has_neither_the_address_nor_a_word_and_nothing_opens_the_page_but_the_link() {
        mail.usually(MailReceiver.Mood.HANGS_UP);
        unhappy("email", "guest@example.org", "reply");
        write("We are sorry about the soup.");
        TestHub.until(() -> mara.page("/undelivered"), "the guest by e-mail");
        assertThat(hub.lines("SELECT person || address || subject || body || problem AS line FROM outbound"))
                .singleElement().asString().doesNotContain("guest@", "soup");

        mail.usually(MailReceiver.Mood.GOOD);
        hub.clock.pass(Duration.ofMinutes(1));
        hub.noticeTheTime();
        TestHub.until(() -> mara.page("/cases/1"), "Sent by e-mail");
        Matcher link = LINK.matcher(text(mail.taken.getFirst()));
        assertThat(link.find()).isTrue();
        assertThat(hub.lines("SELECT digest || letter AS line FROM guest_links, thread_messages")).singleElement()
                .asString()
                .doesNotContain(link.group(1).substring(3));
    }

    @Test
    void after_an_outage_nothing_that_is_stale_is_sent_and_staff_are_shown_it_and_can_send_it_again() {
        mail.usually(MailReceiver.Mood.HANGS_UP);
        unhappy("email", "guest@example.org", "reply");
        for (int i = 0; i < 5; i++) {
            write("Message " + i);
        }
        hub.restart(() -> hub.clock.pass(Duration.ofHours(3)));
        mail.usually(MailReceiver.Mood.GOOD);
        mara = hub.signedIn("mara");
        hub.noticeTheTime();
        TestHub.until(() -> mara.page("/undelivered"), "waited for too long");
        TestHub.until(() -> mara.page("/inbox"), "5 messages could not be delivered");
        assertThat(mail.taken).isEmpty();
        assertThat(mara.page("/cases/1")).contains("Not delivered by e-mail", "href=\"/undelivered\"");

        mara.press("/undelivered/3/again", Map.of());
        TestHub.until(() -> mara.page("/cases/1"), "Sent by e-mail");
        assertThat(mail.taken).singleElement().satisfies(one -> assertThat(text(one)).contains("Message 2"));
    }

    @Test
    void what_was_erased_before_it_was_sent_is_never_sent() {
        mail.usually(MailReceiver.Mood.HANGS_UP);
        unhappy("email", "guest@example.org", "reply");
        write("We are sorry about the soup.");
        TestHub.until(() -> mara.page("/undelivered"), "the guest by e-mail");
        hub.erase(java.util.UUID.fromString(hub.lines("SELECT response AS line FROM cases").getFirst()));
        mail.usually(MailReceiver.Mood.GOOD);
        hub.clock.pass(Duration.ofMinutes(30));
        hub.noticeTheTime();

        assertThat(mail.taken).isEmpty();
        assertThat(mara.page("/undelivered")).doesNotContain("the guest by e-mail");
    }

    @Test
    void nobody_is_written_to_who_did_not_agree_to_it_or_gave_no_address_for_mail() {
        unhappy("email", "guest@example.org", "news");
        assertThat(mara.page("/cases/1")).contains("nothing can be written to them");
    }

    @Test
    void what_is_no_address_gets_no_mail() {
        unhappy("email", "guest@example.org, other@example.org", "reply");
        assertThat(mara.page("/cases/1")).contains("nothing can be written to them");
    }

    @Test
    void whoever_agreed_to_mail_is_asked_by_mail_how_content_they_are() {
        unhappy("email", "guest@example.org", "reply");
        mara.press("/cases/1/take", Map.of());
        mara.press("/cases/1/close", TestHub.closing("New soup"));
        TestHub.until(() -> mara.page("/cases/1"), "Sent by e-mail");
        Matcher link = LINK.matcher(text(mail.taken.getFirst()));
        assertThat(link.find()).isTrue();
        assertThat(hub.browser().page(link.group(1))).contains("How do you feel about it now?");
    }
}
