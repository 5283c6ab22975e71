package org.amends.kiosk.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.amends.kiosk.platform.LibC.Refused;

/** Opens device files, and says what a technician has to do where that is not allowed. */
final class DeviceAccess {

    private DeviceAccess() {
    }

    /**
     * Opens one for reading and writing.
     *
     * @param  group         the one that such devices are usually given to
     * @param  kind          how the kernel names such devices, with a star for what differs
     * @param  flags         as those of {@link LibC#open}
     * @return               its descriptor
     * @throws DeviceRefused if it is not there, or this user may not
     */
    static int open(Path device, String group, String kind, int flags) {
        try {
            return LibC.open(device, flags);
        } catch (Refused refused) {
            throw switch (refused.errno()) {
                case LibC.EACCES, LibC.EPERM -> new DeviceRefused(device + " may not be opened by the user \""
                        + System.getProperty("user.name") + "\"; " + remedy(device, group, kind), refused);
                case LibC.ENOENT, LibC.ENXIO, LibC.ENODEV ->
                    new DeviceRefused("there is no device " + device + ": " + refused.reason(), refused);
                case LibC.EBUSY -> new DeviceRefused(device + " is in use by another program; stop that", refused);
                default -> new DeviceRefused(device + " cannot be opened: " + refused.reason(), refused);
            };
        }
    }

    /** Where a group may open it, the user joins that; else a udev rule gives it to one. */
    private static String remedy(Path device, String group, String kind) {
        String user = System.getProperty("user.name");
        try {
            PosixFileAttributes attributes = Files.readAttributes(device, PosixFileAttributes.class);
            String owner = attributes.group().getName();
            if (!owner.equals("root") && attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
                return "it is open to the group \"" + owner + "\": sudo usermod -aG " + owner + " " + user
                        + ", then start anew";
            }
        } catch (IOException unreadable) {
            // then what holds for most machines is said
        }
        return "no group may: put this line into /etc/udev/rules.d/60-amends.rules: KERNEL==\"" + kind + "\", GROUP=\""
                + group + "\", MODE=\"0660\"; then: sudo groupadd -f " + group + "; sudo usermod -aG " + group + " " + user
                + "; and start the machine anew";
    }
}
