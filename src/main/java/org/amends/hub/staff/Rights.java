package org.amends.hub.staff;

/**
 * What somebody may do, and where.
 *
 * @param role  decides what
 * @param sites decide where
 */
public record Rights(Role role, Sites sites) {

    public boolean may(Permission permission) {
        return permission.isOf(role);
    }
}
