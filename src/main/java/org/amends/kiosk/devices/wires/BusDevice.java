package org.amends.kiosk.devices.wires;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CBus;
import com.pi4j.io.i2c.I2CBusBase;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.amends.kiosk.platform.I2cBus;

/** Pi4J's I2C device on the kernel's character device. A register is read by its number written and a message fetched. */
final class BusDevice extends I2CBase<I2CBus> {

    private final I2cBus bus;

    private BusDevice(Provider provider, I2CConfig config, I2cBus bus) {
        super(provider, config, new InTurn(config));
        this.bus = bus;
    }

    /** Makes them. */
    static final class Provider extends I2CProviderBase {

        static final String ID = "amends-i2c";

        Provider() {
            super(ID, ID);
        }

        @Override
        public I2C create(I2CConfig config) {
            BusDevice device = new BusDevice(this, config, I2cBus.open(config.bus()));
            context().registry().add(device);
            return device;
        }
    }

    /** Keeps others from between the messages of one action. */
    private static final class InTurn extends I2CBusBase {

        private InTurn(I2CConfig config) {
            super(config);
        }

        @Override
        public <R> R execute(I2C device, Callable<R> action) {
            return _execute(device, action);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        byte[] message = new byte[length];
        try {
            bus.read(device(), message);
        } catch (java.io.IOException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
        System.arraycopy(message, 0, buffer, offset, length);
        return length;
    }

    @Override
    public int write(byte one) {
        return write(new byte[]{one}, 0, 1);
    }

    @Override
    public int write(byte[] data, int offset, int length) {
        try {
            bus.write(device(), Arrays.copyOfRange(data, offset, offset + length));
        } catch (java.io.IOException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
        return length;
    }

    @Override
    public int readRegister(int register) {
        byte[] one = new byte[1];
        readRegister(register, one, 0, 1);
        return Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int readRegister(int register, byte[] buffer, int offset, int length) {
        return readRegister(new byte[]{(byte) register}, buffer, offset, length);
    }

    @Override
    public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
        return execute(() -> {
            write(register, 0, register.length);
            return read(buffer, offset, length);
        });
    }

    @Override
    public int writeRegister(int register, byte one) {
        return writeRegister(register, new byte[]{one}, 0, 1);
    }

    @Override
    public int writeRegister(int register, byte[] data, int offset, int length) {
        return writeRegister(new byte[]{(byte) register}, data, offset, length);
    }

    @Override
    public int writeRegister(byte[] register, byte[] data, int offset, int length) {
        byte[] message = Arrays.copyOf(register, register.length + length);
        System.arraycopy(data, offset, message, register.length, length);
        write(message, 0, message.length);
        return length;
    }

    @Override
    public I2C shutdownInternal(Context context) {
        super.shutdownInternal(context);
        bus.close();
        return this;
    }
}
