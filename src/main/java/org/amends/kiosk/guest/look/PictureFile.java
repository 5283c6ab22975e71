package org.amends.kiosk.guest.look;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;

/**
 * A picture of the venue's own, PNG or JPEG. Its size is read from its first bytes before anything is decoded, as a file of
 * a few kilobytes may claim to be larger than all memory; then it is decoded no larger than it is shown.
 *
 * @param width  in pixels, as the file says
 * @param height in pixels, as the file says
 */
public record PictureFile(Path file, int width, int height) {

    /** A photograph at its best; the terminal reads it whole. */
    private static final long MOST_BYTES = 12_000_000;
    /** Decoded whole before it is made smaller, 4 bytes a pixel, of the 256 MiB that a terminal has. */
    private static final long MOST_PNG_PIXELS = 12_000_000;
    /** Made smaller while it is decoded. */
    private static final long MOST_JPEG_PIXELS = 24_000_000;

    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int PNG_FIRST_CHUNK = 0x49484452;
    private static final int JPEG = 0xFFD8;
    private static final int FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;

    /**
     * Looks at a file's first bytes.
     *
     * @throws IOException saying what is wrong and what is allowed, without the file's name
     */
    public static PictureFile of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("is " + Files.size(file) + " bytes long; allowed: up to " + MOST_BYTES);
        }
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream head = new DataInputStream(new java.io.BufferedInputStream(bytes))) {
            int first = head.readUnsignedShort();
            return first == JPEG ? jpeg(file, head) : png(file, first, head);
        } catch (EOFException cutShort) {
            throw new IOException("is cut short; allowed: a whole PNG or JPEG", cutShort);
        }
    }

    private static PictureFile png(Path file, int first, DataInputStream head) throws IOException {
        long signature = (long) first << 48 | (long) head.readUnsignedShort() << 32 | head.readInt() & 0xFFFFFFFFL;
        if (signature != PNG) {
            throw new IOException("is no picture that can be shown; allowed: PNG or JPEG");
        }
        head.readInt();
        if (head.readInt() != PNG_FIRST_CHUNK) {
            throw new IOException("is a broken PNG");
        }
        return checked(file, head.readInt(), head.readInt(), MOST_PNG_PIXELS);
    }

    private static PictureFile jpeg(Path file, DataInputStream head) throws IOException {
        while (true) {
            int marker = head.readUnsignedByte();
            if (marker != 0xFF) {
                throw new IOException("is a broken JPEG");
            }
            while (marker == 0xFF) {
                marker = head.readUnsignedByte();
            }
            int length = head.readUnsignedShort();
            // Among the frames stand three markers of something else: DHT, JPG and DAC.
            if (marker >= FRAME && marker <= LAST_FRAME && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                head.readUnsignedByte();
                int height = head.readUnsignedShort();
                return checked(file, head.readUnsignedShort(), height, MOST_JPEG_PIXELS);
            }
            head.skipNBytes(Math.max(0, length - 2));
        }
    }

    private static PictureFile checked(Path file, int width, int height, long mostPixels) throws IOException {
        if (width < 1 || height < 1 || (long) width * height > mostPixels) {
            throw new IOException("is of " + (width & 0xFFFFFFFFL) + " x " + (height & 0xFFFFFFFFL)
                    + " pixels; allowed: up to " + mostPixels / 1_000_000 + " millions of them");
        }
        return new PictureFile(file, width, height);
    }

    /**
     * Decodes it just large enough to cover a place, but never larger than it is. Takes a while: not to be called on the
     * screen's thread.
     *
     * @throws IOException if it cannot be decoded
     */
    public Image covering(double placeWidth, double placeHeight) throws IOException {
        return decoded(Math.min(1, Math.max(placeWidth / width, placeHeight / height)));
    }

    /** The same, just small enough to lie within a place. */
    public Image within(double placeWidth, double placeHeight) throws IOException {
        return decoded(Math.min(1, Math.min(placeWidth / width, placeHeight / height)));
    }

    private Image decoded(double scale) throws IOException {
        of(file); // it may be another by now
        Image image = new Image(new ByteArrayInputStream(Files.readAllBytes(file)), Math.ceil(width * scale),
                Math.ceil(height * scale), false, true);
        if (image.isError()) {
            throw new IOException("cannot be decoded", image.getException());
        }
        return image;
    }
}
