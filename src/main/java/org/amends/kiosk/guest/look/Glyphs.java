package org.amends.kiosk.guest.look;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Which characters a TrueType font draws, from its {@code cmap} table as ISO/IEC 14496-22 describes it. JavaFX does not
 * say, and AWT, which would, is not in the terminal's image.
 */
final class Glyphs {

    /** Lengths in bytes of what every font begins with, and of what it then says of each table. */
    private static final int HEADER = 12;
    private static final int ENTRY = 16;
    private static final int CMAP = 0x636D6170;
    private static final int PLATFORM_UNICODE = 0;
    private static final int PLATFORM_WINDOWS = 3;
    private static final int WINDOWS_UCS_2 = 1;
    private static final int WINDOWS_UCS_4 = 10;
    /** Runs of characters of the first 65,536. */
    private static final int SEGMENTS = 4;
    /** Runs of any characters. */
    private static final int GROUPS = 12;

    private final BitSet drawn = new BitSet();

    private Glyphs() {
    }

    /**
     * Reads as much of a font as it takes; the table stands before the outlines, which are most of it.
     *
     * @throws IOException              if it cannot be read or ends early
     * @throws IllegalArgumentException if it has no such table
     */
    static Glyphs of(InputStream font) throws IOException {
        ByteBuffer table = table(font);
        Glyphs glyphs = new Glyphs();
        int subtables = unsigned(table, 2);
        for (int i = 0; i < subtables; i++) {
            int entry = 4 + i * 8;
            int platform = unsigned(table, entry);
            int encoding = unsigned(table, entry + 2);
            if (platform == PLATFORM_UNICODE
                    || platform == PLATFORM_WINDOWS && (encoding == WINDOWS_UCS_2 || encoding == WINDOWS_UCS_4)) {
                glyphs.read(table, table.getInt(entry + 4));
            }
        }
        return glyphs;
    }

    /** Whether there is something to draw for a character, or nothing needs to be: a space, a joiner, a mark of direction. */
    boolean draw(int codePoint) {
        return drawn.get(codePoint) || Character.isWhitespace(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }

    private static ByteBuffer table(InputStream font) throws IOException {
        int tables = unsigned(ByteBuffer.wrap(whole(font, HEADER)), 4);
        ByteBuffer entries = ByteBuffer.wrap(whole(font, tables * ENTRY));
        for (int entry = 0; entry < entries.limit(); entry += ENTRY) {
            if (entries.getInt(entry) == CMAP) {
                font.skipNBytes(entries.getInt(entry + 8) - HEADER - (long) entries.limit());
                return ByteBuffer.wrap(whole(font, entries.getInt(entry + 12)));
            }
        }
        throw new IllegalArgumentException("the font has no cmap table");
    }

    private static byte[] whole(InputStream font, int length) throws IOException {
        byte[] bytes = font.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the font ends early");
        }
        return bytes;
    }

    private void read(ByteBuffer file, int at) {
        switch (unsigned(file, at)) {
            case SEGMENTS -> readSegments(file, at);
            case GROUPS -> readGroups(file, at);
            default -> {
                // the other formats say nothing that these two do not
            }
        }
    }

    private void readSegments(ByteBuffer file, int at) {
        int twice = unsigned(file, at + 6); // the number of segments, doubled: the length of each of the four lists
        int ends = at + 14;
        int starts = ends + twice + 2;
        int deltas = starts + twice;
        int ranges = deltas + twice;
        for (int i = 0; i < twice; i += 2) {
            int start = unsigned(file, starts + i);
            int range = unsigned(file, ranges + i);
            for (int character = start; character <= unsigned(file, ends + i); character++) {
                // A range counts in bytes from where it is written.
                int glyph = range == 0 ? character : unsigned(file, ranges + i + range + 2 * (character - start));
                if (glyph != 0 && (glyph + unsigned(file, deltas + i) & 0xFFFF) != 0) {
                    drawn.set(character);
                }
            }
        }
        drawn.clear(0xFFFF); // ends the list and is no character
    }

    private void readGroups(ByteBuffer file, int at) {
        int groups = file.getInt(at + 12);
        for (int i = 0; i < groups; i++) {
            int group = at + 16 + i * 12;
            int first = file.getInt(group);
            int firstGlyph = file.getInt(group + 8);
            int last = file.getInt(group + 4);
            if (last > Character.MAX_CODE_POINT) {
                throw new IllegalArgumentException("the font claims more characters than there are");
            }
            drawn.set(firstGlyph == 0 ? first + 1 : first, last + 1);
        }
    }

    private static int unsigned(ByteBuffer file, int at) {
        return Short.toUnsignedInt(file.getShort(at));
    }
}
