package org.amends.testbed.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Optional;

/** A device on the small machine's I2C bus that a program plays, for programs in the machine. */
public final class PlayedDevice {

    /** The bus of the kernel module {@code i2c-answers}, the machine's only one. */
    public static final int BUS = 0;

    private static final int HEAD = 5;
    private static final int LONGEST = HEAD + 8192;

    /** What it does. */
    public interface Player {

        /** Is written to; false leaves it without acknowledgement. */
        boolean written(byte[] message);

        /** What is read from it; absent leaves it without acknowledgement. */
        Optional<byte[]> read(int length);
    }

    private final int address;
    private final Player player;
    private final RandomAccessFile bus;

    private PlayedDevice(int address, Player player) throws IOException {
        this.address = address;
        this.player = player;
        this.bus = new RandomAccessFile("/dev/i2c-answers", "rw");
    }

    /** Plays from now on, as long as the program runs; messages to other addresses are acknowledged by nobody. */
    public static void play(int address, Player player) throws IOException {
        Thread.ofPlatform().daemon().name("played device").start(new PlayedDevice(address, player)::answerAll);
    }

    private void answerAll() {
        byte[] message = new byte[LONGEST];
        try {
            while (true) {
                int length = bus.read(message);
                bus.write(answer(Arrays.copyOf(message, length)));
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private byte[] answer(byte[] message) {
        Optional<byte[]> answer = Optional.empty();
        if (two(message, 1) == address) {
            answer = message[0] == 'R'
                    ? player.read(two(message, 3))
                    : player.written(Arrays.copyOfRange(message, HEAD, message.length))
                            ? Optional.of(new byte[0])
                            : Optional.empty();
        }
        return answer.map(bytes -> {
            byte[] acknowledged = new byte[1 + bytes.length];
            System.arraycopy(bytes, 0, acknowledged, 1, bytes.length);
            return acknowledged;
        }).orElse(new byte[]{1});
    }

    private static int two(byte[] message, int at) {
        return Byte.toUnsignedInt(message[at]) | Byte.toUnsignedInt(message[at + 1]) << 8;
    }
}
