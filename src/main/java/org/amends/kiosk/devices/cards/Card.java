package org.amends.kiosk.devices.cards;

import java.util.HexFormat;
import java.util.List;

/**
 * A card as it was read.
 *
 * @param uid     what it calls itself, 8 to 20 hexadecimal digits, upper case
 * @param kind    how it was spoken with
 * @param records what is written on it, empty if nothing or nothing that can be read
 */
public record Card(String uid, Kind kind, List<NdefRecord> records) {

    /** What all random UIDs are, for who asks whether it is the same card. */
    private static final String ANY_RANDOM = "random";

    /** How a card is spoken with. */
    public enum Kind {
        /** NTAG, MIFARE Ultralight: pages of four bytes. */
        TYPE_2,
        /** ISO 14443-4: files and commands, as in DESFire, bank cards and phones. */
        TYPE_4,
        /** One of which no more than its UID can be read. */
        UID_ONLY
    }

    /**
     * @throws IllegalArgumentException if the UID has other lengths than UIDs have
     */
    public Card {
        if (!uid.matches("([0-9A-F]{2}){4,10}")) {
            throw new IllegalArgumentException("a UID has 4 to 10 bytes, not " + uid.length() / 2.0);
        }
        records = List.copyOf(records);
    }

    static String uid(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    /**
     * Whether the UID is made up anew at each touch, as phones do: ISO 14443-3 marks a UID of four bytes as random by a first
     * byte of 08. It says nothing of who holds it.
     */
    public boolean isPassing() {
        return isPassing(uid);
    }

    static boolean isPassing(String uid) {
        return uid.length() == 8 && uid.startsWith("08");
    }

    /** What is the same for a card that lies still: of a random UID only that it is one. */
    static String lasting(String uid) {
        return isPassing(uid) ? ANY_RANDOM : uid;
    }

    /** Without the UID and what is written, which may tell a guest and must never reach a log. */
    @Override
    public String toString() {
        return "Card[uid=***, kind=" + kind + ", records=" + records.size() + "]";
    }
}
