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
     * Whether it tells of a guest: their words, how to reach them, and what leads back to them. That is what is erased, on
     * both sides; whatever is sealed is one of these, but for what staff do.
     */
    default boolean tellsOfGuest() {
        return switch (this) {
            case Comment _,Contact _,Card _,RecoveryToken _ -> true;
            case Sealed box -> !box.what().equals(StaffStep.SEALED_AS);
            case Rating _,Recommendation _,YesNo _,SomebodyNow _,Reason _,StaffNear _,StaffStep _,Correction _,Left _ ->
                false;
        };
    }

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

    /**
     * The guest was asked whether somebody is to come now, or a button of the terminal calls for somebody.
     *
     * @param question the one that was asked, or {@link #HELP} or {@link #STAFF_CALL}
     */
    record SomebodyNow(String question, boolean wanted) implements Content {

        /** A guest calls by a button, and the survey does not ask whether somebody is to come. */
        public static final String HELP = "help-button";
        /** Staff call for a colleague by a button. */
        public static final String STAFF_CALL = "staff-call-button";

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
     * The guest held a card to the terminal that says who they are: a loyalty card, a room key.
     *
     * @param uid      what the card calls itself, 8 to 20 hexadecimal digits, upper case
     * @param consents what the guest has agreed to; at least one, else nothing may be kept
     */
    record Card(String question, String uid, List<Consent> consents) implements Content {
        public Card {
            Limits.text("question", question, Limits.ID);
            Limits.uid("uid", uid);
            consents = List.copyOf(Limits.present("consents", consents));
            Limits.range("the number of consents", consents.size(), 1, Limits.MOST_CONSENTS);
        }

        /** Without the UID, which must never reach a log. */
        @Override
        public String toString() {
            return "Card[question=" + question + ", uid=***]";
        }
    }

    /**
     * Within seconds of this response a staff badge was held to the terminal.
     *
     * @param badge whose, by the name it is known by, 1 to 80 characters
     */
    record StaffNear(String question, String badge) implements Content {
        public StaffNear {
            Limits.text("question", question, Limits.ID);
            Limits.text("badge", badge, Touchpoint.LONGEST_NAME);
        }
    }

    /**
     * A member of staff said at the terminal, with their badge, how far they are with the case there. It is of a response of its
     * own.
     *
     * @param question {@link #AT_THE_TERMINAL}
     * @param badge    the digest of the badge, which tells whose it is only to who has the badge: SHA-256 in base64url
     */
    record StaffStep(String question, String badge, Step step) implements Content {

        /** No guest was asked. */
        public static final String AT_THE_TERMINAL = "staff-badge";
        /** What {@link Sealed#what} says of it. */
        public static final String SEALED_AS = "staff-step";

        /** How far somebody is. */
        public enum Step {
            /** They are there. */
            HERE,
            /** It is done. */
            DONE,
            /** They are there and cannot do it alone. */
            HELP
        }

        public StaffStep {
            Limits.text("question", question, Limits.ID);
            Limits.base64("badge", badge, Limits.DIGEST, Limits.DIGEST);
            Limits.present("step", step);
        }

        /** Without the badge, which must never reach a log. */
        @Override
        public String toString() {
            return "StaffStep[badge=***, step=" + step + "]";
        }
    }

    /**
     * A purpose that the guest has ticked.
     *
     * @param id    of the purpose
     * @param words as the guest read them: that is what was agreed to
     */
    record Consent(String id, String words) {

        /** The id of the one purpose that lets somebody answer what the guest has said; without it nobody writes to them. */
        public static final String REPLY = "reply";

        public Consent {
            Limits.text("id", id, Limits.ID);
            Limits.text("words", words, Limits.LABEL);
        }
    }

    /**
     * The guest was shown a code by which they can come back to what they said.
     *
     * @param question {@link #SHOWN}
     * @param digest   of the code, which tells nobody what it is: SHA-256 in base64url
     */
    record RecoveryToken(String question, String digest) implements Content {

        /** No question asked for it. */
        public static final String SHOWN = "recovery-token";

        public RecoveryToken {
            Limits.text("question", question, Limits.ID);
            Limits.base64("digest", digest, Limits.DIGEST, Limits.DIGEST);
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
     * @param what {@code comment}, {@code contact}, {@code card} or {@code staff-step}: the kind of content that is inside;
     *             {@code card} is all that was learnt from a card, be it a guest's or a badge
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
