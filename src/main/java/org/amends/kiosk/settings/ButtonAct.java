package org.amends.kiosk.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a button of the terminal does, by the word that says so in a wiring file. */
public sealed interface ButtonAct {

    /** As many answers as a question has at the most: how likely a guest is to recommend the place, from 0 to 10. */
    int MOST_ANSWERS = 11;

    /** The word in a wiring file. */
    String word();

    /** Every act by its word, in the order that messages name them. */
    static Map<String, ButtonAct> words() {
        Map<String, ButtonAct> words = new LinkedHashMap<>();
        for (int number = 1; number <= MOST_ANSWERS; number++) {
            Answer answer = new Answer(number);
            words.put(answer.word(), answer);
        }
        for (Other other : Other.values()) {
            words.put(other.word(), other);
        }
        return words;
    }

    /**
     * Gives an answer of the page that is shown, counted as it is read.
     *
     * @param number from 1 to {@link #MOST_ANSWERS}
     */
    record Answer(int number) implements ButtonAct {

        @Override
        public String word() {
            return "answer-" + number;
        }
    }

    /** What is no answer. */
    enum Other implements ButtonAct {
        /** Presses what has the focus, or says that several choices are all. */
        CONFIRM,
        /** Moves the focus. */
        NEXT, PREVIOUS,
        /** A guest asks for somebody to come. */
        HELP, LANGUAGE,
        /** Staff ask for a colleague. It is held for two seconds, so that nobody does it by mistake. */
        STAFF_CALL,
        /** Turns the reading aloud on and off. */
        VOICE;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
