package org.amends.survey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;

/** Reads a survey from its file and checks it whole, so that no guest ever meets a missing text or a dead end. */
public final class SurveyFile {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String ID_IN_WORDS = "lower-case letters, digits and single hyphens, such as \"what-went-wrong\"";

    /** Two lines on the narrowest terminal. */
    private static final int LONGEST_QUESTION = 80;
    private static final int LONGEST_WORD = 40;
    /** What stands on one screen without scrolling, in the sizes that a walking guest can read. */
    private static final int FEWEST_REASONS = 2;
    private static final int MOST_REASONS = 6;

    private final Set<String> guestLanguages;
    private List<String> languages = List.of();

    private SurveyFile(Set<String> guestLanguages) {
        this.guestLanguages = guestLanguages;
    }

    /**
     * Reads and checks a survey.
     *
     * @param  file           where it lies
     * @param  guestLanguages the languages that the guest screens can speak; the survey may use no other
     * @throws FileProblem    with file, line, the value and what is allowed
     */
    public static Survey read(Path file, Set<String> guestLanguages) {
        return new SurveyFile(guestLanguages).survey(CheckedFile.read(file));
    }

    private Survey survey(Value top) {
        top.allowOnly(Set.of("id", "languages", "questions"));
        String id = id(top.get("id"));
        languages = languages(top.get("languages"));
        List<Value> items = top.get("questions").items();
        if (items.isEmpty()) {
            throw top.get("questions").wrong("at least one question");
        }
        List<Question> questions = items.stream().map(this::question).toList();
        if (!(questions.getFirst() instanceof Question.Faces)) {
            throw items.getFirst().get("ask").wrong("\"faces\" for the first question, which every response begins with");
        }
        checkWays(items, questions);
        return new Survey(id, languages, questions);
    }

    private List<String> languages(Value list) {
        List<String> found = new ArrayList<>();
        Map<String, String> known = new LinkedHashMap<>();
        guestLanguages.forEach(language -> known.put(language, language));
        for (Value item : list.items()) {
            String language = item.oneOf(known);
            if (found.contains(language)) {
                throw item.wrong("each language once");
            }
            found.add(language);
        }
        if (found.isEmpty()) {
            throw list.wrong("at least one of " + String.join(", ", new TreeSet<>(guestLanguages)));
        }
        return found;
    }

    private Question question(Value block) {
        return switch (block.get("ask").oneOf(Map.of("faces", Ask.FACES, "reasons", Ask.REASONS))) {
            case FACES -> faces(block);
            case REASONS -> reasons(block);
        };
    }

    private Question.Faces faces(Value block) {
        block.allowOnly(Set.of("id", "ask", "text", "faces", "branch"));
        Value words = block.get("faces");
        Map<Face, Texts> byFace = new EnumMap<>(Face.class);
        Set<String> names = new HashSet<>();
        for (Face face : Face.values()) {
            names.add(face.id());
            byFace.put(face, texts(words.get(face.id()), LONGEST_WORD));
        }
        words.allowOnly(names);
        List<Branch> branches = new ArrayList<>();
        block.find("branch").ifPresent(list -> list.items().forEach(item -> {
            item.allowOnly(Set.of("score-at-most", "to"));
            int scoreAtMost = item.get("score-at-most").wholeNumber(1, Face.BEST);
            // The first that holds is taken, so this one would never be.
            if (!branches.isEmpty() && branches.getLast().scoreAtMost() >= scoreAtMost) {
                throw item.get("score-at-most").wrong("a higher score than in the branch before");
            }
            branches.add(new Branch(scoreAtMost, id(item.get("to"))));
        }));
        return new Question.Faces(id(block.get("id")), texts(block.get("text"), LONGEST_QUESTION), byFace, branches);
    }

    private Question.Reasons reasons(Value block) {
        block.allowOnly(Set.of("id", "ask", "text", "reasons"));
        Value list = block.get("reasons");
        List<Choice> choices = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Value item : list.items()) {
            item.allowOnly(Set.of("id", "text"));
            Choice choice = new Choice(id(item.get("id")), texts(item.get("text"), LONGEST_WORD));
            if (!ids.add(choice.id())) {
                throw item.get("id").wrong("each reason's id once in a question");
            }
            choices.add(choice);
        }
        if (choices.size() < FEWEST_REASONS || choices.size() > MOST_REASONS) {
            throw list.wrong(FEWEST_REASONS + " to " + MOST_REASONS + " reasons; here are " + choices.size());
        }
        return new Question.Reasons(id(block.get("id")), texts(block.get("text"), LONGEST_QUESTION), choices);
    }

    private Texts texts(Value block, int longest) {
        Map<String, String> byLanguage = new LinkedHashMap<>();
        for (String language : languages) {
            byLanguage.put(language, block.get(language).text(longest));
        }
        block.allowOnly(Set.copyOf(languages));
        return new Texts(byLanguage);
    }

    /** Branches lead forwards only, so a guest always comes to an end; and no question stands where none can come to it. */
    private static void checkWays(List<Value> items, List<Question> questions) {
        Set<String> later = new TreeSet<>();
        Set<String> reached = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < questions.size(); i++) {
            if (!ids.add(questions.get(i).id())) {
                throw items.get(i).get("id").wrong("each question's id once");
            }
        }
        for (int i = questions.size() - 1; i >= 0; i--) {
            if (questions.get(i) instanceof Question.Faces faces) {
                for (int j = 0; j < faces.branches().size(); j++) {
                    String to = faces.branches().get(j).to();
                    if (!later.contains(to)) {
                        throw items.get(i).get("branch").items().get(j).get("to")
                                .wrong(later.isEmpty()
                                        ? "no branch here, as no question follows this one"
                                        : "the id of a later question: " + String.join(", ", later));
                    }
                    reached.add(to);
                }
            }
            later.add(questions.get(i).id());
        }
        for (int i = 1; i < questions.size(); i++) {
            if (!reached.contains(questions.get(i).id())) {
                throw items.get(i).get("id").wrong("a question that some branch leads to");
            }
        }
    }

    private static String id(Value value) {
        String id = value.text(ID, ID_IN_WORDS);
        if (id.length() > LONGEST_WORD) {
            throw value.wrong("up to " + LONGEST_WORD + " characters");
        }
        return id;
    }

    private enum Ask {
        FACES, REASONS
    }
}
