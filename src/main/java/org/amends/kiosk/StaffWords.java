package org.amends.kiosk;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.guest.EntrySink;
import org.amends.response.Content;
import org.amends.response.Content.StaffStep;
import org.amends.response.Content.StaffStep.Step;
import org.amends.survey.Survey;

/**
 * Keeps what staff say at the terminal with their badge as guests' words are kept: in the outbox, so that it reaches the hub
 * however long that is away, and counts from when it was said. To be used on the front's thread.
 */
final class StaffWords {

    /** Whoever has said that they are there, and holds the badge again within this time, has done it. */
    private static final Duration LONGEST_STAY = Duration.ofHours(1);
    /** A badge that is held a little too long is no second word. */
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(10);

    private final EntrySink outbox;
    private final Panel panel;
    private final Supplier<Survey> survey;
    private final LongSupplier nanos;
    private Optional<Here> last = Optional.empty();

    private record Here(String badge, long at) {
    }

    /**
     * @param outbox tells the panel of calls on the way
     * @param survey that is asked now, as every entry names one
     * @param nanos  a clock that only goes forward, such as {@link System#nanoTime}
     */
    StaffWords(EntrySink outbox, Panel panel, Supplier<Survey> survey, LongSupplier nanos) {
        this.outbox = outbox;
        this.panel = panel;
        this.survey = survey;
        this.nanos = nanos;
    }

    /** What the holder of a badge says; whoever needs help calls a colleague by it, as the button for that does. */
    CompletionStage<?> say(String badge, Step step) {
        panel.staffAreHere();
        UUID response = UuidCreator.getTimeOrderedEpoch();
        CompletionStage<?> kept = add(response, new StaffStep(StaffStep.AT_THE_TERMINAL, badge, step));
        return step == Step.HELP
                ? kept.thenCompose(_ -> add(response, new Content.SomebodyNow(Content.SomebodyNow.STAFF_CALL, true)))
                : kept;
    }

    /** A badge was held where nothing can be asked: first somebody is there, then it is done. */
    CompletionStage<?> held(String badge) {
        long now = nanos.getAsLong();
        Optional<Long> since = last.filter(here -> here.badge().equals(badge)).map(here -> now - here.at())
                .filter(ago -> ago < LONGEST_STAY.toNanos());
        if (since.filter(ago -> ago < SHORTEST_STAY.toNanos()).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        last = since.isPresent() ? Optional.empty() : Optional.of(new Here(badge, now));
        return say(badge, since.isPresent() ? Step.DONE : Step.HERE);
    }

    /** A sink that throws has not kept it either. */
    private CompletionStage<?> add(UUID response, Content content) {
        try {
            return outbox.add(response, survey.get().name(), survey.get().houseLanguage(), content);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
