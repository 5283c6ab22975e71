package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.QuadCurve;
import javafx.scene.shape.StrokeLineCap;
import javafx.util.Duration;
import org.amends.survey.Face;

/** A face, drawn from its SVG file in {@code assets/faces}, which the hub's pages show as it is. */
public final class FaceShape extends StackPane {

    /** A round or a mouth as our files write it; they are ours and of one form, so this is all of SVG we need. */
    private static final Pattern EYE = Pattern.compile("class=\"eye\" cx=\"(\\S+)\" cy=\"(\\S+)\" r=\"(\\S+)\"");
    private static final Pattern MOUTH = Pattern
            .compile("d=\"M (\\S+) (\\S+) Q (\\S+) (\\S+) (\\S+) (\\S+)\".* stroke-width=\"(\\S+)\"");
    /** The ring around a pressed face, and the room between: parts of the radius. */
    private static final double RING = 0.05;
    private static final double RING_GAP = 0.06;

    private final QuadCurve mouth;
    private final double mouthLength;

    /**
     * @param face     which
     * @param diameter of the disc in pixels; the ring of a pressed face lies within it
     */
    public FaceShape(Face face, double diameter) {
        String svg = read(face);
        double radius = diameter / 2 / (1 + RING + RING_GAP);

        Circle disc = new Circle(radius);
        disc.getStyleClass().add("disc");
        Group drawing = new Group(disc);
        EYE.matcher(svg).results().forEach(eye -> {
            Circle circle = new Circle(at(eye, 1, radius), at(eye, 2, radius), at(eye, 3, radius));
            circle.getStyleClass().add("feature");
            drawing.getChildren().add(circle);
        });
        Matcher curve = MOUTH.matcher(svg);
        if (!curve.find()) {
            throw new IllegalStateException("no mouth in the face " + face.id());
        }
        mouth = new QuadCurve(at(curve, 1, radius), at(curve, 2, radius), at(curve, 3, radius), at(curve, 4, radius),
                at(curve, 5, radius), at(curve, 6, radius));
        mouth.setStrokeWidth(at(curve, 7, radius));
        mouth.setStrokeLineCap(StrokeLineCap.ROUND);
        mouth.getStyleClass().add("mouth");
        // An upper bound of the curve's length: the way over its control point.
        mouthLength = 2 * Math.hypot(mouth.getControlX() - mouth.getStartX(), mouth.getControlY() - mouth.getStartY());
        drawing.getChildren().add(mouth);

        StackPane sinks = new StackPane(drawing);
        sinks.getStyleClass().add("sinks");
        Circle ring = new Circle(radius * (1 + RING_GAP + RING / 2));
        ring.setStrokeWidth(radius * RING);
        ring.getStyleClass().add("ring");
        getStyleClass().addAll("face", face.id());
        getChildren().addAll(sinks, ring);
        setMinSize(diameter, diameter);
        setMaxSize(diameter, diameter);
    }

    /** Draws the mouth once, in 400 ms, then rests. */
    public void drawMouth() {
        mouth.getStrokeDashArray().setAll(mouthLength, mouthLength);
        mouth.setStrokeDashOffset(mouthLength);
        Timeline once = new Timeline(
                new KeyFrame(Duration.millis(400), new KeyValue(mouth.strokeDashOffsetProperty(), 0)));
        once.setOnFinished(_ -> mouth.getStrokeDashArray().clear());
        once.play();
    }

    private static double at(MatchResult numbers, int group, double radius) {
        return Double.parseDouble(numbers.group(group)) * radius;
    }

    private static String read(Face face) {
        try (InputStream file = FaceShape.class.getResourceAsStream("/org/amends/assets/faces/" + face.id() + ".svg")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
