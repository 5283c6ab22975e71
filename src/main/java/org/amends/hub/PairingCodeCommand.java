package org.amends.hub;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.amends.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lets one more terminal in. */
@Command(name = "pairing-code", mixinStandardHelpOptions = true, //
        description = "Prints a code that pairs one terminal with this hub, once. Where the hub speaks TLS with its own"
                + " certificate, 16 letters follow by which the terminal knows that; type them too.")
final class PairingCodeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;
    @ParentCommand
    private HubMain hub;
    @Option(names = "--minutes", paramLabel = "N", defaultValue = "15", //
            description = "How long it is good for, 1 to 1440. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Override
    public Integer call() {
        try (HubDesk desk = HubDesk.open(hub.folder())) {
            spec.commandLine().getOut().println(desk.issuePairingCode(Duration.ofMinutes(minutes)));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--minutes: " + wrong.getMessage());
        }
        return ExitCode.OK;
    }
}
