package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javafx.scene.text.Font;
import org.amends.kiosk.platform.SystemFonts;

/**
 * The typefaces of the guest screens: IBM Plex Sans, and IBM Plex Sans Arabic. JavaFX does not fall back from a loaded font
 * to another for a script it lacks, so each language has its family. To be made once, before any text is shown.
 *
 * <p>The strong weight of Arabic is Bold and not SemiBold: JavaFX finds the font that Pango chose by family and bold flag
 * alone, so that a SemiBold would be laid out but a Regular painted.
 */
public final class Typefaces {

    private static final String RESOURCES = "/org/amends/assets/fonts/";
    private static final String LATIN = "IBMPlexSans";
    private static final String ARABIC = "IBMPlexSansArabic";
    private static final Map<String, String> FAMILIES = Map.of("ar", ARABIC);

    private final Map<String, Typeface> typefaces;

    private Typefaces(Map<String, Typeface> typefaces) {
        this.typefaces = typefaces;
    }

    /** The full names that JavaFX knows the two weights by. */
    private record Typeface(String regular, String strong) {
    }

    /**
     * Loads them.
     *
     * @param folder where they are unpacked, as fontconfig reads files only; what lies there from before is used again
     */
    public static Typefaces load(Path folder) {
        try {
            Files.createDirectories(folder);
            List<Path> files = new ArrayList<>();
            for (String name : List.of(LATIN + "-Regular", LATIN + "-SemiBold", ARABIC + "-Regular", ARABIC + "-Bold")) {
                files.add(unpack(folder, name + ".ttf"));
            }
            if (!SystemFonts.add(files)) {
                System.getLogger(Typefaces.class.getName()).log(Level.WARNING,
                        "fontconfig does not know our fonts; Arabic is shown in whatever font this machine has");
            }
            return new Typefaces(Map.of(LATIN, new Typeface(name(files.get(0)), name(files.get(1))), ARABIC,
                    new Typeface(name(files.get(2)), name(files.get(3)))));
        } catch (IOException failed) {
            throw new UncheckedIOException("the fonts cannot be unpacked", failed);
        }
    }

    Font regular(String language, double size) {
        return new Font(typeface(language).regular(), size);
    }

    Font strong(String language, double size) {
        return new Font(typeface(language).strong(), size);
    }

    private Typeface typeface(String language) {
        return typefaces.get(FAMILIES.getOrDefault(language, LATIN));
    }

    private static Path unpack(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream resource = Typefaces.class.getResourceAsStream(RESOURCES + name)) {
            byte[] font = resource.readAllBytes();
            if (Files.notExists(file) || !Arrays.equals(Files.readAllBytes(file), font)) {
                Path next = Files.write(folder.resolve(name + ".next"), font);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return file;
    }

    private static String name(Path file) {
        return Font.loadFont(file.toUri().toString(), 12).getName();
    }
}
