package org.amends.hub.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;
import org.amends.response.Touchpoint;

/** The tables of terminals and pairing codes. */
final class FleetStore {

    private static final String TERMINAL = "SELECT id, site, touchpoint, revoked_at, paired_at, token_at,"
            + " heard FROM terminals ";

    /** A code that is not expired. */
    record Code(boolean used, Optional<String> terminal, Optional<String> attempt) {
    }

    /**
     * A terminal with what only the fleet looks at.
     *
     * @param pairedAt when it was paired
     * @param tokenAt  when the token in use was given out
     * @param heard    the number that its messages go on from, at least
     */
    record Member(Terminal terminal, Instant pairedAt, Instant tokenAt, long heard) {
    }

    void issue(Tx tx, String codeHash, Instant expires) {
        tx.update("INSERT INTO pairing_codes (code_hash, expires_at) VALUES (?, ?)", codeHash, expires);
    }

    void forgetExpired(Tx tx, Instant now) {
        tx.update("DELETE FROM pairing_codes WHERE expires_at <= ?", now);
    }

    Optional<Code> code(Tx tx, String codeHash, Instant now) {
        return tx.first("SELECT used_at, terminal, attempt FROM pairing_codes WHERE code_hash = ? AND expires_at > ?",
                row -> new Code(row.maybeTime("used_at").isPresent(), row.maybeText("terminal"), row.maybeText("attempt")),
                codeHash, now);
    }

    /** Uses a code up for a terminal. */
    void use(Tx tx, String codeHash, String terminal, Optional<String> attempt, Instant now) {
        tx.update("UPDATE pairing_codes SET used_at = ?, terminal = ?, attempt = ? WHERE code_hash = ?", now, terminal,
                attempt.orElse(null), codeHash);
    }

    void add(Tx tx, String id, Touchpoint stands, String tokenHash, Instant now) {
        tx.update("INSERT INTO terminals (id, site, touchpoint, token_hash, paired_at, token_at) VALUES (?, ?, ?, ?, ?, ?)",
                id, stands.site(), stands.name(), tokenHash, now, now);
    }

    /** What the hub's own entries come from. Nobody can have a token whose hash this is, and nothing is ever said to it. */
    void addDesk(Tx tx, String id, Touchpoint stands, Instant now) {
        tx.update("INSERT INTO terminals (id, site, touchpoint, token_hash, paired_at, revoked_at, desk)"
                + " VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO NOTHING", id, stands.site(), stands.name(), id, now,
                now);
    }

    /** Puts a token in place of the one in use, which dies. */
    void replaceToken(Tx tx, String id, String tokenHash, Instant now) {
        tx.update("UPDATE terminals SET token_hash = ?, token_at = ?, next_token_hash = NULL, next_token_at = NULL"
                + " WHERE id = ?", tokenHash, now, id);
    }

    /** Puts a token beside the one in use. */
    void offerToken(Tx tx, String id, String tokenHash, Instant now) {
        tx.update("UPDATE terminals SET next_token_hash = ?, next_token_at = ? WHERE id = ?", tokenHash, now, id);
    }

    /** The offered token was used: it is the one from now on. */
    void takeOffered(Tx tx, String tokenHash) {
        tx.update("UPDATE terminals SET token_hash = next_token_hash, token_at = next_token_at, next_token_hash = NULL,"
                + " next_token_at = NULL WHERE next_token_hash = ?", tokenHash);
    }

    Optional<Member> byToken(Tx tx, String tokenHash) {
        return tx.first(TERMINAL + "WHERE token_hash = ?", FleetStore::member, tokenHash);
    }

    Optional<Member> byOfferedToken(Tx tx, String tokenHash) {
        return tx.first(TERMINAL + "WHERE next_token_hash = ?", FleetStore::member, tokenHash);
    }

    Optional<Member> byId(Tx tx, String id) {
        return tx.first(TERMINAL + "WHERE id = ?", FleetStore::member, id);
    }

    List<Member> all(Tx tx) {
        return tx.list(TERMINAL + "WHERE desk = 0 ORDER BY site, touchpoint, id", FleetStore::member);
    }

    /** False if it was revoked before, or is unknown. */
    boolean revoke(Tx tx, String id, Instant now) {
        return tx.update("UPDATE terminals SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, id) == 1;
    }

    void heard(Tx tx, String id, long number) {
        tx.update("UPDATE terminals SET heard = ? WHERE id = ?", number, id);
    }

    private static Member member(Row row) {
        return new Member(new Terminal(row.text("id"), new Touchpoint(row.text("site"), row.text("touchpoint")),
                row.maybeTime("revoked_at").isPresent()), row.time("paired_at"), row.time("token_at"), row.number("heard"));
    }
}
