package org.amends.kiosk.guest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.amends.kiosk.guest.GuestJourney.Given;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.response.Content;
import org.amends.survey.Branch;
import org.amends.survey.Choice;
import org.amends.survey.Condition;
import org.amends.survey.Face;
import org.amends.survey.Question;
import org.amends.survey.Survey;
import org.amends.survey.Texts;

/** One guest in front of a terminal without a screen: what would run on its thread, and the disk, are driven by hand. */
final class Visit {

    static final Duration ANSWER_TIME = Duration.ofSeconds(30);
    static final Duration THANKS_TIME = Duration.ofSeconds(6);
    static final Survey SURVEY = survey();

    final HandSink sink = new HandSink();
    final List<State> seen = new ArrayList<>();
    private final Queue<Runnable> screen = new ArrayDeque<>();
    final GuestJourney journey = new GuestJourney(SURVEY, sink, screen::add, ANSWER_TIME, THANKS_TIME);

    Visit() {
        journey.watch(seen::add);
    }

    State state() {
        return journey.state();
    }

    /** Presses a face, which is saved. */
    void says(Face face) {
        journey.choose(face);
        isSaved();
    }

    /** Presses a reason, which is saved. */
    void saysWhy(int choice) {
        journey.choose(List.of(choice(choice)));
        isSaved();
    }

    void isSaved() {
        sink.completes();
        screenRuns();
    }

    void isSavedIfSaving() {
        if (sink.isSaving()) {
            isSaved();
        }
    }

    void failsToSave() {
        sink.fails();
        screenRuns();
    }

    void screenRuns() {
        for (Runnable next = screen.poll(); next != null; next = screen.poll()) {
            next.run();
        }
    }

    /** As a child does. */
    void pressesEverything() {
        journey.touched();
        journey.choose(Face.VERY_GOOD);
        journey.choose(Face.POOR);
        journey.choose(List.of(choice(1)));
        journey.say(true, "Yes");
        journey.rate(3);
        journey.comment("Hello");
        journey.meantAnother();
        journey.skip();
        journey.chooseLanguage();
        journey.speak("de");
    }

    /** The hub has this guest's response. */
    void confirmed() {
        journey.confirmed(Set.of(given().response()));
    }

    Given given() {
        return state().given().orElseThrow(() -> new AssertionError("nothing was given in " + state()));
    }

    /** The same, with nothing to take back any more. */
    static Given settled(Given given) {
        return new Given(given.response(), given.answers(), given.face(), Optional.empty(), given.told(), given.news(),
                given.wayBack());
    }

    Choice choice(int index) {
        return ((Question.OneChoice) SURVEY.question("why")).choices().get(index);
    }

    List<Content> kept() {
        return sink.calls.stream().map(HandSink.Call::content).toList();
    }

    List<String> names() {
        return names(seen);
    }

    List<String> names(List<State> states) {
        return states.stream().map(state -> state.getClass().getSimpleName()).toList();
    }

    /** The two worst scores are asked why; a good one is asked how again; the best is thanked. */
    private static Survey survey() {
        return survey("short");
    }

    /** The same by another name. */
    static Survey survey(String id) {
        Map<Face, Texts> words = new EnumMap<>(Face.class);
        for (Face face : Face.scale(4).orElseThrow()) {
            words.put(face, texts(face.id(), face.id()));
        }
        return new Survey(id, "0123456789ab", List.of("en", "de"), List.of(),
                List.of(new Question.Faces("how", texts("How was it?", "Wie war es?"), words,
                        List.of(upTo(2, "why"), upTo(3, "more"))),
                        new Question.Faces("more", texts("And the room?", "Und das Zimmer?"), words, List.of()),
                        new Question.OneChoice("why", texts("Why?", "Warum?"),
                                List.of(new Choice("room", texts("The room", "Das Zimmer")),
                                        new Choice("noise", texts("Noise", "Lärm"))),
                                List.of())));
    }

    private static Branch upTo(int score, String to) {
        return new Branch(List.of(new Condition.ScoreWithin("how", 1, score)), Optional.of(to));
    }

    private static Texts texts(String en, String de) {
        return new Texts(Map.of("en", en, "de", de));
    }
}
