package org.amends.kiosk.voice;

import java.util.List;
import java.util.Optional;

/**
 * Whether espeak-ng 1.51, as Debian has it, is understood in a language, and why. A language that is written without its
 * vowels, or in characters that it has no readings for, is not offered: a guest would hear noise and believe it a fault.
 *
 * @param language BCP 47
 * @param voice    espeak-ng's name for it; empty where it is not offered
 * @param reason   why, or why not
 */
record Spoken(String language, Optional<String> voice, String reason) {

    private static final String RULES = "spelling tells the sounds, and the engine has its rules";
    private static final String DICTIONARY = "a large dictionary, long in use by blind readers";

    /** Every language of the guest screens. */
    static final List<Spoken> ALL = List.of(in("en", "en-gb", DICTIONARY), in("de", "de", DICTIONARY),
            in("fr", "fr-fr", DICTIONARY), in("es", "es", RULES), in("it", "it", RULES), in("pt", "pt-br", RULES),
            in("nl", "nl", RULES), in("pl", "pl", RULES), in("tr", "tr", RULES),
            in("ru", "ru", "its dictionary knows the stress of common words"),
            in("hi", "hi", "its script tells the sounds, and the engine knows where the short vowel is dropped"),
            not("ar", "short vowels are not written, and the engine does not guess them"),
            not("he", "vowels are not written, and the engine does not guess them"),
            not("th", "there are no spaces between words, and the engine does not find the words"),
            not("ja", "it reads kana alone; of a Chinese character it says only that it is one"),
            not("zh", "Debian ships it without the dictionary of words, so that tones and readings are often wrong"),
            not("ko", "it lacks the changes of sounds between syllables"));

    private static Spoken in(String language, String voice, String reason) {
        return new Spoken(language, Optional.of(voice), reason);
    }

    private static Spoken not(String language, String reason) {
        return new Spoken(language, Optional.empty(), reason);
    }

    static Optional<Spoken> of(String language) {
        return ALL.stream().filter(spoken -> spoken.language().equals(language)).findFirst();
    }
}
