package org.amends.kiosk.guest.look;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * The venue's own typeface. It is used for a language only if it draws all that is said in it; what guests type themselves, and
 * the keys for it, are always in a packed one, which has more letters.
 */
public final class HouseType {

    /** JavaFX lays these out by Pango, which finds a font by its family and takes the machine's where two share the name. */
    private static final Set<String> PACKED_ONLY = Set.of("ar", "he", "hi", "th");
    private static final long MOST_BYTES = 30_000_000;

    private final Path regular;
    private final Path strong;
    private final Glyphs inRegular;
    private final Glyphs inStrong;

    private HouseType(Path regular, Path strong, Glyphs inRegular, Glyphs inStrong) {
        this.regular = regular;
        this.strong = strong;
        this.inRegular = inRegular;
        this.inStrong = inStrong;
    }

    static HouseType of(Path regular, Path strong) throws IOException {
        return new HouseType(regular, strong, glyphs(regular), glyphs(strong));
    }

    /**
     * Reads which characters a font draws.
     *
     * @throws IOException saying what is wrong and what is allowed, without the file's name
     */
    static Glyphs glyphs(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("is " + Files.size(file) + " bytes long; allowed: up to " + MOST_BYTES);
        }
        try (InputStream font = new BufferedInputStream(Files.newInputStream(file))) {
            return Glyphs.of(font);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | EOFException noFont) {
            throw new IOException("is no font that can be read; allowed: TrueType or OpenType (.ttf, .otf)", noFont);
        }
    }

    Path regular() {
        return regular;
    }

    Path strong() {
        return strong;
    }

    /** Whether these texts of a language can be set in it. */
    boolean draws(String language, Collection<String> texts) {
        return !PACKED_ONLY.contains(language) && texts.stream().flatMapToInt(String::codePoints)
                .allMatch(character -> inRegular.draw(character) && inStrong.draw(character));
    }
}
