package org.amends.kiosk.guest.look;

/**
 * What a guest has turned on for themselves. It ends with the guest.
 *
 * @param largeText letters a third larger
 * @param contrast  black and white, with thick outlines
 * @param reach     all that is pressed as low as can be: from a wheelchair, or for a child
 * @param voice     everything is read aloud
 */
public record Switches(boolean largeText, boolean contrast, boolean reach, boolean voice) {

    /** As the venue shows its screens. */
    public static final Switches NONE = new Switches(false, false, false, false);

    public Switches withLargeText(boolean on) {
        return new Switches(on, contrast, reach, voice);
    }

    public Switches withContrast(boolean on) {
        return new Switches(largeText, on, reach, voice);
    }

    public Switches withReach(boolean on) {
        return new Switches(largeText, contrast, on, voice);
    }

    public Switches withVoice(boolean on) {
        return new Switches(largeText, contrast, reach, on);
    }
}
