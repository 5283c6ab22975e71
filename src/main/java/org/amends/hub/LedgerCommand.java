package org.amends.hub;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.amends.CommandGroup;
import org.amends.ExitCode;
import org.amends.hub.intake.StoryProof;
import org.amends.hub.storage.RunningHub;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What was ever said: to prove that it is all there, and to keep a copy of it. */
@Command(name = "ledger", mixinStandardHelpOptions = true,
        description = "Proves the ledger, backs the hub up and restores it.", //
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LedgerCommand.Verify.class, LedgerCommand.BackUp.class, LedgerCommand.Restore.class})
final class LedgerCommand extends CommandGroup {

    @ParentCommand
    private HubMain hub;

    @Command(name = "verify", mixinStandardHelpOptions = true, //
            description = "Computes every story's numbers and hash chain anew from the entries, whether or not the hub runs,"
                    + " and prints a line for each. Ends with 1 if a chain is broken.")
    static final class Verify implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private LedgerCommand ledger;

        @Override
        public Integer call() {
            List<StoryProof> proofs;
            try (HubDesk desk = HubDesk.open(ledger.hub.folder())) {
                proofs = desk.proveLedger();
            }
            proofs.forEach(proof -> spec.commandLine().getOut().println("terminal " + proof.terminal() + "  story "
                    + proof.story() + "  " + proof.words()
                    + proof.previous()
                            .map(previous -> "  (goes on from " + previous + ": " + proof.reason().orElse("") + ")")
                            .orElse("")));
            long broken = proofs.stream().filter(proof -> !proof.intact()).count();
            spec.commandLine().getOut().println("stories=" + proofs.size() + " entries="
                    + proofs.stream().mapToLong(proof -> proof.highest() - proof.missing()).sum() + " missing="
                    + proofs.stream().mapToLong(StoryProof::missing).sum() + " broken=" + broken);
            return broken == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    @Command(name = "back-up", mixinStandardHelpOptions = true, //
            description = "Writes everything that the hub knows into FILE, while it runs or not.")
    static final class BackUp implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private LedgerCommand ledger;
        @Parameters(paramLabel = "FILE", description = "Where to; it must not be there yet.")
        private Path file;

        @Override
        public Integer call() {
            try (HubDesk desk = HubDesk.open(ledger.hub.folder())) {
                desk.backUp(file);
            }
            spec.commandLine().getOut().println("backed up to " + file.toAbsolutePath());
            return ExitCode.OK;
        }
    }

    @Command(name = "restore", mixinStandardHelpOptions = true, //
            description = "Puts a back-up in the place of the hub's database, which is kept beside it. The hub must be"
                    + " stopped. At its next start the terminals send again what came after the back-up.")
    static final class Restore implements Callable<Integer> {

        @Spec
        private CommandSpec spec;
        @ParentCommand
        private LedgerCommand ledger;
        @Parameters(paramLabel = "FILE", description = "What back-up wrote.")
        private Path file;

        @Override
        public Integer call() {
            Path folder = ledger.hub.folder();
            try (RunningHub hub = RunningHub.on(folder)) {
                Path former = hub.replaceDatabase(file, Instant.now());
                HubDesk.open(folder).close();
                spec.commandLine().getOut().println("restored from " + file + "; the former database is in " + former);
            }
            return ExitCode.OK;
        }
    }
}
