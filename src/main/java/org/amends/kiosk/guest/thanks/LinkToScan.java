package org.amends.kiosk.guest.thanks;

import io.nayuki.qrcodegen.QrCode;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/**
 * A link for a phone's camera, as a QR code: dark on light in every look, since many phones read no other, with the light
 * zone of four modules around it that ISO/IEC 18004 asks for. It is never mirrored.
 */
final class LinkToScan extends ImageView {

    private static final int QUIET_ZONE = 4;
    /** A module of one pixel is lost in the grid of the panel. */
    private static final int LEAST_MODULE = 2;

    /** @param width that it has at least, in pixels, without the light zone */
    LinkToScan(String link, double width) {
        super(painted(QrCode.encodeText(link, QrCode.Ecc.MEDIUM), width));
        setId("recovery-link");
        setSmooth(false);
    }

    private static WritableImage painted(QrCode code, double width) {
        int module = Math.max(LEAST_MODULE, (int) Math.ceil(width / code.size));
        int side = (code.size + 2 * QUIET_ZONE) * module;
        WritableImage image = new WritableImage(side, side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                // Outside of the code all modules are light.
                boolean dark = code.getModule(x / module - QUIET_ZONE, y / module - QUIET_ZONE);
                image.getPixelWriter().setColor(x, y, dark ? Color.BLACK : Color.WHITE);
            }
        }
        return image;
    }
}
