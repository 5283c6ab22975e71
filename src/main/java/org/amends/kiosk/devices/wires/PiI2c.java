package org.amends.kiosk.devices.wires;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import java.io.IOException;
import org.amends.kiosk.platform.DeviceRefused;
import org.amends.kiosk.platform.I2cBus;

/** One device on an I2C bus, through Pi4J; whole messages to and fro. */
public final class PiI2c implements OnBus {

    private final Context context;
    private final I2C device;

    private PiI2c(Context context, I2C device) {
        this.context = context;
        this.device = device;
    }

    /**
     * Opens a bus for a device, whether that answers or not.
     *
     * @param  bus           its number, as in {@code /dev/i2c-1}
     * @param  address       of the device, 0x08 to 0x77
     * @throws DeviceRefused if there is no such bus or address, or this user may not open it
     */
    public static PiI2c open(int bus, int address) {
        if (address < I2cBus.LOWEST || address > I2cBus.HIGHEST) {
            throw new DeviceRefused(
                    String.format("I2C bus %d has no address 0x%02x; allowed: 0x%02x to 0x%02x", bus, address,
                            I2cBus.LOWEST, I2cBus.HIGHEST));
        }
        Context context = Pi4J.newContextBuilder().noAutoDetect().noAutoInject().disableShutdownHook()
                .add(new BusDevice.Provider()).build();
        try {
            return new PiI2c(context, context.create(
                    I2C.newConfigBuilder(context).bus(bus).device(address).provider(BusDevice.Provider.ID).build()));
        } catch (DeviceRefused refused) {
            context.shutdown();
            throw new DeviceRefused(refused.getMessage(), refused);
        }
    }

    @Override
    public void read(byte[] into) throws IOException {
        try {
            device.read(into);
        } catch (Pi4JException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    @Override
    public void write(byte[] message) throws IOException {
        try {
            device.write(message);
        } catch (Pi4JException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        context.shutdown();
    }
}
