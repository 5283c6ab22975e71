package org.amends.kiosk.guest.look;

import org.amends.kiosk.settings.Persona;

/**
 * Sizes in pixels for one screen, from its millimetres and the distance it is read from. A capital of the question is as
 * high as 6 mm at 60 cm; labels are at least 4 mm and nothing is under 3.5 mm; where the screen has room, all is larger.
 *
 * @param persona how far away a guest reads
 * @param width   of the screen, pixels
 * @param height  of the screen, pixels
 * @param pxPerMm pixels in a millimetre of the screen
 * @param fit     how large the question and the room between answers are, from 1 as they should be down to 0.4 where a page
 *                has more to hold than the screen has room for; what is pressed stays as large as it is
 * @param switches what this guest has turned on
 * @param rolls   whether the page shows a part at a time, beside two keys that lead up and down
 */
public record Metrics(Persona persona, double width, double height, double pxPerMm, double fit, Switches switches,
        boolean rolls) {

    /** How much larger all letters are for a guest who has asked for it. */
    public static final double LARGE_TEXT = 1.35;

    /** IBM Plex Sans: a capital is this part of the font size high. */
    private static final double CAPITAL = 0.698;
    private static final double QUESTION_MM_AT_60_CM = 6;
    private static final double LABEL_MM = 4;
    private static final double SMALLEST_MM = 3.5;
    private static final double BETWEEN_ANSWERS_MM = 8;
    private static final double TARGET_MM = 20;
    private static final double SCANNED_MM_AT_60_CM = 30;
    private static final double LEAST_SCANNED_MM = 20;
    private static final double SCANNED_UNITS = 14;
    private static final double SCANNED_MOST_UNITS = 20;
    private static final double LARGEST_TARGET_PART = 0.25;
    private static final double LEAST_TARGET_UNITS = 4.5;
    private static final double LOW_TARGETS = 5;
    /** How far the keys that lead up and down reach out of the margin. */
    static final double ROLL_OUT_OF_MARGIN = 0.6;

    /** A whole page as the venue shows it. */
    public Metrics(Persona persona, double width, double height, double pxPerMm, double fit) {
        this(persona, width, height, pxPerMm, fit, Switches.NONE, false);
    }

    /** The grid's unit: 2 % of the shorter side. */
    public double unit() {
        return Math.min(width, height) * 0.02;
    }

    /** Whether the screen stands upright. */
    public boolean upright() {
        return height > width;
    }

    /** The outer margin. */
    public double margin() {
        return 3 * unit();
    }

    /** The width that a page has for what stands between its margins. */
    public double inside() {
        return width - 2 * margin() - (rolls ? target() + unit() - ROLL_OUT_OF_MARGIN * margin() : 0);
    }

    /** Whether all that is pressed is to lie in the lower half. */
    public boolean reach() {
        return switches.reach();
    }

    /** Whether letters are larger than the venue shows them. */
    public boolean largeText() {
        return switches.largeText();
    }

    /** The height that answers have where they must lie in the lower half of an upright screen, over two rows of bars. */
    public double lowerHalf() {
        return height / 2 - 2 * target() - margin();
    }

    /** Room between two answers. */
    public double betweenAnswers() {
        return reach() && upright() ? unit() : fit * Math.max(2 * unit(), bounded(BETWEEN_ANSWERS_MM * pxPerMm, 3));
    }

    /** The least size of anything to press: 20 mm, as far as the screen has them, and what a line of words needs. */
    public double target() {
        return Math.max(LEAST_TARGET_UNITS * unit(),
                Math.min(TARGET_MM * pxPerMm, LARGEST_TARGET_PART * Math.min(width, height)));
    }

    /** The width of what a phone scans: 20 mm at least, 30 where there is room, and larger where all else is. */
    public double scanned() {
        double distance = Math.max(1, persona.readingDistanceMm() / (double) Persona.KIOSK.readingDistanceMm());
        double asRead = Math.max(LEAST_SCANNED_MM, fit * SCANNED_MM_AT_60_CM * distance) * pxPerMm;
        return Math.max(fit * SCANNED_UNITS * unit(), bounded(asRead, SCANNED_MOST_UNITS));
    }

    /** Whether the screen is so low that one row of targets is all there is room for beside question and answers. */
    public boolean isLow() {
        return height < LOW_TARGETS * TARGET_MM * pxPerMm && !upright();
    }

    /** Font size of the question. */
    public double question() {
        double atDistance = QUESTION_MM_AT_60_CM * persona.readingDistanceMm() / Persona.KIOSK.readingDistanceMm();
        return Math.max(label(), fit * larger(atDistance, upright() ? 4.6 : 4));
    }

    /** Font size of the words on and under answers. */
    public double label() {
        return larger(LABEL_MM, upright() ? 2.6 : 2.3);
    }

    /** Font size of all else. */
    public double small() {
        return larger(SMALLEST_MM, 1.7);
    }

    /** The millimetres' font size or that many units, whichever is larger, but never too large to lay out. */
    private double larger(double capitalMm, double units) {
        double asShown = Math.max(units * unit(), bounded(capitalMm * pxPerMm / CAPITAL, 1.5 * units));
        return largeText() ? LARGE_TEXT * asShown : asShown;
    }

    /** A screen that is small for its distance, or lies about its size, must still hold its words. */
    private double bounded(double px, double mostUnits) {
        return Math.min(px, mostUnits * unit());
    }
}
