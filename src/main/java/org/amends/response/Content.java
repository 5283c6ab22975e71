package org.amends.response;

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
     * A reason was pressed.
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
