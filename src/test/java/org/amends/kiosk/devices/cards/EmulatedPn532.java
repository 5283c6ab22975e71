package org.amends.kiosk.devices.cards;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.amends.testbed.Pty;

/**
 * A PN532 at the other end of a serial line, after its user manual and not after our driver: it takes frames apart and puts
 * them together by itself, and says on purpose what a bad line makes of them.
 */
final class EmulatedPn532 implements AutoCloseable {

    private static final int NTAG_BYTES = 144;

    /** What becomes of an answer on the way. */
    enum Fault {
        NONE, GARBAGE_BEFORE, HALF, WRONG_LENGTH_SUM, WRONG_DATA, SILENCE, NO_ACKNOWLEDGE, FLOOD, OLD_ANSWER_BEFORE
    }

    private final Pty line = Pty.open();
    private final Random random;
    private final Map<String, byte[]> field = new LinkedHashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("PN532").unstarted(this::live);
    private boolean noisy;
    private boolean dead;
    private boolean closed;
    private int faults;
    private int looks;
    private int exchangesLeft = Integer.MAX_VALUE;

    EmulatedPn532(long seed) {
        random = new Random(seed);
        thread.start();
    }

    java.nio.file.Path port() {
        return line.port();
    }

    /** Holds an NTAG to it. */
    synchronized void hold(String uid, byte[] message) {
        byte[] memory = new byte[16 + NTAG_BYTES];
        System.arraycopy(new byte[]{(byte) 0xE1, 0x10, NTAG_BYTES / 8, 0, 0x03, (byte) message.length}, 0, memory, 12, 6);
        System.arraycopy(message, 0, memory, 18, message.length);
        memory[18 + message.length] = (byte) 0xFE;
        field.put(uid, memory);
    }

    synchronized void takeAway(String uid) {
        field.remove(uid);
    }

    /** Lets the card be torn away after so many more of its pages. */
    synchronized void tearAfter(int pages) {
        exchangesLeft = pages;
    }

    /** Half of what it says is spoilt from now on, or no more. */
    synchronized void noisy(boolean now) {
        noisy = now;
    }

    /** It says nothing at all from now on, or speaks again. */
    synchronized void dead(boolean now) {
        dead = now;
    }

    synchronized int faults() {
        return faults;
    }

    private void live() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        while (!isClosed()) {
            heard.writeBytes(line.read(20));
            byte[] all = heard.toByteArray();
            for (int at = 0; at + 6 < all.length; at++) {
                int length = all[at + 2] & 0xFF;
                if (all[at] == 0 && all[at + 1] == -1 && length > 1 && (byte) (length + all[at + 3]) == 0
                        && all.length > at + 4 + length) {
                    byte[] body = Arrays.copyOfRange(all, at + 4, at + 4 + length);
                    heard.reset();
                    heard.write(all, at + 5 + length, all.length - at - 5 - length);
                    answer(body);
                    break;
                }
            }
        }
    }

    /** Waits until it was asked so often what lies there. */
    synchronized void awaitLooks(int more) throws InterruptedException {
        for (int end = looks + more; looks < end;) {
            wait();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void answer(byte[] body) {
        if (dead || body[0] != (byte) 0xD4) {
            return;
        }
        byte[] said = switch (body[1] & 0xFF) {
            case 0x02 -> new byte[]{0x32, 1, 6, 7};
            case 0x14, 0x32 -> new byte[0];
            case 0x4A -> targets();
            case 0x40 -> exchange(body);
            default -> throw new IllegalStateException("a command that it does not have: " + body[1]);
        };
        byte[] frame = frame(body[1] + 1, said);
        Fault fault = noisy && random.nextBoolean() ? Fault.values()[random.nextInt(Fault.values().length)] : Fault.NONE;
        faults += fault == Fault.NONE ? 0 : 1;
        byte[] acknowledge = {0, 0, -1, 0, -1, 0};
        if (fault != Fault.NO_ACKNOWLEDGE && fault != Fault.SILENCE) {
            line.write(acknowledge);
        }
        switch (fault) {
            case NONE, NO_ACKNOWLEDGE -> line.write(frame);
            case GARBAGE_BEFORE -> {
                byte[] garbage = new byte[random.nextInt(300)];
                random.nextBytes(garbage);
                line.write(garbage);
                line.write(frame);
            }
            case HALF -> line.write(Arrays.copyOf(frame, random.nextInt(frame.length)));
            case WRONG_LENGTH_SUM -> line.write(spoilt(frame, 4));
            case WRONG_DATA -> line.write(spoilt(frame, 6 + random.nextInt(frame.length - 7)));
            case FLOOD -> {
                byte[] zeros = new byte[200];
                Arrays.fill(zeros, 0, 200, (byte) (random.nextBoolean() ? 0 : 0xFF));
                for (int i = 0; i < 10; i++) {
                    line.write(zeros);
                }
            }
            case OLD_ANSWER_BEFORE -> {
                line.write(frame(0x03, new byte[]{0x32, 1, 6, 7}));
                line.write(frame);
            }
            case SILENCE -> {
                // neither heard nor answered
            }
        }
    }

    private byte[] targets() {
        looks++;
        notifyAll();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.write(Math.min(2, field.size()));
        int number = 1;
        for (String uid : field.keySet()) {
            byte[] bytes = java.util.HexFormat.of().parseHex(uid);
            boolean files = bytes.length == 4;
            said.writeBytes(new byte[]{(byte) number++, 0, 0x44, (byte) (files ? 0x20 : 0), (byte) bytes.length});
            said.writeBytes(bytes);
            if (files) {
                said.writeBytes(new byte[]{5, 0x78, (byte) 0x80, 0x70, 0x02});
            }
        }
        return said.toByteArray();
    }

    private byte[] exchange(byte[] body) {
        if (exchangesLeft-- <= 0) {
            field.clear();
            exchangesLeft = Integer.MAX_VALUE;
        }
        if (field.isEmpty()) {
            return new byte[]{0x01};
        }
        if (body[3] != 0x30) {
            return new byte[]{0, 0x6A, (byte) 0x82};
        }
        byte[] memory = field.values().iterator().next();
        byte[] said = new byte[17];
        System.arraycopy(memory, body[4] * 4, said, 1, Math.min(16, memory.length - body[4] * 4));
        return said;
    }

    private static byte[] frame(int code, byte[] said) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int length = said.length + 2;
        frame.writeBytes(new byte[]{0, 0, -1, (byte) length, (byte) (0x100 - length), (byte) 0xD5, (byte) code});
        frame.writeBytes(said);
        int sum = 0xD5 + code;
        for (byte value : said) {
            sum += value & 0xFF;
        }
        frame.write(-sum & 0xFF);
        frame.write(0);
        return frame.toByteArray();
    }

    private byte[] spoilt(byte[] frame, int at) {
        byte[] other = frame.clone();
        other[at] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            thread.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }
}
