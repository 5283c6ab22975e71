package org.amends.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One screen that asks something. */
public sealed interface Question {

    /** Its name within the survey. */
    String id();

    /** What the guest reads. */
    Texts text();

    /**
     * Four faces to choose from.
     *
     * @param words    the word under each face
     * @param branches tried in order; where none holds, the guest is thanked
     */
    record Faces(String id, Texts text, Map<Face, Texts> words, List<Branch> branches) implements Question {

        public Faces {
            words = Map.copyOf(words);
            branches = List.copyOf(branches);
        }

        /** The id of the question that a score leads to, or empty where the guest is thanked. */
        public Optional<String> after(int score) {
            return branches.stream().filter(branch -> score <= branch.scoreAtMost()).map(Branch::to).findFirst();
        }
    }

    /**
     * What went wrong: a few words to choose one from, or to skip.
     *
     * @param choices in the order they are shown
     */
    record Reasons(String id, Texts text, List<Choice> choices) implements Question {

        public Reasons {
            choices = List.copyOf(choices);
        }
    }
}
