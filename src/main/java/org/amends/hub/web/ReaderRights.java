package org.amends.hub.web;

import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What whoever reads an answer may do, for pages to leave out what would be refused anyway; it decides nothing. It holds for
 * the time in which one request is answered.
 */
public final class ReaderRights {

    private static final ScopedValue<Set<String>> READER = ScopedValue.newInstance();
    private static final ScopedValue<LongSupplier> WAITING = ScopedValue.newInstance();

    private ReaderRights() {
    }

    /** Whether the reader may do what has this name. */
    static boolean include(String name) {
        return READER.orElse(Set.of()).contains(name);
    }

    /** How much waits for the reader's word; asked only where a page shows it. */
    static long waiting() {
        return WAITING.isBound() ? WAITING.get().getAsLong() : 0;
    }

    /**
     * Answers somebody who may do what has one of these names.
     *
     * @param waiting how much waits for their word
     */
    public static <R, X extends Throwable> R having(Set<String> names, LongSupplier waiting,
            ScopedValue.CallableOp<R, X> answer) throws X {
        return ScopedValue.where(READER, names).where(WAITING, waiting).call(answer);
    }
}
