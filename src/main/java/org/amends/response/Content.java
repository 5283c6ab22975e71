package org.amends.response;

import java.util.List;

/**
 * What one entry says. Every kind names the question it belongs to, so that later entries can be read without the earlier
 * ones. Each constructor throws {@link IllegalArgumentException} naming the part that is out of its limits.
 */
public sealed interface Content {

    /** The id of the question it was given at. */
    String question();

    /**
     * A face was pressed.
     *
     * @param score from 1, the worst, to {@code best}
     * @param best  the highest score that was on the screen, 2 to 10
     */
    record Rating(String question, int score, int best) implements Content {
        public Rating {
            Limits.text("question", question, Limits.ID);
            Limits.range("best", best, 2, 10);
            Limits.range("score", score, 1, best);
        }
    }

    /**
     * How likely the guest is to recommend the place.
     *
     * @param score 0 to 10
     */
    record Recommendation(String question, int score) implements Content {
        public Recommendation {
            Limits.text("question", question, Limits.ID);
            Limits.range("score", score, 0, 10);
        }
    }

    /** Yes or no was pressed. */
    record YesNo(String question, boolean yes) implements Content {
        public YesNo {
            Limits.text("question", question, Limits.ID);
        }
    }

    /** The guest was asked whether somebody is to come now. */
    record SomebodyNow(String question, boolean wanted) implements Content {
        public SomebodyNow {
            Limits.text("question", question, Limits.ID);
        }
    }

    /**
     * A reason, or another choice, was pressed; where several may be, there is one of these for each.
     *
     * @param choice its id
     * @param label  its words in the house language, for staff
     */
    record Reason(String question, String choice, String label) implements Content {
        public Reason {
            Limits.text("question", question, Limits.ID);
            Limits.text("choice", choice, Limits.ID);
            Limits.text("label", label, Limits.LABEL);
        }
    }

    /**
     * The guest's own words.
     *
     * @param text 1 to 2,000 characters
     */
    record Comment(String question, String text) implements Content {
        public Comment {
            Limits.text("question", question, Limits.ID);
            Limits.text("text", text, Limits.COMMENT);
        }

        /** Without the words, which must never reach a log. */
        @Override
        public String toString() {
            return "Comment[question=" + question + ", text=***]";
        }
    }

    /**
     * How the guest can be reached, and for what.
     *
     * @param by       {@code email} or {@code phone}
     * @param address  1 to 254 characters, as the guest typed it
     * @param consents what the guest has agreed to; at least one, else nothing may be kept
     */
    record Contact(String question, String by, String address, List<Consent> consents) implements Content {
        public Contact {
            Limits.text("question", question, Limits.ID);
            Limits.oneOf("by", by, Limits.CONTACT_BY);
            Limits.text("address", address, Limits.ADDRESS);
            consents = List.copyOf(Limits.present("consents", consents));
            Limits.range("the number of consents", consents.size(), 1, Limits.MOST_CONSENTS);
        }

        /** Without the address, which must never reach a log. */
        @Override
        public String toString() {
            return "Contact[question=" + question + ", by=" + by + ", address=***]";
        }
    }

    /**
     * A purpose that the guest has ticked.
     *
     * @param id    of the purpose
     * @param words as the guest read them: that is what was agreed to
     */
    record Consent(String id, String words) {
        public Consent {
            Limits.text("id", id, Limits.ID);
            Limits.text("words", words, Limits.LABEL);
        }
    }

    /** The guest meant something else than what they last gave at a question: that counts no more, and stays on record. */
    record Correction(String question) implements Content {
        public Correction {
            Limits.text("question", question, Limits.ID);
        }
    }

    /**
     * What only the hub may read, sealed to one of its keys.
     *
     * @param what {@code comment}, {@code contact} or {@code card}: the kind of content that is inside
     * @param key  the id of the key it is sealed to
     * @param box  the sealed content, base64url without padding, 64 to 20,000 characters
     */
    record Sealed(String question, String what, String key, String box) implements Content {
        public Sealed {
            Limits.text("question", question, Limits.ID);
            Limits.oneOf("what", what, Limits.SEALED);
            Limits.text("key", key, Limits.ID);
            Limits.base64("box", box, Limits.SHORTEST_BOX, Limits.BOX);
        }
    }

    /** The guest went away before the end; {@code question} is where. */
    record Left(String question) implements Content {
        public Left {
            Limits.text("question", question, Limits.ID);
        }
    }
}
