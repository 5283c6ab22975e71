package org.amends;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that a role ends: a signal (Ctrl-C, SIGTERM), a closed window, or the end of a parent process. Whatever asks, the
 * role's main thread closes everything in its own order, and the process lives until it has.
 */
public final class StopRequest {

    /** A hung close must not keep a machine from shutting down. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Begins to listen.
     *
     * @param withParent also when standard input ends, which a parent process holds open for as long as it lives
     */
    public static StopRequest listen(boolean withParent) {
        StopRequest request = new StopRequest();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(request::askAndWait));
        if (withParent) {
            Thread.ofPlatform().daemon().name("parent").start(() -> request.askAtEndOf(System.in));
        }
        return request;
    }

    /** Asks for the end; more than once does nothing more. */
    public void ask() {
        asked.countDown();
    }

    /** Returns when somebody has asked. */
    public void await() {
        try {
            asked.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called once everything is closed, before the role returns. Whoever returns without being asked ends by that. */
    public void closed() {
        ask(); // else the exit that follows would be taken for a signal, and its code for that of a stop
        closed.countDown();
    }

    private void askAndWait() {
        boolean signalled = asked.getCount() > 0;
        ask();
        boolean inOrder = false;
        try {
            inOrder = closed.await(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (signalled && inOrder) {
            // Otherwise a stop by signal would end with 143, which a supervisor reads as a failure.
            Runtime.getRuntime().halt(ExitCode.OK);
        }
    }

    private void askAtEndOf(InputStream input) {
        try {
            while (input.read() >= 0) {
                // only the end is of interest
            }
        } catch (IOException gone) {
            // as good as the end
        }
        ask();
    }
}
