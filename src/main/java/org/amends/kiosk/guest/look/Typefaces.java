package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;
import javafx.scene.text.Font;
import org.amends.kiosk.platform.SystemFonts;

/**
 * The typefaces of the guest screens: IBM Plex Sans in the script of each language, or Noto Sans where Plex will not do.
 * JavaFX does not fall back from a loaded font to another for a script it lacks, so each language has its family, which
 * has Latin letters for the name of a brand. To be made once, before any text is shown.
 */
public final class Typefaces {

    private static final String RESOURCES = "/org/amends/assets/fonts/";
    private static final Map<Family, Glyphs> GLYPHS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Set<Family> families;
    /** Those that were needed so far. */
    private final Map<Family, Typeface> loaded;
    private final Map<String, Typeface> house = new HashMap<>();

    private Typefaces(Path folder, Set<Family> families, Map<Family, Typeface> loaded) {
        this.folder = folder;
        this.families = families;
        this.loaded = loaded;
    }

    /**
     * The same with the venue's own typeface in the languages that it can draw.
     *
     * @param texts what it must be able to draw, by language
     */
    public Typefaces with(HouseType type, Map<String, List<String>> texts) {
        Typefaces both = new Typefaces(folder, families, loaded);
        Font regular = Font.loadFont(type.regular().toUri().toString(), 12);
        Font strong = Font.loadFont(type.strong().toUri().toString(), 12);
        texts.forEach((language, said) -> {
            if (regular != null && strong != null && type.draws(language, said)) {
                both.house.put(language, new Typeface(regular.getName(), strong.getName()));
            } else {
                System.getLogger(Typefaces.class.getName()).log(Level.INFO,
                        "\"{0}\" is set in the packed font: {1} does not draw all of it", language, type.regular());
            }
        });
        return both;
    }

    /**
     * A family, and the weight that its strong words have. For scripts that JavaFX lays out by Pango it is Bold and not
     * SemiBold: JavaFX finds the font that Pango chose by family and bold flag alone, so that a SemiBold would be laid out
     * but a Regular painted.
     */
    private enum Family {
        /** Cyrillic and Greek too. */
        LATIN("IBMPlexSans", "SemiBold", true), //
        ARABIC("IBMPlexSansArabic", "Bold", true), //
        HEBREW("IBMPlexSansHebrew", "Bold", true), //
        /** In JavaFX, Plex's marks above a letter run into its vowel here and in Thai. */
        DEVANAGARI("NotoSansDevanagari", "Bold", true), //
        /** With the loops that every Thai reader learnt. */
        THAI("NotoSansThaiLooped", "Bold", true), //
        /** All of JIS X 0208 and more. */
        JAPANESE("IBMPlexSansJP", "SemiBold", false), //
        /**
         * The 8,105 of the Table of General Standard Characters, and GB 2312. Plex lacks letters such as é here and in
         * Korean.
         */
        CHINESE("NotoSansSC", "SemiBold", false), //
        /** Every modern syllable, and the signs of KS X 1001. */
        KOREAN("NotoSansKR", "SemiBold", false);

        private final String name;
        private final String strong;
        /** Whether JavaFX may lay a text of it out by Pango. */
        private final boolean byPango;

        Family(String name, String strong, boolean byPango) {
            this.name = name;
            this.strong = strong;
            this.byPango = byPango;
        }

        static Family of(String language) {
            return switch (language) {
                case "ar" -> ARABIC;
                case "he" -> HEBREW;
                case "hi" -> DEVANAGARI;
                case "th" -> THAI;
                case "ja" -> JAPANESE;
                case "zh" -> CHINESE;
                case "ko" -> KOREAN;
                default -> LATIN;
            };
        }

        String regularFile() {
            return name + "-Regular.ttf";
        }

        String strongFile() {
            return name + "-" + strong + ".ttf";
        }
    }

    /** The full names that JavaFX knows the two weights by. */
    private record Typeface(String regular, String strong) {
    }

    /**
     * Those of some languages: a terminal that speaks no Chinese spends neither time nor memory on it. Each is read when it
     * is first needed, as the large ones take longer than a guest should wait for the first screen.
     *
     * @param folder    where they are unpacked, as fontconfig reads files only; what lies there from before is used again
     * @param languages all that may be shown, BCP 47
     */
    public static Typefaces load(Path folder, Collection<String> languages) {
        Set<Family> families = EnumSet.of(Family.LATIN);
        languages.forEach(language -> families.add(Family.of(language)));
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("the fonts cannot be unpacked", failed);
        }
        Typefaces typefaces = new Typefaces(folder, families, new ConcurrentHashMap<>());
        if (!SystemFonts.add(families.stream().filter(family -> family.byPango)
                .flatMap(family -> typefaces.unpacked(family).stream()).toList())) {
            System.getLogger(Typefaces.class.getName()).log(Level.WARNING,
                    "fontconfig does not know our fonts; Arabic, Hebrew, Hindi and Thai are shown in whatever font"
                            + " this machine has");
        }
        return typefaces;
    }

    /**
     * Reads what may be needed later, and what can be done beside the screen's thread is.
     *
     * @param screen runs on the screen's thread
     */
    public void readAhead(Executor screen) {
        for (Family family : families) {
            unpacked(family);
            screen.execute(() -> typeface(family));
        }
    }

    /** The first character of a text that cannot be drawn in a language, as {@code U+2603}. */
    public static Optional<String> undrawable(String language, String text) {
        OptionalInt missing = firstMissing(language, text);
        return missing.isPresent() ? Optional.of(String.format("U+%04X", missing.getAsInt())) : Optional.empty();
    }

    /**
     * The first character of a text that the fonts of its language cannot draw, as a code point; a guest would see an
     * empty box. Reads the packed fonts themselves, so it needs no screen.
     *
     * @param language that the text is shown in, BCP 47
     */
    public static OptionalInt firstMissing(String language, String text) {
        if (text.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            return OptionalInt.empty(); // every family has these, and needs not be read to know
        }
        Glyphs glyphs = GLYPHS.computeIfAbsent(Family.of(language), Typefaces::glyphs);
        return text.codePoints().filter(codePoint -> !glyphs.draw(codePoint)).findFirst();
    }

    Font regular(String language, double size) {
        return house.containsKey(language) ? new Font(house.get(language).regular(), size) : packed(language, size);
    }

    Font strong(String language, double size) {
        return house.containsKey(language) ? new Font(house.get(language).strong(), size) : packedStrong(language, size);
    }

    Font packed(String language, double size) {
        return new Font(typeface(language).regular(), size);
    }

    Font packedStrong(String language, double size) {
        return new Font(typeface(language).strong(), size);
    }

    private Typeface typeface(String language) {
        Family family = Family.of(language);
        if (!families.contains(family)) {
            throw new IllegalArgumentException("the fonts of \"" + language + "\" are not loaded; there are " + families);
        }
        return typeface(family);
    }

    private Typeface typeface(Family family) {
        return loaded.computeIfAbsent(family,
                _ -> new Typeface(name(unpacked(family).getFirst()), name(unpacked(family).getLast())));
    }

    /** The regular and the strong one. */
    private List<Path> unpacked(Family family) {
        try {
            return List.of(unpack(family.regularFile()), unpack(family.strongFile()));
        } catch (IOException failed) {
            throw new UncheckedIOException("the fonts cannot be unpacked", failed);
        }
    }

    private synchronized Path unpack(String name) throws IOException {
        Path file = folder.resolve(name);
        URLConnection packed = Typefaces.class.getResource(RESOURCES + name).openConnection();
        if (Files.notExists(file) || sum(Files.readAllBytes(file)) != sum(packed)) {
            Path next = folder.resolve(name + ".next");
            try (InputStream font = packed.getInputStream()) {
                Files.copy(font, next, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** A jar knows the sum of what it holds, which need not be unpacked for it. */
    private static long sum(URLConnection packed) throws IOException {
        if (packed instanceof JarURLConnection jar) {
            return jar.getJarEntry().getCrc();
        }
        try (InputStream font = packed.getURL().openStream()) {
            return sum(font.readAllBytes());
        }
    }

    private static long sum(byte[] font) {
        CRC32 sum = new CRC32();
        sum.update(font);
        return sum.getValue();
    }

    private static Glyphs glyphs(Family family) {
        try (InputStream font = Typefaces.class.getResourceAsStream(RESOURCES + family.regularFile())) {
            return Glyphs.of(font);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the font " + family.regularFile() + " cannot be read", unreadable);
        }
    }

    private static String name(Path file) {
        return Font.loadFont(file.toUri().toString(), 12).getName();
    }
}
