package org.amends.hub.staff;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.amends.hub.storage.Database;
import org.amends.hub.storage.KeyFile;
import org.amends.hub.storage.Tx;

/**
 * The PINs by which staff are known at terminals without a reader. There are so few PINs that a hash of one hides nothing:
 * they are kept as HMACs with the hub's key file, so that a copy of the database alone tells none. Guessing is stopped where
 * they are asked for.
 */
public final class Pins {

    private static final Logger LOG = System.getLogger(Pins.class.getName());
    /** Eight digits, as terminals ask for. */
    private static final int ALL = 100_000_000;

    private final Database database;
    private final KeyFile key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Secrets secrets = new Secrets();
    private final StaffStore store = new StaffStore();
    private final Badges badges = new Badges();

    public Pins(Database database, KeyFile key, Clock clock) {
        this.database = database;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Whose a PIN is.
     *
     * @param badge what a terminal says in place of the digest of a badge; it changes with the PIN
     */
    public record Holder(Staff staff, String badge) {

        /** Without what the hub takes somebody for its holder by. */
        @Override
        public String toString() {
            return "Holder[staff=" + staff + "]";
        }
    }

    /**
     * A PIN that nobody else has, in place of the one somebody had. It is known only now.
     *
     * @return                                     8 digits
     * @throws IllegalArgumentException            if there is no such account
     * @throws org.amends.StartRefused if the hub's key cannot be read or made
     */
    public String give(String name) {
        String plain = database.read(tx -> store.existing(tx, name));
        byte[] secret = key.readOrMake();
        return database.write(tx -> {
            String pin = unused(tx, secret);
            store.putPin(tx, plain, mac(secret, pin), secrets.token(), clock.instant());
            return pin;
        });
    }

    /**
     * Somebody is known by no PIN any more.
     *
     * @throws IllegalArgumentException if there is no such account
     */
    public void remove(String name) {
        database.change(tx -> store.removePin(tx, store.existing(tx, name)));
    }

    /** Who has this PIN and may take cases of a site forward; empty for anybody else's as for nobody's. */
    public Optional<Holder> holder(String pin, String site) {
        Optional<byte[]> secret = key.read();
        if (secret.isEmpty()) {
            if (database.read(store::anyPin)) {
                LOG.log(Level.ERROR,
                        "no PIN can be checked, as hub.key is not there; put it back, or give new PINs by amends"
                                + " hub staff pin");
            }
            return Optional.empty();
        }
        return database.read(tx -> store.byPin(tx, mac(secret.get(), pin))
                .filter(holder -> badges.worksAt(tx, holder.staff(), site)));
    }

    private String unused(Tx tx, byte[] secret) {
        while (true) {
            String pin = "%08d".formatted(random.nextInt(ALL));
            if (store.byPin(tx, mac(secret, pin)).isEmpty()) {
                return pin;
            }
        }
    }

    private static String mac(byte[] key, String pin) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(KeyedMac.of(key, "amends staff pin 1", pin));
    }
}
