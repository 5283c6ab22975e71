package org.amends.kiosk.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.amends.wire.Downlink;
import org.amends.wire.Mark;
import org.amends.wire.Pairing;
import org.amends.wire.StaffPin;

/** What came of asking the hub. */
sealed interface HubAnswer {

    /** The hub has these on disk. */
    record Received(List<UUID> ids, Mark mark) implements HubAnswer {
    }

    /** Where the hub stands with a story. */
    record Stands(Mark mark) implements HubAnswer {
    }

    /** The hub has what the terminal says of itself. */
    record Told() implements HubAnswer {
    }

    /** The hub knows other entries under the numbers of this batch, from this place in it on. */
    record Forked(int index) implements HubAnswer {
    }

    /** The hub will never take these, by their place in the batch; it stored nothing of the batch. */
    record EntriesRefused(Map<Integer, String> reasons) implements HubAnswer {
    }

    /** The batch as a whole was too much or not understood: a smaller one may pass. */
    record BatchRefused(String reason) implements HubAnswer {
    }

    /** The hub does not know this terminal's token or its pairing code. */
    record NotKnown(String reason) implements HubAnswer {
    }

    /** The terminal is paired. */
    record Paired(Pairing.Answer answer) implements HubAnswer {
    }

    /** A new token for this terminal. */
    record TokenGiven(String token) implements HubAnswer {

        /** Without the token, which must never reach a log. */
        @Override
        public String toString() {
            return "TokenGiven[token=***]";
        }
    }

    /** Whose PIN it is. */
    record PinOf(StaffPin.Holder holder) implements HubAnswer {
    }

    /** The PIN is nobody's who works here. */
    record PinOfNobody() implements HubAnswer {
    }

    /** Too many PINs of this terminal were wrong; the next is taken after so long. */
    record PinsTooOften(Duration patience) implements HubAnswer {
    }

    /** What the hub has to say, not looked at yet. */
    record Messages(List<Downlink.Signed> messages, List<Downlink.Signed> progress) implements HubAnswer {
    }

    /**
     * Nobody answered, or not as agreed: a captive portal, a proxy, a hub in trouble.
     *
     * @param notBefore what the hub asked to wait, if it did
     * @param tooSlow   whether the time was up: on a slow link less may still pass
     */
    record NotNow(String reason, Optional<Duration> notBefore, boolean tooSlow) implements HubAnswer {
    }
}
