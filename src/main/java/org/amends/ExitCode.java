package org.amends;

/** What a process tells the shell when it ends. The figures follow the BSD {@code sysexits} where one fits. */
public final class ExitCode {

    /** Ended as asked. */
    public static final int OK = 0;
    /** Something failed that is neither the caller's nor the file's fault. */
    public static final int FAILURE = 1;
    /** The command line is wrong; the usage is printed. */
    public static final int USAGE = 2;
    /** The machine lacks something, such as a system library; the message names the line that installs it. */
    public static final int MACHINE_LACKS = 69;
    /** A settings or survey file is wrong; the message names file, line, value and what is allowed. */
    public static final int BAD_CONFIGURATION = 78;

    private ExitCode() {
    }
}
