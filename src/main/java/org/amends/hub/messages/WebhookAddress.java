package org.amends.hub.messages;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;

/** Where a webhook may go. Whoever writes the duty plan runs this hub, so an address within the venue is as good as any. */
public final class WebhookAddress {

    private static final int LONGEST = 1000;
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private WebhookAddress() {
    }

    /**
     * Reads an address.
     *
     * @throws FileProblem if it is not https, but for this machine, or has a user or a fragment in it
     */
    public static URI read(Value value) {
        String allowed = "an address that begins with https://, or with http:// on this machine";
        try {
            URI address = new URI(value.text(LONGEST));
            boolean here = address.getHost() != null && THIS_MACHINE.contains(address.getHost());
            if (address.getHost() == null || address.getUserInfo() != null || address.getFragment() != null
                    || !("https".equals(address.getScheme()) || here && "http".equals(address.getScheme()))) {
                throw value.wrong(allowed);
            }
            return address;
        } catch (URISyntaxException noAddress) {
            throw value.wrong(allowed);
        }
    }
}
