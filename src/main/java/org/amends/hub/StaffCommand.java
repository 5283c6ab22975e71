package org.amends.hub;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.amends.CommandGroup;
import org.amends.ExitCode;
import org.amends.hub.staff.Accounts;
import org.amends.hub.staff.Rights;
import org.amends.hub.staff.Secrets;
import org.amends.hub.staff.Sites;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Who may sign in, from the command line. */
@Command(name = "staff", mixinStandardHelpOptions = true, description = "Says who may sign in.", //
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StaffCommand.Add.class, StaffCommand.Role.class, StaffCommand.Badge.class, StaffCommand.Pin.class,
                StaffCommand.Totp.class, StaffCommand.Names.class})
final class StaffCommand extends CommandGroup {

    @ParentCommand
    private HubMain hub;

    private static String in(Sites sites) {
        return sites.everywhere() ? "all sites" : String.join(", ", sites.values());
    }

    private static void tell(HubDesk desk, String name, PrintWriter out) {
        Rights rights = desk.rights(name).orElseThrow();
        out.println("name      " + name.strip().toLowerCase(Locale.ROOT));
        out.println("role      " + rights.role().id());
        out.println("sites     " + in(rights.sites()));
        for (String site : desk.withoutTerminal(rights.sites())) {
            out.println("note      no terminal stands at \"" + site + "\" so far; they stand at: "
                    + String.join(", ", desk.known()));
        }
    }

    /** Does something where the hub keeps its accounts; what is out of its limits there was typed wrong here. */
    private int atTheDesk(CommandSpec spec, Consumer<HubDesk> work) {
        try (HubDesk desk = HubDesk.open(hub.folder())) {
            work.accept(desk);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
        return ExitCode.OK;
    }

    /** What somebody is to do, and where. */
    private static final class Duties {

        @Option(names = "--role", paramLabel = "ROLE",
                description = "What they may do. staff: work on cases; lead: also see terminals, rules and what was not"
                        + " delivered; manager: also change rules; administrator: also see who looked at what; auditor: see"
                        + " everything and change nothing.")
        private Optional<String> role;
        @ArgGroup
        private Where where = new Where();
    }

    /** One of both. */
    private static final class Where {

        @Option(names = "--site", paramLabel = "SITE", required = true,
                description = "A site that they belong to, by the very name that its terminals stand under; may be given"
                        + " several times. Of any other site they see nothing.")
        private List<String> sites;
        @Option(names = "--all-sites", required = true, description = "They belong to all sites, also those that come"
                + " later.")
        private boolean all;

        Optional<List<String>> chosen() {
            return all ? Optional.of(List.of()) : Optional.ofNullable(sites);
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, //
            description = "Makes an account, or gives an existing one a new password and signs it out everywhere. The first"
                    + " account is an administrator of all sites: who sets a hub up must reach everything in it. Others are"
                    + " staff of all sites, unless they are given something else; an existing one keeps what it has.")
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
        @Option(names = "--display-name", paramLabel = "TEXT", description = "What colleagues read. Its first word is"
                + " also what a guest reads of whoever is on the way to them. Default: NAME.")
        private Optional<String> displayName;
        @Mixin
        private Duties duties;
        @Option(names = "--password-stdin", description = "Reads the password from the first line of standard input"
                + " instead of making one.")
        private boolean passwordFromInput;

        @Override
        public Integer call() throws IOException {
            String password = passwordFromInput ? firstLine() : made();
            PrintWriter out = spec.commandLine().getOut();
            staff.atTheDesk(spec, desk -> {
                desk.setPassword(name, displayName.orElse(name), password, duties.role, duties.where.chosen());
                tell(desk, name, out);
            });
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

    /** What all have in common that change something of one account. */
    abstract static class OfOneAccount implements Callable<Integer> {

        @Spec
        CommandSpec spec;
        @ParentCommand
        StaffCommand staff;
        @Parameters(paramLabel = "NAME", description = "Whose account.")
        String name;
    }

    @Command(name = "role", mixinStandardHelpOptions = true, //
            description = "Changes what somebody may do, or where, and signs them out everywhere; the password stays. What is"
                    + " not named stays too.")
    static final class Role extends OfOneAccount {

        @Mixin
        private Duties duties;

        @Override
        public Integer call() {
            if (duties.role.isEmpty() && duties.where.chosen().isEmpty()) {
                throw new ParameterException(spec.commandLine(),
                        "one of --role, --site and --all-sites says what to change");
            }
            return staff.atTheDesk(spec, desk -> {
                desk.assign(name, duties.role, duties.where.chosen());
                tell(desk, name, spec.commandLine().getOut());
            });
        }
    }

    @Command(name = "badge", mixinStandardHelpOptions = true, //
            description = "Says which badge somebody holds to terminals, so that the case there goes on in their name. The"
                    + " terminal must know the badge too: by the same digest, in its wiring file.")
    static final class Badge extends OfOneAccount {

        @ArgGroup(multiplicity = "1")
        private Which which;

        /** One of both. */
        private static final class Which {

            @Option(names = "--badge", paramLabel = "DIGEST", required = true, //
                    description = "43 characters of base64url, as amends kiosk --check-hardware shows them when the badge"
                            + " is held to the reader. Whoever had this badge before has it no more.")
            private String digest;
            @Option(names = "--none", required = true, description = "The badge is lost, or given back.")
            private boolean none;
        }

        @Override
        public Integer call() {
            return staff.atTheDesk(spec, desk -> {
                desk.giveBadge(name, Optional.ofNullable(which.digest));
            });
        }
    }

    @Command(name = "pin", mixinStandardHelpOptions = true, //
            description = "Gives an account a PIN of 8 digits, in place of the one it had, for terminals without a reader: a"
                    + " finger held on the upper corner of the resting screen where reading begins, for three seconds, or"
                    + " Ctrl+Alt+P on a keyboard, asks for it, and the case there goes on in their name, as with a badge."
                    + " The PIN is shown only now and kept nowhere; it needs the hub in reach of the terminal.")
    static final class Pin extends OfOneAccount {

        @Option(names = "--none", description = "The PIN is good no more.")
        private boolean none;

        @Override
        public Integer call() {
            return staff.atTheDesk(spec, desk -> {
                if (none) {
                    desk.removePin(name);
                } else {
                    spec.commandLine().getOut().println("pin       " + desk.givePin(name) + "   (shown only now)");
                }
            });
        }
    }

    @Command(name = "totp", mixinStandardHelpOptions = true, //
            description = "Sets up one-time codes for an account, above all for administrators: from then on signing in needs the"
                    + " password and the code that an authenticator program shows (RFC 6238). Prints the address to give that"
                    + " program. Who has lost the program is given a new address by the same command, on the hub's machine;"
                    + " the codes of the old one are good no more, and the account is signed out everywhere.")
    static final class Totp extends OfOneAccount {

        @Option(names = "--none", description = "Needs no code any more.")
        private boolean none;

        @Override
        public Integer call() {
            return staff.atTheDesk(spec, desk -> {
                if (none) {
                    desk.removeCodes(name);
                } else {
                    spec.commandLine().getOut().println(desk.setUpCodes(name));
                }
            });
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists who may sign in, what they may do, and where.")
    static final class Names implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private StaffCommand staff;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(staff.hub.folder())) {
                for (Accounts.Member member : desk.staff()) {
                    spec.commandLine().getOut().printf("%-40s %-13s  %s  (%s)%n", member.staff().name(),
                            member.rights().role().id(), member.staff().displayName(), in(member.rights().sites()));
                }
            }
            return ExitCode.OK;
        }
    }
}
