package org.amends.kiosk.devices.wires;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.DigitalStateChangeListener;
import org.amends.kiosk.platform.GpioChip;
import org.amends.kiosk.platform.GpioChip.Bias;

/** Pi4J's digital input on the kernel's character device. Its first listener is told the present level, then every edge. */
final class ChipInput extends DigitalInputBase {

    private final GpioChip.Input line;
    private boolean listening;

    private ChipInput(Provider provider, DigitalInputConfig config, GpioChip.Input line) {
        super(provider, config);
        this.line = line;
    }

    /** Makes them. */
    static final class Provider extends DigitalInputProviderBase {

        static final String ID = "amends-gpiochip-input";

        private final GpioChip chip;

        Provider(GpioChip chip) {
            super(ID, ID);
            this.chip = chip;
        }

        @Override
        public DigitalInput create(DigitalInputConfig config) {
            GpioChip.Input line = chip.input(config.bcm(), switch (config.pull()) {
                case PULL_UP -> Bias.UP;
                case PULL_DOWN -> Bias.DOWN;
                case OFF -> Bias.NONE;
            });
            ChipInput input = new ChipInput(this, config, line);
            context().registry().add(input);
            return input;
        }
    }

    /** A change with the kernel's time of it, which Pi4J's own lacks. */
    static final class Change extends DigitalStateChangeEvent<DigitalInput> {

        private final long nanos;

        private Change(DigitalInput source, boolean high, long nanos) {
            super(source, DigitalState.getState(high));
            this.nanos = nanos;
        }

        /** When, by {@link System#nanoTime}. */
        long nanos() {
            return nanos;
        }
    }

    @Override
    public synchronized DigitalInput addListener(DigitalStateChangeListener... listener) {
        super.addListener(listener);
        if (!listening) {
            listening = true;
            line.listen((high, nanos) -> dispatch(new Change(this, high, nanos)));
        }
        return this;
    }

    @Override
    public DigitalState state() {
        try {
            return DigitalState.getState(line.isHigh());
        } catch (java.io.IOException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** Whether its edges still arrive. */
    boolean isHeard() {
        return line.isHeard();
    }

    @Override
    public DigitalInput shutdownInternal(Context context) {
        line.close();
        return super.shutdownInternal(context);
    }
}
