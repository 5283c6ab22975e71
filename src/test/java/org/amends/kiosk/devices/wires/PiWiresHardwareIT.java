package org.amends.kiosk.devices.wires;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.amends.testbed.machine.Booted;
import org.amends.testbed.machine.SmallMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The wires through Pi4J on a real kernel's character device, with its own simulation behind that. */
@ExtendWith(Booted.class)
class PiWiresHardwareIT {

    private static final Duration LIMIT = Duration.ofSeconds(240);

    /** Edges that come while the kernel has not yet looked at the one before are one to it; what it tells is told whole. */
    @Test
    void a_thousand_bouncing_presses_are_told_edge_by_edge_in_their_order_and_lights_are_lit(SmallMachine machine) {
        List<String> said = machine.run(LIMIT, WiresProgram.class, "presses", "1000", "20261122");
        Map<String, String> found = findings(said);
        System.out.println("edges " + found);
        assertThat(found.get("chip")).isEqualTo("gpiochip0 (board, lines 0 to 7)");
        assertThat(found.get("first")).isEqualTo("true");
        int injected = Integer.parseInt(found.get("injected"));
        assertThat(Integer.parseInt(found.get("told"))).isBetween(injected * 9 / 10, injected);
        assertThat(said).noneMatch(line -> line.contains("are lost"));
        assertThat(found.get("settled")).isEqualTo("2000");
        assertThat(found.get("backwards")).isEqualTo("0");
        assertThat(found.get("lit")).isEqualTo("1000");
    }

    @Test
    void after_more_edges_than_the_kernel_keeps_the_last_level_told_is_the_one_that_the_line_has(SmallMachine machine) {
        List<String> said = machine.run(LIMIT, WiresProgram.class, "flood");
        Map<String, String> found = findings(said);
        assertThat(said).anyMatch(
                line -> line.matches(".*line 3 of gpiochip0: \\d+ edges came faster than they were read and are lost"));
        assertThat(Integer.parseInt(found.get("kept"))).isBetween(1000, 4999);
        assertThat(found.get("last")).isEqualTo("true");
    }

    @Test
    void a_chip_that_goes_is_seen_and_breaks_nothing_and_works_again_when_it_is_back(SmallMachine machine) {
        assertThat(machine.run(LIMIT, WiresProgram.class, "unplugged")).containsSubsequence("well true true",
                "well false false", "away false false", "back true true lit true", "pressed true");
    }

    @Test
    void mistakes_are_refused_with_what_is_allowed(SmallMachine machine) {
        List<String> said = machine.run(LIMIT, WiresProgram.class, "mistakes");
        assertThat(said).containsSubsequence(
                "there is no GPIO chip \"gpiochip7\"; allowed: gpiochip0 (board, lines 0 to 7)",
                "/dev/null is no GPIO chip: Inappropriate ioctl for device",
                "gpiochip0 has no line 8; allowed: 0 to 7",
                "gpiochip0 has no line -1; allowed: 0 to 7",
                "line 6 of gpiochip0 is in use by \"amends\"; wire another line, or stop what holds this one",
                "again true");
    }

    @Test
    void messages_go_over_a_bus_and_back_and_silence_is_told(SmallMachine machine) {
        assertThat(machine.run(LIMIT, WiresProgram.class, "bus")).containsSubsequence(
                "there is no I2C bus 9; allowed: 0",
                "I2C bus 0 has no address 0x80; allowed: 0x08 to 0x77",
                "/dev/i2c-0: the device at 0x24 does not answer: No such device or address",
                "turned 300",
                "/dev/i2c-0: the device at 0x25 does not answer: No such device or address");
    }

    @Test
    void a_user_without_the_right_is_told_the_group_to_join_or_the_rule_to_add(SmallMachine machine) {
        machine.run(LIMIT, "mkdir -p /sys/kernel/config/gpio-sim/rights/bank"
                + " && echo 1 >/sys/kernel/config/gpio-sim/rights/live");
        String device = machine.run(LIMIT, "ls /dev/gpiochip*").getFirst();

        assertThat(machine.runAsSomebody(LIMIT, WiresProgram.class, "open", device)).contains(
                "/dev/i2c-0 may not be opened by the user \"somebody\"; no group may: put this line into"
                        + " /etc/udev/rules.d/60-amends.rules: KERNEL==\"i2c-*\", GROUP=\"i2c\", MODE=\"0660\"; then:"
                        + " sudo groupadd -f i2c; sudo usermod -aG i2c somebody; and start the machine anew",
                device + " may not be opened by the user \"somebody\"; no group may: put this line into"
                        + " /etc/udev/rules.d/60-amends.rules: KERNEL==\"gpiochip*\", GROUP=\"gpio\", MODE=\"0660\"; then:"
                        + " sudo groupadd -f gpio; sudo usermod -aG gpio somebody; and start the machine anew");

        machine.run(LIMIT, "chown root:gpio " + device + " && chmod 660 " + device);
        assertThat(machine.runAsSomebody(LIMIT, WiresProgram.class, "open", device)).contains(device
                + " may not be opened by the user \"somebody\"; it is open to the group \"gpio\":"
                + " sudo usermod -aG gpio somebody, then start anew");

        machine.run(LIMIT, "echo 0 >/sys/kernel/config/gpio-sim/rights/live");
    }

    private static Map<String, String> findings(List<String> said) {
        return said.stream().filter(line -> line.matches("[a-z_0-9]+ .+"))
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(' ')),
                        line -> line.substring(line.indexOf(' ') + 1)));
    }
}
