package org.amends.kiosk.devices.wires;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.amends.kiosk.platform.DeviceRefused;
import org.amends.kiosk.platform.GpioChip;

/**
 * The lines of a real chip, through Pi4J. Which provider of Pi4J's works them is chosen by its id, in one place each: today our
 * own on the kernel's character device, as Pi4J's has not been published where builds find it.
 */
public final class PiWires implements Wires {

    private static final Logger LOG = System.getLogger(PiWires.class.getName());

    private final GpioChip chip;
    private final Context context;
    private final List<DigitalInput> watched = new CopyOnWriteArrayList<>();

    private PiWires(GpioChip chip, Context context) {
        this.chip = chip;
        this.context = context;
    }

    /**
     * Opens a chip.
     *
     * @param  anyOf         what it may be called, the first that is there counts: its name, as {@code gpiochip0}; its label, as
     *                       {@code pinctrl-bcm2711}; or the path of its device
     * @throws DeviceRefused if there is no such chip, or this user may not open it
     */
    public static PiWires open(String... anyOf) {
        GpioChip chip = GpioChip.open(List.of(anyOf));
        try {
            return new PiWires(chip, Pi4J.newContextBuilder().noAutoDetect().noAutoInject().disableShutdownHook()
                    .add(new ChipInput.Provider(chip), new ChipOutput.Provider(chip)).build());
        } catch (RuntimeException failed) {
            chip.close();
            throw failed;
        }
    }

    /** The chip as a technician knows it: name, label, lines. */
    public String chip() {
        return chip.toString();
    }

    @Override
    public void watch(int line, Pull pull, Consumer<Edge> listener) {
        // Debouncing, which Pi4J would leave to the kernel, is ours and lies above.
        DigitalInputConfig config = DigitalInput.newConfigBuilder(context).bcm(line).pull(resistance(pull)).debounce(0L)
                .provider(ChipInput.Provider.ID).build();
        DigitalInput input = context.create(config);
        watched.add(input);
        input.addListener(event -> listener.accept(new Edge(event.state().isHigh(),
                event instanceof ChipInput.Change change ? change.nanos() : System.nanoTime())));
    }

    @Override
    public Driven drive(int line, boolean high) {
        DigitalOutputConfig config = DigitalOutput.newConfigBuilder(context).bcm(line).initial(state(high))
                .provider(ChipOutput.Provider.ID).build();
        return new PiDriven(line, context.create(config));
    }

    @Override
    public boolean isWell() {
        return chip.isThere() && watched.stream().allMatch(input -> !(input instanceof ChipInput ours) || ours.isHeard());
    }

    @Override
    public void close() {
        context.shutdown();
        chip.close();
    }

    private static DigitalState state(boolean high) {
        return high ? DigitalState.HIGH : DigitalState.LOW;
    }

    private static PullResistance resistance(Pull pull) {
        return switch (pull) {
            case UP -> PullResistance.PULL_UP;
            case DOWN -> PullResistance.PULL_DOWN;
            case NONE -> PullResistance.OFF;
        };
    }

    /** A line out; its trouble is logged when it begins and when it ends. */
    private final class PiDriven implements Driven {

        private final int line;
        private final DigitalOutput output;
        private volatile boolean well = true;

        private PiDriven(int line, DigitalOutput output) {
            this.line = line;
            this.output = output;
        }

        @Override
        public void set(boolean high) {
            try {
                output.state(state(high));
                if (!well) {
                    LOG.log(Level.INFO, "line " + line + " of " + chip.name() + " can be set again");
                }
                well = true;
            } catch (Pi4JException failed) {
                if (well) {
                    LOG.log(Level.ERROR, failed.getMessage());
                }
                well = false;
            }
        }

        @Override
        public boolean isWell() {
            return well;
        }
    }
}
