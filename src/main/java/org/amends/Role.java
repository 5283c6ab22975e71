package org.amends;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * One thing this program can be: a terminal, a hub, both for a demonstration. Each image carries the roles whose classes
 * it holds; {@link Amends} finds them by {@link java.util.ServiceLoader} and offers each as a command of its own.
 *
 * <p>A role is a picocli command: its annotations give its name, options and help. {@link #call()} returns one of
 * {@link ExitCode}.
 */
public interface Role extends Callable<Integer> {

    /**
     * Is told before the command line is read, of which role ever it may be: what takes long, and is needed whatever the
     * options say, may begin beside that. It neither throws nor waits.
     *
     * @param arguments as typed
     */
    default void prepare(List<String> arguments) {
        // most have nothing that takes long
    }
}
