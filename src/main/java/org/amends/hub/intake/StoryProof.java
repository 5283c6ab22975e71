package org.amends.hub.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.amends.wire.Chain;
import org.amends.wire.Wire;

/**
 * What the ledger can prove of one story.
 *
 * @param story     its id
 * @param terminal  who tells it
 * @param previous  the story that it goes on from, if it had to begin anew
 * @param reason    why it had to
 * @param beganAt   when its first batch came
 * @param heardAt   when its last batch came
 * @param complete  the highest N for which 1 to N are here
 * @param highest   the highest number that is here
 * @param missing   how many numbers below that are not here
 * @param repeats   how often an entry came that was here already
 * @param withheld  how many places are kept for entries that the hub refused
 * @param unchained how many entries are from before there was a chain
 * @param brokenAt  the first number whose link or body is not what the chain says, if there is one
 */
public record StoryProof(String story, String terminal, Optional<String> previous, Optional<String> reason, Instant beganAt,
        Instant heardAt, long complete, long highest, long missing, long repeats, long withheld, long unchained,
        Optional<Long> brokenAt) {

    /** Whether every link that is here follows from the one before it and from its body. */
    public boolean intact() {
        return brokenAt.isEmpty();
    }

    /** Such as "1 to 4812 complete, 0 missing, 3 repeats absorbed, chain intact". */
    public String words() {
        return (complete == 0 ? "nothing complete" : "1 to " + complete + " complete")
                + (highest > complete ? " of " + highest : "") + ", " + missing + " missing, " + repeats
                + (repeats == 1 ? " repeat" : " repeats") + " absorbed"
                + (withheld == 0 ? "" : ", " + withheld + " kept back by the terminal")
                + (unchained == 0 ? "" : ", " + unchained + " from before the chain")
                + brokenAt.map(number -> ", CHAIN BROKEN AT " + number).orElse(", chain intact");
    }

    /** A story as the hub noted it when its batches came. */
    record Told(long number, String id, String terminal, Optional<String> previous, Optional<String> reason,
            Instant beganAt, Instant heardAt, long complete, long highest, long repeats) {
    }

    /** One number of a story as it lies in the ledger. */
    record Number(long sequence, String link, String kind, Optional<String> entry, Optional<String> digest,
            Optional<String> body) {
    }

    /** Goes over a story once, number by number, and believes nothing that was noted before. */
    static final class Check implements Consumer<Number> {

        private final Told told;
        private String before;
        private long last;
        private long complete;
        private long missing;
        private long withheld;
        private long unchained;
        private Optional<Long> brokenAt = Optional.empty();

        Check(Told told) {
            this.told = told;
        }

        @Override
        public void accept(Number number) {
            boolean follows = number.sequence() == last + 1;
            missing += number.sequence() - last - 1;
            complete += number.sequence() == complete + 1 ? 1 : 0;
            withheld += number.kind().equals(LedgerStore.WITHHELD) ? 1 : 0;
            if (number.link().isEmpty()) {
                unchained++;
            } else if (brokenAt.isEmpty() && !holds(number, follows)) {
                brokenAt = Optional.of(number.sequence());
            }
            before = number.link();
            last = number.sequence();
        }

        StoryProof proof() {
            // What was noted and is no longer there is missing, too: the end of a story has no next number to miss it.
            long cutOff = Math.max(0, told.highest() - last);
            return new StoryProof(told.id(), told.terminal(), told.previous(), told.reason(), told.beganAt(),
                    told.heardAt(), complete, Math.max(last, told.highest()), missing + cutOff, told.repeats(), withheld,
                    unchained, brokenAt);
        }

        private boolean holds(Number number, boolean follows) {
            Optional<String> digest = number.body().map(Chain::digest).or(number::digest);
            if (digest.isEmpty() || number.body().isPresent() && !isOf(number.entry(), number.body().get())) {
                return false;
            }
            if (!follows) {
                return true; // across a gap nothing can be said; the next entry tells whether this link is right
            }
            String from = number.sequence() == 1 ? Chain.start(java.util.UUID.fromString(told.id())) : before;
            try {
                return Chain.link(from, number.sequence(), digest.get()).equals(number.link());
            } catch (IllegalArgumentException noLink) {
                return false;
            }
        }

        /** Whether the row is filed under the id that its body has. */
        private static boolean isOf(Optional<String> entry, String body) {
            try {
                return entry.isPresent() && Wire.entry(body).id().toString().equals(entry.get());
            } catch (IllegalArgumentException unreadable) {
                return false;
            }
        }
    }
}
