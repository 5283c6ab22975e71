package org.amends.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;

/**
 * The hub has this entry in its ledger, on disk.
 *
 * @param id      the entry's
 * @param outcome whether it came for the first time
 */
public record Receipt(UUID id, Outcome outcome) {

    /** Both mean that the terminal need not send it again. */
    public enum Outcome {
        @JsonProperty("stored")
        STORED, @JsonProperty("repeated")
        REPEATED
    }
}
