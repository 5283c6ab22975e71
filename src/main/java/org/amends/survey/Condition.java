package org.amends.survey;

import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** What must have been answered for a branch to be taken. A question that was not asked or not answered meets none. */
public sealed interface Condition {

    /** The id of the question it looks at. */
    String of();

    /** Whether it holds, given what was answered so far by question id. */
    boolean holds(Map<String, Answer> answers);

    /** A score within a range, both ends included. */
    record ScoreWithin(String of, int least, int most) implements Condition {

        @Override
        public boolean holds(Map<String, Answer> answers) {
            return answers.get(of) instanceof Answer.Score given && given.score() >= least && given.score() <= most;
        }
    }

    /** At least one of these choices was pressed. */
    record Chose(String of, Set<String> ids) implements Condition {

        public Chose {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean holds(Map<String, Answer> answers) {
            return answers.get(of) instanceof Answer.Choices given && !Collections.disjoint(given.ids(), ids);
        }
    }

    /** Yes, or no, was said. */
    record Said(String of, boolean yes) implements Condition {

        @Override
        public boolean holds(Map<String, Answer> answers) {
            return answers.get(of) instanceof Answer.YesNo given && given.yes() == yes;
        }
    }
}
