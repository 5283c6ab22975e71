package org.amends.kiosk.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.amends.response.Uptime;

/**
 * The two clocks of a machine: the one on the wall, which may be years off, and the one that counts from the boot, which
 * nobody can set and which stands still for nothing.
 */
public final class MachineClock {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path UPTIME = Path.of("/proc/uptime");

    private final Clock wall;
    private final String boot;
    private final LongSupplier millis;

    /**
     * @param boot   the id of the present boot
     * @param millis since then
     */
    public MachineClock(Clock wall, String boot, LongSupplier millis) {
        this.wall = wall;
        this.boot = boot;
        this.millis = millis;
    }

    /** This machine's clocks. Where the kernel tells neither boot nor uptime, each start counts as a boot. */
    public static MachineClock ofThisMachine() {
        try {
            String boot = Files.readString(BOOT_ID).strip();
            kernelUptime();
            return new MachineClock(Clock.systemUTC(), boot, MachineClock::kernelUptime);
        } catch (IOException | RuntimeException notLinux) {
            long start = System.nanoTime();
            return new MachineClock(Clock.systemUTC(), UUID.randomUUID().toString(),
                    () -> (System.nanoTime() - start) / 1_000_000);
        }
    }

    /** What stands on the wall. */
    public Instant wall() {
        return wall.instant();
    }

    /** How long the machine has been up. */
    public Uptime uptime() {
        return new Uptime(boot, millis.getAsLong());
    }

    /** CLOCK_BOOTTIME in hundredths of a second, as the kernel prints it; System.nanoTime stands still in sleep. */
    private static long kernelUptime() {
        try {
            String line = Files.readString(UPTIME);
            int point = line.indexOf('.');
            String hundredths = line.substring(point + 1, line.indexOf(' '));
            if (hundredths.length() != 2) {
                throw new IllegalStateException("the kernel tells its uptime otherwise: " + line.strip());
            }
            return 1000 * Long.parseLong(line.substring(0, point)) + 10 * Long.parseLong(hundredths);
        } catch (IOException failed) {
            throw new IllegalStateException("the kernel does not tell its uptime: " + failed.getMessage(), failed);
        }
    }
}
