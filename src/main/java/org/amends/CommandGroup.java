package org.amends;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that is nothing without one of those below it. */
public abstract class CommandGroup implements Runnable {

    @Spec
    private CommandSpec group;

    @Override
    public final void run() {
        throw new ParameterException(group.commandLine(),
                "Name a command: " + String.join(", ", group.subcommands().keySet()));
    }
}
