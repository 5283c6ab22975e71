package org.amends.hub.staff;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amends.hub.storage.Database;

/** The people who may sign in. */
public final class Accounts {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
    private static final int SHORTEST_PASSWORD = 8;
    /** Longer ones would only cost time to hash. */
    static final int LONGEST_PASSWORD = 256;
    private static final int LONGEST_DISPLAY_NAME = 80;
    /** As a touchpoint's. */
    private static final int LONGEST_SITE = 80;

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
        put(name, displayName, password, Optional.empty(), Optional.empty());
    }

    /**
     * As {@link #put(String, String, String)}, with what they may do and where. What is left out stays as it is; of a new
     * account it is staff of all sites. The first account of all is an administrator: who sets a hub up must be able to reach
     * everything in it.
     *
     * @param  sites                    by the very names that terminals stand under, each 1 to 80 characters
     * @throws IllegalArgumentException naming what is out of its limits
     */
    public void put(String name, String displayName, String password, Optional<Role> role, Optional<Sites> sites) {
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
        sites.ifPresent(Accounts::check);
        String hash = passwords.hash(password);
        database.change(tx -> {
            Rights before = store.rights(tx, plain).orElseGet(
                    () -> new Rights(store.isEmpty(tx) ? Role.ADMINISTRATOR : Role.STAFF, Sites.ALL));
            store.put(tx, new Staff(plain, displayName.strip()),
                    new Rights(role.orElse(before.role()), sites.orElse(before.sites())), hash, clock.instant());
            store.endAllOf(tx, plain);
        });
    }

    /**
     * Gives an account other things to do, or other places to do them at, and ends its sessions: an open page would go on
     * with what it was made with. What is left out stays as it is, and so does the password.
     *
     * @param  name                     of an account; capitals do not matter
     * @param  sites                    by the very names that terminals stand under, each 1 to 80 characters
     * @throws IllegalArgumentException if there is no such account, or naming what is out of its limits
     */
    public void assign(String name, Optional<Role> role, Optional<Sites> sites) {
        sites.ifPresent(Accounts::check);
        String plain = plain(name);
        database.change(tx -> {
            Rights before = store.rights(tx, plain).orElseThrow(() -> nobody(plain));
            store.assign(tx, plain, new Rights(role.orElse(before.role()), sites.orElse(before.sites())));
            store.endAllOf(tx, plain);
        });
    }

    private static IllegalArgumentException nobody(String name) {
        return new IllegalArgumentException("there is no account \"" + name + "\"; amends hub staff list names them all");
    }

    private static void check(Sites sites) {
        if (!sites.everywhere() && sites.names().isEmpty()) {
            throw new IllegalArgumentException("whoever does not belong to all sites belongs to one or more");
        }
        sites.names().forEach(site -> {
            if (site.isBlank() || site.length() > LONGEST_SITE || site.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "site: \"" + site + "\" is not allowed; allowed: 1 to " + LONGEST_SITE + " characters on one line");
            }
        });
    }

    /**
     * Says which badge somebody holds to terminals; whoever had it before has it no more.
     *
     * @param  name                     of an account; capitals do not matter
     * @param  digest                   as a terminal shows it, 43 characters of base64url; empty for no badge
     * @throws IllegalArgumentException if there is no such account, or the digest is none
     */
    public void giveBadge(String name, Optional<String> digest) {
        digest.filter(given -> !Badges.DIGEST.matcher(given).matches()).ifPresent(_ -> {
            throw new IllegalArgumentException("a badge is given by its digest, 43 characters of base64url, as"
                    + " amends kiosk --check-hardware shows it when the badge is held to the reader");
        });
        String plain = plain(name);
        if (!database.write(tx -> store.giveBadge(tx, plain, digest))) {
            throw nobody(plain);
        }
    }

    /** Everyone, by name. */
    public List<Staff> all() {
        return database.read(store::all);
    }

    /** Those who may do something at a site, by name. */
    public List<Staff> whoMay(Permission permission, String site) {
        return members().stream()
                .filter(member -> member.rights().may(permission) && member.rights().sites().include(site))
                .map(Member::staff).toList();
    }

    /** Everyone who belongs to one of some sites, by name. */
    public List<Staff> at(Sites sites) {
        return members().stream().filter(member -> member.rights().sites().meet(sites)).map(Member::staff).toList();
    }

    /** What somebody may do, and where; empty if there is no such account. */
    public Optional<Rights> rights(String name) {
        return database.read(tx -> store.rights(tx, plain(name)));
    }

    /** Somebody with what they may do, and where. */
    public record Member(Staff staff, Rights rights) {
    }

    /** Everyone with what they may do, by name. */
    public List<Member> members() {
        return database.read(store::members);
    }

    /** A name as it is kept, however it was typed. */
    static String plain(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }
}
