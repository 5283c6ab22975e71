package org.amends.kiosk.guest.look;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures as a venue might have them: a bay in the evening. */
public final class Paintings {

    private Paintings() {
    }

    /** Paints one, as PNG or JPEG by the file's ending. */
    public static PictureFile paint(Path file, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D on = image.createGraphics();
        on.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float horizon = height * 0.56f;
        on.setPaint(new GradientPaint(0, 0, new Color(0x27496D), 0, horizon, new Color(0xF6C89F)));
        on.fillRect(0, 0, width, height);
        on.setPaint(new Color(0xFFE9C9));
        double sun = Math.min(width, height) * 0.16;
        on.fill(new Ellipse2D.Double(width * 0.5 - sun / 2, horizon - sun * 0.9, sun, sun));
        on.setPaint(new GradientPaint(0, horizon, new Color(0xE3A98A), 0, height, new Color(0x142F43)));
        on.fillRect(0, (int) horizon, width, height);
        hill(on, width, horizon, 0, 0.46, 0.10, new Color(0x5B6C82));
        hill(on, width, horizon, 0.52, 1.1, 0.15, new Color(0x465A73));
        on.dispose();
        try {
            ImageIO.write(image, file.toString().endsWith(".png") ? "png" : "jpg", file.toFile());
            return PictureFile.of(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void hill(Graphics2D on, int width, float horizon, double from, double to, double high, Color colour) {
        Path2D hill = new Path2D.Double();
        hill.moveTo(from * width, horizon);
        hill.curveTo((from + (to - from) * 0.3) * width, horizon * (1 - high * 1.6),
                (from + (to - from) * 0.6) * width, horizon * (1 - high), to * width, horizon);
        hill.closePath();
        on.setPaint(colour);
        on.fill(hill);
    }
}
