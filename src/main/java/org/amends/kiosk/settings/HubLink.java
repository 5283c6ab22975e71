package org.amends.kiosk.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a terminal gets to its hub.
 *
 * @param proxy the HTTP proxy to go through, its host not looked up yet; empty for none
 * @param ca    whom to believe that it is the hub, where the hub speaks TLS
 */
public record HubLink(Optional<InetSocketAddress> proxy, Ca ca) {

    /** Straight there, to the hub that this terminal was paired with. */
    public static final HubLink DIRECT = new HubLink(Optional.empty(), new Ca.Paired());

    /** Whose certificates count. */
    public sealed interface Ca {

        /** The site's own CA, which pairing names. */
        record Paired() implements Ca {
        }

        /** The CAs that this machine trusts. */
        record Machine() implements Ca {
        }

        /** The CAs in a PEM file. */
        record File(Path file) implements Ca {
        }
    }

    /** For the log. */
    String proxyInWords() {
        return proxy.map(address -> address.getHostString() + ":" + address.getPort()).orElse("none");
    }

    /** For the log. */
    String caInWords() {
        return switch (ca) {
            case Ca.Paired _ -> "the one that pairing names";
            case Ca.Machine _ -> "system";
            case Ca.File file -> file.file().toString();
        };
    }
}
