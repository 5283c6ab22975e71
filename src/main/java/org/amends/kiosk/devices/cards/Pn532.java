package org.amends.kiosk.devices.cards;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is asked of a PN532, after NXP's user manual UM0701-02; every question has an end. For one thread. */
final class Pn532 {

    private static final int GET_FIRMWARE_VERSION = 0x02;
    private static final int SAM_CONFIGURATION = 0x14;
    private static final int RF_CONFIGURATION = 0x32;
    private static final int IN_DATA_EXCHANGE = 0x40;
    private static final int IN_LIST_PASSIVE_TARGET = 0x4A;

    /** The manual gives 15 ms to hear; a disturbed line may lose some. */
    private static final Duration HEARS = Duration.ofMillis(200);
    private static final Duration ANSWERS = Duration.ofMillis(600);
    private static final int TRIES = 3;
    /** A line that never falls silent must not hold a question back for ever. */
    private static final int MOST_OLD = 16;

    private static final int NTAG_READ = 0x30;
    /** Of SEL_RES: ISO 14443-4. */
    private static final int TYPE_4 = 0x20;

    private final Pn532Link link;
    private final Pn532Frames frames = new Pn532Frames();

    /** The chip did not answer, however often it was asked. */
    static final class Silent extends IOException {

        private static final long serialVersionUID = 1;

        Silent() {
            super("the PN532 does not answer");
        }
    }

    /** The card did not answer the chip. */
    static final class CardGone extends IOException {

        private static final long serialVersionUID = 1;

        CardGone(int status) {
            super("the card does not answer, status 0x" + Integer.toHexString(status));
        }
    }

    /**
     * A card in the field.
     *
     * @param number 1 or 2, as the chip counts them
     */
    record Target(int number, String uid, Card.Kind kind) {
    }

    Pn532(Pn532Link link) {
        this.link = link;
    }

    /** Wakes the chip and tells it how to work: no secure module, and not to wait for a card for ever. */
    void begin() throws IOException {
        ask(GET_FIRMWARE_VERSION);
        ask(SAM_CONFIGURATION, (byte) 1, (byte) 0, (byte) 0);
        ask(RF_CONFIGURATION, (byte) 5, (byte) 0xFF, (byte) 1, (byte) 2);
    }

    /** The cards of type A that lie there; two at most, which is as many as the chip can tell apart. */
    List<Target> targets() throws IOException {
        byte[] answer = ask(IN_LIST_PASSIVE_TARGET, (byte) 2, (byte) 0);
        List<Target> targets = new ArrayList<>();
        try {
            int at = 1;
            for (int i = 0; i < Math.min(answer[0], 2); i++) {
                int kind = answer[at + 3] & 0xFF;
                int length = answer[at + 4];
                byte[] uid = Arrays.copyOfRange(answer, at + 5, at + 5 + length);
                if (length < 4 || length > 10 || at + 5 + length > answer.length) {
                    throw new IOException("the PN532 tells of a card without a UID");
                }
                targets.add(new Target(answer[at], Card.uid(uid), (kind & TYPE_4) != 0
                        ? Card.Kind.TYPE_4
                        : kind == 0 ? Card.Kind.TYPE_2 : Card.Kind.UID_ONLY));
                at += 5 + length;
                if ((kind & TYPE_4) != 0) {
                    at += answer[at] & 0xFF; // what it answered to being selected, its length first
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException cutOff) {
            throw new IOException("the PN532 tells of half a card", cutOff);
        }
        return targets;
    }

    /** What is written on a card. */
    List<NdefRecord> records(Target target) throws IOException {
        return switch (target.kind()) {
            case TYPE_2 -> NdefTag.<IOException>type2(page -> pages(target, page)).orElse(List.of());
            case TYPE_4 -> NdefTag.<IOException>type4(command -> exchange(target, command)).orElse(List.of());
            case UID_ONLY -> List.of();
        };
    }

    /** Reading a page again does no harm, as long as a late answer is not taken for that of the next page. */
    private byte[] pages(Target target, int page) throws IOException {
        for (int tries = 1;; tries++) {
            try {
                return exchange(target, (byte) NTAG_READ, (byte) page);
            } catch (Silent disturbed) {
                if (tries == TRIES) {
                    throw disturbed;
                }
                ask(GET_FIRMWARE_VERSION); // answers come in their order: behind this one there is no older one
            }
        }
    }

    private byte[] exchange(Target target, byte... command) throws IOException {
        byte[] data = new byte[command.length + 1];
        data[0] = (byte) target.number();
        System.arraycopy(command, 0, data, 1, command.length);
        // Once: a command that the card has carried out, its answer lost, must not be carried out again.
        byte[] answer = askAtMost(1, IN_DATA_EXCHANGE, data);
        if (answer.length == 0 || answer[0] != 0) {
            throw new CardGone(answer.length == 0 ? 0 : answer[0] & 0xFF);
        }
        return Arrays.copyOfRange(answer, 1, answer.length);
    }

    private byte[] ask(int code, byte... data) throws IOException {
        return askAtMost(TRIES, code, data);
    }

    private byte[] askAtMost(int tries, int code, byte[] data) throws IOException {
        for (int i = 0; i < tries; i++) {
            frames.clear();
            for (int old = 0; old < MOST_OLD && link.receive(Duration.ZERO).length > 0; old++) {
                // what is still there answers an older question
            }
            link.send(Pn532Frames.command(code, data));
            Optional<byte[]> answer = answer(code);
            if (answer.isPresent()) {
                return answer.get();
            }
            link.send(Pn532Frames.ACKNOWLEDGE); // which from us says: never mind
        }
        throw new Silent();
    }

    private Optional<byte[]> answer(int code) throws IOException {
        long begun = System.nanoTime();
        Duration limit = HEARS;
        boolean over = false;
        while (!over) {
            Duration left = limit.minusNanos(System.nanoTime() - begun);
            over = left.isNegative();
            frames.add(over ? new byte[0] : link.receive(left));
            for (Optional<Pn532Frames.Frame> frame = frames.next(over); frame.isPresent(); frame = frames.next(over)) {
                switch (frame.get()) {
                    case Pn532Frames.Frame.Acknowledge _ -> limit = ANSWERS;
                    case Pn532Frames.Frame.Answer(int of, byte[] data) -> {
                        if (of == code + 1) {
                            return Optional.of(data);
                        }
                    }
                }
                over = false;
            }
        }
        return Optional.empty();
    }
}
