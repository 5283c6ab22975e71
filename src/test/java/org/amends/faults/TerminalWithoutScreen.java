package org.amends.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.amends.StartRefused;
import org.amends.kiosk.outbox.CarelessOutbox;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.sync.Credentials;
import org.amends.kiosk.settings.HubLink;
import org.amends.kiosk.sync.HubAccess;
import org.amends.kiosk.sync.SyncLoop;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Pairing;

/**
 * A terminal's real code from the outbox to the network, below a screen that is not there. It is told what to do on its
 * standard input, a line each, and ends with it:
 *
 * <pre>
 * tap COUNT SEED PAUSE   guests press COUNT times, on average PAUSE milliseconds apart
 * comment WORDS          an unhappy guest presses the saddest face and writes WORDS
 * wake                   as a guest's press wakes the loop, but without one
 * </pre>
 *
 * It says {@code acknowledged ENTRY} the moment a guest would be thanked, {@code refused WHY} where nobody would be, and
 * {@code tapped COUNT} after the last of them. This is the one place of the bench that builds a terminal.
 */
final class TerminalWithoutScreen {

    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");
    /** Longer than a guest would wait; a commit that takes this long is a failure of its own. */
    private static final long LONGEST_COMMIT_SECONDS = 30;

    private final Outbox outbox;
    private final SyncLoop sync;

    private TerminalWithoutScreen(Outbox outbox, SyncLoop sync) {
        this.outbox = outbox;
        this.sync = sync;
    }

    /**
     * Runs until standard input ends.
     *
     * @param arguments data folder, hub's address, FULL or NORMAL, and a pairing code where it is not yet paired
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Optional<String> code = arguments.length > 3 ? Optional.of(arguments[3]) : Optional.empty();
        MachineClock clock = MachineClock.ofThisMachine();
        Credentials credentials = Credentials.in(folder);
        HubAccess access = new HubAccess(URI.create(arguments[1]), HubLink.DIRECT, credentials, code, Clock.systemUTC());
        try (Outbox outbox = Outbox.open(folder, clock, PLACE,
                new ContentSeal(() -> credentials.current().flatMap(Pairing.Answer::sealingKey)))) {
            if (arguments[2].equals("NORMAL")) {
                CarelessOutbox.make(outbox);
            }
            try (SyncLoop sync = new SyncLoop(outbox, clock, credentials, access, PLACE, _ -> {
            })) {
                outbox.whenAdded(sync::wake);
                sync.start();
                say("ready");
                new TerminalWithoutScreen(outbox, sync).obey();
            }
        } catch (StartRefused refused) {
            say("will not start: " + refused.getMessage());
            System.exit(refused.exitCode());
        }
        System.exit(0);
    }

    private void obey() throws IOException, InterruptedException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "tap" -> {
                    int count = Integer.parseInt(words[1]);
                    RandomGenerator random = new SplittableRandom(Long.parseLong(words[2]));
                    int pause = Integer.parseInt(words[3]);
                    // Beside this thread, so that a wake is heard meanwhile.
                    Thread.ofPlatform().daemon().name("guests").start(() -> tap(count, random, pause));
                }
                case "comment" -> comment(line.substring("comment ".length()));
                case "wake" -> sync.wake();
                default -> say("does not know: " + line);
            }
        }
    }

    private void tap(int count, RandomGenerator random, int pauseMillis) {
        UUID response = null;
        try {
            for (int i = 0; i < count; i++) {
                Thread.sleep(random.nextInt(2 * pauseMillis + 1));
                if (response != null) {
                    // An unhappy guest gives a reason, too.
                    add(response, new Content.Reason("reason", "noise", "Noise"));
                    response = null;
                } else {
                    UUID guest = new UUID(random.nextLong(), System.nanoTime());
                    int score = random.nextInt(1, 5);
                    response = add(guest, new Content.Rating("stay", score, 4)) && score <= 2 ? guest : null;
                }
            }
            say("tapped " + count);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void comment(String text) throws InterruptedException {
        UUID guest = UUID.randomUUID();
        add(guest, new Content.Rating("stay", 1, 4));
        add(guest, new Content.Comment("comment", text));
        say("commented");
    }

    private boolean add(UUID response, Content content) throws InterruptedException {
        try {
            Entry entry = outbox.add(response, "stay", "en", content).get(LONGEST_COMMIT_SECONDS, TimeUnit.SECONDS).entry();
            say("acknowledged " + entry.id());
            return true;
        } catch (ExecutionException | TimeoutException failed) {
            say("refused " + (failed.getCause() == null ? failed : failed.getCause()));
            return false;
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
