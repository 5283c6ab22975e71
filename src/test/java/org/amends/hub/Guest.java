package org.amends.hub;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Optional;
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

    String rates(int score) {
        return says(new Content.Rating("stay", score, 4));
    }

    String reasons(String label) {
        return says(new Content.Reason("what", "choice", label));
    }

    String writes(String text) {
        return says(new Content.Comment("more", text));
    }

    String calls(String question) {
        return says(new Content.SomebodyNow(question, true));
    }

    String leaves() {
        return says(new Content.Left("more"));
    }

    String says(Content content) {
        return Wire
                .text(new Entry(UuidCreator.getTimeOrderedEpoch(), response, at, Optional.empty(), where, "stay", "en",
                        content));
    }
}
