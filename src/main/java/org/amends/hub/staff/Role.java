package org.amends.hub.staff;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody is here. What each may do stands in {@link Permission}. */
public enum Role {
    /** Works on cases. */
    STAFF,
    /** Also sees that terminals, rules and messages do what they should. */
    LEAD,
    /** Also decides what opens a case. */
    MANAGER,
    /** Also sees who looked at what. */
    ADMINISTRATOR,
    /** Sees everything and changes nothing. */
    AUDITOR;

    /** The name in the database, on the command line and in texts: {@code staff} and so on. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its name.
     *
     * @throws IllegalArgumentException naming what was given and what is allowed
     */
    public static Role of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role: \"" + id + "\" is not allowed; allowed: "
                        + Arrays.stream(values()).map(Role::id).collect(Collectors.joining(", "))));
    }
}
