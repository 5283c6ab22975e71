package org.amends.response;

/**
 * A moment by the one clock of a machine that nobody can set: how long it has been up. It tells how far two moments of the
 * same boot lie apart, whatever the wall clock said.
 *
 * @param boot   which boot, 1 to 64 characters; the kernel's boot id on Linux
 * @param millis since that boot, sleep included (CLOCK_BOOTTIME), 0 to {@link #LONGEST}
 */
public record Uptime(String boot, long millis) {

    /** A hundred years, in milliseconds. */
    public static final long LONGEST = 100L * 366 * 24 * 3600 * 1000;

    /**
     * @throws IllegalArgumentException naming the part that is missing or out of its limits
     */
    public Uptime {
        Limits.text("boot", boot, Limits.ID);
        Limits.range("millis", millis, 0, LONGEST);
    }
}
