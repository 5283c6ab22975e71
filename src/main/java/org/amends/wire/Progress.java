package org.amends.wire;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of what a guest said, as far as the guest's own terminal may know it.
 *
 * @param serial   higher for what was said later, of whatever response
 * @param response whose it is
 * @param step     how far it has come
 * @param who      what the one who is on it is called, up to {@link #LONGEST_NAME} characters; empty where nobody is yet
 */
public record Progress(long serial, UUID response, Step step, Optional<String> who) {

    /** As long as a name that a member of staff has chosen may be. */
    public static final int LONGEST_NAME = 80;

    public Progress {
        who = who == null ? Optional.empty() : who;
        if (response == null || step == null || serial < 1
                || who.filter(name -> name.isBlank() || name.length() > LONGEST_NAME).isPresent()) {
            throw new IllegalArgumentException("a progress has a serial from 1, a response, a step and a name of up to "
                    + LONGEST_NAME + " characters or none");
        }
    }

    /** How far something has come. What is further down need not have come through what is further up. */
    public enum Step {
        /** Staff can see it. */
        @JsonProperty("heard")
        HEARD,
        /** Somebody has taken it. */
        @JsonProperty("taken")
        TAKEN,
        /** Somebody has taken it, and the guest had asked for a person to come. */
        @JsonProperty("on-the-way")
        ON_THE_WAY,
        /** The guest had asked for a person to come, and nobody has taken it in the time that the venue gives itself. */
        @JsonProperty("nobody-free")
        NOBODY_FREE,
        /** Somebody is at the place. */
        @JsonProperty("at-the-place")
        AT_THE_PLACE,
        /** It is done. */
        @JsonProperty("done")
        DONE,
        /** What only a later version of the hub knows: to be passed by. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN
    }
}
