package org.amends.hub.staff;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.amends.hub.storage.Database;

/** The people who may sign in. */
public final class Accounts {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
    private static final int SHORTEST_PASSWORD = 8;
    /** Longer ones would only cost time to hash. */
    static final int LONGEST_PASSWORD = 256;
    private static final int LONGEST_DISPLAY_NAME = 80;

    private final Database database;
    private final Clock clock;
    private final StaffStore store = new StaffStore();
    private final Passwords passwords = new Passwords();

    public Accounts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes an account, or gives an existing one a new password and ends its sessions.
     *
     * @param  name                     what is typed to sign in; capitals do not matter
     * @param  displayName              what colleagues read, 1 to 80 characters
     * @param  password                 8 to 256 characters
     * @throws IllegalArgumentException naming what is out of its limits
     */
    public void put(String name, String displayName, String password) {
        String plain = plain(name);
        if (!NAME.matcher(plain).matches()) {
            throw new IllegalArgumentException("a name has 1 to 40 letters a to z, digits, dots, hyphens or underscores,"
                    + " and begins with a letter or digit");
        }
        if (displayName.isBlank() || displayName.length() > LONGEST_DISPLAY_NAME
                || displayName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a display name has 1 to " + LONGEST_DISPLAY_NAME + " characters on one line");
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "a password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
        }
        String hash = passwords.hash(password);
        database.change(tx -> {
            store.put(tx, new Staff(plain, displayName.strip()), hash, clock.instant());
            store.endAllOf(tx, plain);
        });
    }

    /** Everyone, by name. */
    public List<Staff> all() {
        return database.read(store::all);
    }

    /** A name as it is kept, however it was typed. */
    static String plain(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }
}
