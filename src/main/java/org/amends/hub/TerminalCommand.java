package org.amends.hub;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.amends.CommandGroup;
import org.amends.ExitCode;
import org.amends.hub.fleet.Fleet;
import org.amends.wire.TerminalSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The terminals of this hub, from the command line. */
@Command(name = "terminal", mixinStandardHelpOptions = true, //
        description = "Lists terminals, shuts one out, and says what one is to do.", synopsisSubcommandLabel = "COMMAND", //
        subcommands = {TerminalCommand.Names.class, TerminalCommand.Revoke.class, TerminalCommand.Renew.class,
                TerminalCommand.Set.class})
final class TerminalCommand extends CommandGroup {

    @ParentCommand
    private HubMain hub;

    private static ParameterException noSuch(CommandSpec spec, String id) {
        return new ParameterException(spec.commandLine(),
                "\"" + id + "\" is no terminal that this hub serves; amends hub terminal list names them");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, //
            description = "Lists terminals: id, when paired, since when its token is in use, place.")
    static final class Names implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private TerminalCommand terminals;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(terminals.hub.folder())) {
                PrintWriter out = spec.commandLine().getOut();
                for (Fleet.Listed listed : desk.terminals()) {
                    out.printf("%s  paired %s  token %s  %s, %s%s%n", listed.terminal().id(),
                            LocalDate.ofInstant(listed.pairedAt(), ZoneId.systemDefault()),
                            LocalDate.ofInstant(listed.tokenAt(), ZoneId.systemDefault()),
                            listed.terminal().stands().site(), listed.terminal().stands().name(),
                            listed.terminal().revoked() ? "  revoked" : "");
                }
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, //
            description = "Takes nothing more from a terminal, from this moment on. What it sent before stays.")
    static final class Revoke implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private TerminalCommand terminals;
        @Parameters(paramLabel = "ID", description = "Such as t-7Q4MZK2A.")
        private String id;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(terminals.hub.folder())) {
                if (!desk.revoke(id)) {
                    throw noSuch(spec, id);
                }
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "renew", mixinStandardHelpOptions = true, //
            description = "Has a terminal fetch a new token as soon as it listens; the old one dies when the new one is"
                    + " first used. The hub does so by itself every 90 days.")
    static final class Renew implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private TerminalCommand terminals;
        @Parameters(paramLabel = "ID", description = "Such as t-7Q4MZK2A.")
        private String id;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(terminals.hub.folder())) {
                if (!desk.renew(id)) {
                    throw noSuch(spec, id);
                }
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "set", mixinStandardHelpOptions = true, //
            description = "Sets something at a terminal in place of its own settings file: answer-seconds (10 to 120),"
                    + " thanks-seconds (3 to 30), look (day, night, sand), motion (true, false). An empty value leaves it to"
                    + " that file again. Prints what is set.")
    static final class Set implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private TerminalCommand terminals;
        @Parameters(index = "0", paramLabel = "ID", description = "Such as t-7Q4MZK2A.")
        private String id;
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME=VALUE", description = "Such as answer-seconds=45.")
        private Map<String, String> values;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(terminals.hub.folder())) {
                TerminalSettings set = desk.set(id, values).orElseThrow(() -> noSuch(spec, id));
                set.lines().forEach(spec.commandLine().getOut()::println);
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), wrong.getMessage());
            }
            return ExitCode.OK;
        }
    }
}
