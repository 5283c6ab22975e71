package org.amends.kiosk.devices.wires;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import org.amends.kiosk.platform.GpioChip;

/** Pi4J's digital output on the kernel's character device. */
final class ChipOutput extends DigitalOutputBase {

    private final GpioChip.Output line;

    private ChipOutput(Provider provider, DigitalOutputConfig config, GpioChip.Output line) {
        super(provider, config);
        this.line = line;
        this.state = config.initialState();
    }

    /** Makes them. */
    static final class Provider extends DigitalOutputProviderBase {

        static final String ID = "amends-gpiochip-output";

        private final GpioChip chip;

        Provider(GpioChip chip) {
            super(ID, ID);
            this.chip = chip;
        }

        @Override
        public DigitalOutput create(DigitalOutputConfig config) {
            ChipOutput output = new ChipOutput(this, config,
                    chip.output(config.bcm(), config.initialState() == DigitalState.HIGH));
            context().registry().add(output);
            return output;
        }
    }

    @Override
    public DigitalOutput state(DigitalState wanted) {
        try {
            line.set(wanted == DigitalState.HIGH);
        } catch (java.io.IOException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
        return super.state(wanted);
    }

    @Override
    public DigitalState state() {
        return state;
    }

    @Override
    public DigitalOutput shutdownInternal(Context context) {
        super.shutdownInternal(context);
        line.close();
        return this;
    }
}
