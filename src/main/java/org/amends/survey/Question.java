package org.amends.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One screen that asks something. Its branches are tried in order; where none holds, the guest is thanked. */
public sealed interface Question {

    /** Its name within the survey. */
    String id();

    /** What the guest reads. */
    Texts text();

    /** Where answers lead. */
    List<Branch> branches();

    /** The id of the question that answers lead to, or empty where the guest is thanked. */
    default Optional<String> after(Map<String, Answer> answers) {
        return branches().stream().filter(branch -> branch.holds(answers)).findFirst().flatMap(Branch::to);
    }

    /** Questions that are answered by a score. */
    sealed interface Scored extends Question {

        /** The worst score. */
        int least();

        /** The best score. */
        int best();
    }

    /** Questions with choices to press. */
    sealed interface WithChoices extends Question {

        /** In the order they are shown. */
        List<Choice> choices();
    }

    /**
     * Three to five faces to choose from.
     *
     * @param words the word under each face that is shown
     */
    record Faces(String id, Texts text, Map<Face, Texts> words, List<Branch> branches) implements Scored {

        public Faces {
            words = Map.copyOf(words);
            branches = List.copyOf(branches);
        }

        /** The faces that are shown, best first. */
        public List<Face> faces() {
            return Face.scale(words.size()).orElseThrow();
        }

        /** The score of a face that is shown. */
        public int score(Face face) {
            return best() - faces().indexOf(face);
        }

        @Override
        public int least() {
            return 1;
        }

        @Override
        public int best() {
            return words.size();
        }
    }

    /**
     * One to five stars.
     *
     * @param lowest  what one star means
     * @param highest what five stars mean
     */
    record Stars(String id, Texts text, Texts lowest, Texts highest, List<Branch> branches) implements Scored {

        public Stars {
            branches = List.copyOf(branches);
        }

        @Override
        public int least() {
            return 1;
        }

        @Override
        public int best() {
            return 5;
        }
    }

    /** How likely the guest is to recommend the place, 0 to 10: the question of the Net Promoter Score. */
    record Recommend(String id, Texts text, List<Branch> branches) implements Scored {

        public Recommend {
            branches = List.copyOf(branches);
        }

        @Override
        public int least() {
            return 0;
        }

        @Override
        public int best() {
            return 10;
        }
    }

    /** Yes or no. */
    record YesNo(String id, Texts text, List<Branch> branches) implements Question {

        public YesNo {
            branches = List.copyOf(branches);
        }
    }

    /** Whether somebody is to come now. It promises nothing that nobody has confirmed. */
    record SomebodyNow(String id, Texts text, List<Branch> branches) implements Question {

        public SomebodyNow {
            branches = List.copyOf(branches);
        }
    }

    /** A few words to choose one from, such as what went wrong, or to skip. */
    record OneChoice(String id, Texts text, List<Choice> choices, List<Branch> branches) implements WithChoices {

        public OneChoice {
            choices = List.copyOf(choices);
            branches = List.copyOf(branches);
        }
    }

    /** A few words of which a guest may choose several, or skip. */
    record SeveralChoices(String id, Texts text, List<Choice> choices, List<Branch> branches) implements WithChoices {

        public SeveralChoices {
            choices = List.copyOf(choices);
            branches = List.copyOf(branches);
        }
    }

    /** The guest's own words, or none. */
    record Comment(String id, Texts text, List<Branch> branches) implements Question {

        public Comment {
            branches = List.copyOf(branches);
        }
    }

    /**
     * How the guest can be reached, or not at all.
     *
     * @param by       which addresses may be given, in the order they are offered; at least one
     * @param consents what the guest may agree to, each by itself and unticked; at least one, as an address without a
     *                 purpose may not be kept
     */
    record Contact(String id, Texts text, List<By> by, List<Consent> consents, List<Branch> branches) implements Question {

        public Contact {
            by = List.copyOf(by);
            consents = List.copyOf(consents);
            branches = List.copyOf(branches);
        }

        /** The kinds of address. */
        public enum By {
            EMAIL, PHONE
        }
    }
}
