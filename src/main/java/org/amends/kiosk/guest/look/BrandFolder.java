package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;
import org.amends.kiosk.settings.LookName;

/**
 * Reads a brand folder: {@code brand.yaml}, the files it names, and the folder {@code pictures}. What each key is for stands in
 * {@code kiosk-config/brand/brand.yaml}.
 */
public final class BrandFolder {

    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final String COLOUR_IN_WORDS = "a colour such as \"#0A5C63\", in quotes";
    /** An hour of them, 16 s each. */
    private static final int MOST_PICTURES = 200;

    private BrandFolder() {
    }

    /**
     * Reads and checks all of it.
     *
     * @param  onPicture   is told of a picture that cannot be shown; the rest of the brand is none the worse for it
     * @throws FileProblem with file, line, the value and what is allowed
     */
    public static Brand read(Path folder, Consumer<FileProblem> onPicture) {
        Value top = CheckedFile.read(folder.resolve("brand.yaml"));
        top.allowOnly(Set.of("look", "colours", "type", "logo"));
        LookName look = top.find("look").map(value -> value.oneOf(looks())).orElse(LookName.DAY);
        Optional<Palette> colours = top.find("colours").map(block -> colours(block, Palette.of(look)));
        return new Brand(colours.or(() -> top.find("look").map(_ -> Palette.of(look))),
                top.find("type").map(block -> type(block, folder)), top.find("logo").map(name -> logo(name, folder)),
                pictures(folder.resolve("pictures"), onPicture));
    }

    private static Map<String, LookName> looks() {
        return Stream.of(LookName.values())
                .collect(Collectors.toMap(look -> look.name().toLowerCase(Locale.ROOT), look -> look));
    }

    /** What is not named stays as in the look; the panel is in the accent's colour then. */
    private static Palette colours(Value block, Palette look) {
        block.allowOnly(look.colours().keySet());
        Map<String, String> colours = new HashMap<>(look.colours());
        Map<String, Value> given = block.entries();
        given.forEach((name, value) -> colours.put(name, value.text(COLOUR, COLOUR_IN_WORDS)));
        if (!given.containsKey("panel")) {
            colours.put("panel", colours.get("accent"));
        }
        if (!given.containsKey("panel-ink")) {
            colours.put("panel-ink", colours.get("ground"));
        }
        Palette palette = new Palette(colours);
        palette.broken().stream().findFirst().ifPresent(rule -> {
            String wrong = given.containsKey(rule.colour()) ? rule.colour() : rule.on();
            throw Optional.ofNullable(given.get(wrong)).orElse(block).wrong(String.format(Locale.ROOT,
                    "colours with a contrast of at least %s between \"%s\" %s and \"%s\" %s, where it is %.1f", least(rule),
                    rule.colour(), colours.get(rule.colour()), rule.on(), colours.get(rule.on()),
                    Math.floor(palette.contrast(rule) * 10) / 10));
        });
        return palette;
    }

    private static String least(Palette.Rule rule) {
        return rule.least() == Math.rint(rule.least())
                ? String.valueOf((int) rule.least())
                : String.valueOf(rule.least());
    }

    private static HouseType type(Value block, Path folder) {
        block.allowOnly(Set.of("regular", "strong"));
        for (String weight : List.of("regular", "strong")) {
            Value name = block.get(weight);
            read(name, () -> HouseType.glyphs(inside(name, folder)));
        }
        return read(block, () -> HouseType.of(inside(block.get("regular"), folder), inside(block.get("strong"), folder)));
    }

    private static PictureFile logo(Value name, Path folder) {
        return read(name, () -> PictureFile.of(inside(name, folder)));
    }

    private static Path inside(Value name, Path folder) {
        String typed = name.text(200);
        Path file = folder.resolve(typed).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw name.wrong("a file in the brand folder");
        }
        return file;
    }

    private interface Reader<T> {
        T read() throws IOException;
    }

    private static <T> T read(Value named, Reader<T> reader) {
        try {
            return reader.read();
        } catch (IOException wrong) {
            throw named.wrong("a file that can be read; this one: " + wrong.getMessage());
        }
    }

    private static List<PictureFile> pictures(Path folder, Consumer<FileProblem> onPicture) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<PictureFile> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> !each.getFileName().toString().startsWith(".")).sorted().toList()) {
                if (pictures.size() == MOST_PICTURES) {
                    onPicture.accept(new FileProblem(folder + ": allowed are up to " + MOST_PICTURES + " pictures"));
                    break;
                }
                try {
                    pictures.add(PictureFile.of(file));
                } catch (IOException wrong) {
                    onPicture.accept(new FileProblem(file + ": " + wrong.getMessage()));
                }
            }
        } catch (IOException unreadable) {
            onPicture.accept(new FileProblem(folder + ": cannot be read (" + unreadable.getMessage() + ")"));
        }
        return pictures;
    }
}
