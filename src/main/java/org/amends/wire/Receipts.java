package org.amends.wire;

import java.util.List;

/**
 * The answer to a batch: a receipt for every entry in it.
 *
 * @param receipts in the order of the batch
 * @param mark     where the hub stands with the batch's story
 */
public record Receipts(List<Receipt> receipts, Mark mark) {

    public Receipts {
        receipts = receipts == null ? List.of() : List.copyOf(receipts);
    }
}
