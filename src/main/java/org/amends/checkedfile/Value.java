package org.amends.checkedfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value in a checked file: a text, a list or a mapping, with its line and its key. */
public final class Value {

    private static final int SHOWN_CHARACTERS = 60;

    private final String file;
    private final String key;
    private final Node node;

    Value(String file, String key, Node node) {
        this.file = file;
        this.key = key;
        this.node = node;
    }

    /** The line it stands in, counted from 1. */
    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The file it stands in, as messages name it. */
    public String file() {
        return file;
    }

    /**
     * What to throw when this value is wrong.
     *
     * @param allowed what would be right, such as {@code "a number from 1 to 60"}
     */
    public FileProblem wrong(String allowed) {
        return new FileProblem(place() + shown() + " is not allowed; allowed: " + allowed);
    }

    /** Words about this value that refuse nothing, with its place. */
    public String remark(String words) {
        return place() + words;
    }

    /**
     * Refuses keys that nothing reads: a misspelt key would otherwise silently leave its default in force.
     *
     * @param known every key that this mapping may have
     */
    public void allowOnly(Set<String> known) {
        for (NodeTuple entry : requireMapping().getValue()) {
            String name = scalar(entry.getKeyNode());
            if (!known.contains(name)) {
                throw new FileProblem(file + ":" + lineOf(entry.getKeyNode()) + ": unknown key \"" + shortened(name)
                        + "\"; allowed: " + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    /** The value of a key that must be there. */
    public Value get(String name) {
        return find(name).orElseThrow(
                () -> new FileProblem(
                        place() + "the key \"" + name + "\" is missing; it belongs in the block that begins here"));
    }

    /** The value of a key that may be absent. */
    public Optional<Value> find(String name) {
        return requireMapping().getValue().stream().filter(entry -> scalar(entry.getKeyNode()).equals(name))
                .map(entry -> child(name, entry.getValueNode())).findFirst();
    }

    /** All keys with their values, in the order of the file. */
    public Map<String, Value> entries() {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple entry : requireMapping().getValue()) {
            String name = scalar(entry.getKeyNode());
            entries.put(name, child(name, entry.getValueNode()));
        }
        return entries;
    }

    /** Whether it is a block of keys with their values. */
    public boolean isBlock() {
        return node instanceof MappingNode;
    }

    /** The items of a list, in order. */
    public List<Value> items() {
        if (!(node instanceof SequenceNode list)) {
            throw wrong("a list");
        }
        List<Value> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(child("[" + items.size() + "]", item));
        }
        return items;
    }

    /**
     * A text on one line. It reads as it is written: what turns letters round (U+202A to U+202E, U+2066 to U+2069) or breaks
     * lines (U+2028, U+2029) and cannot be seen is not allowed; single marks of direction and joiners are.
     *
     * @param longest how many characters it may have at the most; at least one that is not white space is needed
     */
    public String text(int longest) {
        String allowed = "a text of 1 to " + longest + " characters on one line";
        if (!(node instanceof ScalarNode) || node.getTag().equals(Tag.NULL)) {
            throw wrong(allowed);
        }
        String text = scalar(node).strip();
        if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(allowed);
        }
        text.chars().filter(character -> character >= '\u2028' && character <= '\u202E'
                || character >= '\u2066' && character <= '\u2069').findFirst().ifPresent(hidden -> {
                    throw wrong(allowed + ", without the invisible character " + String.format("U+%04X", hidden));
                });
        return text;
    }

    /**
     * A text of a given form.
     *
     * @param form    what it must match as a whole
     * @param allowed that form in words
     */
    public String text(Pattern form, String allowed) {
        if (!(node instanceof ScalarNode) || !form.matcher(scalar(node)).matches()) {
            throw wrong(allowed);
        }
        return scalar(node);
    }

    /** A whole number within a range, both ends included. */
    public int wholeNumber(int least, int most) {
        String allowed = "a whole number from " + least + " to " + most;
        if (!(node instanceof ScalarNode)) {
            throw wrong(allowed);
        }
        try {
            int number = Integer.parseInt(scalar(node));
            if (number < least || number > most) {
                throw wrong(allowed);
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw wrong(allowed);
        }
    }

    /** {@code true} or {@code false}. */
    public boolean yesOrNo() {
        return oneOf(Map.of("true", true, "false", false));
    }

    /** One of some words, each standing for something. */
    public <T> T oneOf(Map<String, T> words) {
        T meant = node instanceof ScalarNode ? words.get(scalar(node)) : null;
        if (meant == null) {
            throw wrong(words.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return meant;
    }

    MappingNode requireMapping() {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw wrong("a block of \"key: value\" lines");
    }

    private Value child(String name, Node childNode) {
        return new Value(file, key.isEmpty() || name.startsWith("[") ? key + name : key + "." + name, childNode);
    }

    private String place() {
        return file + ":" + line() + ": " + (key.isEmpty() ? "" : key + ": ");
    }

    private String shown() {
        return switch (node) {
            case ScalarNode text -> "\"" + shortened(text.getValue()) + "\"";
            case SequenceNode _ -> "a list";
            default -> "a block";
        };
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode text ? text.getValue() : "";
    }

    static String shortened(String text) {
        String oneLine = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return oneLine.length() <= SHOWN_CHARACTERS ? oneLine : oneLine.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
