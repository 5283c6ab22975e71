package org.amends.wire;

import java.util.List;

/** A batch that cannot be read: not JSON of the agreed form, or with entries that are out of their limits. */
public final class BatchRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem.RefusedEntry> entries;

    BatchRefused(String detail, List<Problem.RefusedEntry> entries) {
        super(detail);
        this.entries = List.copyOf(entries);
    }

    /** Which entries are at fault; empty where the batch as a whole is. */
    public List<Problem.RefusedEntry> entries() {
        return entries;
    }
}
