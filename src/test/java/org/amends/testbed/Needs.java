package org.amends.testbed;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of the machine that a test needs. In CI their absence is a failure, elsewhere a skip that says what to install. */
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

    /** The rights to change users and to mount file systems. */
    public static void root() {
        if (!"root".equals(System.getProperty("user.name"))) {
            lacking("this needs to run as root");
        }
    }

    /** Devices that make a disk of a file. */
    public static void loopDevices() {
        if (!Files.exists(Path.of("/dev/loop-control"))) {
            lacking("this needs loop devices, and there is no /dev/loop-control");
        }
    }

    private static <T> T lacking(String what) {
        return "true".equals(System.getenv("CI")) ? fail(what) : abort(what);
    }
}
