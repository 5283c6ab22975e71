package org.amends.hub.site;

import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.amends.hub.storage.Row;
import org.amends.hub.storage.Tx;

/** The table of the site's keys. */
final class SiteStore {

    private static final String KEY = "SELECT id, public_key, private_key, names FROM site_keys WHERE ";

    enum Purpose {
        CA, SERVER, SIGNING, SEALING;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A key with its certificate or public half.
     *
     * @param names what a server's certificate is good for; empty for any other
     */
    record Kept(String id, byte[] publicKey, byte[] privateKey, String names) {

        /** Without the private half, which must never reach a log. */
        @Override
        public String toString() {
            return "Kept[" + id + "]";
        }
    }

    /** The one in use. */
    Optional<Kept> newest(Tx tx, Purpose purpose) {
        return tx.first(KEY + "purpose = ? ORDER BY position DESC LIMIT 1", SiteStore::kept, purpose.id());
    }

    Optional<Kept> byId(Tx tx, Purpose purpose, String id) {
        return tx.first(KEY + "purpose = ? AND id = ?", SiteStore::kept, purpose.id(), id);
    }

    void add(Tx tx, Purpose purpose, Kept key, Instant now) {
        tx.update("INSERT INTO site_keys (purpose, id, public_key, private_key, names, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                purpose.id(), key.id(), base64(key.publicKey()), base64(key.privateKey()),
                key.names().isEmpty() ? null : key.names(), now);
    }

    /** A server's certificate that has been replaced is of no more use to anybody. */
    void forget(Tx tx, Purpose purpose) {
        tx.update("DELETE FROM site_keys WHERE purpose = ?", purpose.id());
    }

    void speaksTls(Tx tx, boolean ours) {
        tx.update("INSERT INTO site_door (one, ours) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET ours = excluded.ours",
                ours ? 1 : 0);
    }

    boolean speaksTls(Tx tx) {
        return tx.first("SELECT ours FROM site_door", row -> row.number("ours") == 1).orElse(false);
    }

    private static Kept kept(Row row) {
        return new Kept(row.text("id"), Base64.getUrlDecoder().decode(row.text("public_key")),
                Base64.getUrlDecoder().decode(row.text("private_key")), row.maybeText("names").orElse(""));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
