package org.amends.kiosk.guest;

import java.net.URI;
import org.amends.wire.RecoveryCode;

/**
 * By which a guest without a name comes back to what they said. It is shown to them alone and kept nowhere.
 *
 * @param address what guests' phones reach the hub by
 */
public record WayBack(URI address, RecoveryCode code) {

    /** The address of the guest's own page. */
    String link() {
        return address.resolve("/").toString().replaceAll("/$", "") + code.path();
    }

    /** Without the code, which must never reach a log. */
    @Override
    public String toString() {
        return "WayBack[***]";
    }
}
