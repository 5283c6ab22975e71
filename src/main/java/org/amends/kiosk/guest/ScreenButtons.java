package org.amends.kiosk.guest;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.response.Content;
import org.amends.survey.Choice;
import org.amends.survey.Question;
import org.amends.survey.Survey;

/** The terminal's buttons at its screens: each does what a touch, or a key, would do on the page that is shown. */
final class ScreenButtons implements Pressable {

    private final GuestScreens screens;
    private final GuestJourney journey;
    private final KeyPresses keys;
    private final Touches touches;
    private final TimeLimit time;
    private final KeyNavigation navigation;

    ScreenButtons(GuestScreens screens, GuestJourney journey, KeyPresses keys, Touches touches, TimeLimit time,
            KeyNavigation navigation) {
        this.screens = screens;
        this.journey = journey;
        this.keys = keys;
        this.touches = touches;
        this.time = time;
        this.navigation = navigation;
    }

    @Override
    public boolean isReady() {
        return navigation.hasPage() && !touches.isArriving() && !journey.isSaving();
    }

    @Override
    public boolean press(ButtonAct act) {
        time.stay();
        screens.touchedByButton();
        return switch (act) {
            case ButtonAct.Answer(int number) -> answerId(journey.state(), journey.survey(), number).map(this::fire)
                    .orElse(false);
            case ButtonAct.Other.CONFIRM -> confirm();
            case ButtonAct.Other.NEXT -> keyed(KeyAction.NEXT);
            case ButtonAct.Other.PREVIOUS -> keyed(KeyAction.PREVIOUS);
            case ButtonAct.Other.VOICE -> keyed(KeyAction.VOICE);
            case ButtonAct.Other.LANGUAGE -> language();
            case ButtonAct.Other.HELP -> call(journey.helpQuestion());
            case ButtonAct.Other.STAFF_CALL -> call(Content.SomebodyNow.STAFF_CALL);
        };
    }

    /** The answer that is read so many-th, by the name that its button has on the page. */
    static Optional<String> answerId(State state, Survey survey, int number) {
        List<String> ids = switch (state) {
            case State.Idle idle -> ids(idle.question());
            case State.Asking asking -> ids(asking.question());
            case State.ChoosingLanguage _ -> survey.languages().stream().map(language -> "language-" + language).toList();
            case State.Thanking _,State.CannotSave _ -> List.of();
        };
        return number <= ids.size() ? Optional.of(ids.get(number - 1)) : Optional.empty();
    }

    private static List<String> ids(Question question) {
        return switch (question) {
            case Question.Faces faces -> faces.faces().stream().map(face -> "face-" + face.id()).toList();
            case Question.Stars stars -> scores(stars);
            case Question.Recommend recommend -> scores(recommend);
            case Question.YesNo _,Question.SomebodyNow _ -> List.of("yes", "no");
            case Question.WithChoices choices ->
                choices.choices().stream().map(Choice::id).map(id -> "choice-" + id).toList();
            case Question.Comment _,Question.Contact _ -> List.of();
        };
    }

    private static List<String> scores(Question.Scored scored) {
        return IntStream.rangeClosed(scored.least(), scored.best()).mapToObj(score -> "score-" + score)
                .toList();
    }

    private boolean fire(String id) {
        if (screens.lookup("#" + id) instanceof Button button) {
            button.fire();
            return true;
        }
        return false; // the page of the switches lies over it
    }

    /** After several choices nothing need be found first to say that they are all. */
    private boolean confirm() {
        boolean areChosen = journey.state() instanceof State.Asking asking
                && asking.question() instanceof Question.SeveralChoices && screens.lookup(".chosen") != null;
        Optional<Node> focused = navigation.focused();
        return areChosen && focused.isEmpty() ? fire("skip") : keyed(KeyAction.CHOOSE);
    }

    private boolean keyed(KeyAction action) {
        keys.act(action);
        return true;
    }

    private boolean language() {
        if (journey.survey().languages().size() == 1) {
            return false; // as there is no such button on the screen either
        }
        if (journey.state() instanceof State.ChoosingLanguage) {
            screens.leave();
        } else {
            screens.leaveSwitches();
            journey.chooseLanguage();
        }
        return true;
    }

    private boolean call(String question) {
        screens.leaveSwitches();
        return journey.call(question);
    }
}
