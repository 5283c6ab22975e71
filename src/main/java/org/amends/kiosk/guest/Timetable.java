package org.amends.kiosk.guest;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.settings.Hours;
import org.amends.survey.Question;
import org.amends.survey.Survey;

/**
 * What is asked when, and when the place is open.
 *
 * @param otherwise what is asked whenever nothing else is
 * @param surveys   what is asked at hours of its own; no two at the same time
 * @param open      when the place is open; always, where there is none
 */
public record Timetable(Survey otherwise, List<Timed> surveys, List<Hours> open) {

    public Timetable {
        surveys = List.copyOf(surveys);
        open = List.copyOf(open);
    }

    /** One survey and its hours. */
    public record Timed(Survey survey, Hours hours) {
    }

    /** The same with no more than the first question of each survey: all that can be asked where there is no screen. */
    public Timetable onlyFirst() {
        return new Timetable(firstOf(otherwise),
                surveys.stream().map(timed -> new Timed(firstOf(timed.survey()), timed.hours())).toList(), open);
    }

    /** Its name stays, as its words are the same. */
    private static Survey firstOf(Survey survey) {
        Question.Faces first = survey.first();
        return new Survey(survey.id(), survey.version(), survey.languages(), List.of(),
                List.of(new Question.Faces(first.id(), first.text(), first.words(), List.of())));
    }

    /** What is asked at a time. */
    public Survey surveyAt(LocalDateTime time) {
        return surveys.stream().filter(timed -> timed.hours().contain(time)).map(Timed::survey).findFirst()
                .orElse(otherwise);
    }

    /** Whether the place is open at a time. */
    public boolean isOpenAt(LocalDateTime time) {
        return open.isEmpty() || open.stream().anyMatch(hours -> hours.contain(time));
    }

    /** Every survey that there is. */
    public List<Survey> all() {
        return Stream.concat(Stream.of(otherwise), surveys.stream().map(Timed::survey)).distinct().toList();
    }

    /** Everything that a guest may read, by language: what all surveys say, what our own texts say, and some names. */
    public Map<String, List<String>> texts(GuestTexts ours, String names) {
        Map<String, List<String>> texts = new HashMap<>();
        for (Survey survey : all()) {
            for (String language : survey.languages()) {
                List<String> said = texts.computeIfAbsent(language, _ -> new ArrayList<>(List.of(names, "0123456789")));
                said.addAll(survey.texts(language));
                said.addAll(ours.all(language));
            }
        }
        return texts;
    }

    /** Every language that any of them speaks. */
    public Set<String> languages() {
        Set<String> languages = new LinkedHashSet<>();
        all().forEach(survey -> languages.addAll(survey.languages()));
        return languages;
    }
}
