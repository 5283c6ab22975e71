package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.geometry.NodeOrientation;
import javafx.scene.Parent;
import javafx.scene.image.Image;
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
    private final Brand brand;
    private final Executor decoder;
    private Image logo;
    private double logoWidth;
    private double logoHeight;
    private boolean logoIsBroken;

    /**
     * @param name   which colours
     * @param motion whether anything may move
     */
    public Look(LookName name, boolean motion, Typefaces typefaces) {
        this(name, motion, typefaces, Brand.NONE, Runnable::run);
    }

    /**
     * @param brand   what is the venue's own
     * @param decoder what pictures are decoded on
     */
    public Look(LookName name, boolean motion, Typefaces typefaces, Brand brand, Executor decoder) {
        this.typefaces = typefaces;
        this.brand = brand;
        this.decoder = decoder;
        this.name = name;
        this.motion = motion;
    }

    /** Dresses the root of the guest screens. */
    public void dress(Parent root) {
        root.getStyleClass().addAll("guest",
                brand.colours().isPresent() ? Palette.STYLE : name.name().toLowerCase(Locale.ROOT));
        // Before ours, so that what a guest asks for, such as more contrast, goes before what the venue would rather have.
        brand.colours().map(Palette::stylesheet).ifPresent(root.getStylesheets()::add);
        root.getStylesheets().add(Look.class.getResource("guest.css").toExternalForm());
    }

    /** What is the venue's own. */
    public Brand brand() {
        return brand;
    }

    /** What pictures are decoded on. */
    public Executor decoder() {
        return decoder;
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

    /** The packed font for running text, with every letter that a guest may type. */
    public Font typed(String language, double size) {
        return typefaces.packed(language, size);
    }

    /** The packed font for what such letters are pressed on. */
    public Font typedStrong(String language, double size) {
        return typefaces.packedStrong(language, size);
    }

    /** The logo, no larger than a place in pixels, or empty where there is none. Kept from the first time on. */
    Optional<Image> logo(double width, double height) {
        if (brand.logo().isEmpty() || logoIsBroken) {
            return Optional.empty();
        }
        if (logo == null || width != logoWidth || height != logoHeight) {
            try {
                logo = brand.logo().get().within(width, height);
                logoWidth = width;
                logoHeight = height;
            } catch (IOException unreadable) {
                logoIsBroken = true;
                System.getLogger(Look.class.getName()).log(Level.WARNING, "the logo {0} is not shown: it {1}",
                        brand.logo().get().file(), unreadable.getMessage());
                return Optional.empty();
            }
        }
        return Optional.of(logo);
    }

    /** The direction a language is read in. */
    public static NodeOrientation direction(String language) {
        return GuestTexts.isRightToLeft(language) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT;
    }
}
