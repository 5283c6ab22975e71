package org.amends.survey;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The faces, best first. They differ by mouth, colour and place only. */
public enum Face {
    VERY_GOOD, GOOD, FAIR, POOR, VERY_POOR;

    /** The faces of a question with so many, best first. */
    private static final List<List<Face>> SCALES = List.of(List.of(GOOD, FAIR, POOR),
            List.of(VERY_GOOD, GOOD, POOR, VERY_POOR), List.of(values()));

    /** The name in files and addresses: {@code very-good} and so on. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The faces of a question, best first. The worst has score 1, the best as many as there are faces.
     *
     * @param count 3 to 5; empty for any other
     */
    public static Optional<List<Face>> scale(int count) {
        return SCALES.stream().filter(scale -> scale.size() == count).findFirst();
    }

    /**
     * The face that a rating on any scale looks like.
     *
     * @param score from 1, the worst, to {@code best}
     * @param best  from 2
     */
    public static Face of(int score, int best) {
        List<Face> scale = scale(best).orElse(SCALES.getLast());
        double place = scale.size() == best ? score : 1 + (score - 1.0) * (scale.size() - 1) / (best - 1);
        return scale.get(scale.size() - (int) Math.round(Math.clamp(place, 1, scale.size())));
    }
}
