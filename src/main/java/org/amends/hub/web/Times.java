package org.amends.hub.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as staff read them: by the clock on the venue's wall, in their language. Under an hour, ages; after that, clock times. */
public final class Times {

    private static final Duration AGES_UNTIL = Duration.ofHours(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss");

    private final Clock clock;

    /**
     * @param clock in the zone of the venue
     */
    public Times(Clock clock) {
        this.clock = clock;
    }

    /** By the hub's clock. */
    public Instant now() {
        return clock.instant();
    }

    /** Never less than nothing. */
    public Duration age(Instant then) {
        Duration age = Duration.between(then, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Such as 4:10, 14:05 or 21 Nov 14:05. */
    public String ageOrClock(Instant then) {
        Duration age = age(then);
        return age.compareTo(AGES_UNTIL) < 0
                ? "%d:%02d".formatted(age.toMinutes(), age.toSecondsPart())
                : clock(then);
    }

    /** Such as 14:05, with the day when it is not today. */
    public String clock(Instant then) {
        ZonedDateTime local = then.atZone(clock.getZone());
        return local.toLocalDate().equals(clock.instant().atZone(clock.getZone()).toLocalDate())
                ? TIME.format(local)
                : DAY.withLocale(ReaderLanguage.now()).format(local);
    }

    /** Such as Sat 21 Nov 2026 14:05:09. */
    public String full(Instant then) {
        return FULL.withLocale(ReaderLanguage.now()).format(then.atZone(clock.getZone()));
    }
}
