package org.amends.hub.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.amends.hub.HandClock;
import org.amends.hub.messages.MailReceiver.Mood;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Bell;
import org.amends.hub.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queue of what is told outside, against receivers at their worst. */
@Timeout(60)
class OutboundTest {

    /** So long a test waits for a receiver that says nothing. */
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Secret KEY = new Secret("0123456789abcdef0123456789abcdef");

    @TempDir
    private Path data;
    private final HandClock clock = new HandClock();
    private final Bell queued = new Bell();
    private Database database;
    private Outbound outbound;
    private MailReceiver mail;
    private WebhookReceiver hook;
    private MailSender mailSender;
    private WebhookSender webhookSender;
    private OutboundWorker worker;
    private Letters letters = Letters.NONE;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(data);
        outbound = new Outbound(database, clock, queued, new Bell());
        mail = new MailReceiver();
        hook = new WebhookReceiver();
        mailSender = new MailSender(new MailServer("127.0.0.1", mail.port(), MailServer.Security.NONE, Optional.empty(),
                Optional.empty(), "amends@example.org"), PATIENCE);
        webhookSender = new WebhookSender(KEY, clock, PATIENCE);
        worker = worker(mailSender, webhookSender);
    }

    @AfterEach
    void close() throws IOException {
        mailSender.close();
        webhookSender.close();
        mail.close();
        hook.close();
        database.close();
    }

    @Test
    void mail_says_what_it_is_about_and_goes_out_once() {
        put(Channel.EMAIL, "anna@example.org", "Größe: 7");
        worker.sendDue();
        pass(Duration.ofHours(7));

        assertThat(mail.taken).singleElement().asString().contains("To: anna@example.org", "From: amends@example.org",
                "Subject: =?UTF-8?", "Auto-Submitted: auto-generated", "the case");
        assertThat(mail.ids()).singleElement().asString().endsWith("@example.org>");
        assertThat(outbound.undelivered(Sites.ALL, 10)).isEmpty();
    }

    @Test
    void a_mail_server_that_fails_in_every_way_that_leaves_no_doubt_gets_each_message_once() {
        mail.next(Mood.HANGS_UP, Mood.SAYS_NOTHING, Mood.BUSY, Mood.DRIPS, Mood.ANSWERS_TWICE);
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        for (int tried = 1; tried <= 5; tried++) {
            worker.sendDue();
            clock.pass(Duration.ofMinutes(20));
        }
        put(Channel.EMAIL, "ben@example.org", "Gate B8");
        worker.sendDue();
        pass(Duration.ofHours(7));

        assertThat(mail.taken).hasSize(2);
        assertThat(mail.ids()).doesNotHaveDuplicates();
    }

    @Test
    void a_mail_server_that_took_a_message_and_could_not_say_so_is_given_it_again_under_the_same_id() {
        mail.next(Mood.TAKES_IT_AND_HANGS_UP, Mood.TAKES_IT_AND_SAYS_NOTHING);
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        pass(Duration.ofHours(1));

        assertThat(mail.taken).hasSize(3);
        assertThat(mail.ids().stream().distinct()).hasSize(1);
        assertThat(outbound.undelivered(Sites.ALL, 10)).isEmpty();
    }

    @Test
    void receivers_that_come_back_after_an_hour_get_each_message_once_and_were_not_hammered() {
        mail.usually(Mood.HANGS_UP);
        hook.usually(WebhookReceiver.status(503));
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        put(Channel.WEBHOOK, hook.address(), "Gate B7");
        pass(Duration.ofHours(1));
        assertThat(mail.taken).isEmpty();
        assertThat(hook.got).hasSizeBetween(6, 14);
        assertThat(outbound.undelivered(Sites.ALL, 10)).hasSize(2).allSatisfy(one -> {
            assertThat(one.dead()).isFalse();
            assertThat(one.tries()).isBetween(6, 14);
        });
        mail.usually(Mood.GOOD);
        hook.usually(WebhookReceiver.GOOD);
        int before = hook.got.size();
        pass(Duration.ofHours(1));

        assertThat(mail.taken).hasSize(1);
        assertThat(hook.got).hasSize(before + 1);
        assertThat(hook.got.stream().map(got -> got.headers().get("idempotency-key")).distinct()).hasSize(1);
        assertThat(outbound.undelivered(Sites.ALL, 10)).isEmpty();
    }

    @Test
    void what_a_mail_server_refuses_for_good_is_dead_and_seen_and_tried_again_or_given_up_by_staff() {
        mail.usually(Mood.KNOWS_NOBODY);
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        put(Channel.EMAIL, "ben@example.org", "Gate B8");
        pass(Duration.ofHours(7));
        assertThat(outbound.dead(Sites.ALL)).isEqualTo(2);
        List<Outbound.Undelivered> dead = outbound.undelivered(Sites.ALL, 10);
        assertThat(dead).hasSize(2).allSatisfy(one -> {
            assertThat(one.dead()).isTrue();
            assertThat(one.tries()).isEqualTo(1);
            assertThat(one.problem()).contains("550");
        });

        mail.usually(Mood.GOOD);
        assertThat(outbound.tryAgain(Sites.ALL, dead.getFirst().id())).isTrue();
        assertThat(outbound.giveUp(Sites.ALL, dead.getLast().id())).isTrue();
        pass(Duration.ofHours(7));

        assertThat(mail.taken).hasSize(1);
        assertThat(outbound.undelivered(Sites.ALL, 10)).isEmpty();
        assertThat(outbound.tryAgain(Sites.ALL, dead.getFirst().id())).as("it was delivered").isFalse();
        assertThat(outbound.tryAgain(Sites.ALL, dead.getLast().id())).as("it was given up").isFalse();
    }

    @Test
    void what_nobody_took_for_six_hours_is_dead() {
        mail.usually(Mood.HANGS_UP);
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        pass(Duration.ofHours(5));
        assertThat(outbound.dead(Sites.ALL)).isZero();
        pass(Duration.ofHours(2));

        assertThat(outbound.dead(Sites.ALL)).isEqualTo(1);
    }

    @Test
    void a_webhook_is_signed_and_every_try_has_the_same_key() {
        hook.next(WebhookReceiver.HANG_UP, WebhookReceiver.STALL, WebhookReceiver.status(500), WebhookReceiver.status(429),
                WebhookReceiver.GOOD + WebhookReceiver.GOOD);
        put(Channel.WEBHOOK, hook.address(), "Gate B7");
        pass(Duration.ofHours(2));

        assertThat(hook.got).hasSize(5).allSatisfy(got -> {
            assertThat(got.headers()).containsEntry("idempotency-key", hook.got.getFirst().headers().get("idempotency-key"))
                    .containsEntry("content-type", "application/json");
            assertThat(got.headers().get("amends-signature")).isEqualTo(
                    "v1=" + WebhookSender.signature(KEY, got.headers().get("amends-timestamp") + "." + got.body()));
        });
        assertThat(outbound.undelivered(Sites.ALL, 10)).isEmpty();
    }

    @Test
    void the_signature_is_the_one_that_everybody_reckons() {
        // RFC 4231, test case 2.
        assertThat(WebhookSender.signature(new Secret("Jefe"), "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void a_webhook_follows_nobody_elsewhere_and_waits_as_long_as_it_is_asked_to() {
        hook.next(WebhookReceiver.status(302, "Location: " + hook.address()));
        put(Channel.WEBHOOK, hook.address(), "Gate B7");
        pass(Duration.ofHours(7));
        assertThat(hook.got).hasSize(1);
        assertThat(outbound.undelivered(Sites.ALL, 10)).singleElement()
                .satisfies(one -> assertThat(one.problem()).contains("302"));

        hook.next(WebhookReceiver.status(503, "Retry-After: 1800"));
        put(Channel.WEBHOOK, hook.address(), "Gate B8");
        pass(Duration.ofMinutes(29));
        assertThat(hook.got).hasSize(2);
        pass(Duration.ofMinutes(2));
        assertThat(hook.got).hasSize(3);
    }

    @Test
    void an_answer_without_an_end_is_an_answer() {
        hook.next("HTTP/1.1 200 Fine\r\nContent-Length: 1000000000\r\n\r\nand so on");
        put(Channel.WEBHOOK, hook.address(), "Gate B7");
        pass(Duration.ofHours(7));

        assertThat(hook.got).hasSize(1);
        assertThat(outbound.undelivered(Sites.ALL, 10)).isEmpty();
    }

    @Test
    void nothing_is_said_to_a_mail_server_that_cannot_keep_it_private() {
        try (MailSender strict = new MailSender(new MailServer("127.0.0.1", mail.port(), MailServer.Security.STARTTLS,
                Optional.of("amends"), Optional.of(new Secret("sesame")), "amends@example.org"), PATIENCE)) {
            put(Channel.EMAIL, "anna@example.org", "Gate B7");
            worker(strict).sendDue();
        }

        assertThat(mail.taken).isEmpty();
        assertThat(outbound.undelivered(Sites.ALL, 10)).hasSize(1);
    }

    @Test
    void a_hub_that_is_killed_while_it_sends_sends_again_under_the_same_id() {
        mail.next(Mood.TAKES_IT_AND_SAYS_NOTHING);
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        worker(new FakeSender(message -> {
            mailSender.send(message);
            throw new IllegalStateException("killed before the outcome was written down");
        })).sendDue();
        worker.sendDue();
        assertThat(mail.taken).as("it may still be under way").hasSize(1);
        clock.pass(Duration.ofMinutes(2));
        worker.sendDue();
        pass(Duration.ofHours(7));

        assertThat(mail.taken).hasSize(2);
        assertThat(mail.ids().stream().distinct()).hasSize(1);
    }

    @Test
    void what_was_meant_once_is_not_meant_again() {
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        pass(Duration.ofHours(1));

        assertThat(mail.taken).hasSize(1);
    }

    @Test
    void one_receiver_that_stalls_holds_up_nobody_else() throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch delivered = new CountDownLatch(20);
        OutboundWorker both = worker(new FakeSender(message -> {
            if (message.address().startsWith("stalls")) {
                awaited(stalled);
            } else {
                delivered.countDown();
            }
            return new Sender.Outcome.Delivered();
        }));
        for (int i = 0; i < 20; i++) {
            put(Channel.EMAIL, "stalls" + i + "@example.org", "Gate " + i);
            put(Channel.EMAIL, "anna" + i + "@example.com", "Gate " + i);
        }
        both.start();

        assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
        stalled.countDown();
        both.close();
    }

    @Test
    void what_became_needless_is_not_sent() {
        put(Channel.EMAIL, "anna@example.org", "Gate B7");
        database.change(tx -> outbound.withdraw(tx, 1, false));
        pass(Duration.ofHours(7));

        assertThat(mail.taken).isEmpty();
        assertThat(outbound.undelivered(Sites.ALL, 10)).isEmpty();
    }

    /** Lets time pass minute by minute, as for a hub that runs. */
    private void pass(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            worker.sendDue();
            clock.pass(Duration.ofMinutes(1));
        }
        worker.sendDue();
    }

    private void put(Channel channel, String address, String subject) {
        database.change(tx -> outbound.add(tx,
                new Message(channel.id() + address + subject, channel, "anna", address, 1, "Harbour Hotel",
                        Message.Moot.WHEN_TAKEN, subject, "the case", clock.instant())));
        queued.ring();
    }

    private OutboundWorker worker(Sender... senders) {
        AtomicInteger turn = new AtomicInteger();
        return new OutboundWorker(database, clock, queued, new Bell(), List.of(senders),
                () -> turn.incrementAndGet() % 10 / 10.0, letters);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private record FakeSender(java.util.function.Function<Outgoing, Outcome> what) implements Sender {

        @Override
        public Channel channel() {
            return Channel.EMAIL;
        }

        @Override
        public String destination(Outgoing message) {
            return message.address().substring(message.address().indexOf('@'));
        }

        @Override
        public Outcome send(Outgoing message) {
            return what.apply(message);
        }
    }
}
