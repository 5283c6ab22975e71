package org.amends.kiosk.devices.cards;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One record of what is written on a card, after the NFC Forum's NDEF 1.0.
 *
 * @param form    the type name format, 0 to 7
 * @param type    such as {@code T} for a text
 * @param payload what it holds
 */
public record NdefRecord(int form, String type, List<Byte> payload) {

    private static final int WELL_KNOWN = 1;
    private static final int LAST = 0x40;
    private static final int CHUNKED = 0x20;
    private static final int SHORT = 0x10;
    private static final int WITH_ID = 0x08;
    private static final int UTF_16 = 0x80;

    public NdefRecord {
        payload = List.copyOf(payload);
    }

    /**
     * The records of a message. Empty if it is not whole: what is half written says nothing. Records in chunks, which no tag
     * of use is written in, are not read either.
     */
    public static List<NdefRecord> of(byte[] message) {
        List<NdefRecord> records = new ArrayList<>();
        int at = 0;
        try {
            while (at < message.length) {
                int flags = message[at++];
                int typeLength = message[at++] & 0xFF;
                long length = message[at++] & 0xFF;
                if ((flags & SHORT) == 0) {
                    length = length << 24 | (message[at] & 0xFF) << 16 | (message[at + 1] & 0xFF) << 8
                            | message[at + 2] & 0xFF;
                    at += 3;
                }
                int idLength = (flags & WITH_ID) == 0 ? 0 : message[at++] & 0xFF;
                if ((flags & CHUNKED) != 0 || at + typeLength + idLength + length > message.length) {
                    return List.of();
                }
                String type = new String(message, at, typeLength, StandardCharsets.US_ASCII);
                at += typeLength + idLength;
                List<Byte> payload = new ArrayList<>();
                for (byte value : Arrays.copyOfRange(message, at, at + (int) length)) {
                    payload.add(value);
                }
                records.add(new NdefRecord(flags & 7, type, payload));
                at += (int) length;
                if ((flags & LAST) != 0) {
                    return List.copyOf(records);
                }
            }
        } catch (IndexOutOfBoundsException cutOff) {
            return List.of();
        }
        return List.of();
    }

    /** Its words, if it is a text. */
    public Optional<String> text() {
        if (form != WELL_KNOWN || !type.equals("T") || payload.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[payload.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = payload.get(i);
        }
        int from = 1 + (bytes[0] & 0x3F); // behind the language
        Charset charset = (bytes[0] & UTF_16) == 0 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16;
        return from > bytes.length
                ? Optional.empty()
                : Optional.of(new String(bytes, from, bytes.length - from, charset));
    }

    /** Without what it holds, which may tell a guest and must never reach a log. */
    @Override
    public String toString() {
        return "NdefRecord[form=" + form + ", type=" + type + ", payload=" + payload.size() + " bytes]";
    }
}
