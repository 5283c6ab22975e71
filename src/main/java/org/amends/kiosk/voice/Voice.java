package org.amends.kiosk.voice;

/** A speech engine. It says one thing at a time: what comes next interrupts what is being said. */
public interface Voice {

    /** Whether strangers understand it in a language, BCP 47. */
    boolean speaks(String language);

    /** Says something, without waiting for it. What it says is nobody's else to read: it goes into no log and no argument. */
    void say(String language, String words, Pace pace);

    /** Is silent at once. */
    void hush();

    /**
     * How it speaks, in steps from how it always begins.
     *
     * @param speed    from -3 to 5
     * @param loudness from -3 to 3
     */
    record Pace(int speed, int loudness) {

        private static final int SLOWEST = -3;
        private static final int FASTEST = 5;
        private static final int LOUDEST = 3;

        /** How it begins with every guest. */
        public static final Pace USUAL = new Pace(0, 0);

        public Pace faster(int steps) {
            return new Pace(Math.clamp(speed + steps, SLOWEST, FASTEST), loudness);
        }

        public Pace louder(int steps) {
            return new Pace(speed, Math.clamp(loudness + steps, -LOUDEST, LOUDEST));
        }
    }
}
