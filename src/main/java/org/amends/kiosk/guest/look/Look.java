package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.text.Font;
import javafx.util.Duration;
import org.amends.kiosk.settings.LookName;

/**
 * One hand over all guest screens: colours, type and motion. JavaFX does not fall back from a loaded font to another for a
 * script it lacks, so each language has its family.
 */
public final class Look {

    /** Before a new screen takes touches: a second tap of a double tap must not answer the next question. */
    public static final Duration ARRIVAL = Duration.millis(220);

    private static final String FONTS = "/org/amends/assets/fonts/";
    private static final Map<String, String> FAMILY_FILES = Map.of("ar", "IBMPlexSansArabic");
    private static final String LATIN = "IBMPlexSans";

    private final LookName name;
    private final boolean motion;
    private final Map<String, Typeface> faces = Map.of(LATIN, Typeface.load(LATIN), "IBMPlexSansArabic",
            Typeface.load("IBMPlexSansArabic"));

    /**
     * @param name   which colours
     * @param motion whether anything may move
     */
    public Look(LookName name, boolean motion) {
        this.name = name;
        this.motion = motion;
    }

    /** Dresses the root of the guest screens. */
    public void dress(Parent root) {
        root.getStyleClass().addAll("guest", name.name().toLowerCase(Locale.ROOT));
        root.getStylesheets().add(Look.class.getResource("guest.css").toExternalForm());
    }

    /** Whether anything may move. */
    public boolean motion() {
        return motion;
    }

    /** The font for running text. */
    public Font text(String language, double size) {
        return new Font(face(language).regular(), size);
    }

    /** The font for questions and answers. */
    public Font strong(String language, double size) {
        return new Font(face(language).semiBold(), size);
    }

    /** The direction a language is read in. */
    public static NodeOrientation direction(String language) {
        return GuestTexts.isRightToLeft(language) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT;
    }

    private Typeface face(String language) {
        return faces.get(FAMILY_FILES.getOrDefault(language, LATIN));
    }

    /** The full names that JavaFX knows the two weights by once they are loaded. */
    private record Typeface(String regular, String semiBold) {

        static Typeface load(String file) {
            return new Typeface(name(file + "-Regular.ttf"), name(file + "-SemiBold.ttf"));
        }

        private static String name(String file) {
            try (InputStream stream = Look.class.getResourceAsStream(FONTS + file)) {
                return Font.loadFont(stream, 12).getName();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
