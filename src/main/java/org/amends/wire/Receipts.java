package org.amends.wire;

import java.util.List;

/**
 * The answer to a batch: a receipt for every entry in it.
 *
 * @param receipts in the order of the batch
 */
public record Receipts(List<Receipt> receipts) {

    public Receipts {
        receipts = receipts == null ? List.of() : List.copyOf(receipts);
    }
}
