package org.amends.kiosk.guest.keyboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which keys a keyboard has, as its file says, which lies beside this class. A file begins with a sentence or two on what
 * it offers. Then follow its levels, the first of which is shown first:
 *
 * <pre>
 * level NAME LABEL [once]     LABEL is what the keys that lead here show; once: for one key only, unless locked
 * q w e {delete}|1.5          a row of keys, each what it types; |1.5 is its width in columns, 1 where none is given
 *
 * mark ゛ かが がか             the key ゛ turns a last か into が, and が into か
 * </pre>
 *
 * A key in braces does something: {@code {space}}, {@code {delete}}, {@code {done}}, or shows the level of that name, with
 * the arrow of a shift key where {@code ^} stands before it. All levels of a file have equally many rows, so that no key
 * moves under a finger.
 *
 * @param levels by name, the first one first
 * @param marks  what a key turns the last code point into, by the key
 */
record Layout(Map<String, Level> levels, Map<String, Map<Integer, Integer>> marks) {

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "ar",
            "he", "hi", "th", "ja", "zh", "ko");
    private static final Pattern LEVEL = Pattern.compile("level (\\S+) (\\S+)( once)?");
    private static final Pattern KEY = Pattern.compile("(.+?)(?:\\|([0-9.]+))?");

    /**
     * One set of keys.
     *
     * @param label what a key shows that leads here
     * @param once  whether it goes by itself after one key
     */
    record Level(String name, String label, boolean once, List<List<Key>> rows) {

        double columns() {
            return rows.stream().mapToDouble(row -> row.stream().mapToDouble(Key::width).sum()).max().orElse(0);
        }
    }

    /** One key. Its width is in columns. */
    sealed interface Key {

        double width();

        /** Types what it shows. */
        record Types(String characters, double width) implements Key {
        }

        /** Changes the last character into another form. */
        record Marks(String mark, double width) implements Key {
        }

        /**
         * Shows another level.
         *
         * @param arrow whether it is the shift key
         */
        record Shows(String level, boolean arrow, double width) implements Key {
        }

        /** A space. */
        record Space(double width) implements Key {
        }

        /** Takes back. */
        record Delete(double width) implements Key {
        }

        /** The guest has written all. */
        record Done(double width) implements Key {
        }
    }

    /** The languages with a layout of their own. */
    static List<String> languages() {
        return LANGUAGES;
    }

    /**
     * The layout for a language as in BCP 47, of which the part before the hyphen counts; another language than
     * {@link #languages()} gets the English one.
     */
    static Layout of(String language, Keyboard.Kind kind) {
        String main = language.toLowerCase(Locale.ROOT).split("-")[0];
        return switch (kind) {
            case TEXT -> read(LANGUAGES.contains(main) ? main : "en");
            case EMAIL -> read(main.equals("de") || main.equals("fr") ? "email_" + main : "email");
            case PHONE -> read("phone");
        };
    }

    Level first() {
        return levels.values().iterator().next();
    }

    /** Of the widest level, so that keys are equally large on all. */
    double columns() {
        return levels.values().stream().mapToDouble(Level::columns).max().orElse(0);
    }

    int rows() {
        return first().rows().size();
    }

    /**
     * Reads a file of that name.
     *
     * @throws IllegalStateException if it is wrong, with its line
     */
    static Layout read(String name) {
        try (InputStream file = Layout.class.getResourceAsStream(name + ".txt")) {
            return parse(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Layout parse(String name, String text) {
        List<String> lines = text.lines().toList();
        Map<String, Map<Integer, Integer>> marks = new HashMap<>();
        lines.stream().filter(line -> line.startsWith("mark ")).forEach(line -> {
            List<String> words = Arrays.asList(line.split(" "));
            marks.put(words.get(1), turns(words.subList(2, words.size())));
        });
        Map<String, Level> levels = new LinkedHashMap<>();
        Optional<Level> level = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher head = LEVEL.matcher(line);
            if (head.matches()) {
                Level next = new Level(head.group(1), head.group(2), head.group(3) != null, new ArrayList<>());
                levels.put(next.name(), next);
                level = Optional.of(next);
            } else if (level.isPresent() && !line.isBlank() && !line.startsWith("mark ")) {
                level.get().rows().add(Arrays.stream(line.split(" ")).map(token -> key(token, marks)).toList());
            }
        }
        check(name, levels);
        return new Layout(levels, marks);
    }

    private static Key key(String token, Map<String, ?> marks) {
        Matcher parts = KEY.matcher(token);
        if (!parts.matches()) {
            throw new IllegalStateException("a key without characters in a keyboard's layout");
        }
        String says = parts.group(1);
        double width = parts.group(2) == null ? 1 : Double.parseDouble(parts.group(2));
        return switch (says) {
            case "{space}" -> new Key.Space(width);
            case "{delete}" -> new Key.Delete(width);
            case "{done}" -> new Key.Done(width);
            case String s when s.length() > 1 && s.startsWith("{") ->
                new Key.Shows(s.substring(s.startsWith("{^") ? 2 : 1, s.length() - 1), s.startsWith("{^"), width);
            case String s when marks.containsKey(s) -> new Key.Marks(s, width);
            default -> new Key.Types(says, width);
        };
    }

    private static Map<Integer, Integer> turns(List<String> pairs) {
        Map<Integer, Integer> turns = new HashMap<>();
        pairs.forEach(pair -> turns.put(pair.codePointAt(0), pair.codePointAt(1)));
        return turns;
    }

    private static void check(String name, Map<String, Level> levels) {
        for (Level level : levels.values()) {
            if (level.rows().size() != levels.values().iterator().next().rows().size()) {
                throw new IllegalStateException("keyboard " + name + ": level " + level.name()
                        + " has another number of rows than the first, so that keys would move");
            }
            level.rows().stream().flatMap(List::stream).forEach(key -> {
                if (key instanceof Key.Shows shows && !levels.containsKey(shows.level())) {
                    throw new IllegalStateException("keyboard " + name + ": level " + level.name() + " leads to "
                            + shows.level() + ", which is not there; there are " + String.join(", ", levels.keySet()));
                }
            });
        }
    }
}
