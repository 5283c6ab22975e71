package org.amends.hub;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.amends.CommandGroup;
import org.amends.ExitCode;
import org.amends.hub.staff.Secrets;
import org.amends.hub.staff.Staff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Who may sign in, from the command line. */
@Command(name = "staff", mixinStandardHelpOptions = true, description = "Says who may sign in.", //
        synopsisSubcommandLabel = "COMMAND", subcommands = {StaffCommand.Add.class, StaffCommand.Names.class})
final class StaffCommand extends CommandGroup {

    @ParentCommand
    private HubMain hub;

    @Command(name = "add", mixinStandardHelpOptions = true, //
            description = "Makes an account, or gives an existing one a new password and signs it out everywhere.")
    static final class Add implements Callable<Integer> {

        /** Four groups of five: about 98 bits, and still typed without a mistake. */
        private static final int GROUPS = 4;
        private static final int GROUP = 5;

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private StaffCommand staff;
        @Parameters(paramLabel = "NAME", description = "What is typed to sign in.")
        private String name;
        @Option(names = "--display-name", paramLabel = "TEXT", description = "What colleagues read. Default: NAME.")
        private Optional<String> displayName;
        @Option(names = "--password-stdin", description = "Reads the password from the first line of standard input"
                + " instead of making one.")
        private boolean passwordFromInput;

        @Override
        public Integer call() throws IOException {
            String password = passwordFromInput ? firstLine() : made();
            try (HubDesk desk = HubDesk.open(staff.hub.folder())) {
                desk.setPassword(name, displayName.orElse(name), password);
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), wrong.getMessage());
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("name      " + name.strip().toLowerCase(Locale.ROOT));
            if (!passwordFromInput) {
                out.println("password  " + password + "   (shown only now)");
            }
            return ExitCode.OK;
        }

        private static String made() {
            Secrets secrets = new Secrets();
            StringBuilder password = new StringBuilder(secrets.readable(GROUP));
            for (int i = 1; i < GROUPS; i++) {
                password.append('-').append(secrets.readable(GROUP));
            }
            return password.toString().toLowerCase(Locale.ROOT);
        }

        private static String firstLine() throws IOException {
            return new String(System.in.readNBytes(4096), StandardCharsets.UTF_8).lines().findFirst().orElse("");
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists who may sign in.")
    static final class Names implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private StaffCommand staff;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(staff.hub.folder())) {
                for (Staff member : desk.staff()) {
                    spec.commandLine().getOut().printf("%-40s %s%n", member.name(), member.displayName());
                }
            }
            return ExitCode.OK;
        }
    }
}
