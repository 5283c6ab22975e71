package org.amends.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.amends.hub.HubDesk;
import org.amends.testbed.RunningRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network in which the hub is there, but its name cannot be looked up for a while. */
@Timeout(240)
class NamelessHubIT {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);
    private static final int TAPS = 5;

    @TempDir
    private Path folder;

    @Test
    void what_was_tapped_while_nobody_knew_the_hubs_name_arrives_without_a_restart_once_it_is_known() throws IOException {
        Path hubData = folder.resolve("hub");
        Path data = Files.createDirectories(folder.resolve("terminal"));
        // Java remembers for ten seconds that a name is unknown.
        Path forgetful = Files.writeString(folder.resolve("security"), "networkaddress.cache.negative.ttl=0\n");
        Path names = Files.writeString(folder.resolve("hosts"), "");
        String code;
        try (HubDesk desk = HubDesk.open(hubData)) {
            code = desk.issuePairingCode(Duration.ofMinutes(10));
        }
        try (RunningRole hub = RunningRole.start("hub", Map.of(), List.of("--enable-native-access=ALL-UNNAMED"),
                "org.amends.Amends", List.of("hub", "--data", hubData.toString(), "--port", "0", "--stop-with-parent"))) {
            String port = hub.line(line -> line.startsWith("hub ready ")).replaceAll(".*url=http://[^ ]*:(\\d+) .*", "$1");
            RunningRole terminal = RunningRole.start("terminal", Map.of(), List.of("--enable-native-access=ALL-UNNAMED",
                    "-Djdk.net.hosts.file=" + names, "-Djava.security.properties=" + forgetful),
                    TerminalWithoutScreen.class.getName(),
                    List.of(data.toString(), "http://hub.amends.test:" + port, "FULL", code));
            try {
                terminal.line(line -> line.contains("UnknownHostException"));
                terminal.type("tap " + TAPS + " 1 1");
                terminal.line(line -> line.equals("tapped " + TAPS));
                assertThat(Books.waiting(data)).isEqualTo(TAPS);

                Files.writeString(names, "127.0.0.1 hub.amends.test\n");
                terminal.type("wake");
                assertThat(Pause.until(LONGEST_DRAIN, () -> Books.waiting(data) == 0)).as("all arrived").isTrue();
                assertThat(Books.ledger(hubData)).hasSize(TAPS);
            } finally {
                terminal.kill();
            }
        }
    }
}
