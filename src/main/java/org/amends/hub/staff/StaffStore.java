package org.amends.hub.staff;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** Everyone with what they may do. */
    List<Accounts.Member> members(Tx tx) {
        return tx.list("SELECT name, display_name, role, everywhere FROM staff ORDER BY name",
                row -> new Accounts.Member(staff(row), rights(tx, row)));
    }

    Optional<Rights> rights(Tx tx, String name) {
        return tx.first("SELECT name, role, everywhere FROM staff WHERE name = ?", row -> rights(tx, row), name);
    }

    boolean isEmpty(Tx tx) {
        return tx.first("SELECT name FROM staff LIMIT 1", row -> row.text("name")).isEmpty();
    }

    void put(Tx tx, Staff staff, Rights rights, String passwordHash, Instant now) {
        tx.update("INSERT INTO staff (name, display_name, role, everywhere, password_hash, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET display_name = excluded.display_name,"
                + " role = excluded.role, everywhere = excluded.everywhere, password_hash = excluded.password_hash",
                staff.name(), staff.displayName(), rights.role().id(), rights.sites().everywhere() ? 1 : 0, passwordHash,
                now);
        putSites(tx, staff.name(), rights.sites());
    }

    void assign(Tx tx, String name, Rights rights) {
        tx.update("UPDATE staff SET role = ?, everywhere = ? WHERE name = ?", rights.role().id(),
                rights.sites().everywhere() ? 1 : 0, name);
        putSites(tx, name, rights.sites());
    }

    private static void putSites(Tx tx, String name, Sites sites) {
        tx.update("DELETE FROM staff_sites WHERE staff = ?", name);
        sites.names().forEach(site -> tx.update("INSERT INTO staff_sites (staff, site) VALUES (?, ?)", name, site));
    }

    Optional<Staff> byBadge(Tx tx, String digest) {
        return tx.first("SELECT name, display_name FROM staff WHERE badge = ?"
                + " OR name IN (SELECT staff FROM staff_pins WHERE badge = ?)", StaffStore::staff, digest, digest);
    }

    /** Gives somebody a badge, or none; whoever had it before has it no more. False if there is nobody of that name. */
    boolean giveBadge(Tx tx, String name, Optional<String> digest) {
        digest.ifPresent(given -> tx.update("UPDATE staff SET badge = NULL WHERE badge = ? AND name <> ?", given, name));
        return tx.update("UPDATE staff SET badge = ? WHERE name = ?", digest.orElse(null), name) == 1;
    }

    /** A PIN's holder and what terminals say in place of it. */
    Optional<Pins.Holder> byPin(Tx tx, String mac) {
        return tx.first("SELECT s.name, s.display_name, p.badge FROM staff_pins p JOIN staff s ON s.name = p.staff"
                + " WHERE p.mac = ?", row -> new Pins.Holder(staff(row), row.text("badge")), mac);
    }

    boolean anyPin(Tx tx) {
        return tx.first("SELECT staff FROM staff_pins LIMIT 1", row -> row.text("staff")).isPresent();
    }

    void putPin(Tx tx, String name, String mac, String badge, Instant now) {
        removePin(tx, name);
        tx.update("INSERT INTO staff_pins (staff, mac, badge, made_at) VALUES (?, ?, ?, ?)", name, mac, badge, now);
    }

    void removePin(Tx tx, String name) {
        tx.update("DELETE FROM staff_pins WHERE staff = ?", name);
    }

    /**
     * The name of an account as it is kept, however it was typed.
     *
     * @throws IllegalArgumentException if there is no such account
     */
    String existing(Tx tx, String typed) {
        String plain = Accounts.plain(typed);
        if (rights(tx, plain).isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no account \"" + plain + "\"; amends hub staff list names them all");
        }
        return plain;
    }

    void putCode(Tx tx, String name, String sealed, Instant now) {
        tx.update("INSERT INTO staff_codes (staff, sealed, last_step, made_at) VALUES (?, ?, 0, ?) ON CONFLICT (staff)"
                + " DO UPDATE SET sealed = excluded.sealed, last_step = 0, made_at = excluded.made_at", name, sealed, now);
    }

    void removeCode(Tx tx, String name) {
        tx.update("DELETE FROM staff_codes WHERE staff = ?", name);
    }

    /** The sealed secret of somebody who needs codes. */
    Optional<String> code(Tx tx, String name) {
        return tx.first("SELECT sealed FROM staff_codes WHERE staff = ?", row -> row.text("sealed"), name);
    }

    /** False if a code of this step or a later one was used before, or the secret is another by now. */
    boolean useCode(Tx tx, String name, String sealed, long step) {
        return tx.update("UPDATE staff_codes SET last_step = ? WHERE staff = ? AND sealed = ? AND last_step < ?", step,
                name,
                sealed, step) == 1;
    }

    void begin(Tx tx, Staff staff, String tokenHash, String csrf, Instant now) {
        tx.update("INSERT INTO sessions (token_hash, staff, csrf, used_at) VALUES (?, ?, ?, ?)", tokenHash, staff.name(),
                csrf, now);
    }

    Optional<KeptSession> session(Tx tx, String tokenHash) {
        return tx.first(
                "SELECT s.name, s.display_name, s.role, s.everywhere, x.token_hash, x.csrf, x.used_at FROM sessions x"
                        + " JOIN staff s ON s.name = x.staff WHERE x.token_hash = ?",
                row -> new KeptSession(
                        new SignedIn(staff(row), rights(tx, row), row.text("token_hash"), row.text("csrf")),
                        row.time("used_at")),
                tokenHash);
    }

    /** By the hashes of their tokens. */
    Set<String> usedAfter(Tx tx, Instant when) {
        return Set
                .copyOf(tx.list("SELECT token_hash FROM sessions WHERE used_at > ?", row -> row.text("token_hash"), when));
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

    private static Rights rights(Tx tx, Row row) {
        boolean everywhere = row.number("everywhere") == 1;
        return new Rights(Role.of(row.text("role")), everywhere
                ? Sites.ALL
                : new Sites(false, new HashSet<>(tx.list("SELECT site FROM staff_sites WHERE staff = ?",
                        site -> site.text("site"), row.text("name")))));
    }

    private static Staff staff(Row row) {
        return new Staff(row.text("name"), row.text("display_name"));
    }
}
