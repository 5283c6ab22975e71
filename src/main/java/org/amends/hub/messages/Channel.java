package org.amends.hub.messages;

import java.util.Locale;

/** What a message can go by. */
public enum Channel {
    EMAIL, WEBHOOK;

    /** The name in the database, in the duty plan and in texts. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Channel of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
