package org.amends.kiosk.guest.preview;

import java.util.Locale;
import org.amends.kiosk.settings.Persona;

/** The screens that a survey is looked at on: each persona, in each orientation, and the lowest panel that there is. */
public enum Stand {
    BANNER(Persona.BANNER, 1080, 1920, 675), //
    TABLET(Persona.TABLET, 1280, 800, 217), //
    TABLET_UPRIGHT(Persona.TABLET, 800, 1280, 136), //
    KIOSK(Persona.KIOSK, 1920, 1080, 530), //
    PANEL(Persona.KIOSK, 1024, 600, 154);

    private final Persona persona;
    private final int width;
    private final int height;
    private final int widthMm;

    Stand(Persona persona, int width, int height, int widthMm) {
        this.persona = persona;
        this.width = width;
        this.height = height;
        this.widthMm = widthMm;
    }

    /** The name in files and messages: {@code tablet-upright} and so on. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What kind of thing it is. */
    public Persona persona() {
        return persona;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** Pixels in a millimetre. */
    public double pxPerMm() {
        return (double) width / widthMm;
    }

    /** What can be pressed is no smaller, in pixels: 20 mm wherever a quarter of the shorter side is as much. */
    public double target() {
        return Math.min(20 * pxPerMm(), 0.25 * Math.min(width, height));
    }
}
