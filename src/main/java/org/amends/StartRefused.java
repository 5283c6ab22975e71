package org.amends;

/**
 * A start that cannot go on, for a reason that a person can mend. Its message is the one line they are shown, without a
 * stack trace.
 */
public class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCode}
     * @param message  what is wrong and what to do about it, in one line where possible
     */
    public StartRefused(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
