package org.amends.hub.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * When something is open, in one time zone: a week, and the dates on which it is otherwise.
 *
 * <p>A stretch belongs to the day that it begins on, so that a night shift before a holiday is worked to its end. It is one
 * piece of time: it opens when the clock on the wall first shows its beginning or, where the clock jumps over that, at the
 * jump; it closes when the clock will never again show less than its end. So a stretch over an hour that comes twice is an hour
 * longer, and one over an hour that is left out is an hour shorter. Stretches that overlap or touch are one.
 *
 * @param zone      whose clock hangs on the wall
 * @param week      what is usual; at least one stretch
 * @param otherwise what begins on certain dates instead; an empty list on one that is closed
 */
public record Hours(ZoneId zone, Week week, Map<LocalDate, List<Week.Stretch>> otherwise) {

    /** Dates further off than this are not looked for an opening: no list of holidays is that long. */
    private static final int MOST_DAYS = 3660;

    public Hours {
        if (week.isEmpty()) {
            throw new IllegalArgumentException("hours need at least one stretch in the week");
        }
        otherwise = Map.copyOf(otherwise);
    }

    /** Without a date on which it is otherwise. */
    public Hours(ZoneId zone, Week week) {
        this(zone, week, Map.of());
    }

    /** Open at every moment. */
    public static Hours always(ZoneId zone) {
        return new Hours(zone, Week.ALWAYS);
    }

    /** A piece of time: its end is outside. */
    public record Piece(Instant from, Instant to) {
    }

    /** Whether it is open at a moment. */
    public boolean at(Instant moment) {
        return piecesOn(moment, moment).stream()
                .anyMatch(piece -> !moment.isBefore(piece.from) && moment.isBefore(piece.to));
    }

    /**
     * The moment by which so much time has passed while it was open. What is due in ten minutes at ten to six is due at six,
     * although it closes then. What is due at once is due as soon as it is open.
     *
     * @param  open                  not negative
     * @throws IllegalStateException if so much time does not come within ten years
     */
    public Instant add(Instant from, Duration open) {
        if (open.isNegative()) {
            throw new IllegalArgumentException("time that passes is not negative: " + open);
        }
        Duration left = open;
        Instant counted = from;
        LocalDate day = dayOf(from).minusDays(2);
        for (int days = 0; days < MOST_DAYS; days++, day = day.plusDays(1)) {
            for (Piece piece : piecesOf(day)) {
                Instant begins = later(piece.from, counted);
                if (!begins.isBefore(piece.to)) {
                    continue;
                }
                Duration length = Duration.between(begins, piece.to);
                if (length.compareTo(left) >= 0) {
                    return begins.plus(left);
                }
                left = left.minus(length);
                counted = piece.to;
            }
        }
        throw new IllegalStateException("it is not open for " + open + " within ten years of " + from);
    }

    /** How much of the time between two moments it was open; nothing where the second is not later. */
    public Duration between(Instant from, Instant to) {
        Duration open = Duration.ZERO;
        Instant counted = from;
        for (Piece piece : piecesOn(from, to)) {
            Instant begins = later(piece.from, counted);
            Instant ends = piece.to.isBefore(to) ? piece.to : to;
            if (begins.isBefore(ends)) {
                open = open.plus(Duration.between(begins, ends));
                counted = ends;
            }
        }
        return open;
    }

    /** When it closes next; the moment itself if it is closed then. Empty if it does not close within ten years. */
    public Optional<Instant> closes(Instant from) {
        Instant end = from;
        LocalDate day = dayOf(from).minusDays(2);
        for (int days = 0; days < MOST_DAYS; days++, day = day.plusDays(1)) {
            if (first(day, 0).isAfter(end)) {
                return Optional.of(end);
            }
            for (Piece piece : piecesOf(day)) {
                end = piece.from.isAfter(end) ? end : later(end, piece.to);
            }
        }
        return Optional.empty();
    }

    /** The pieces of time that touch on the time between two moments, earliest first; what overlaps is not made one. */
    public List<Piece> pieces(Instant from, Instant to) {
        return piecesOn(from, to).stream().filter(piece -> piece.from.isBefore(to) && piece.to.isAfter(from)).toList();
    }

    private List<Piece> piecesOn(Instant from, Instant to) {
        List<Piece> pieces = new ArrayList<>();
        LocalDate last = dayOf(to).plusDays(1);
        for (LocalDate day = dayOf(from).minusDays(2); !day.isAfter(last); day = day.plusDays(1)) {
            pieces.addAll(piecesOf(day));
        }
        return pieces;
    }

    /** What begins on a day, earliest first. */
    private List<Piece> piecesOf(LocalDate day) {
        List<Week.Stretch> stretches = otherwise.getOrDefault(day, week.on(day.getDayOfWeek()));
        return stretches.stream()
                .map(stretch -> new Piece(first(day, stretch.from()), last(day, stretch.end())))
                .filter(piece -> piece.from.isBefore(piece.to)).sorted(Comparator.comparing(Piece::from)).toList();
    }

    /** When the clock first shows a time, or jumps over it. */
    private Instant first(LocalDate day, int minutes) {
        LocalDateTime time = day.atStartOfDay().plusMinutes(minutes);
        return moment(time, time, List::getFirst);
    }

    /** From when on the clock never again shows less than a time. */
    private Instant last(LocalDate day, int minutes) {
        LocalDateTime time = day.atStartOfDay().plusMinutes(minutes);
        return moment(time, time.minusNanos(1), List::getLast);
    }

    private Instant moment(LocalDateTime time, LocalDateTime shown, Function<List<ZoneOffset>, ZoneOffset> which) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
        return offsets.isEmpty() ? zone.getRules().getTransition(shown).getInstant() : time.toInstant(which.apply(offsets));
    }

    private LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
