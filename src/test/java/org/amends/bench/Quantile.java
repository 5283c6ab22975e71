package org.amends.bench;

import java.util.List;

/** What most of many measurements stay under. */
final class Quantile {

    private Quantile() {
    }

    /**
     * The smallest value that a part of all does not exceed; -1 of nothing.
     *
     * @param part above 0, up to 1
     */
    static long of(List<Long> sorted, double part) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }
}
