package org.amends.survey;

import java.util.Set;

/** What a guest answered to one question, as far as branches ask about it. */
public sealed interface Answer {

    /** A face, a star or a number: the higher the better. */
    record Score(int score) implements Answer {
    }

    /** The ids of what was pressed; empty if the guest would rather not say. */
    record Choices(Set<String> ids) implements Answer {
        public Choices {
            ids = Set.copyOf(ids);
        }
    }

    /** Yes or no. */
    record YesNo(boolean yes) implements Answer {
    }

    /** The guest's own words or address, which no branch may ask for, or nothing of it. */
    record Words() implements Answer {
    }
}
