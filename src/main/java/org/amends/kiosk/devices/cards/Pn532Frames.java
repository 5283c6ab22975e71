package org.amends.kiosk.devices.cards;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the frames of a PN532 in bytes among which anything may stand: garbage, frames cut off in the middle, wrong checksums.
 * What is no frame is passed over byte by byte, so that a good one right behind it is found.
 */
final class Pn532Frames {

    static final byte[] ACKNOWLEDGE = {0, 0, (byte) 0xFF, 0, (byte) 0xFF, 0};

    private static final byte TO_CHIP = (byte) 0xD4;
    private static final byte FROM_CHIP = (byte) 0xD5;
    /** More cannot belong to one frame and what came before it. */
    private static final int MOST = 4096;

    private byte[] bytes = {};

    /** What the chip says: that it has heard, or an answer of a command's code, one higher, and what follows it. */
    sealed interface Frame {
        record Acknowledge() implements Frame {
        }

        record Answer(int code, byte[] data) implements Frame {
        }
    }

    static byte[] command(int code, byte... data) {
        int length = data.length + 2;
        byte[] frame = new byte[length + 7];
        frame[2] = (byte) 0xFF;
        frame[3] = (byte) length;
        frame[4] = (byte) -length;
        frame[5] = TO_CHIP;
        frame[6] = (byte) code;
        System.arraycopy(data, 0, frame, 7, data.length);
        frame[frame.length - 2] = (byte) -sum(frame, 5, frame.length - 2);
        return frame;
    }

    void add(byte[] more) {
        int kept = Math.min(bytes.length, MOST - Math.min(MOST, more.length));
        byte[] all = Arrays.copyOfRange(bytes, bytes.length - kept, bytes.length + more.length);
        System.arraycopy(more, 0, all, kept, more.length);
        bytes = all;
    }

    /** Forgets what came before. */
    void clear() {
        bytes = new byte[0];
    }

    /**
     * The next whole frame.
     *
     * @param last whether no more is to come: then the length that a half frame gives is believed no longer
     */
    Optional<Frame> next(boolean last) {
        for (int at = 0; at + 4 < bytes.length; at++) {
            if (bytes[at] != 0 || bytes[at + 1] != (byte) 0xFF) {
                continue;
            }
            int length = bytes[at + 2] & 0xFF;
            if (length == 0 && bytes[at + 3] == (byte) 0xFF) {
                drop(at + 4);
                return Optional.of(new Frame.Acknowledge());
            }
            if ((byte) (length + bytes[at + 3]) != 0 || length < 2) {
                continue;
            }
            int end = at + 4 + length;
            if (end >= bytes.length) {
                if (last) {
                    continue;
                }
                drop(at);
                return Optional.empty();
            }
            if ((byte) (sum(bytes, at + 4, end) + bytes[end]) != 0 || bytes[at + 4] != FROM_CHIP) {
                continue;
            }
            Frame.Answer answer = new Frame.Answer(bytes[at + 5] & 0xFF, Arrays.copyOfRange(bytes, at + 6, end));
            drop(end + 1);
            return Optional.of(answer);
        }
        return Optional.empty();
    }

    private void drop(int until) {
        bytes = Arrays.copyOfRange(bytes, until, bytes.length);
    }

    private static int sum(byte[] of, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += of[i];
        }
        return sum;
    }
}
