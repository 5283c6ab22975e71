package org.amends.kiosk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.amends.kiosk.guest.EntrySink;
import org.amends.response.Content;

/**
 * Stands before the outbox and notes on a response that a staff badge was held to the terminal within seconds of it, before or
 * after. What a guest says goes first and never waits for the note, nor fails with it.
 */
final class StaffNear implements EntrySink {

    private static final Logger LOG = System.getLogger(StaffNear.class.getName());

    private final EntrySink sink;
    private final long within;
    private final LongSupplier nanos;

    private Optional<Badge> badge = Optional.empty();
    private Optional<Said> last = Optional.empty();

    private record Badge(String name, long at) {
    }

    private record Said(UUID response, String survey, String language, String question, long at, boolean noted) {
    }

    /**
     * @param within how close a badge and a response must be
     * @param nanos  a clock that only goes forward, such as {@link System#nanoTime}
     */
    StaffNear(EntrySink sink, Duration within, LongSupplier nanos) {
        this.sink = sink;
        this.within = within.toNanos();
        this.nanos = nanos;
    }

    /** A staff badge was held to the terminal just now. */
    synchronized void badge(String name) {
        badge = Optional.of(new Badge(name, nanos.getAsLong()));
        note();
    }

    @Override
    public synchronized CompletionStage<?> add(UUID response, String survey, String language, Content content) {
        CompletionStage<?> kept = sink.add(response, survey, language, content);
        boolean noted = last.filter(before -> before.response().equals(response)).map(Said::noted).orElse(false);
        last = Optional.of(new Said(response, survey, language, content.question(), nanos.getAsLong(), noted));
        note();
        return kept;
    }

    private void note() {
        if (badge.isEmpty() || last.isEmpty() || last.get().noted()
                || Math.abs(badge.get().at() - last.get().at()) > within) {
            return;
        }
        Said said = last.get();
        last = Optional.of(new Said(said.response(), said.survey(), said.language(), said.question(), said.at(), true));
        try {
            sink.add(said.response(), said.survey(), said.language(),
                    new Content.StaffNear(said.question(), badge.get().name())).whenComplete((_, failed) -> {
                        if (failed != null) {
                            LOG.log(Level.WARNING, "that a staff badge was near could not be kept: {0}", failed.toString());
                        }
                    });
        } catch (RuntimeException refused) {
            LOG.log(Level.WARNING, "that a staff badge was near could not be kept: {0}", refused.toString());
        }
    }
}
