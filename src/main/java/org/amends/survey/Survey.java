package org.amends.survey;

import java.util.List;

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
