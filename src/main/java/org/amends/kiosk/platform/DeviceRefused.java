package org.amends.kiosk.platform;

/** A device cannot be had; the message names it, says why, and what a technician can do. */
public final class DeviceRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DeviceRefused(String message) {
        super(message);
    }

    public DeviceRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
