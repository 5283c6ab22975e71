package org.amends.kiosk.guest;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.response.Content;
import org.amends.survey.Answer;
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
    /** Whoever asked for somebody to come may watch so long for who it is: longer than it takes to say that nobody is free. */
    private static final Duration WAITING_TIME = Duration.ofMinutes(2);
    /** So long it is read who comes, or that nobody does; then the screen is the next guest's. */
    private static final Duration NEWS_TIME = Duration.ofSeconds(20);

    /** So long a phone is taken out, and the code read or written down. */
    private static final Duration WAY_BACK_TIME = Duration.ofSeconds(20);

    private Survey survey;
    /** What the next guest is asked. */
    private Survey next;
    private final EntrySink sink;
    private final Executor screen;
    private Duration answerTime;
    private Duration thanksTime;
    private Supplier<Optional<WayBack>> waysBack = Optional::empty;
    private final List<Consumer<State>> watchers = new ArrayList<>();

    private State state;
    private boolean saving;

    /** Where a guest is. */
    public sealed interface State {

        /** What the guest reads, BCP 47. */
        String language();

        /** What was said so far, if anything was. */
        default Optional<Given> given() {
            return Optional.empty();
        }

        /** Nobody is here; a face pressed now counts at once. */
        record Idle(String language, Question.Faces question) implements State {
        }

        /** Somebody is here and is asked something; before the first answer nothing is given yet. */
        record Asking(String language, Optional<Given> given, Question question) implements State {
        }

        /** Somebody is choosing a language; what they said so far is kept. */
        record ChoosingLanguage(String language, State from) implements State {

            @Override
            public Optional<Given> given() {
                return from.given();
            }
        }

        /** All is kept; the guest is thanked. */
        record Thanking(String language, Optional<Given> given) implements State {
        }

        /** Something could not be kept; nobody is thanked. */
        record CannotSave(String language) implements State {
        }
    }

    /**
     * What the guest has said so far.
     *
     * @param response its id
     * @param answers  by question; one that was skipped has none
     * @param face     the last one pressed
     * @param last     what a guest may still take back
     * @param told     whether the hub has confirmed some of it
     * @param news     what has become of it
     * @param wayBack  how the guest comes back to it, once that is kept
     */
    public record Given(UUID response, Map<String, Answer> answers, Optional<Face> face, Optional<Last> last,
            boolean told, Optional<News> news, Optional<WayBack> wayBack) {

        public Given {
            answers = Map.copyOf(answers);
        }

        private static Given nothing() {
            return new Given(UuidCreator.getTimeOrderedEpoch(), Map.of(), Optional.empty(), Optional.empty(), false,
                    Optional.empty(), Optional.empty());
        }

        private Given with(Question question, Answer answer, Optional<Face> pressed, Optional<Last> toTakeBack) {
            Map<String, Answer> more = new HashMap<>(answers);
            more.put(question.id(), answer);
            return new Given(response, more, pressed.or(() -> face), toTakeBack, told, news, wayBack);
        }

        private Given called(String question) {
            Map<String, Answer> more = new HashMap<>(answers);
            more.put(question, new Answer.YesNo(true));
            return new Given(response, more, face, Optional.empty(), told, news, wayBack);
        }

        private Given without(Question question) {
            Map<String, Answer> fewer = new HashMap<>(answers);
            fewer.remove(question.id());
            return new Given(response, fewer, face, Optional.empty(), told, news, wayBack);
        }

        private Given settled() {
            return new Given(response, answers, face, Optional.empty(), told, news, wayBack);
        }

        private Given comingBackBy(UUID of, WayBack way) {
            return response.equals(of) ? new Given(response, answers, face, last, told, news, Optional.of(way)) : this;
        }

        private Given toldIn(Set<UUID> responses) {
            return new Given(response, answers, face, last, told || responses.contains(response), news, wayBack);
        }

        private Given hearing(UUID of, Optional<News> more) {
            return response.equals(of) ? new Given(response, answers, face, last, true, more, wayBack) : this;
        }
    }

    /**
     * What has become of what a guest said.
     *
     * @param step how far it is
     * @param who  what the one who is on it is called; empty where nobody is
     */
    public record News(Step step, Optional<String> who) {

        /** How far it is. */
        public enum Step {
            /** Somebody has taken it. */
            TAKEN,
            /** Somebody has taken it and comes, as the guest has asked for. */
            ON_THE_WAY,
            /** They have come. */
            HERE,
            /** Nobody comes for now, though the guest has asked for it. */
            NOBODY_FREE
        }
    }

    /**
     * The last answer, as long as the guest may say that they meant another.
     *
     * @param question what was asked
     * @param word     what was pressed, as the guest read it
     */
    public record Last(Question question, String word) {
    }

    /**
     * @param sink   keeps what is said
     * @param screen runs on the screen's thread; what the sink completes is continued there
     */
    public GuestJourney(Survey survey, EntrySink sink, Executor screen, Duration answerTime, Duration thanksTime) {
        this.next = survey;
        this.sink = sink;
        this.screen = screen;
        this.answerTime = answerTime;
        this.thanksTime = thanksTime;
        this.state = idle();
    }

    /** A journey that stands at one state and keeps nothing: to be looked at. */
    public static GuestJourney standing(Survey survey, State at) {
        GuestJourney journey = new GuestJourney(survey, (_, _, _, _) -> CompletableFuture.completedStage(null),
                Runnable::run,
                Duration.ofSeconds(1), Duration.ofSeconds(1));
        journey.state = at;
        return journey;
    }

    /** Waits so long from the next page on. To be called on the screen's thread. */
    public void waits(Duration forAnswers, Duration withThanks) {
        answerTime = forAnswers;
        thanksTime = withThanks;
    }

    /** Gives each guest who is not content a new one of these; where there is none, they get none. */
    public void givesWaysBack(Supplier<Optional<WayBack>> next) {
        waysBack = next;
    }

    /** Asks this from the next guest on: at once where nobody is here. */
    public void ask(Survey from) {
        next = from;
        if (state instanceof State.Idle && !saving && !next.equals(survey)) {
            enter(idle());
        }
    }

    /** The resting screen shows another of its languages: what is pressed there now is answered in it. */
    public void invite(String language) {
        if (state instanceof State.Idle idle && !saving && survey.languages().contains(language)) {
            enter(new State.Idle(language, idle.question()));
        }
    }

    /** What is asked now. */
    public Survey survey() {
        return survey;
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

    /** Whether what was said last is still on its way to the disk, and another state follows. */
    public boolean isSaving() {
        return saving;
    }

    /** How long a state may last before {@link #timeUp()} is due, or empty if for ever. */
    public Optional<Duration> limit(State of) {
        return switch (of) {
            case State.Idle _ -> Optional.empty();
            case State.Asking _,State.ChoosingLanguage _ -> Optional.of(answerTime);
            case State.Thanking thanking -> Optional.of(thanks(thanking));
            case State.CannotSave _ -> Optional.of(APOLOGY_TIME);
        };
    }

    private Duration thanks(State.Thanking thanking) {
        Optional<Given> waits = thanking.given().filter(given -> given.told() && isCalled(given));
        Duration least = waits.map(given -> given.news().isPresent() ? NEWS_TIME : WAITING_TIME).orElse(thanksTime);
        return Stream.of(least, thanksTime, wayBack(thanking).map(_ -> WAY_BACK_TIME).orElse(thanksTime))
                .max(Comparator.naturalOrder()).orElseThrow();
    }

    /** What a guest who is not content is shown with the thanks; empty until it is kept. */
    Optional<WayBack> wayBack(State.Thanking thanking) {
        return thanking.given().filter(this::wantsAmends).flatMap(Given::wayBack);
    }

    /** Whether the first face was one of the lower half. */
    boolean isUnhappy(Given given) {
        return given.answers().get(survey.first().id()) instanceof Answer.Score score
                && score.score() <= survey.first().best() / 2;
    }

    /** Not of staff who have called for a colleague. */
    private boolean wantsAmends(Given given) {
        return isUnhappy(given) || new Answer.YesNo(true).equals(given.answers().get(helpQuestion()));
    }

    /** How long the thanks stay where nobody can read what comes after them. */
    Duration thanksTime() {
        return thanksTime;
    }

    /** Somebody touched the screen, beside anything that can be pressed. */
    public void touched() {
        if (saving) {
            return;
        }
        switch (state) {
            case State.Idle idle -> enter(new State.Asking(idle.language(), Optional.empty(), idle.question()));
            case State.Thanking thanking when wayBack(thanking).isPresent() -> {
                // whoever holds a phone before the screen touches it: they are still here
            }
            case State.Thanking _,State.CannotSave _ -> enter(idle());
            default -> {
                // a touch beside the answers says nothing
            }
        }
    }

    /** The guest has read the thanks, or the apology, and goes: nothing of theirs is shown any more. */
    public void leave() {
        if ((state instanceof State.Thanking || state instanceof State.CannotSave) && !saving) {
            enter(idle());
        }
    }

    /** A face was pressed. */
    public void choose(Face face) {
        if (question() instanceof Question.Faces faces && faces.faces().contains(face)) {
            int score = faces.score(face);
            answer(faces, List.of(new Content.Rating(faces.id(), score, faces.best())), new Answer.Score(score),
                    Optional.of(face), words(faces.words().get(face).in(state.language())));
        }
    }

    /** A number of stars, or a likelihood, was pressed; one that is not on the scale changes nothing. */
    public void rate(int score) {
        if (question() instanceof Question.Scored scored && score >= scored.least() && score <= scored.best()) {
            switch (scored) {
                case Question.Stars stars -> answer(stars, List.of(new Content.Rating(stars.id(), score, stars.best())),
                        new Answer.Score(score), Optional.empty(), words(String.valueOf(score)));
                case Question.Recommend recommend ->
                    answer(recommend, List.of(new Content.Recommendation(recommend.id(), score)), new Answer.Score(score),
                            Optional.empty(), words(String.valueOf(score)));
                case Question.Faces faces -> choose(faces.faces().get(faces.best() - score));
            }
        }
    }

    /**
     * Yes or no was pressed.
     *
     * @param word what the guest read on it
     */
    public void say(boolean yes, String word) {
        switch (question()) {
            case Question.YesNo asked -> answer(asked, List.of(new Content.YesNo(asked.id(), yes)), new Answer.YesNo(yes),
                    Optional.empty(), words(word));
            case Question.SomebodyNow asked -> answer(asked, List.of(new Content.SomebodyNow(asked.id(), yes)),
                    new Answer.YesNo(yes), Optional.empty(), words(word));
            case null, default -> {
                // too late
            }
        }
    }

    /** A choice was pressed where there is one to make, or several were and that is all. */
    public void choose(List<Choice> choices) {
        if (question() instanceof Question.WithChoices with && !choices.isEmpty() && with.choices().containsAll(choices)
                && (choices.size() == 1 || with instanceof Question.SeveralChoices)) {
            List<Content> said = choices.stream().<Content>map(choice -> new Content.Reason(with.id(), choice.id(),
                    choice.text().in(survey.houseLanguage()))).toList();
            answer(with, said, new Answer.Choices(choices.stream().map(Choice::id).collect(Collectors.toSet())),
                    Optional.empty(), words(choices.stream().map(choice -> choice.text().in(state.language()))
                            .collect(Collectors.joining(", "))));
        }
    }

    /** The guest has written something, 1 to 2,000 characters. */
    public void comment(String words) {
        if (question() instanceof Question.Comment asked && !words.isBlank()) {
            answer(asked, List.of(new Content.Comment(asked.id(), words)), new Answer.Words(), Optional.empty(),
                    Optional.empty());
        }
    }

    /** The guest has left an address. */
    public void contact(Question.Contact.By by, String address, List<Content.Consent> consents) {
        if (question() instanceof Question.Contact asked && asked.by().contains(by) && !address.isBlank()
                && !consents.isEmpty()) {
            answer(asked,
                    List.of(new Content.Contact(asked.id(), by.name().toLowerCase(java.util.Locale.ROOT), address,
                            consents)),
                    new Answer.Words(), Optional.empty(), Optional.empty());
        }
    }

    /** What a guest's call is kept as: the answer to the survey's own question, where it has one. */
    public String helpQuestion() {
        return survey.questions().stream().filter(Question.SomebodyNow.class::isInstance).map(Question::id).findFirst()
                .orElse(Content.SomebodyNow.HELP);
    }

    /**
     * Somebody asks for a person to come, on whatever page; what was said so far belongs to it, and no more is asked.
     *
     * @param  question {@link #helpQuestion()} or {@link Content.SomebodyNow#STAFF_CALL}
     * @return          whether it is being kept, or was before
     */
    public boolean call(String question) {
        if (saving) {
            return false;
        }
        Given before = state.given().orElseGet(Given::nothing);
        if (!before.answers().getOrDefault(question, new Answer.Words()).equals(new Answer.YesNo(true))) {
            keep(before.response(), List.of(new Content.SomebodyNow(question, true)), () -> goOn(new State.Thanking(
                    state.language(), Optional.of(state.given().orElse(before).called(question)))));
        }
        return true;
    }

    /** Whether somebody was asked to come. */
    boolean isCalled(Given given) {
        return List.of(helpQuestion(), Content.SomebodyNow.STAFF_CALL).stream()
                .anyMatch(question -> new Answer.YesNo(true).equals(given.answers().get(question)));
    }

    /**
     * The guest has held a card to the reader where they are asked for an address, and it is to stand for them.
     *
     * @param uid      what the card calls itself; not one made up for the moment, as phones have, which tells nobody
     * @param consents what the guest has ticked beside it; without one nothing is kept
     */
    public void card(String uid, List<Content.Consent> consents) {
        if (question() instanceof Question.Contact asked && !consents.isEmpty()) {
            answer(asked, List.of(new Content.Card(asked.id(), uid, consents)), new Answer.Words(), Optional.empty(),
                    Optional.empty());
        }
    }

    /** The guest would rather not answer. What every response begins with cannot be left out. */
    public void skip() {
        if (state instanceof State.Asking(String language, Optional<Given> given, Question question) && given.isPresent()
                && !saving && !given.get().answers().isEmpty()) {
            goOn(after(language, given.get().settled(), question));
        }
    }

    /** The guest meant another answer than the last one. Both stay on record. */
    public void meantAnother() {
        Optional<Given> given = state instanceof State.ChoosingLanguage ? Optional.empty() : state.given();
        given.flatMap(Given::last).ifPresent(last -> keep(given.get().response(),
                List.of(new Content.Correction(last.question().id())),
                () -> enter(new State.Asking(state.language(), state.given().map(now -> now.without(last.question())),
                        last.question()))));
    }

    /** The last answer can no longer be taken back. */
    public void lastStands() {
        state = switch (state) {
            case State.Asking(String language, Optional<Given> given, Question question) ->
                new State.Asking(language, given.map(Given::settled), question);
            case State.Thanking(String language, Optional<Given> given) ->
                new State.Thanking(language, given.map(Given::settled));
            default -> state;
        };

    }

    /** The language button was pressed. */
    public void chooseLanguage() {
        if (!saving && (state instanceof State.Idle || state instanceof State.Asking || state instanceof State.Thanking)) {
            enter(new State.ChoosingLanguage(state.language(), state));
        }
    }

    /** A language was pressed; the screen that it was chosen on comes back in it. */
    public void speak(String language) {
        if (state instanceof State.ChoosingLanguage choosing && !saving && survey.languages().contains(language)) {
            enter(switch (choosing.from()) {
                case State.Asking asking ->
                    new State.Asking(language, asking.given().map(Given::settled), asking.question());
                case State.Thanking thanking -> new State.Thanking(language, thanking.given().map(Given::settled));
                default -> new State.Asking(language, Optional.empty(), survey.first());
            });
        }
    }

    /** The state has lasted as long as it may. */
    public void timeUp() {
        if (saving) {
            return;
        }
        State behind = state instanceof State.ChoosingLanguage choosing ? choosing.from() : state;
        if (behind instanceof State.Asking asking && asking.given().isPresent()) {
            keep(asking.given().get().response(), List.of(new Content.Left(asking.question().id())), () -> enter(idle()));
        } else {
            enter(idle());
        }
    }

    /** The hub has confirmed these responses. */
    public void confirmed(Set<UUID> responses) {
        learns(given -> given.toldIn(responses));
    }

    /**
     * This has become of a response; whoever said it has gone if it is not the one that is being given now.
     *
     * @param news empty where there is nothing more to say than that staff know
     */
    public void became(UUID response, Optional<News> news) {
        learns(given -> given.hearing(response, news));
    }

    private void learns(UnaryOperator<Given> more) {
        State told = told(state, more);
        if (told instanceof State.Thanking && !told.equals(state)) {
            enter(told);
        } else {
            state = told; // on the other pages there is nothing to see of it
        }
    }

    private static State told(State state, UnaryOperator<Given> more) {
        return switch (state) {
            case State.Asking(String language, Optional<Given> given, Question question) ->
                new State.Asking(language, given.map(more), question);
            case State.ChoosingLanguage(String language, State from) ->
                new State.ChoosingLanguage(language, told(from, more));
            case State.Thanking(String language, Optional<Given> given) -> new State.Thanking(language, given.map(more));
            default -> state;
        };

    }

    /** What is being asked; null where nothing is. */
    private Question question() {
        return switch (state) {
            case State.Idle idle -> idle.question();
            case State.Asking asking -> asking.question();
            default -> null;
        };
    }

    private static Optional<String> words(String pressed) {
        return Optional.of(pressed);
    }

    /** @param pressed what the guest may say they did not mean; empty where there is nothing to take back */
    private void answer(Question question, List<Content> contents, Answer answer, Optional<Face> face,
            Optional<String> pressed) {
        Given before = state.given().orElseGet(Given::nothing);
        keep(before.response(), contents, () -> {
            // Told meanwhile or not: what counts is what the state knows now.
            Given given = state.given().orElse(before).with(question, answer, face,
                    pressed.map(word -> new Last(question, word)));
            goOn(after(state.language(), given, question));
        });
    }

    /** The thanks do not wait for the way back: it joins them once it is kept, and never does if it cannot be. */
    private void goOn(State to) {
        enter(to);
        if (to instanceof State.Thanking(String language, Optional<Given> thanked)) {
            thanked.filter(given -> wantsAmends(given) && given.wayBack().isEmpty())
                    .ifPresent(given -> waysBack.get().ifPresent(way -> offer(way, given.response(), language)));
        }
    }

    private void offer(WayBack way, UUID response, String language) {
        handOver(response, language, new Content.RecoveryToken(Content.RecoveryToken.SHOWN, way.code().digest()))
                .whenCompleteAsync((_, failure) -> {
                    if (failure == null) {
                        learns(given -> given.comingBackBy(response, way));
                    }
                }, screen);
    }

    private State after(String language, Given given, Question question) {
        return question.after(given.answers()).map(survey::question)
                .<State>map(next -> new State.Asking(language, Optional.of(given), next))
                .orElseGet(() -> new State.Thanking(language, Optional.of(given)));
    }

    private void keep(UUID response, List<Content> contents, Runnable then) {
        if (saving) {
            return;
        }
        saving = true;
        String language = state.language();
        CompletionStage<?> kept = CompletableFuture.completedStage(null);
        for (Content content : contents) {
            kept = kept.thenCompose(_ -> handOver(response, language, content));
        }
        kept.whenCompleteAsync((_, failure) -> {
            saving = false;
            if (failure == null) {
                then.run();
            } else {
                enter(new State.CannotSave(state.language()));
            }
        }, screen);
    }

    /** A sink that throws has not kept it either; without an answer the screen would stand still for ever. */
    private CompletionStage<?> handOver(UUID response, String language, Content content) {
        try {
            return sink.add(response, survey.name(), language, content);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void enter(State next) {
        state = next;
        watchers.forEach(watcher -> watcher.accept(next));
    }

    private State.Idle idle() {
        survey = next;
        return new State.Idle(survey.houseLanguage(), survey.first());
    }
}
