package org.amends.kiosk.guest.preview;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestJourney.Given;
import org.amends.kiosk.guest.GuestJourney.News;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.guest.WayBack;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.response.Touchpoint;
import org.amends.survey.Face;
import org.amends.survey.Question;
import org.amends.survey.Survey;
import org.amends.wire.RecoveryCode;

/** Shows every screen of a survey, as a guest would see it, on every kind of terminal and in every language. */
public final class Preview {

    private static final Touchpoint PLACE = new Touchpoint("Harbour Hotel", "Reception");
    private static final Duration UNDO = Duration.ofSeconds(4);
    /** As long as a name that is shown may be, so that it is seen whether there is room. */
    private static final String SOMEBODY = "Maximiliana-Theodora-Zoe";
    /** Of the widest letters, so that it is seen whether there is room. */
    private static final Optional<WayBack> WAY_BACK = RecoveryCode.read("MWMW-MWMW-MWMW")
            .map(code -> new WayBack(URI.create("https://feedback.harbour-hotel.example/"), code));
    private static final UUID NOBODY = new UUID(0, 0);

    private final Survey survey;
    private final Look look;
    private final GuestTexts texts;

    /** All methods run on JavaFX's thread. */
    public Preview(Survey survey, Look look, GuestTexts texts) {
        this.survey = survey;
        this.look = look;
        this.texts = texts;
    }

    /**
     * One screen.
     *
     * @param name   of what is on it: {@code rest}, {@code rest-2} with what is beside the question next, {@code languages}, {@code ask-ID}, {@code thanks} and so on
     * @param faults what is wrong with it, as {@link LaidOut} says; mostly nothing
     */
    public record Picture(Stand stand, String language, String name, WritableImage image, List<String> faults) {
    }

    /** Passes on every screen of one kind of terminal in one language, one after the other. */
    public void show(Stand stand, String language, Consumer<Picture> onPicture) {
        screens(language).forEach((name, state) -> {
            GuestScreens screens = new GuestScreens(GuestJourney.standing(survey, state), PLACE, stand.persona(),
                    look, texts, UNDO, _ -> stand.pxPerMm());
            Scene scene = new Scene(screens, stand.width(), stand.height());
            onPicture.accept(picture(stand, name, state, scene));
            for (int i = 2; i <= screens.besideTheQuestion(); i++) {
                screens.turn();
                onPicture.accept(picture(stand, name + "-" + i, state, scene));
            }
        });
    }

    private Map<String, State> screens(String language) {
        Map<String, State> screens = new java.util.LinkedHashMap<>();
        State.Idle rest = new State.Idle(language, survey.first());
        screens.put("rest", rest);
        if (survey.languages().size() > 1) {
            screens.put("languages", new State.ChoosingLanguage(language, rest));
        }
        Face worst = survey.first().faces().getLast();
        for (Question question : survey.questions().subList(1, survey.questions().size())) {
            screens.put("ask-" + question.id(),
                    new State.Asking(language, Optional.of(given(language, worst, false)), question));
        }
        screens.put("thanks",
                new State.Thanking(language, Optional.of(given(language, survey.first().faces().getFirst(), false))));
        screens.put("thanks-unhappy", new State.Thanking(language, Optional.of(given(language, worst, false))));
        screens.put("thanks-told", new State.Thanking(language, Optional.of(given(language, worst, true))));
        for (News.Step step : News.Step.values()) {
            screens.put("thanks-" + step.name().toLowerCase(Locale.ROOT).replace('_', '-'), new State.Thanking(language,
                    Optional.of(given(language, worst, true, Optional.of(new News(step, Optional.of(SOMEBODY)))))));
        }
        screens.put("thanks-follow", new State.Thanking(language, Optional.of(given(language, worst, true, Optional.empty(),
                WAY_BACK))));
        screens.put("thanks-follow-on-the-way", new State.Thanking(language, Optional.of(given(language, worst, true,
                Optional.of(new News(News.Step.ON_THE_WAY, Optional.of(SOMEBODY))), WAY_BACK))));
        screens.put("cannot-save", new State.CannotSave(language));
        return screens;
    }

    private Given given(String language, Face face, boolean told) {
        return given(language, face, told, Optional.empty());
    }

    private Given given(String language, Face face, boolean told, Optional<News> news) {
        return given(language, face, told, news, Optional.empty());
    }

    private Given given(String language, Face face, boolean told, Optional<News> news, Optional<WayBack> wayBack) {
        Question.Faces first = survey.first();
        return new Given(NOBODY, Map.of(first.id(), new org.amends.survey.Answer.Score(first.score(face))),
                Optional.of(face),
                Optional.of(new GuestJourney.Last(first, first.words().get(face).in(language))), told, news, wayBack);
    }

    private static Picture picture(Stand stand, String name, State state, Scene scene) {
        WritableImage image = scene.snapshot(null);
        double target = stand.target();
        return new Picture(stand, state.language(), name, image, new ArrayList<>(LaidOut.faults(scene, target)));
    }
}
