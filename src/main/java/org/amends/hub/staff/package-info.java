/**
 * Who works here: accounts, what each role may do and at which sites, signing in and out, sessions, and the door that pages
 * stand behind. {@code fleet} and everything to its right may import it; it knows storage and web only. Start with
 * {@link org.amends.hub.staff.Permission}, then {@link org.amends.hub.staff.StaffDoor}.
 */
package org.amends.hub.staff;
