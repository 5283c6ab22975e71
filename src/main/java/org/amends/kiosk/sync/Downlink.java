package org.amends.kiosk.sync;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.amends.wire.Downlink.Message;
import org.amends.wire.Downlink.Opened;
import org.amends.wire.Downlink.Saying;
import org.amends.wire.Downlink.Signed;
import org.amends.wire.HouseLine;
import org.amends.wire.Pairing;
import org.amends.wire.Progress;
import org.amends.wire.TerminalSettings;

/**
 * Listens to the hub: asks for what comes after the last message that it has done, does each once and in order, and notes
 * that on disk before the next. What does not bear the hub's signature, is for another terminal or is out of order is not
 * done, and the hub is asked again.
 *
 * <p>What became of what guests said is passed on beside that. Nothing of it is kept: after a start the hub says again what is
 * still news.
 */
public final class Downlink implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Downlink.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** What the hub says may come a minute late after a failure; what guests say does not wait for it. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Credentials credentials;
    private final HubSaid said;
    private final HubClient hub;
    private final Consumer<TerminalSettings> settings;
    private final Consumer<Progress> progress;
    private final Consumer<UUID> erased;
    private final RetrySchedule retries = new RetrySchedule(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    private final Thread thread = Thread.ofPlatform().name("downlink").unstarted(this::run);

    private final Rest rest = new Rest();
    private String lastTrouble = "";
    /** The serial of the last progress, and whose hub gave it. */
    private long lastSerial;
    private String heardAs = "";

    /**
     * @param said     how far it has listened
     * @param settings is told what the hub has set, when that changes; runs on the thread that listens and must only pass it
     *                 on
     * @param progress is told what became of what a guest said; likewise
     * @param erased   is told of responses whose guest was erased, and returns when that is done
     */
    public Downlink(Credentials credentials, HubSaid said, HubAccess access, Consumer<TerminalSettings> settings,
            Consumer<Progress> progress, Consumer<UUID> erased) {
        this.credentials = credentials;
        this.said = said;
        this.hub = HubClient.forDownlink(access);
        this.settings = settings;
        this.progress = progress;
        this.erased = erased;
        credentials.whenReplaced(rest::wake);
    }

    /** Begins to listen, as soon as this terminal is paired. */
    public void start() {
        thread.start();
    }

    /**
     * The hub has just taken something from this terminal: what waits here after a failure waits no longer, since a guest who
     * has asked for somebody reads the answer on this way. A hub that asked for patience gets it.
     */
    public void hubAnswers() {
        rest.wake();
    }

    /** Ends at once; what was under way is heard again after the next start. */
    @Override
    public void close() {
        rest.end();
        hub.cancel();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        hub.close();
    }

    private void run() {
        while (!rest.isOver()) {
            try {
                step();
            } catch (RuntimeException failed) {
                LOG.log(Level.ERROR, "listening to the hub failed and goes on", failed);
                rest.pause(retries.afterFailure(), true);
            }
        }
    }

    private void step() {
        Optional<Pairing.Answer> known = credentials.current();
        if (known.isEmpty() || known.get().signingKey().isEmpty()) {
            if (known.isPresent()) {
                told("this terminal was paired by a hub without a signing key, so it takes no orders; pair it again");
            }
            waitForCredentials(known);
            return;
        }
        Pairing.Answer paired = known.get();
        long asked = System.nanoTime();
        if (!heardAs.equals(paired.terminal())) {
            heardAs = paired.terminal();
            lastSerial = 0;
        }
        switch (hub.listen(paired.token(), said.after(paired.terminal()), lastSerial)) {
            case HubAnswer.Messages messages -> {
                long refused = messages.progress().stream().filter(signed -> !passedOn(paired, signed)).count();
                for (Signed signed : messages.messages()) {
                    if (rest.isOver() || !heard(paired, signed)) {
                        return;
                    }
                }
                if (refused > 0) {
                    failed("what is said of a guest is refused: it is not the hub's, or for another terminal",
                            Optional.empty());
                    return;
                }
                told("");
                if (messages.messages().isEmpty() && messages.progress().isEmpty()
                        && System.nanoTime() - asked < FIRST_WAIT.toNanos()) {
                    // The hub stops, or another terminal listens in this one's name: neither is a reason to spin.
                    rest.pause(retries.afterFailure(), true);
                } else {
                    retries.succeeded();
                }
            }
            case HubAnswer.NotKnown(String reason) -> {
                if (credentials.current().equals(known)) {
                    failed("the hub does not take this terminal's token: " + reason, Optional.empty());
                }
            }
            case HubAnswer.NotNow notNow -> failed(notNow.reason(), notNow.notBefore());
            case HubAnswer other -> throw new IllegalStateException("an answer to another question: " + other);
        }
    }

    /** Whether it was done, so that the next may follow. */
    private boolean heard(Pairing.Answer paired, Signed signed) {
        switch (org.amends.wire.Downlink.open(signed, paired.signingKey().orElseThrow())) {
            case Opened.Refused(String why) -> {
                failed("a message from the hub is refused: " + why, Optional.empty());
                return false;
            }
            case Opened.Genuine(Message message) -> {
                long next = said.after(paired.terminal()) + 1;
                if (!message.terminal().equals(paired.terminal())) {
                    failed("a message from the hub is refused: it is for another terminal", Optional.empty());
                    return false;
                }
                if (message.number() != next) {
                    failed("a message from the hub is refused: it is number " + message.number() + ", and " + next
                            + " comes next", Optional.empty());
                    return false;
                }
                try {
                    return done(paired, message);
                } catch (IOException failed) {
                    failed("a message from the hub cannot be kept: " + failed.getMessage(), Optional.empty());
                    return false;
                }
            }
        }
    }

    /** What is not genuine is passed by, and what comes after it is heard all the same: it is no order that others wait for. */
    private boolean passedOn(Pairing.Answer paired, Signed signed) {
        if (org.amends.wire.Downlink.open(signed,
                paired.signingKey().orElseThrow()) instanceof Opened.Genuine(Message message)
                && message.terminal().equals(paired.terminal())
                && message.saying() instanceof Saying.OfGuest(Progress became)) {
            lastSerial = became.serial();
            progress.accept(became);
            return true;
        }
        return false;
    }

    /** Does what is said. A kill before the number is on disk has it done again, which changes nothing. */
    private boolean done(Pairing.Answer paired, Message message) throws IOException {
        switch (message.saying()) {
            case Saying.Settings(TerminalSettings set) -> {
                said.heard(paired.terminal(), message.number(), set);
                settings.accept(set);
                LOG.log(Level.INFO, "the hub has set {0}", set);
                return true;
            }
            case Saying.RenewToken _ -> {
                if (!renewed(paired)) {
                    return false;
                }
            }
            case Saying.Sealing sealing -> credentials.change(answer -> answer.withSealingKey(sealing.key()));
            case Saying.GuestAddress(Optional<URI> address) -> {
                said.heard(paired.terminal(), message.number(), address);
                LOG.log(Level.INFO, "guests reach the hub {0}",
                        address.map(reached -> "by " + reached).orElse("by no address"));
                return true;
            }
            case Saying.Lines(List<HouseLine> lines) -> {
                said.heard(paired.terminal(), message.number(), lines);
                LOG.log(Level.INFO, "the hub wants {0} lines shown while nobody is here", lines.size());
                return true;
            }
            case Saying.Revoked _ -> LOG.log(Level.WARNING,
                    "the hub takes nothing more from this terminal; what guests say waits here until it is paired anew");
            case Saying.Erase(UUID response) -> erased.accept(response);
            case Saying.OfGuest _ -> {
                // which is no order, and has no number
            }
            case Saying.Unknown(String kind) ->
                LOG.log(Level.INFO, "the hub said something that this version does not know: {0}", kind);
        }
        said.heard(paired.terminal(), message.number());
        return true;
    }

    private boolean renewed(Pairing.Answer paired) throws IOException {
        switch (hub.renew(paired.token())) {
            case HubAnswer.TokenGiven(String token) -> {
                credentials.change(answer -> answer.withToken(token));
                LOG.log(Level.INFO, "this terminal has a new token");
                return true;
            }
            case HubAnswer.NotKnown(String reason) -> failed("no new token: " + reason, Optional.empty());
            case HubAnswer.NotNow notNow -> failed("no new token: " + notNow.reason(), notNow.notBefore());
            case HubAnswer other -> throw new IllegalStateException("an answer to another question: " + other);
        }
        return false;
    }

    private void failed(String reason, Optional<Duration> notBefore) {
        if (rest.isOver()) {
            return;
        }
        told(reason);
        Duration wait = retries.afterFailure();
        rest.pause(notBefore.filter(asked -> asked.compareTo(wait) > 0).orElse(wait), notBefore.isEmpty());
    }

    /** Says a trouble once, not at every retry. */
    private void told(String trouble) {
        if (!trouble.equals(lastTrouble)) {
            if (!trouble.isEmpty()) {
                LOG.log(Level.WARNING, "not listening to the hub: {0}", trouble);
            }
            lastTrouble = trouble;
        }
    }

    private void waitForCredentials(Optional<Pairing.Answer> before) {
        while (!rest.isOver() && credentials.current().equals(before)) {
            rest.untilWoken(LONGEST_WAIT);
        }
    }
}
