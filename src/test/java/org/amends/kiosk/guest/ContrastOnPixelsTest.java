package org.amends.kiosk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.GuestJourney.Given;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.guest.preview.Stand;
import org.amends.kiosk.settings.LookName;
import org.amends.response.Touchpoint;
import org.amends.survey.Answer;
import org.amends.survey.Question;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is painted can be read: the pixels of every text and of every drawn part of every page, against those around them,
 * by WCAG's ratio of luminances; 7:1 is its level AAA for text.
 */
class ContrastOnPixelsTest {

    private static final double TEXT = 7;
    private static final double PART = 4.5;
    private static final GuestTexts TEXTS = new GuestTexts();
    private static final Survey SURVEY = SurveyFile.read(Path.of("kiosk-config", "every-kind.yaml"), TEXTS.languages(),
            Typefaces::undrawable);

    @ParameterizedTest
    @EnumSource(LookName.class)
    void every_text_and_every_part_stands_out_from_what_is_behind_it(LookName look) {
        List<String> weak = new ArrayList<>();
        int[] measured = new int[2];
        OnScreen.run(() -> screens().forEach((name, state) -> {
            Stand stand = Stand.TABLET;
            GuestScreens screens = new GuestScreens(GuestJourney.standing(SURVEY, state),
                    new Touchpoint("Harbour Hotel", "Reception"), stand.persona(),
                    new Look(look, false, OnScreen.typefaces()), TEXTS, Duration.ofSeconds(4), _ -> stand.pxPerMm());
            Scene scene = new Scene(screens, stand.width(), stand.height());
            WritableImage image = scene.snapshot(null);
            leaves(screens).forEach(leaf -> {
                double least = leaf instanceof Text ? TEXT : PART;
                measured[leaf instanceof Text ? 0 : 1]++;
                contrast(leaf, image).filter(ratio -> ratio < least)
                        .ifPresent(ratio -> weak.add(String.format("%s %s: %.2f of %s", look, name, ratio,
                                leaf instanceof Text text ? "\"" + text.getText() + "\"" : leaf.getStyleClass())));
            });
        }));

        assertThat(measured[0]).isGreaterThan(100);
        assertThat(measured[1]).isGreaterThan(40);
        assertThat(weak).isEmpty();
    }

    private static Map<String, State> screens() {
        Map<String, State> screens = new HashMap<>();
        State.Idle rest = new State.Idle("en", SURVEY.first());
        screens.put("rest", rest);
        screens.put("languages", new State.ChoosingLanguage("en", rest));
        Question.Faces first = SURVEY.first();
        Given given = new Given(new UUID(0, 0), Map.of(first.id(), new Answer.Score(1)),
                Optional.of(first.faces().getLast()),
                Optional.of(new GuestJourney.Last(first, "Bad")), true, Optional.empty(), Optional.empty());
        SURVEY.questions().forEach(
                question -> screens.put(question.id(), new State.Asking("en", Optional.of(given), question)));
        screens.put("thanks", new State.Thanking("en", Optional.of(given)));
        screens.put("cannot-save", new State.CannotSave("en"));
        return screens;
    }

    private static Stream<Shape> leaves(Node node) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return Stream.empty();
        }
        if (node instanceof Shape shape) {
            return shape instanceof Text text && text.getText().isBlank() ? Stream.empty() : Stream.of(shape);
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(ContrastOnPixelsTest::leaves)
                : Stream.empty();
    }

    /** Between what a shape was to be painted with, if its pixels show it, and what there is most of beside that. */
    private static Optional<Double> contrast(Shape shape, WritableImage image) {
        Bounds bounds = shape.localToScene(shape.getBoundsInLocal());
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = (int) Math.max(0, bounds.getMinY() - 2); y < Math.min(image.getHeight(), bounds.getMaxY() + 2); y++) {
            for (int x = (int) Math.max(0, bounds.getMinX() - 2); x < Math.min(image.getWidth(),
                    bounds.getMaxX() + 2); x++) {
                counts.merge(image.getPixelReader().getArgb(x, y), 1, Integer::sum);
            }
        }
        List<Integer> byFrequency = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())).map(Map.Entry::getKey)
                .toList();
        return Stream.of(shape.getStroke(), shape.getFill()).map(ContrastOnPixelsTest::argb).flatMap(Optional::stream)
                .filter(counts::containsKey).findFirst()
                .map(own -> ratio(own, byFrequency.stream().filter(other -> !other.equals(own)).findFirst().orElse(own)));
    }

    private static Optional<Integer> argb(Paint paint) {
        return paint instanceof Color color && color.getOpacity() > 0
                ? Optional.of(0xff000000 | (int) Math.round(color.getRed() * 255) << 16
                        | (int) Math.round(color.getGreen() * 255) << 8 | (int) Math.round(color.getBlue() * 255))
                : Optional.empty();
    }

    private static double ratio(int one, int other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(int argb) {
        return 0.2126 * linear(argb >> 16) + 0.7152 * linear(argb >> 8) + 0.0722 * linear(argb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
