package org.amends.testbed;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * A card in the field of the virtual reader: after the specifications of the cards, not after what our reader asks. As long as
 * it is held there it connects again when the daemon was away. Without power it forgets what was selected. It knows itself whether it was read to the end: its UID was
 * asked for, every byte that is written on it was handed out with its length, and then its UID was asked for once more.
 */
public final class VirtualCard implements AutoCloseable {

    private static final byte[] PROCESSOR_ATR = HexFormat.of().parseHex("3B80800101");
    private static final byte[] NTAG_ATR = HexFormat.of().parseHex("3B8F8001804F0CA0000003060300030000000068");
    private static final byte[] APPLICATION = HexFormat.of().parseHex("D2760000850101");
    private static final byte[] DONE = {(byte) 0x90, 0x00};
    private static final byte[] NOT_FOUND = {0x6A, (byte) 0x82};
    private static final byte[] NO_FILE = {0x69, (byte) 0x86};
    private static final byte[] NOT_KNOWN = {0x6D, 0x00};
    private static final int NTAG_BYTES = 144;
    /** On both kinds two bytes before the message say how long it is. */
    private static final int LENGTH = 2;

    private final int port;
    private final byte[] uid;
    private final byte[] message;
    private final boolean ntag;
    private final byte[] memory;
    private final int silentFrom;
    private final Thread life;

    private volatile boolean taken;
    private volatile int readings;
    private volatile Socket socket;
    private int commands;
    private boolean selected;
    private int file;
    private boolean uidGiven;
    private boolean confirmed;
    private final BitSet given = new BitSet();

    private VirtualCard(int port, byte[] uid, byte[] message, boolean ntag, int silentFrom) {
        this.port = port;
        this.uid = uid.clone();
        this.message = message.clone();
        this.ntag = ntag;
        this.silentFrom = silentFrom;
        this.memory = new byte[12 + 4 + NTAG_BYTES];
        System.arraycopy(new byte[]{(byte) 0xE1, 0x10, NTAG_BYTES / 8, 0, 0x03, (byte) message.length}, 0, memory, 12, 6);
        System.arraycopy(message, 0, memory, 18, message.length);
        memory[18 + message.length] = (byte) 0xFE;
        this.life = Thread.ofPlatform().daemon().name("virtual card").start(this::live);
    }

    /**
     * Holds a card to the reader.
     *
     * @param uid     4, 7 or 10 bytes
     * @param message what is written on it, at most 100 bytes
     * @param ntag    whether it is an NTAG, else a processor card
     */
    public static VirtualCard held(int port, byte[] uid, byte[] message, boolean ntag) {
        return new VirtualCard(port, uid, message, ntag, Integer.MAX_VALUE);
    }

    /** Holds a card there that goes silent at a command, counted from 0, and makes the reader wait. */
    public static VirtualCard goingSilent(int port, byte[] uid, int at) {
        return new VirtualCard(port, uid, new byte[0], false, at);
    }

    /** Takes it away. */
    @Override
    public void close() {
        synchronized (this) {
            taken = true;
        }
        Socket open = socket;
        if (open != null) {
            try {
                open.shutdownOutput(); // what was said before still arrives
            } catch (IOException gone) {
                // with the daemon
            }
        }
        life.interrupt();
        try {
            life.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was read to the end, as the card saw it. */
    public boolean wasReadToTheEnd() {
        return readings > 0;
    }

    /** How often it was, while it was held there. */
    public int readings() {
        return readings;
    }

    private void live() {
        while (!taken) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket = open;
                uidGiven = false;
                given.clear();
                answer(new DataInputStream(open.getInputStream()), new DataOutputStream(open.getOutputStream()));
            } catch (IOException daemonAway) {
                // again in a moment
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException takenAway) {
                return;
            }
        }
    }

    private void answer(DataInputStream from, DataOutputStream to) throws IOException {
        while (true) {
            byte[] command = from.readNBytes(from.readUnsignedShort());
            synchronized (this) {
                if (taken) {
                    continue;
                }
                if (command.length != 1) {
                    byte[] answer = answer(command);
                    if (commands++ < silentFrom) {
                        say(answer, to);
                        if (confirmed) {
                            readings++;
                            confirmed = false;
                            given.clear();
                        }
                    }
                } else if (command[0] == 4) {
                    say(ntag ? NTAG_ATR : PROCESSOR_ATR, to);
                } else {
                    selected = false; // its power went off or came on
                    file = 0;
                }
            }
        }
    }

    private static void say(byte[] answer, DataOutputStream to) throws IOException {
        byte[] sent = new byte[answer.length + 2];
        sent[0] = (byte) (answer.length >> 8);
        sent[1] = (byte) answer.length;
        System.arraycopy(answer, 0, sent, 2, answer.length);
        to.write(sent);
    }

    private byte[] answer(byte[] command) {
        int what = (command[0] & 0xFF) << 8 | command[1] & 0xFF;
        if (what == 0xFFCA) {
            confirmed = uidGiven && given.cardinality() == LENGTH + message.length;
            uidGiven = true;
            return with(uid, 0, uid.length);
        }
        if (ntag) {
            return what == 0xFFB0 ? page(command[3] & 0xFF) : NOT_KNOWN;
        }
        return switch (what) {
            case 0x00A4 -> command[2] == 4 ? application(command) : select((command[5] & 0xFF) << 8 | command[6] & 0xFF);
            case 0x00B0 -> binary((command[2] & 0xFF) << 8 | command[3] & 0xFF, command[4] & 0xFF);
            default -> NOT_KNOWN;
        };
    }

    private byte[] page(int page) {
        for (int at = page * 4; at < page * 4 + 16; at++) {
            gave(at - 18);
        }
        return with(memory, page * 4, 16);
    }

    private void gave(int index) {
        if (uidGiven && index >= -LENGTH && index < message.length) {
            given.set(index + LENGTH);
        }
    }

    private byte[] application(byte[] command) {
        selected = Arrays.equals(Arrays.copyOfRange(command, 5, Math.min(command.length, 12)), APPLICATION);
        file = 0;
        return selected ? DONE : NOT_FOUND;
    }

    private byte[] select(int id) {
        if (!selected || id != 0xE103 && id != 0xE104) {
            return NOT_FOUND;
        }
        file = id;
        return DONE;
    }

    private byte[] binary(int from, int length) {
        if (file == 0) {
            return NO_FILE;
        }
        if (file == 0xE103) {
            return with(HexFormat.of().parseHex("000F20003B00340406E104010000FF"), from, length);
        }
        byte[] content = new byte[message.length + 2];
        content[1] = (byte) message.length;
        System.arraycopy(message, 0, content, 2, message.length);
        for (int at = from; at < from + length; at++) {
            gave(at - 2);
        }
        return with(content, from, length);
    }

    private static byte[] with(byte[] bytes, int from, int length) {
        byte[] answer = Arrays.copyOf(Arrays.copyOfRange(bytes, from, from + length), length + 2);
        System.arraycopy(DONE, 0, answer, length, 2);
        return answer;
    }
}
