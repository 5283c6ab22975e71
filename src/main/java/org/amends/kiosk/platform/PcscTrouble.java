package org.amends.kiosk.platform;

import java.util.Map;

/** The middleware of card readers did not do what it was asked; the message names the call and the code. */
public final class PcscTrouble extends Exception {

    private static final long serialVersionUID = 1;

    static final long TIMEOUT = 0x8010000AL;
    static final long NO_READERS = 0x8010002EL;

    private static final long INVALID_HANDLE = 0x80100003L;
    private static final long BROKEN_OFF = 0x80100013L;
    private static final long NO_SERVICE = 0x8010001DL;
    private static final long STOPPED = 0x8010001EL;
    private static final long UNKNOWN_READER = 0x80100009L;
    private static final long NO_CARD = 0x8010000CL;
    private static final long READER_UNAVAILABLE = 0x80100017L;
    private static final long UNPOWERED_CARD = 0x80100067L;
    private static final long REMOVED_CARD = 0x80100069L;
    private static final long REFUSED = 0x8010006AL;

    /** Of pcsclite.h, those that a technician may meet. */
    private static final Map<Long, String> NAMES = Map.ofEntries(Map.entry(INVALID_HANDLE, "invalid handle"),
            Map.entry(UNKNOWN_READER, "unknown reader"),
            Map.entry(TIMEOUT, "timeout"), Map.entry(0x8010000BL, "another program holds the card"),
            Map.entry(NO_CARD, "no card"), Map.entry(BROKEN_OFF, "the middleware broke off"),
            Map.entry(0x80100016L, "the exchange failed"), Map.entry(READER_UNAVAILABLE, "the reader is gone"),
            Map.entry(NO_SERVICE, "pcscd is not running"), Map.entry(STOPPED, "pcscd has stopped"),
            Map.entry(NO_READERS, "no reader"), Map.entry(0x80100066L, "the card does not answer"),
            Map.entry(UNPOWERED_CARD, "the card has no power"), Map.entry(0x80100068L, "the card was reset"),
            Map.entry(REMOVED_CARD, "the card was taken away"), Map.entry(REFUSED, "polkit does not allow it"));

    private final long code;

    PcscTrouble(String call, long code) {
        super(call + ": " + NAMES.getOrDefault(code, "trouble") + " (0x" + Long.toHexString(code) + ")");
        this.code = code;
    }

    /** Whether this user may not speak with the daemon. */
    public boolean isRefused() {
        return code == REFUSED;
    }

    /** Whether it is the daemon that is no longer there. */
    public boolean isDaemonGone() {
        return code == NO_SERVICE || code == STOPPED || code == BROKEN_OFF || code == INVALID_HANDLE;
    }

    /** Whether the card, or the reader with it, is no longer there. */
    public boolean isCardGone() {
        return code == REMOVED_CARD || code == NO_CARD || code == UNPOWERED_CARD || code == READER_UNAVAILABLE
                || code == UNKNOWN_READER;
    }
}
