package org.amends.mapfixture.low;

import org.amends.mapfixture.high.High;
import picocli.CommandLine;

/** Imports what lies above it, and a library that is fenced elsewhere. */
public final class Low {

    private Low() {
    }

    /** What is wrong about it. */
    public static Object wrong() {
        return new CommandLine(new High());
    }
}
