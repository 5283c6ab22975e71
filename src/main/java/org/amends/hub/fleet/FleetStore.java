package org.amends.hub.fleet;

import java.time.Instant;
import java.util.Optional;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;

/** The tables of terminals and pairing codes. */
final class FleetStore {

    private static final String TERMINAL = "SELECT id, site, touchpoint, revoked_at FROM terminals WHERE ";

    void issue(Tx tx, String codeHash, Instant expires) {
        tx.update("INSERT INTO pairing_codes (code_hash, expires_at) VALUES (?, ?)", codeHash, expires);
    }

    void forgetExpired(Tx tx, Instant now) {
        tx.update("DELETE FROM pairing_codes WHERE expires_at <= ?", now);
    }

    /** Uses a code up; false if it is unknown, used or expired. One statement decides, so two terminals cannot share it. */
    boolean use(Tx tx, String codeHash, Instant now) {
        return tx.update("UPDATE pairing_codes SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND expires_at > ?",
                now, codeHash, now) == 1;
    }

    void add(Tx tx, String id, Touchpoint stands, String tokenHash, Instant now) {
        tx.update("INSERT INTO terminals (id, site, touchpoint, token_hash, paired_at) VALUES (?, ?, ?, ?, ?)", id,
                stands.site(), stands.name(), tokenHash, now);
    }

    Optional<Terminal> byToken(Tx tx, String tokenHash) {
        return tx.first(TERMINAL + "token_hash = ?", FleetStore::terminal, tokenHash);
    }

    Optional<Terminal> byId(Tx tx, String id) {
        return tx.first(TERMINAL + "id = ?", FleetStore::terminal, id);
    }

    void revoke(Tx tx, String id, Instant now) {
        tx.update("UPDATE terminals SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, id);
    }

    private static Terminal terminal(Row row) {
        return new Terminal(row.text("id"), new Touchpoint(row.text("site"), row.text("touchpoint")),
                row.maybeTime("revoked_at").isPresent());
    }
}
