package org.amends.kiosk.devices.cards;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.amends.testbed.Pcscd;
import org.amends.testbed.VirtualCard;

/**
 * Cards are held to a reader and torn away at random moments while its daemon is killed now and then; what was told is
 * compared with what the cards themselves saw.
 */
public final class CardStorm {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Random random;
    private final int kills;
    private final int cards;
    private final HeardEvents heard = new HeardEvents();
    private final List<Held> all = new ArrayList<>();
    private long slowest;

    private record Held(String uid, VirtualCard card) {
    }

    /**
     * What came of it.
     *
     * @param presented      how often a card was held there
     * @param complete       of these, how often the card saw itself read to the end
     * @param read           how many of these were told
     * @param doubled        how many were told more than once
     * @param torn           how many were told although the card had been torn away before
     * @param recoveryMillis the longest time from the daemon's start to the next card being told
     * @param astray         each card that was told as it should not have been, or not as it should
     * @param left           threads and sockets that were there after closing and not before
     */
    public record Outcome(int presented, int complete, int read, int doubled, int torn, long recoveryMillis,
            List<String> astray, List<String> left) {
    }

    private CardStorm(int cards, int kills, long seed) {
        this.random = new Random(seed);
        this.kills = kills;
        this.cards = cards;
    }

    /** Holds so many cards there and kills the daemon so often in between. */
    public static Outcome rage(int cards, int kills, long seed) throws Exception {
        return new CardStorm(cards, kills, seed).rage();
    }

    private Outcome rage() throws Exception {
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                VirtualCard _ = VirtualCard.held(once.getLocalPort(), new byte[4], new byte[0], false);
                Socket _ = once.accept()) {
            // Java's first socket leaves one behind for good, which is no trace of what follows.
        }
        List<String> before = traces();
        try (Pcscd pcscd = Pcscd.here()) {
            PcscReaders readers = new PcscReaders();
            try (readers) {
                readers.start(heard); // the daemon comes later
                pcscd.start();
                for (int i = 0; i < cards; i++) {
                    boolean killed = (i + 1) % (cards / Math.max(1, kills)) == 0;
                    if (killed && i / (cards / kills) < kills) {
                        killWhileHeld(pcscd, held(pcscd, i));
                    } else {
                        Held card = held(pcscd, i);
                        Thread.sleep(random.nextInt(1500));
                        card.card().close();
                        Thread.sleep(random.nextInt(500));
                    }
                }
                // What was read last may still be on its way through the threads.
                Held last = held(pcscd, cards);
                heard.wasRead(last.uid(), LONGEST);
                last.card().close();
            }
        }
        List<String> left = new ArrayList<>(traces());
        before.forEach(left::remove);
        int complete = 0;
        int read = 0;
        int doubled = 0;
        int torn = 0;
        List<String> astray = new ArrayList<>();
        for (Held card : all) {
            long times = heard.times(card.uid());
            boolean whole = card.card().wasReadToTheEnd();
            complete += whole ? 1 : 0;
            read += whole && times > 0 ? 1 : 0;
            doubled += times > 1 ? 1 : 0;
            torn += !whole && times > 0 ? 1 : 0;
            if (times != (whole ? 1 : 0)) {
                astray.add(card.uid() + " told " + times + " times, read to the end " + card.card().readings() + " times");
            }
        }
        return new Outcome(all.size(), complete, read, doubled, torn, slowest / 1_000_000, astray, left);
    }

    /** Kills the daemon while a card lies there, which stays there until it was told; then the next one is timed. */
    private void killWhileHeld(Pcscd pcscd, Held card) throws Exception {
        Thread.sleep(random.nextInt(900));
        pcscd.kill();
        Thread.sleep(random.nextInt(1500));
        boolean toldBefore = heard.times(card.uid()) > 0;
        long started = System.nanoTime();
        pcscd.start();
        Held next = card;
        if (toldBefore) {
            card.card().close();
            next = held(pcscd, cards + all.size());
        }
        boolean told = heard.wasRead(next.uid(), LONGEST);
        slowest = Math.max(slowest, told ? System.nanoTime() - started : Long.MAX_VALUE);
        next.card().close();
        Thread.sleep(600); // the middleware looks every 400 ms
    }

    /** Every card has a UID of its own; one in three is an NTAG, one in ten has nothing written on it. */
    private Held held(Pcscd pcscd, int number) {
        byte[] uid = {0x04, (byte) (number >> 8), (byte) number, 0x11, 0x22, 0x33, (byte) random.nextInt()};
        Held card = new Held(Card.uid(uid), VirtualCard.held(pcscd.port(), uid,
                random.nextInt(10) == 0 ? new byte[0] : text("card " + number), random.nextInt(3) == 0));
        all.add(card);
        return card;
    }

    /** A message of one record: a text in English. */
    public static byte[] text(String words) {
        byte[] text = ("\2en" + words).getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[text.length + 4];
        message[0] = (byte) 0xD1;
        message[1] = 1;
        message[2] = (byte) text.length;
        message[3] = 'T';
        System.arraycopy(text, 0, message, 4, text.length);
        return message;
    }

    /** Waits until no card is being read. */
    static boolean settled() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (Thread.getAllStackTraces().keySet().stream().noneMatch(one -> one.getName().startsWith("card in"))) {
                return true;
            }
            Thread.sleep(20); // a thread that ends tells nobody
        }
        return false;
    }

    /** Threads and sockets of this program. */
    static List<String> traces() throws Exception {
        List<String> traces = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("card")) {
                traces.add(thread.getName());
            }
        }
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : files.toList()) {
                if (Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:")) {
                        traces.add(target);
                    }
                }
            }
        }
        return traces;
    }
}
