package org.amends.hub.funnel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is counted, each guest who was unhappy at most once. {@link FunnelWorker} says by what rules. */
enum Figure {
    /** Unhappy, so that a case was opened and still counts. */
    NEGATIVE(null),
    /** Left a contact or a card with their consent, or has a page of their own. */
    REACHABLE(NEGATIVE),
    /** Somebody took the case by the target for that. */
    IN_TIME(NEGATIVE),
    /** Somebody came to the place or wrote to the guest. */
    ATTENDED(NEGATIVE),
    /** Closed with cause and action, at least once. */
    RESOLVED(NEGATIVE),
    /** Asked whether they are content now. */
    ASKED(RESOLVED),
    /** Answered that. */
    ANSWERED(ASKED),
    /** Content now, by the last that was asked. */
    RECOVERED(ANSWERED),
    /** Was not content at least once, so that the case went on. */
    REOPENED(ANSWERED),
    /** Said nothing when last asked. */
    SILENT(ASKED);

    /** The steps of the funnel, in order; the others stand beside them. */
    static final List<Figure> STEPS = List.of(NEGATIVE, REACHABLE, IN_TIME, ATTENDED, RESOLVED, ASKED, ANSWERED, RECOVERED);

    private final Figure of;

    Figure(Figure of) {
        this.of = of;
    }

    /** What it is a share of; empty for the first, which is one of all responses. */
    Optional<Figure> of() {
        return Optional.ofNullable(of);
    }

    /** The name in texts and in downloads: {@code in-time} and so on. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its bit among the facts of a case. */
    int bit() {
        return 1 << ordinal();
    }
}
