package org.amends.wire;

import java.util.List;
import org.amends.response.Uptime;

/**
 * What a terminal knows of one of its boots. From it the hub works out when the things that happened in that boot really
 * happened.
 *
 * @param boot      its id
 * @param last      the latest uptime that the terminal knows of it, in milliseconds; of the present boot, now
 * @param exchanges when it spoke with a hub meanwhile, in order
 */
public record Boot(String boot, long last, List<Exchange> exchanges) {

    /** The most that a batch may say of one boot. */
    public static final int MOST_EXCHANGES = 16;

    /**
     * @throws IllegalArgumentException naming what is out of its limits
     */
    public Boot {
        new Uptime(boot, last);
        exchanges = exchanges == null ? List.of() : List.copyOf(exchanges);
        if (exchanges.size() > MOST_EXCHANGES) {
            throw new IllegalArgumentException("a boot has at most " + MOST_EXCHANGES + " exchanges");
        }
    }

    /**
     * A question to the hub and its answer.
     *
     * @param asked    the uptime when the question was sent, in milliseconds
     * @param hub      the hub's clock when it answered, in milliseconds since 1970
     * @param answered the uptime when the answer was there, in milliseconds
     */
    public record Exchange(long asked, long hub, long answered) {

        /** The last moment of the year 9999, in milliseconds since 1970. */
        private static final long LATEST = 253_402_300_799_999L;

        /**
         * @throws IllegalArgumentException naming what is out of its limits
         */
        public Exchange {
            if (asked < 0 || answered < asked || answered > Uptime.LONGEST) {
                throw new IllegalArgumentException(
                        "asked and answered must be uptimes in this order, not " + asked + " and " + answered);
            }
            if (hub < 0 || hub > LATEST) {
                throw new IllegalArgumentException("hub must be from 0 to " + LATEST + ", not " + hub);
            }
        }
    }
}
