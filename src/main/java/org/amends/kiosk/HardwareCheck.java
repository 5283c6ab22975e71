package org.amends.kiosk;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amends.ExitCode;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.devices.wires.Wires;

/**
 * Shows each button, light and reader to whoever stands before the terminal: first how it is, then each press as it comes. A
 * press is answered by the light in the button. It ends when every button on a line was pressed, or when it is asked to.
 */
final class HardwareCheck {

    private final DeviceHealth health;
    private final PrintStream out;
    private final Set<String> toPress;
    private final Runnable done;
    private final Map<String, String> printed = new HashMap<>();

    /**
     * @param health of what is to be opened
     * @param out    where it is shown
     * @param done   called when there is nothing more to press
     */
    HardwareCheck(Wiring wiring, DeviceHealth health, PrintStream out, Runnable done) {
        this.health = health;
        this.out = out;
        this.done = done;
        toPress = wiring.buttons().stream().filter(button -> button.contact() instanceof Wiring.Contact.OnLine)
                .map(Wiring.Button::name).collect(Collectors.toSet());
    }

    /** Opens what is wired and shows it from now on; the panel is the caller's to close. */
    Panel begin(Wiring wiring, Function<List<String>, Wires> chip) {
        Panel panel = Panel.open(wiring, chip, health);
        panel.start(press -> panel.acknowledge(press.button()));
        wiring.keys()
                .forEach(key -> out.println("key " + key.key() + " is a button of the terminal's window; press it there"));
        health.whenChanged(this::show);
        show();
        panel.tryOut();
        if (!toPress.isEmpty() && panel.refusals().isEmpty()) {
            out.println(
                    "Every light is lit for a second. Press each button; one for staff calls is held for 2 seconds. Ctrl-C"
                            + " ends this.");
        }
        return panel;
    }

    private synchronized void show() {
        for (DeviceHealth.Device device : health.devices()) {
            if (!device.toString().equals(printed.put(device.name(), device.toString()))) {
                out.println(device);
            }
            if (device.seen().isPresent() && device.trouble().isEmpty() && toPress.remove(device.name())
                    && toPress.isEmpty()) {
                out.println("every button on a line was pressed");
                done.run();
            }
        }
        out.flush();
    }

    /** Buttons that nobody has pressed. */
    synchronized Set<String> notPressed() {
        return Set.copyOf(toPress);
    }

    /** {@link ExitCode#MACHINE_LACKS} where the machine refuses something, else whether all was pressed and is well. */
    int exitCode(Panel panel) {
        if (!panel.refusals().isEmpty()) {
            return ExitCode.MACHINE_LACKS;
        }
        return health.complaint().isEmpty() && notPressed().isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
