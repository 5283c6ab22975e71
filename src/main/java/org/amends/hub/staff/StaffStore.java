package org.amends.hub.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The tables of accounts and sessions. */
final class StaffStore {

    record Kept(Staff staff, String passwordHash) {
    }

    record KeptSession(SignedIn who, Instant usedAt) {
    }

    Optional<Kept> find(Tx tx, String name) {
        return tx.first("SELECT name, display_name, password_hash FROM staff WHERE name = ?",
                row -> new Kept(staff(row), row.text("password_hash")), name);
    }

    List<Staff> all(Tx tx) {
        return tx.list("SELECT name, display_name FROM staff ORDER BY name", StaffStore::staff);
    }

    void put(Tx tx, Staff staff, String passwordHash, Instant now) {
        tx.update("INSERT INTO staff (name, display_name, password_hash, created_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET display_name = excluded.display_name,"
                + " password_hash = excluded.password_hash", staff.name(), staff.displayName(), passwordHash, now);
    }

    void begin(Tx tx, SignedIn who, Instant now) {
        tx.update("INSERT INTO sessions (token_hash, staff, csrf, used_at) VALUES (?, ?, ?, ?)", who.session(),
                who.staff().name(), who.csrf(), now);
    }

    Optional<KeptSession> session(Tx tx, String tokenHash) {
        return tx.first(
                "SELECT s.name, s.display_name, x.token_hash, x.csrf, x.used_at FROM sessions x"
                        + " JOIN staff s ON s.name = x.staff WHERE x.token_hash = ?",
                row -> new KeptSession(new SignedIn(staff(row), row.text("token_hash"), row.text("csrf")),
                        row.time("used_at")),
                tokenHash);
    }

    void use(Tx tx, String tokenHash, Instant now) {
        tx.update("UPDATE sessions SET used_at = ? WHERE token_hash = ?", now, tokenHash);
    }

    void end(Tx tx, String tokenHash) {
        tx.update("DELETE FROM sessions WHERE token_hash = ?", tokenHash);
    }

    void endAllOf(Tx tx, String name) {
        tx.update("DELETE FROM sessions WHERE staff = ?", name);
    }

    void endUnusedSince(Tx tx, Instant when) {
        tx.update("DELETE FROM sessions WHERE used_at < ?", when);
    }

    private static Staff staff(Row row) {
        return new Staff(row.text("name"), row.text("display_name"));
    }
}
