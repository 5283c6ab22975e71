package org.amends;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.logging.LogManager;
import org.amends.checkedfile.FileProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: finds the roles that are in this image and hands over to the one that is named. */
@Command(name = "amends", mixinStandardHelpOptions = true, versionProvider = Amends.Version.class, //
        description = "Hears an unhappy guest while there is still time to put it right.", //
        synopsisSubcommandLabel = "COMMAND", subcommands = CommandLine.HelpCommand.class, //
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:ended as asked", "1:failed", "2:wrong command line",
                "69:the machine lacks something; the message names the line that installs it",
                "78:a settings or survey file is wrong; the message names the place"})
public final class Amends extends CommandGroup {

    private Amends() {
    }

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments as typed
     */
    public static void main(String... arguments) {
        quietLogs();
        List<Role> roles = roles();
        roles.forEach(role -> role.prepare(List.of(arguments)));
        System.exit(commandLine(roles).execute(arguments));
    }

    /** The whole command line of this image, for {@link #main} and for tests of it. */
    public static CommandLine commandLine() {
        return commandLine(roles());
    }

    private static List<Role> roles() {
        return ServiceLoader.load(Role.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    private static CommandLine commandLine(List<Role> roles) {
        CommandLine line = new CommandLine(new Amends());
        roles.forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            String name = command.getCommandSpec().qualifiedName();
            if (failure instanceof StartRefused refused) {
                command.getErr().println(name + ": " + refused.getMessage());
                return refused.exitCode();
            }
            if (failure instanceof FileProblem problem) {
                command.getErr().println(name + ": " + problem.getMessage());
                return ExitCode.BAD_CONFIGURATION;
            }
            throw failure;
        });
        return line;
    }

    /** One line an event, to standard error, unless the JVM was started with a logging configuration of its own. */
    private static void quietLogs() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (InputStream configuration = Amends.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        } catch (IOException unreadable) {
            System.err.println("amends: the logging configuration cannot be read: " + unreadable.getMessage());
        }
    }

    /** The version that the jar's manifest carries, or "development" when run from classes. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Amends.class.getPackage().getImplementationVersion())
                    .orElse("development");
            return new String[]{"amends " + version + " (Java " + System.getProperty("java.version") + ")"};
        }
    }
}
