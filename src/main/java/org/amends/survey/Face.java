package org.amends.survey;

import java.util.Optional;

/** The four faces, best first. They differ by mouth and colour only. */
public enum Face {
    VERY_GOOD(4), GOOD(3), POOR(2), VERY_POOR(1);

    /** The highest score there is. */
    public static final int BEST = 4;

    private final int score;

    Face(int score) {
        this.score = score;
    }

    /** From 1 (very poor) to {@link #BEST}. */
    public int score() {
        return score;
    }

    /** The name in files and addresses: {@code very-good} and so on. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The face of a score, if there is one. */
    public static Optional<Face> ofScore(int score) {
        return score >= 1 && score <= BEST ? Optional.of(values()[BEST - score]) : Optional.empty();
    }
}
