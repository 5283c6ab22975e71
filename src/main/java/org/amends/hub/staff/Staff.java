package org.amends.hub.staff;

/**
 * A member of staff.
 *
 * @param name        what is typed to sign in: 1 to 40 lower-case letters, digits, dots, hyphens, underscores
 * @param displayName what colleagues read, 1 to 80 characters
 */
public record Staff(String name, String displayName) {
}
