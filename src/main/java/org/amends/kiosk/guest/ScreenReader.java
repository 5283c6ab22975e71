package org.amends.kiosk.guest;

import java.util.Optional;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.voice.Voice;

/** Reads aloud for a guest who has asked for it, where they are understood, at the pace that they have set. */
final class ScreenReader {

    private final Optional<Voice> voice;
    private final GuestTexts texts;
    private boolean on;
    /** Whether the keys are still to be explained. */
    private boolean helps;
    private Voice.Pace pace = Voice.Pace.USUAL;

    ScreenReader(Optional<Voice> voice, GuestTexts texts) {
        this.voice = voice;
        this.texts = texts;
    }

    /** Whether a guest can ask for it in a language. */
    boolean speaks(String language) {
        return voice.filter(engine -> engine.speaks(language)).isPresent();
    }

    boolean isOn() {
        return on;
    }

    /** Reads from now on, beginning with what the keys do; or is silent at once. */
    void turn(boolean nowOn) {
        if (nowOn && !on) {
            helps = true;
        } else if (!nowOn) {
            voice.ifPresent(Voice::hush);
        }
        on = nowOn;
    }

    /** The next guest hears the usual pace. */
    void forget() {
        pace = Voice.Pace.USUAL;
    }

    void faster(int steps) {
        pace = pace.faster(steps);
    }

    void louder(int steps) {
        pace = pace.louder(steps);
    }

    /** Says it in place of what is being said; in a language that is not spoken, nothing is. */
    void say(String language, String words) {
        if (on && !speaks(language)) {
            voice.ifPresent(Voice::hush);
        } else if (on) {
            String help = helps ? texts.in(language, GuestTexts.Text.KEYS_HELP) + " " : "";
            helps = false;
            voice.ifPresent(engine -> engine.say(language, help + words, pace));
        }
    }
}
