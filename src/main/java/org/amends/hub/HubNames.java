package org.amends.hub;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the hub can be reached by, for its certificate. */
final class HubNames {

    private static final Pattern FIT = Pattern.compile("[0-9A-Za-z.:-]{1,253}");

    private HubNames() {
    }

    /** Those of the settings, those of this machine, and the address it listens on where that is one. */
    static Set<String> of(HubSettings settings) {
        Set<String> names = new TreeSet<>(settings.tls().names());
        names.addAll(Set.of("localhost", "127.0.0.1"));
        if (!Set.of("0.0.0.0", "::", "::0").contains(settings.bind())) {
            names.add(settings.bind());
        }
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException nameless) {
            // then nobody can reach it by that name either
        }
        names.removeIf(name -> !FIT.matcher(name).matches());
        return names;
    }
}
