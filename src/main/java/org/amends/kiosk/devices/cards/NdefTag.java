package org.amends.kiosk.devices.cards;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is written on a card, after the NFC Forum's Type 2 and Type 4 Tag. What is laid out otherwise has nothing written on
 * it; what does not answer is the exchange's to tell.
 */
final class NdefTag {

    /** More than any badge or tag has written on it, in bytes: a card must not hold the reader for long. */
    private static final int MOST = 2048;

    private static final int TYPE_2_MARK = 0xE1;
    private static final int FIRST_DATA_PAGE = 4;
    private static final int END = 0xFE;
    private static final int NOTHING = 0x00;
    private static final int MESSAGE = 0x03;
    private static final int LONG = 0xFF;

    private static final byte[] APPLICATION = HexFormat.of().parseHex("00A4040007D276000085010100");
    private static final byte[] CAPABILITIES = HexFormat.of().parseHex("00A4000C02E103");
    private static final int CAPABILITIES_LENGTH = 15;
    /** What fits one answer of every reader. */
    private static final int STEP = 128;

    private NdefTag() {
    }

    /** One command to a card and its answer, the status last. */
    @FunctionalInterface
    interface Commands<E extends Exception> {
        byte[] send(byte[] command) throws E;
    }

    /** Four pages of a Type 2 card, 16 bytes, from one on. */
    @FunctionalInterface
    interface Pages<E extends Exception> {
        byte[] read(int page) throws E;
    }

    /** Empty if it is no such card. */
    static <E extends Exception> Optional<List<NdefRecord>> type2(Pages<E> pages) throws E {
        byte[] first = pages.read(3);
        if (first.length < 4 || (first[0] & 0xFF) != TYPE_2_MARK) {
            return Optional.empty();
        }
        int room = Math.min((first[2] & 0xFF) * 8, MOST);
        Bytes<E> bytes = new Bytes<>(pages, room);
        for (int at = 0; at < room;) {
            int kind = bytes.at(at++);
            if (kind == NOTHING) {
                continue;
            }
            if (kind == END) {
                return Optional.of(List.of());
            }
            int length = bytes.at(at++);
            if (length == LONG) {
                length = bytes.at(at) << 8 | bytes.at(at + 1);
                at += 2;
            }
            if (kind == MESSAGE) {
                byte[] message = new byte[at + length > room ? 0 : length];
                for (int i = 0; i < message.length; i++) {
                    message[i] = (byte) bytes.at(at + i);
                }
                return Optional.of(NdefRecord.of(message));
            }
            at += length;
        }
        return Optional.of(List.of());
    }

    /** The data of a Type 2 card, read as far as they are asked for. */
    private static final class Bytes<E extends Exception> {

        private final Pages<E> pages;
        private final int room;
        private byte[] known = {};

        Bytes(Pages<E> pages, int room) {
            this.pages = pages;
            this.room = room;
        }

        /** A byte, or the end where there is none. */
        int at(int index) throws E {
            while (index >= known.length && known.length < room) {
                byte[] next = pages.read(FIRST_DATA_PAGE + known.length / 4);
                if (next.length < 16) {
                    return END;
                }
                known = Arrays.copyOf(known, known.length + 16);
                System.arraycopy(next, 0, known, known.length - 16, 16);
            }
            return index < known.length ? known[index] & 0xFF : END;
        }
    }

    /** Likewise. */
    static <E extends Exception> Optional<List<NdefRecord>> type4(Commands<E> card) throws E {
        if (!isDone(card.send(APPLICATION))) {
            return Optional.empty();
        }
        Optional<List<NdefRecord>> message = message(card);
        // Whatever takes its power for a moment makes it forget what was selected: pcscd does, when a card came just now.
        if (message.isEmpty() && isDone(card.send(APPLICATION))) {
            message = message(card);
        }
        return Optional.of(message.orElse(List.of()));
    }

    /** Empty if it refuses one of the steps, or is laid out otherwise. */
    private static <E extends Exception> Optional<List<NdefRecord>> message(Commands<E> card) throws E {
        if (!isDone(card.send(CAPABILITIES))) {
            return Optional.empty();
        }
        byte[] capabilities = card.send(read(0, CAPABILITIES_LENGTH));
        if (!isDone(capabilities) || capabilities.length < CAPABILITIES_LENGTH + 2 || capabilities[7] != 4) {
            return Optional.empty();
        }
        if (!isDone(card.send(new byte[]{0x00, (byte) 0xA4, 0x00, 0x0C, 0x02, capabilities[9], capabilities[10]}))) {
            return Optional.empty();
        }
        byte[] length = card.send(read(0, 2));
        if (!isDone(length) || length.length < 4) {
            return Optional.empty();
        }
        int left = (length[0] & 0xFF) << 8 | length[1] & 0xFF;
        if (left > MOST) {
            return Optional.empty();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (message.size() < left) {
            byte[] part = card.send(read(2 + message.size(), Math.min(STEP, left - message.size())));
            if (!isDone(part) || part.length < 3) {
                return Optional.empty();
            }
            message.write(part, 0, part.length - 2);
        }
        return Optional.of(NdefRecord.of(message.toByteArray()));
    }

    static boolean isDone(byte[] answer) {
        return answer.length >= 2 && (answer[answer.length - 2] & 0xFF) == 0x90 && answer[answer.length - 1] == 0;
    }

    private static byte[] read(int from, int length) {
        return new byte[]{0x00, (byte) 0xB0, (byte) (from >> 8), (byte) from, (byte) length};
    }
}
