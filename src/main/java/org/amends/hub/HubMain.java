package org.amends.hub;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.amends.Amends;
import org.amends.ExitCode;
import org.amends.Role;
import org.amends.StopRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The hub from the command line: reads its settings, starts, and stops in order when it is told to. */
@Command(name = "hub", mixinStandardHelpOptions = true, versionProvider = Amends.Version.class, //
        description = "Takes in what terminals send and shows staff the cases. Prints \"hub ready url=...\" when it can.", //
        subcommands = {StaffCommand.class, PairingCodeCommand.class, TerminalCommand.class, SiteKeyCommand.class,
                LedgerCommand.class})
public final class HubMain implements Role {

    private static final Logger LOG = System.getLogger(HubMain.class.getName());

    @Spec
    private CommandSpec spec;
    @Mixin
    private DataOption data;
    @Option(names = "--settings", paramLabel = "FILE", //
            description = "A YAML file with bind, port, tls-port and more, as /etc/amends/hub.yaml explains."
                    + " Options here go before it.")
    private Optional<Path> settingsFile;
    @Option(names = "--bind", paramLabel = "ADDRESS", description = "The address to listen on. Default: 127.0.0.1.")
    private Optional<String> bind;
    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; 0 for any free one. Default: 8480.")
    private Optional<Integer> port;
    @Option(names = "--stop-with-parent", hidden = true)
    private boolean stopWithParent;

    @Override
    public Integer call() {
        shareProcessors();
        HubSettings settings = settings();
        Path folder = folder();
        LOG.log(Level.INFO, "{0}, data={1}", settings, folder);
        Hub hub = Hub.start(settings, folder, Clock.systemDefaultZone());
        StopRequest stop = StopRequest.listen(stopWithParent);
        spec.commandLine().getOut()
                .println("hub ready url=http://" + host(settings.bind()) + ":" + hub.port()
                        + (hub.securePort().isPresent()
                                ? " https-url=https://" + host(settings.bind()) + ":" + hub.securePort().getAsInt()
                                : "")
                        + " data=" + folder);
        spec.commandLine().getOut().flush();
        try (hub) {
            stop.await();
        } finally {
            // Not to the log, which by now may have been closed.
            spec.commandLine().getOut().println("hub stopped");
            spec.commandLine().getOut().flush();
            stop.closed();
        }
        return ExitCode.OK;
    }

    /**
     * Each request has a virtual thread, and those share as many real ones as there are processors. A call into the database
     * keeps its real thread while it waits for the disk, so on a small machine two commits would hold up everybody else.
     */
    private static void shareProcessors() {
        String property = "jdk.virtualThreadScheduler.parallelism";
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(Math.max(8, 2 * Runtime.getRuntime().availableProcessors())));
        }
    }

    /** Where the data lies, for the commands below this one. */
    Path folder() {
        return data.folder();
    }

    private HubSettings settings() {
        HubSettings settings = settingsFile.map(HubSettings::read).orElse(HubSettings.DEFAULTS);
        settings = bind.map(settings::withBind).orElse(settings);
        return port.map(settings::withPort).orElse(settings);
    }

    private static String host(String address) {
        String reachable = switch (address) {
            case "0.0.0.0", "::", "::0" -> "127.0.0.1";
            default -> address;
        };
        return reachable.contains(":") ? "[" + reachable + "]" : reachable;
    }
}
