package org.amends.hub;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;
import org.amends.response.Content;
import org.amends.response.Entry;
import org.amends.response.Touchpoint;
import org.amends.wire.Wire;

/** What one guest says, as the texts that a terminal would send. */
record Guest(UUID response, Touchpoint where, Instant at) {

    static Guest at(String place, Instant at) {
        return new Guest(UuidCreator.getTimeOrderedEpoch(), new Touchpoint("Harbour Hotel", place), at);
    }

    String rates(long sequence, int score) {
        return says(sequence, new Content.Rating("stay", score, 4));
    }

    String reasons(long sequence, String label) {
        return says(sequence, new Content.Reason("what", "choice", label));
    }

    String writes(long sequence, String text) {
        return says(sequence, new Content.Comment("more", text));
    }

    String leaves(long sequence) {
        return says(sequence, new Content.Left("more"));
    }

    private String says(long sequence, Content content) {
        return Wire
                .text(new Entry(UuidCreator.getTimeOrderedEpoch(), sequence, response, at, where, "stay", "en", content));
    }
}
