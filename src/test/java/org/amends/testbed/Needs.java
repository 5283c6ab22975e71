package org.amends.testbed;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a test needs of the machine. In CI, and where tests on hardware were asked for, the absence of a program is a failure,
 * elsewhere a skip that says what to install.
 */
public final class Needs {

    private Needs() {
    }

    /**
     * Where a program lies.
     *
     * @param debianPackage what brings it
     */
    public static Path program(String name, String debianPackage) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst()
                .orElseGet(() -> lacking(name + " is not installed; apt-get install " + debianPackage));
    }

    /** Where a program lies that the tests of real hardware cannot do without: they are asked for by name, so they fail. */
    public static Path hardwareProgram(String name, String debianPackage) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin:/sbin").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst()
                .orElseGet(() -> fail(name + " is not installed; apt-get install " + debianPackage));
    }

    /** Likewise a file. */
    public static void hardwareFile(Path file, String debianPackage) {
        if (!Files.exists(file)) {
            fail(file + " is not installed; apt-get install " + debianPackage);
        }
    }

    /** The rights to change users and to mount file systems. Nothing that could be installed gives them, so CI skips, too. */
    public static void root() {
        if (!"root".equals(System.getProperty("user.name"))) {
            abort("this needs to run as root");
        }
    }

    /** Devices that make a disk of a file, and the right to use them. Where the machine gives none, CI skips, too. */
    public static void loopDevices() {
        program("mkfs.ext4", "e2fsprogs");
        program("losetup", "mount");
        try {
            if (new ProcessBuilder("losetup", "-f").redirectErrorStream(true).start().waitFor() != 0) {
                abort("this needs loop devices, and losetup -f finds none");
            }
        } catch (IOException | InterruptedException failed) {
            abort("this needs loop devices, and losetup cannot be run: " + failed.getMessage());
        }
    }

    /** Says that the machine lacks something, and what brings it. */
    public static <T> T lacking(String what) {
        return "true".equals(System.getenv("CI")) || Boolean.getBoolean("hardware") ? fail(what) : abort(what);
    }
}
