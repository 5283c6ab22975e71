package org.amends.kiosk.guest.look;

import java.util.Locale;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.text.Font;
import javafx.util.Duration;
import org.amends.kiosk.settings.LookName;

/** One hand over all guest screens: colours, type and motion. */
public final class Look {

    /** Before a new screen takes touches: a second tap of a double tap must not answer the next question. */
    public static final Duration ARRIVAL = Duration.millis(220);

    private final LookName name;
    private final boolean motion;
    private final Typefaces typefaces;

    /**
     * @param name   which colours
     * @param motion whether anything may move
     */
    public Look(LookName name, boolean motion, Typefaces typefaces) {
        this.typefaces = typefaces;
        this.name = name;
        this.motion = motion;
    }

    /** Dresses the root of the guest screens. */
    public void dress(Parent root) {
        root.getStyleClass().addAll("guest", name.name().toLowerCase(Locale.ROOT));
        root.getStylesheets().add(Look.class.getResource("guest.css").toExternalForm());
    }

    /** Puts black and white in the place of the colours, or takes them back. */
    public void strengthen(Parent root, boolean contrast) {
        root.getStyleClass().remove("contrast");
        if (contrast) {
            root.getStyleClass().add("contrast");
        }
    }

    /** Whether anything may move. */
    public boolean motion() {
        return motion;
    }

    /** The font for running text. */
    public Font text(String language, double size) {
        return typefaces.regular(language, size);
    }

    /** The font for questions and answers. */
    public Font strong(String language, double size) {
        return typefaces.strong(language, size);
    }

    /** The direction a language is read in. */
    public static NodeOrientation direction(String language) {
        return GuestTexts.isRightToLeft(language) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT;
    }
}
