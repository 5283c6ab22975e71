package org.amends.kiosk.guest.preview;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/**
 * Writes a picture as PNG, 8 bits for each of red, green and blue. The Java of a terminal has no {@code java.desktop}, whose
 * writer would be the other way.
 */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte BITS = 8;
    private static final byte TRUE_COLOUR = 2;

    private PngFile() {
    }

    static void write(Image image, Path file) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        try (DataOutputStream png = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            png.write(SIGNATURE);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            try (DataOutputStream fields = new DataOutputStream(header)) {
                fields.writeInt(width);
                fields.writeInt(height);
                fields.write(new byte[]{BITS, TRUE_COLOUR, 0, 0, 0});
            }
            chunk(png, "IHDR", header.toByteArray());
            chunk(png, "IDAT", deflated(pixels, width, height));
            chunk(png, "IEND", new byte[0]);
        }
    }

    private static byte[] deflated(int[] pixels, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream deflated = new DeflaterOutputStream(bytes)) {
            byte[] line = new byte[1 + 3 * width]; // the first byte says: no filter
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int pixel = pixels[y * width + x];
                    line[1 + 3 * x] = (byte) (pixel >> 16);
                    line[2 + 3 * x] = (byte) (pixel >> 8);
                    line[3 + 3 * x] = (byte) pixel;
                }
                deflated.write(line);
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
        CRC32 check = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        check.update(name);
        check.update(data);
        png.writeInt(data.length);
        png.write(name);
        png.write(data);
        png.writeInt((int) check.getValue());
    }
}
