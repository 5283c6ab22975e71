package org.amends.kiosk.guest;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.amends.response.Content;
import org.amends.survey.Choice;
import org.amends.survey.Face;
import org.amends.survey.Question;
import org.amends.survey.Survey;

/**
 * A guest's way from the resting screen to the thanks. Everything a guest says is kept before the next state is entered; a
 * touch that comes meanwhile, or too late for its state, changes nothing.
 *
 * <p>All methods are called on one thread, the one that {@code screen} runs on.
 */
public final class GuestJourney {

    /** How long the apology stays when something could not be saved. */
    private static final Duration APOLOGY_TIME = Duration.ofSeconds(8);

    private final Survey survey;
    private final EntrySink sink;
    private final Executor screen;
    private Duration answerTime;
    private Duration thanksTime;
    private final List<Consumer<State>> watchers = new ArrayList<>();

    private State state;
    private boolean saving;

    /** Where a guest is. */
    public sealed interface State {

        /** What the guest reads, BCP 47. */
        String language();

        /** Nobody is here; a face pressed now counts at once. */
        record Idle(String language, Question.Faces question) implements State {
        }

        /** Somebody has touched the screen but no face yet. */
        record Asking(String language, Question.Faces question) implements State {
        }

        /** Somebody is choosing a language; what they pressed so far is kept. */
        record ChoosingLanguage(String language, State from) implements State {
        }

        /** A rating is kept; another question of faces follows. */
        record AskingMore(String language, Given given, Question.Faces question) implements State {
        }

        /** A rating is kept; what went wrong is asked. */
        record AskingReason(String language, Given given, Question.Reasons question) implements State {
        }

        /** All is kept; the guest is thanked. */
        record Thanking(String language, Given given) implements State {
        }

        /** Something could not be kept; nobody is thanked. */
        record CannotSave(String language) implements State {
        }
    }

    /**
     * What the guest has said so far.
     *
     * @param response its id
     * @param face     the last one pressed
     * @param told     whether the hub has confirmed some of it
     */
    public record Given(UUID response, Face face, boolean told) {

        private Given toldIn(Set<UUID> responses) {
            return new Given(response, face, told || responses.contains(response));
        }
    }

    /**
     * @param sink   keeps what is said
     * @param screen runs on the screen's thread; what the sink completes is continued there
     */
    public GuestJourney(Survey survey, EntrySink sink, Executor screen, Duration answerTime, Duration thanksTime) {
        this.survey = survey;
        this.sink = sink;
        this.screen = screen;
        this.answerTime = answerTime;
        this.thanksTime = thanksTime;
        this.state = idle();
    }

    /** Waits so long from the next page on. To be called on the screen's thread. */
    public void waits(Duration forAnswers, Duration withThanks) {
        answerTime = forAnswers;
        thanksTime = withThanks;
    }

    /** Is told every state, the present one at once. */
    public void watch(Consumer<State> watcher) {
        watchers.add(watcher);
        watcher.accept(state);
    }

    /** Where the guest is now. */
    public State state() {
        return state;
    }

    /** How long a state may last before {@link #timeUp()} is due, or empty if for ever. */
    public Optional<Duration> limit(State of) {
        return switch (of) {
            case State.Idle _ -> Optional.empty();
            case State.Asking _,State.ChoosingLanguage _,State.AskingMore _,State.AskingReason _ -> Optional.of(answerTime);
            case State.Thanking _ -> Optional.of(thanksTime);
            case State.CannotSave _ -> Optional.of(APOLOGY_TIME);
        };
    }

    /** Somebody touched the screen, beside anything that can be pressed. */
    public void touched() {
        if (saving) {
            return;
        }
        switch (state) {
            case State.Idle idle -> enter(new State.Asking(idle.language(), idle.question()));
            case State.Thanking _,State.CannotSave _ -> enter(idle());
            default -> {
                // a touch beside the answers says nothing
            }
        }
    }

    /** A face was pressed. */
    public void choose(Face face) {
        switch (state) {
            case State.Idle idle -> rate(idle.question(), face, newResponse());
            case State.Asking asking -> rate(asking.question(), face, newResponse());
            case State.AskingMore more -> rate(more.question(), face, more.given().response());
            default -> {
                // too late
            }
        }
    }

    /** A reason was pressed. */
    public void choose(Choice choice) {
        if (state instanceof State.AskingReason asking) {
            keep(asking.given().response(), new Content.Reason(asking.question().id(), choice.id(),
                    choice.text().in(survey.houseLanguage())),
                    () -> given().ifPresent(given -> enter(new State.Thanking(state.language(), given))));
        }
    }

    /** The guest would rather not give a reason. */
    public void skip() {
        if (state instanceof State.AskingReason asking && !saving) {
            enter(new State.Thanking(asking.language(), asking.given()));
        }
    }

    /** The language button was pressed. */
    public void chooseLanguage() {
        switch (state) {
            case State.Idle _,State.Asking _,State.AskingMore _,State.AskingReason _ -> {
                if (!saving) {
                    enter(new State.ChoosingLanguage(state.language(), state));
                }
            }
            default -> {
                // there is no such button
            }
        }
    }

    /** A language was pressed; the screen that it was chosen on comes back in it. */
    public void speak(String language) {
        if (state instanceof State.ChoosingLanguage choosing && !saving && survey.languages().contains(language)) {
            enter(switch (choosing.from()) {
                case State.AskingMore more -> new State.AskingMore(language, more.given(), more.question());
                case State.AskingReason asking -> new State.AskingReason(language, asking.given(), asking.question());
                default -> new State.Asking(language, survey.first());
            });
        }
    }

    /** The state has lasted as long as it may. */
    public void timeUp() {
        if (saving) {
            return;
        }
        switch (state) {
            case State.AskingMore more -> left(more.given(), more.question());
            case State.AskingReason asking -> left(asking.given(), asking.question());
            case State.ChoosingLanguage(String _, State.AskingMore more) -> left(more.given(), more.question());
            case State.ChoosingLanguage(String _, State.AskingReason asking) -> left(asking.given(), asking.question());
            default -> enter(idle());
        }
    }

    /** The hub has confirmed these responses. */
    public void confirmed(Set<UUID> responses) {
        State told = told(state, responses);
        if (told instanceof State.Thanking && !told.equals(state)) {
            enter(told);
        } else {
            state = told; // on the other pages there is nothing to see of it
        }
    }

    private static State told(State state, Set<UUID> responses) {
        return switch (state) {
            case State.AskingMore(String language, Given given, Question.Faces question) ->
                new State.AskingMore(language, given.toldIn(responses), question);
            case State.AskingReason(String language, Given given, Question.Reasons question) ->
                new State.AskingReason(language, given.toldIn(responses), question);
            case State.ChoosingLanguage(String language, State from) ->
                new State.ChoosingLanguage(language, told(from, responses));
            case State.Thanking(String language, Given given) -> new State.Thanking(language, given.toldIn(responses));
            default -> state;
        };
    }

    private void rate(Question.Faces question, Face face, UUID response) {
        keep(response, new Content.Rating(question.id(), face.score(), Face.BEST), () -> {
            Given given = new Given(response, face, given().map(Given::told).orElse(false));
            enter(question.after(face.score()).map(survey::question).<State>map(next -> switch (next) {
                case Question.Faces faces -> new State.AskingMore(state.language(), given, faces);
                case Question.Reasons reasons -> new State.AskingReason(state.language(), given, reasons);
            }).orElseGet(() -> new State.Thanking(state.language(), given)));
        });
    }

    private void left(Given given, Question question) {
        keep(given.response(), new Content.Left(question.id()), () -> enter(idle()));
    }

    private void keep(UUID response, Content content, Runnable then) {
        if (saving) {
            return;
        }
        saving = true;
        handOver(response, content).whenCompleteAsync((_, failure) -> {
            saving = false;
            if (failure == null) {
                then.run();
            } else {
                enter(new State.CannotSave(state.language()));
            }
        }, screen);
    }

    /** A sink that throws has not kept it either; without an answer the screen would stand still for ever. */
    private CompletionStage<?> handOver(UUID response, Content content) {
        try {
            return sink.add(response, state.language(), content);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Optional<Given> given() {
        return switch (state) {
            case State.AskingMore more -> Optional.of(more.given());
            case State.AskingReason asking -> Optional.of(asking.given());
            case State.Thanking thanking -> Optional.of(thanking.given());
            default -> Optional.empty();
        };
    }

    private void enter(State next) {
        state = next;
        watchers.forEach(watcher -> watcher.accept(next));
    }

    private State.Idle idle() {
        return new State.Idle(survey.houseLanguage(), survey.first());
    }

    private static UUID newResponse() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
