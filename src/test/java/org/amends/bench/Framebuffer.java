package org.amends.bench;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The pixels of an X display in memory, seen without asking the display or the program that paints there. */
final class Framebuffer {

    static final String FILE = "Xvfb_screen0";

    /** Places in the header of an X window dump, in 32-bit words that begin with the most significant byte. */
    private static final int HEADER_BYTES = 0;
    private static final int BYTES_PER_LINE = 12;
    private static final int COLOURS = 19;
    private static final int BYTES_PER_COLOUR = 12;

    private final IntBuffer pixels;
    private final int line;

    private Framebuffer(IntBuffer pixels, int line) {
        this.pixels = pixels;
        this.line = line;
    }

    /** Maps the file of a display of 24 bits in which each pixel takes four bytes. */
    static Framebuffer of(Path folder) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ)) {
            var bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            IntBuffer header = bytes.duplicate().order(ByteOrder.BIG_ENDIAN).asIntBuffer();
            bytes.position(header.get(HEADER_BYTES) + header.get(COLOURS) * BYTES_PER_COLOUR);
            return new Framebuffer(bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer(),
                    header.get(BYTES_PER_LINE) / Integer.BYTES);
        }
    }

    /** So many pixels of a row, from a place on. */
    int[] row(int x, int y, int width) {
        int[] row = new int[width];
        pixels.get(y * line + x, row);
        return row;
    }
}
