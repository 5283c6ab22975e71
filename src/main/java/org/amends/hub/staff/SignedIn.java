package org.amends.hub.staff;

/**
 * A member of staff in one browser.
 *
 * @param staff   who
 * @param rights  what they may do, and where
 * @param session which sign-in, by the hash of its token
 * @param csrf    what each of this session's forms must carry, so that no other site can post in their name
 */
public record SignedIn(Staff staff, Rights rights, String session, String csrf) {

    public boolean may(Permission permission) {
        return rights.may(permission);
    }

    /** Where they may do it. */
    public Sites sites() {
        return rights.sites();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SignedIn[" + staff.name() + "]";
    }
}
