package org.amends.kiosk.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where there is nothing of the kind; what is said of real devices is held in PiWiresHardwareIT. */
class DeviceAccessTest {

    @TempDir
    private Path devices;

    @Test
    void a_machine_without_any_chip_says_so() {
        assertThatThrownBy(() -> GpioChip.open(List.of("pinctrl-rp1", "pinctrl-bcm2711"), devices))
                .isInstanceOf(DeviceRefused.class).hasMessage(
                        "there is no GPIO chip \"pinctrl-rp1\" or \"pinctrl-bcm2711\"; this machine shows none: a Raspberry Pi or a board with a GPIO"
                                + " driver is needed");
    }

    @Test
    void a_file_that_is_no_chip_and_one_that_is_no_bus_are_refused_by_name() throws IOException {
        Path chip = Files.createSymbolicLink(devices.resolve("gpiochip0"), Path.of("/dev/null"));
        Path bus = Files.createSymbolicLink(devices.resolve("i2c-1"), Path.of("/dev/null"));

        assertThatThrownBy(() -> GpioChip.open(List.of("pinctrl-rp1", "gpiochip0"), devices))
                .isInstanceOf(DeviceRefused.class)
                .hasMessage(chip + " is no GPIO chip: Inappropriate ioctl for device");
        assertThatThrownBy(() -> I2cBus.open(1, devices)).isInstanceOf(DeviceRefused.class)
                .hasMessage(bus + " is no I2C bus: Inappropriate ioctl for device");
    }

    @Test
    void a_bus_that_is_not_there_is_refused_with_those_that_are() throws IOException {
        assertThatThrownBy(() -> I2cBus.open(1, devices)).hasMessage("there is no I2C bus 1; this machine shows none: on a"
                + " Raspberry Pi, sudo raspi-config nonint do_i2c 0 turns it on");

        Files.createFile(devices.resolve("i2c-20"));
        Files.createFile(devices.resolve("i2c-3"));
        assertThatThrownBy(() -> I2cBus.open(1, devices)).hasMessage("there is no I2C bus 1; allowed: 20, 3");
    }
}
