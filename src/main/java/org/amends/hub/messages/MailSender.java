package org.amends.hub.messages;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Hands e-mail to a mail server. The protocol has one gap: a server that took a message and could not say so is given it
 * again, under the same Message-ID, by which mailboxes can tell.
 */
public final class MailSender implements Sender, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MailServer server;
    private final Duration patience;
    private final Session session;
    /** Ends what a server draws out by a line now and then: the library itself would listen for ever. */
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("mail-watch").daemon().factory());

    public MailSender(MailServer server) {
        this(server, PATIENCE);
    }

    /** With another patience: for each answer of the server, and three times as long for all of them. */
    MailSender(MailServer server, Duration patience) {
        this.server = server;
        this.patience = patience;
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", String.valueOf(patience.toMillis()));
        properties.put("mail.smtp.timeout", String.valueOf(patience.toMillis()));
        properties.put("mail.smtp.writetimeout", String.valueOf(patience.toMillis()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.enable", String.valueOf(server.security() == MailServer.Security.TLS));
        properties.put("mail.smtp.starttls.enable", String.valueOf(server.security() == MailServer.Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", String.valueOf(server.security() == MailServer.Security.STARTTLS));
        properties.put("mail.smtp.auth", String.valueOf(server.user().isPresent()));
        // Else whatever the server hands back, and when, decides how long a goodbye takes.
        properties.put("mail.smtp.quitwait", "false");
        session = Session.getInstance(properties);
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public String destination(Outgoing message) {
        return server.host();
    }

    /** To be called in a virtual thread, whose connections an interruption closes. */
    @Override
    public Outcome send(Outgoing message) {
        Thread me = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        ScheduledFuture<?> end = watch.schedule(() -> {
            if (over.compareAndSet(false, true)) {
                me.interrupt();
            }
        }, patience.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS);
        try {
            return handOver(message);
        } finally {
            end.cancel(false);
            if (!over.compareAndSet(false, true)) {
                // It was decided that this takes too long; whatever comes next here is not to be interrupted by that.
                while (!Thread.interrupted()) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private Outcome handOver(Outgoing message) {
        try {
            Transport transport = session.getTransport("smtp");
            try {
                transport.connect(server.host(), server.port(), server.user().orElse(null),
                        server.password().map(Secret::text).orElse(null));
                MimeMessage mail = mail(message);
                transport.sendMessage(mail, mail.getAllRecipients());
                return new Outcome.Delivered();
            } finally {
                close(transport);
            }
        } catch (AuthenticationFailedException refused) {
            return new Outcome.Later("the mail server does not let this hub in", Optional.empty());
        } catch (MessagingException failure) {
            return outcome(failure);
        }
    }

    private MimeMessage mail(Outgoing message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID",
                        "<" + message.message() + server.from().substring(server.from().indexOf('@')) + ">");
            }
        };
        mail.setFrom(new InternetAddress(server.from()));
        mail.setRecipient(RecipientType.TO, new InternetAddress(message.address()));
        mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.madeAt()));
        // Nobody's absence notice is wanted for it.
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setText(message.body(), StandardCharsets.UTF_8.name());
        mail.saveChanges();
        return mail;
    }

    /** The reply of the server that matters lies somewhere in the chain; without one it is a matter of the line. */
    private static Outcome outcome(MessagingException failure) {
        for (Exception link = failure; link != null; link = link instanceof MessagingException next
                ? next.getNextException()
                : null) {
            int code = switch (link) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException sent -> sent.getReturnCode();
                default -> -1;
            };
            if (code >= 500) {
                return new Outcome.Refused("the mail server answered " + code);
            }
            if (code >= 400) {
                return new Outcome.Later("the mail server answered " + code, Optional.empty());
            }
        }
        return new Outcome.Later(
                "the mail server cannot be reached or broke off (" + failure.getClass().getSimpleName() + ")",
                Optional.empty());
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException whatever) {
            // What was to be said is said, or is said again.
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
