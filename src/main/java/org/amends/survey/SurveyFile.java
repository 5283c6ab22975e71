package org.amends.survey;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;

/** Reads a survey from its file and checks it whole, so that no guest ever meets a missing text or a dead end. */
public final class SurveyFile {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String ID_IN_WORDS = "lower-case letters, digits and single hyphens, such as \"what-went-wrong\"";
    /** Where a branch leads to no further question. */
    private static final String THANKS = "thanks";

    /** Two lines on the narrowest terminal. */
    private static final int LONGEST_QUESTION = 80;
    private static final int LONGEST_WORD = 40;
    private static final int LONGEST_CONSENT = 160;
    /** Read in passing, in large type. */
    private static final int LONGEST_SAID = 120;
    /** Each is seen once in some minutes. */
    private static final int MOST_SAID = 10;
    /** What stands on one screen without scrolling, in the sizes that a walking guest can read. */
    private static final int FEWEST_CHOICES = 2;
    private static final int MOST_CHOICES = 6;
    private static final int MOST_CONSENTS = 3;
    private static final int VERSION_BYTES = 6;
    /** Longer ones are allowed, and advised against. */
    private static final int LONG_WAY = 6;
    /** One line and a half on the narrowest terminal. */
    private static final int WORDY = 60;

    private final Set<String> guestLanguages;
    private final BiFunction<String, String, Optional<String>> undrawable;
    private final Map<String, Question> earlier = new HashMap<>();
    private List<String> languages = List.of();

    private SurveyFile(Set<String> guestLanguages, BiFunction<String, String, Optional<String>> undrawable) {
        this.guestLanguages = guestLanguages;
        this.undrawable = undrawable;
    }

    /**
     * Reads and checks a survey.
     *
     * @param  file           where it lies
     * @param  guestLanguages the languages that the guest screens can speak; the survey may use no other
     * @param  undrawable     for a language and a text in it, the first character that the screens cannot draw, if any
     * @throws FileProblem    with file, line, the value and what is allowed
     */
    public static Survey read(Path file, Set<String> guestLanguages,
            BiFunction<String, String, Optional<String>> undrawable) {
        String text = CheckedFile.text(file);
        return new SurveyFile(guestLanguages, undrawable).survey(CheckedFile.parse(text, file.toString()), version(text));
    }

    /**
     * What would better be otherwise in a survey that {@link #read} takes: ways that are long, questions that are wordy.
     *
     * @return a line each, with its place; mostly none
     */
    public static List<String> advice(Path file, Set<String> guestLanguages) {
        SurveyFile reader = new SurveyFile(guestLanguages, (_, _) -> Optional.empty());
        Value top = CheckedFile.read(file);
        Survey survey = reader.survey(top, "");
        List<String> advice = new ArrayList<>();
        List<String> way = longestWay(survey.questions());
        if (way.size() > LONG_WAY) {
            advice.add(
                    top.get("questions").remark("a guest may be asked " + way.size() + " questions, one after the other ("
                            + String.join(", ", way) + "); advice: up to " + LONG_WAY));
        }
        for (Value item : top.get("questions").items()) {
            item.get("text").entries().forEach((language, text) -> {
                int columns = columns(text.text(LONGEST_QUESTION));
                if (columns > WORDY) {
                    advice.add(text.remark("takes " + columns + " letters' width; advice: up to " + WORDY
                            + ", so that it is read while walking past"));
                }
            });
        }
        return advice;
    }

    /** Whatever is answered: branches are taken as if each could be. */
    private static List<String> longestWay(List<Question> questions) {
        Map<String, List<String>> from = new HashMap<>();
        for (Question question : questions.reversed()) {
            List<String> way = new ArrayList<>(List.of(question.id()));
            question.branches().stream().flatMap(branch -> branch.to().stream()).map(from::get)
                    .max(Comparator.comparingInt(List::size)).ifPresent(way::addAll);
            from.put(question.id(), way);
        }
        return from.get(questions.getFirst().id());
    }

    /** A letter of Chinese, Japanese or Korean is as wide as two, a mark above or below another as none. */
    private static int columns(String text) {
        return text.codePoints().map(character -> switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> 2;
            default -> Character.getType(character) == Character.NON_SPACING_MARK ? 0 : 1;
        }).sum();
    }

    private Survey survey(Value top, String version) {
        top.allowOnly(Set.of("id", "languages", "you-said-we-did", "questions"));
        String id = id(top.get("id"));
        languages = languages(top.get("languages"));
        List<Texts> said = top.find("you-said-we-did").map(this::youSaidWeDid).orElse(List.of());
        List<Value> items = top.get("questions").items();
        if (items.isEmpty()) {
            throw top.get("questions").wrong("at least one question");
        }
        List<Question> questions = new ArrayList<>();
        for (Value item : items) {
            Question question = question(item, List.of());
            // Its own branches may ask for its own answer.
            if (earlier.put(question.id(), question) != null) {
                throw item.get("id").wrong("each question's id once");
            }
            questions.add(question(item, branches(item, question)));
        }
        if (!(questions.getFirst() instanceof Question.Faces)) {
            throw items.getFirst().get("ask").wrong("\"faces\" for the first question, which every response begins with");
        }
        checkWays(items, questions);
        return new Survey(id, version, languages, said, questions);
    }

    private static String version(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException neverOnAnyJava) {
            throw new IllegalStateException(neverOnAnyJava);
        }
    }

    private List<String> languages(Value list) {
        Set<String> found = new LinkedHashSet<>();
        Map<String, String> known = guestLanguages.stream().collect(Collectors.toMap(name -> name, name -> name));
        for (Value item : list.items()) {
            if (!found.add(item.oneOf(known))) {
                throw item.wrong("each language once");
            }
        }
        if (found.isEmpty()) {
            throw list.wrong("at least one of " + String.join(", ", new TreeSet<>(guestLanguages)));
        }
        return List.copyOf(found);
    }

    private List<Texts> youSaidWeDid(Value list) {
        List<Texts> said = list.items().stream().map(item -> texts(item, LONGEST_SAID)).toList();
        if (said.isEmpty() || said.size() > MOST_SAID) {
            throw list.wrong("1 to " + MOST_SAID + " texts; here are " + said.size());
        }
        return said;
    }

    private Question question(Value block, List<Branch> branches) {
        Ask ask = block.get("ask").oneOf(Ask.BY_NAME);
        Set<String> keys = new HashSet<>(ask.keys);
        keys.addAll(Set.of("id", "ask", "text", "branch"));
        block.allowOnly(keys);
        String id = id(block.get("id"));
        if (id.equals(THANKS)) {
            throw block.get("id").wrong("any other id: \"" + THANKS + "\" is where branches end");
        }
        Texts text = texts(block.get("text"), LONGEST_QUESTION);
        return switch (ask) {
            case FACES -> new Question.Faces(id, text, faces(block.get("faces")), branches);
            case STARS -> new Question.Stars(id, text, texts(block.get("lowest"), LONGEST_WORD),
                    texts(block.get("highest"), LONGEST_WORD), branches);
            case RECOMMEND -> new Question.Recommend(id, text, branches);
            case YES_NO -> new Question.YesNo(id, text, branches);
            case SOMEBODY_NOW -> new Question.SomebodyNow(id, text, branches);
            case ONE_CHOICE -> new Question.OneChoice(id, text, choices(block.get("choices")), branches);
            case SEVERAL_CHOICES -> new Question.SeveralChoices(id, text, choices(block.get("choices")), branches);
            case COMMENT -> new Question.Comment(id, text, branches);
            case CONTACT -> new Question.Contact(id, text, by(block.get("by")), consents(block.get("consents")), branches);
        };
    }

    private Map<Face, Texts> faces(Value words) {
        int count = words.entries().size();
        List<Face> faces = Face.scale(count)
                .orElseThrow(() -> words.wrong("3 faces (good, fair, poor), 4 (all but fair) or 5; here are " + count));
        words.allowOnly(faces.stream().map(Face::id).collect(Collectors.toSet()));
        Map<Face, Texts> byFace = new EnumMap<>(Face.class);
        faces.forEach(face -> byFace.put(face, texts(words.get(face.id()), LONGEST_WORD)));
        return byFace;
    }

    private List<Choice> choices(Value list) {
        List<Choice> choices = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Value item : list.items()) {
            item.allowOnly(Set.of("id", "text"));
            Choice choice = new Choice(id(item.get("id")), texts(item.get("text"), LONGEST_WORD));
            if (!ids.add(choice.id())) {
                throw item.get("id").wrong("each choice's id once in a question");
            }
            choices.add(choice);
        }
        if (choices.size() < FEWEST_CHOICES || choices.size() > MOST_CHOICES) {
            throw list.wrong(FEWEST_CHOICES + " to " + MOST_CHOICES + " choices; here are " + choices.size());
        }
        return choices;
    }

    private static List<Question.Contact.By> by(Value list) {
        Set<Question.Contact.By> by = new LinkedHashSet<>();
        for (Value item : list.items()) {
            if (!by.add(item.oneOf(Map.of("email", Question.Contact.By.EMAIL, "phone", Question.Contact.By.PHONE)))) {
                throw item.wrong("each kind of address once");
            }
        }
        if (by.isEmpty()) {
            throw list.wrong("email, phone or both");
        }
        return List.copyOf(by);
    }

    private List<Consent> consents(Value list) {
        List<Consent> consents = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Value item : list.items()) {
            item.allowOnly(Set.of("id", "text"));
            Consent consent = new Consent(id(item.get("id")), texts(item.get("text"), LONGEST_CONSENT));
            if (!ids.add(consent.id())) {
                throw item.get("id").wrong("each consent's id once in a question");
            }
            consents.add(consent);
        }
        if (consents.isEmpty() || consents.size() > MOST_CONSENTS) {
            throw list.wrong("1 to " + MOST_CONSENTS + " purposes, as an address may not be kept without one; here are "
                    + consents.size());
        }
        return consents;
    }

    private List<Branch> branches(Value block, Question own) {
        List<Branch> branches = new ArrayList<>();
        for (Value item : block.find("branch").map(Value::items).orElse(List.of())) {
            Set<String> keys = new HashSet<>(CONDITION_KEYS);
            keys.addAll(Set.of("and", "to"));
            item.allowOnly(keys);
            if (!branches.isEmpty() && branches.getLast().conditions().isEmpty()) {
                throw item.wrong("no branch here: the one before is always taken");
            }
            List<Condition> conditions = new ArrayList<>();
            condition(item, own).ifPresent(conditions::add);
            for (Value further : item.find("and").map(Value::items).orElse(List.of())) {
                further.allowOnly(CONDITION_KEYS);
                conditions.add(condition(further, own).orElseThrow(() -> further.wrong("a block with one of "
                        + String.join(", ", new TreeSet<>(CONDITIONS)))));
            }
            checkNotHidden(item, conditions, branches);
            String to = id(item.get("to"));
            branches.add(new Branch(conditions, Optional.of(to).filter(id -> !id.equals(THANKS))));
        }
        return branches;
    }

    /** The first that holds is taken, so a later one that asks for less of the same score would never be. */
    private static void checkNotHidden(Value item, List<Condition> conditions, List<Branch> before) {
        for (Branch branch : before) {
            if (branch.conditions().size() == 1 && conditions.size() == 1
                    && branch.conditions().getFirst() instanceof Condition.ScoreWithin wide
                    && conditions.getFirst() instanceof Condition.ScoreWithin narrow && wide.of().equals(narrow.of())
                    && wide.least() <= narrow.least() && wide.most() >= narrow.most()) {
                throw item.find("score-at-most").or(() -> item.find("score-at-least")).orElse(item)
                        .wrong("a score that no branch before takes");
            }
        }
    }

    private Optional<Condition> condition(Value block, Question own) {
        List<String> given = CONDITIONS.stream().filter(key -> block.find(key).isPresent()).sorted().toList();
        if (given.isEmpty()) {
            block.find("of").ifPresent(of -> {
                throw of.wrong("nothing here without one of " + String.join(", ", new TreeSet<>(CONDITIONS)));
            });
            return Optional.empty();
        }
        Question question = block.find("of").map(this::earlier).orElse(own);
        String of = question.id();
        if (given.contains("chose")) {
            onlyOne(block, given);
            return Optional.of(new Condition.Chose(of, chosen(block.get("chose"), question)));
        }
        if (given.contains("said")) {
            onlyOne(block, given);
            if (!(question instanceof Question.YesNo) && !(question instanceof Question.SomebodyNow)) {
                throw block.get("said").wrong("only for a question of yes or no, which \"" + of + "\" is not");
            }
            return Optional.of(new Condition.Said(of, block.get("said").oneOf(Map.of("yes", true, "no", false))));
        }
        Value score = block.get(given.getFirst());
        if (!(question instanceof Question.Scored scored)) {
            throw score.wrong("only for a question with a score, which \"" + of + "\" is not");
        }
        int least = block.find("score-at-least").map(value -> value.wholeNumber(scored.least(), scored.best()))
                .orElse(scored.least());
        int most = block.find("score-at-most").map(value -> value.wholeNumber(least, scored.best())).orElse(scored.best());
        return Optional.of(new Condition.ScoreWithin(of, least, most));
    }

    private static void onlyOne(Value block, List<String> given) {
        if (given.size() > 1) {
            throw block.get(given.get(1)).wrong("one condition a block; put others into \"and\"");
        }
    }

    private Question earlier(Value of) {
        return of.oneOf(earlier);
    }

    private static Set<String> chosen(Value list, Question question) {
        if (!(question instanceof Question.WithChoices with)) {
            throw list.wrong("only for a question with choices, which \"" + question.id() + "\" is not");
        }
        Map<String, String> known = with.choices().stream().map(Choice::id).collect(Collectors.toMap(id -> id, id -> id));
        Set<String> chosen = list.items().stream().map(item -> item.oneOf(known)).collect(Collectors.toSet());
        if (chosen.isEmpty()) {
            throw list.wrong("at least one of " + String.join(", ", new TreeSet<>(known.keySet())));
        }
        return chosen;
    }

    private Texts texts(Value block, int longest) {
        Map<String, String> byLanguage = new LinkedHashMap<>();
        for (String language : languages) {
            Value value = block.get(language);
            String text = value.text(longest);
            undrawable.apply(language, text).ifPresent(character -> {
                throw value.wrong("what the screens can draw in \"" + language + "\", which " + character + " is not");
            });
            byLanguage.put(language, text);
        }
        block.allowOnly(Set.copyOf(languages));
        return new Texts(byLanguage);
    }

    /** Branches lead forwards only, so a guest always comes to an end; and no question stands where none can come to it. */
    private static void checkWays(List<Value> items, List<Question> questions) {
        Set<String> later = new TreeSet<>();
        Set<String> reached = new HashSet<>();
        for (int i = questions.size() - 1; i >= 0; i--) {
            List<Branch> branches = questions.get(i).branches();
            for (int j = 0; j < branches.size(); j++) {
                Value place = items.get(i).get("branch").items().get(j).get("to");
                branches.get(j).to().ifPresent(to -> {
                    if (!later.contains(to)) {
                        throw place.wrong("\"" + THANKS + "\""
                                + (later.isEmpty()
                                        ? ", as no question follows this one"
                                        : " or the id of a later question: " + String.join(", ", later)));
                    }
                    reached.add(to);
                });
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

    private static final Set<String> CONDITIONS = Set.of("score-at-most", "score-at-least", "chose", "said");
    private static final Set<String> CONDITION_KEYS = Set.of("of", "score-at-most", "score-at-least", "chose", "said");

    /** What can be asked, by the words of the file, with the keys of its own. */
    private enum Ask {
        FACES("faces"), STARS("lowest", "highest"), RECOMMEND, YES_NO, SOMEBODY_NOW, ONE_CHOICE("choices"), SEVERAL_CHOICES(
                "choices"), COMMENT, CONTACT("by", "consents");

        static final Map<String, Ask> BY_NAME = Set.of(values()).stream().collect(
                Collectors.toMap(ask -> ask.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), ask -> ask));

        final Set<String> keys;

        Ask(String... keys) {
            this.keys = Set.of(keys);
        }
    }
}
