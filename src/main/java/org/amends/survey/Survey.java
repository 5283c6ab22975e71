package org.amends.survey;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a terminal asks.
 *
 * @param id        its name, such as {@code stay}
 * @param version   12 hexadecimal digits that stand for its exact words: files that differ in a letter differ here
 * @param languages BCP 47, at least one; the first is the house language, which staff read reasons in
 * @param youSaidWeDid what was done about what guests had said, shown while nobody is here; may be empty
 * @param questions at least one; the first one asked is always of faces
 */
public record Survey(String id, String version, List<String> languages, List<Texts> youSaidWeDid,
        List<Question> questions) {

    public Survey {
        languages = List.copyOf(languages);
        youSaidWeDid = List.copyOf(youSaidWeDid);
        questions = List.copyOf(questions);
    }

    /** Its id with its version, so that an answer always names the words that its guest saw. */
    public String name() {
        return id + "@" + version;
    }

    /** The language that staff read. */
    public String houseLanguage() {
        return languages.getFirst();
    }

    /** The question that every response begins with. */
    public Question.Faces first() {
        return (Question.Faces) questions.getFirst();
    }

    /** Everything that it says in one of its languages. */
    public List<String> texts(String language) {
        return Stream.concat(youSaidWeDid.stream(), questions.stream().flatMap(Survey::texts))
                .map(text -> text.in(language)).toList();
    }

    private static Stream<Texts> texts(Question question) {
        return Stream.concat(Stream.of(question.text()), switch (question) {
            case Question.Faces faces -> faces.words().values().stream();
            case Question.Stars stars -> Stream.of(stars.lowest(), stars.highest());
            case Question.WithChoices choices -> choices.choices().stream().map(Choice::text);
            case Question.Contact contact -> contact.consents().stream().map(Consent::text);
            case Question.Recommend _,Question.YesNo _,Question.SomebodyNow _,Question.Comment _ -> Stream.empty();
        });
    }

    /**
     * A question by its id.
     *
     * @throws IllegalArgumentException if there is none, which {@link SurveyFile} makes sure of for every branch
     */
    public Question question(String questionId) {
        return questions.stream().filter(question -> question.id().equals(questionId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no question \"" + questionId + "\" in survey " + id));
    }
}
