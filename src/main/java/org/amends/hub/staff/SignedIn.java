package org.amends.hub.staff;

/**
 * A member of staff in one browser.
 *
 * @param staff   who
 * @param session which sign-in, by the hash of its token
 * @param csrf    what each of this session's forms must carry, so that no other site can post in their name
 */
public record SignedIn(Staff staff, String session, String csrf) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SignedIn[" + staff.name() + "]";
    }
}
