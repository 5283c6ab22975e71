package org.amends.kiosk.guest;

import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.ParallelTransition;
import javafx.animation.TranslateTransition;
import javafx.scene.layout.Pane;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Page;

/** How one page follows another; without motion it is there at once. */
final class PageMotion {

    /** Three units. */
    private static final double SLIDE = 0.06;

    private final Pane screen;
    private final Look look;

    PageMotion(Pane screen, Look look) {
        this.screen = screen;
        this.look = look;
    }

    /** The next page slides in reading direction and fades in. */
    void slideIn(Page page) {
        if (look.motion()) {
            TranslateTransition slide = new TranslateTransition(Look.ARRIVAL, page);
            slide.setFromX(SLIDE * Math.min(screen.getWidth(), screen.getHeight()));
            slide.setToX(0);
            slide.setInterpolator(Interpolator.EASE_OUT);
            FadeTransition fade = new FadeTransition(Look.ARRIVAL, page);
            fade.setFromValue(0);
            fade.setToValue(1);
            new ParallelTransition(slide, fade).play();
        }
    }
}
