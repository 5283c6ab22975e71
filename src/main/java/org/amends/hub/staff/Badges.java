package org.amends.hub.staff;

import java.util.Optional;
import java.util.regex.Pattern;
import org.amends.hub.storage.Tx;

/**
 * Whose badge is whose. Of a badge only its digest is known, which terminals make of what is on it; what {@link Pins} gives
 * a terminal stands for one.
 */
public final class Badges {

    /** SHA-256 in base64url. */
    static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final StaffStore store = new StaffStore();

    /** Who holds a badge of this digest; empty if it belongs to no account. */
    public Optional<Staff> owner(Tx tx, String digest) {
        return store.byBadge(tx, digest);
    }

    /** Whether somebody may take cases of a site forward. */
    public boolean worksAt(Tx tx, Staff who, String site) {
        return store.rights(tx, who.name())
                .filter(rights -> rights.may(Permission.CASES_WORK) && rights.sites().include(site)).isPresent();
    }

    /** Whether somebody other than one person may. */
    public boolean mayAnotherWorkAt(Tx tx, Staff one, String site) {
        return store.members(tx).stream().map(Accounts.Member::staff)
                .anyMatch(other -> !other.name().equals(one.name()) && worksAt(tx, other, site));
    }
}
