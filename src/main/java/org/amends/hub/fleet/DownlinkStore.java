package org.amends.hub.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.wire.Downlink;
import org.amends.wire.Progress;

/** The table of what the hub has to say to its terminals. */
final class DownlinkStore {

    void add(Tx tx, String terminal, long number, String kind, Downlink.Signed signed) {
        tx.update("INSERT INTO downlink (terminal, number, kind, message, signature) VALUES (?, ?, ?, ?, ?)", terminal,
                number, kind, signed.message(), signed.signature());
    }

    /** Those after a number, in order, at most so many. */
    List<Downlink.Signed> after(Tx tx, String terminal, long number, int most) {
        return tx.list("SELECT message, signature FROM downlink WHERE terminal = ? AND number > ? ORDER BY number LIMIT ?",
                DownlinkStore::signed, terminal, number, most);
    }

    /** The number of the last one; 0 before the first. */
    long last(Tx tx, String terminal) {
        return tx.first("SELECT coalesce(max(number), 0) AS last FROM downlink WHERE terminal = ?",
                row -> row.number("last"), terminal).orElse(0L);
    }

    /** The number of the last one of a kind; 0 if there is none. */
    long last(Tx tx, String terminal, String kind) {
        return tx.first("SELECT coalesce(max(number), 0) AS last FROM downlink WHERE terminal = ? AND kind = ?",
                row -> row.number("last"), terminal, kind).orElse(0L);
    }

    Optional<Downlink.Signed> newest(Tx tx, String terminal, String kind) {
        return tx.first("SELECT message, signature FROM downlink WHERE terminal = ? AND kind = ? ORDER BY number DESC"
                + " LIMIT 1", DownlinkStore::signed, terminal, kind);
    }

    /** Grows with every message to anybody. */
    long position(Tx tx) {
        return tx.first("SELECT coalesce(max(position), 0) AS last FROM downlink", row -> row.number("last")).orElse(0L);
    }

    /** Puts what is to be said of a response in the place of what was to be said of it before. */
    void putProgress(Tx tx, String terminal, Progress progress, Instant expiresAt, Downlink.Signed signed) {
        tx.update("INSERT INTO downlink_progress (response, terminal, serial, expires_at, message, signature)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (response) DO UPDATE SET terminal = excluded.terminal,"
                + " serial = excluded.serial, expires_at = excluded.expires_at, message = excluded.message,"
                + " signature = excluded.signature", progress.response(), terminal, progress.serial(), expiresAt,
                signed.message(), signed.signature());
    }

    void forgetProgress(Tx tx, Instant now) {
        tx.update("DELETE FROM downlink_progress WHERE expires_at <= ?", now);
    }

    /** What is not old yet, after a serial, in order, at most so many. */
    List<Downlink.Signed> progressAfter(Tx tx, String terminal, long serial, Instant now, int most) {
        return tx.list("SELECT message, signature FROM downlink_progress WHERE terminal = ? AND serial > ?"
                + " AND expires_at > ? ORDER BY serial LIMIT ?", DownlinkStore::signed, terminal, serial, now, most);
    }

    /** The highest serial that is kept; 0 if there is none. */
    long lastSerial(Tx tx) {
        return tx.first("SELECT coalesce(max(serial), 0) AS last FROM downlink_progress", row -> row.number("last"))
                .orElse(0L);
    }

    private static Downlink.Signed signed(Row row) {
        return new Downlink.Signed(row.text("message"), row.text("signature"));
    }
}
