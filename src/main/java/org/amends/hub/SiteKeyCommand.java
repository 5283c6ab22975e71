package org.amends.hub;

import java.util.concurrent.Callable;
import org.amends.CommandGroup;
import org.amends.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The keys that guests' words are sealed to, from the command line. */
@Command(name = "site-key", mixinStandardHelpOptions = true, //
        description = "Changes what terminals seal guests' words to.", //
        synopsisSubcommandLabel = "COMMAND", subcommands = SiteKeyCommand.Rotate.class)
final class SiteKeyCommand extends CommandGroup {

    @ParentCommand
    private HubMain hub;

    @Command(name = "rotate", mixinStandardHelpOptions = true, //
            description = "Makes a new key and tells every terminal. What was sealed to earlier ones still opens, as the hub"
                    + " keeps those.")
    static final class Rotate implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private SiteKeyCommand keys;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(keys.hub.folder())) {
                spec.commandLine().getOut().println(desk.rotateSealingKey().id());
            }
            return ExitCode.OK;
        }
    }
}
