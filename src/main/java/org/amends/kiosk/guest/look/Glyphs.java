package org.amends.kiosk.guest.look;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Which characters a TrueType font draws, from its {@code cmap} table as ISO/IEC 14496-22 describes it. JavaFX does not
 * say, and AWT, which would, is not in the terminal's image.
 */
final class Glyphs {

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
     * Reads a font.
     *
     * @throws IllegalArgumentException if it has no such table
     */
    static Glyphs of(byte[] font) {
        ByteBuffer file = ByteBuffer.wrap(font);
        int table = tableAt(file);
        Glyphs glyphs = new Glyphs();
        int subtables = unsigned(file, table + 2);
        for (int i = 0; i < subtables; i++) {
            int entry = table + 4 + i * 8;
            int platform = unsigned(file, entry);
            int encoding = unsigned(file, entry + 2);
            if (platform == PLATFORM_UNICODE
                    || platform == PLATFORM_WINDOWS && (encoding == WINDOWS_UCS_2 || encoding == WINDOWS_UCS_4)) {
                glyphs.read(file, table + file.getInt(entry + 4));
            }
        }
        return glyphs;
    }

    /** Whether there is something to draw for a character, or nothing needs to be: a space, a joiner, a mark of direction. */
    boolean draw(int codePoint) {
        return drawn.get(codePoint) || Character.isWhitespace(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }

    private static int tableAt(ByteBuffer file) {
        int tables = unsigned(file, 4);
        for (int i = 0; i < tables; i++) {
            if (file.getInt(12 + i * 16) == CMAP) {
                return file.getInt(12 + i * 16 + 8);
            }
        }
        throw new IllegalArgumentException("the font has no cmap table");
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
