package org.amends.checkedfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a YAML 1.2 file into {@link Value}s that know their lines. Aliases are refused and a key may stand only once, so
 * that what is read is what the eye sees.
 */
public final class CheckedFile {

    /** Larger files are refused unread; a survey in ten languages is a hundredth of it. */
    private static final long MAX_BYTES = 1024 * 1024;
    /** Three times what a survey needs. */
    private static final int MOST_LEVELS = 20;

    private CheckedFile() {
    }

    /**
     * Reads a file from disk.
     *
     * @param  file        where it lies
     * @return             its top, always a mapping
     * @throws FileProblem if it is absent, unreadable, larger than 1 MiB, not UTF-8, not YAML or not a mapping
     */
    public static Value read(Path file) {
        return parse(text(file), file.toString());
    }

    /**
     * Reads a file's text, unparsed.
     *
     * @throws FileProblem if it is absent, unreadable, larger than 1 MiB or not UTF-8
     */
    public static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new FileProblem(file + ": is " + Files.size(file) + " bytes long; allowed are up to " + MAX_BYTES);
            }
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException absent) {
            throw new FileProblem(file + ": there is no such file");
        } catch (CharacterCodingException notText) {
            throw new FileProblem(file + ": is not UTF-8 text");
        } catch (IOException unreadable) {
            throw new FileProblem(file + ": cannot be read (" + unreadable.getClass().getSimpleName() + ": "
                    + unreadable.getMessage() + ")");
        }
    }

    /**
     * Reads text that is already at hand.
     *
     * @param  text        YAML
     * @param  file        what to call it in messages
     * @return             its top, always a mapping
     * @throws FileProblem as {@link #read}
     */
    public static Value parse(String text, String file) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        requirePrintable(text, file);
        try {
            requirePlain(new Parse(settings).parseString(text), file);
            Optional<Node> top = new Compose(settings).composeString(text);
            if (top.isEmpty()) {
                throw new FileProblem(file + ": is empty");
            }
            Value value = new Value(file, "", top.get());
            value.requireMapping();
            requireKeysOnce(top.get(), file);
            return value;
        } catch (MarkedYamlEngineException broken) {
            throw new FileProblem(file + ":" + line(broken.getProblemMark()) + ": is not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            throw new FileProblem(file + ": is not YAML: " + broken.getMessage());
        }
    }

    /** The parser would say so too, but not where. */
    private static void requirePrintable(String text, String file) {
        int line = 1;
        for (int character : text.codePoints().toArray()) {
            if (!StreamReader.isPrintable(character)) {
                throw new FileProblem(String.format("%s:%d: is not YAML: the character U+%04X is not allowed", file, line,
                        character));
            }
            line += character == '\n' ? 1 : 0;
        }
    }

    /** Looks at the events before anything is built of them: the parser builds by recursion, to any depth. */
    private static void requirePlain(Iterable<Event> events, String file) {
        int depth = 0;
        for (Event event : events) {
            switch (event) {
                case AliasEvent alias -> throw new FileProblem(file + ":" + line(event.getStartMark()) + ": an alias (*"
                        + alias.getAlias() + ") is not allowed; write out what it stands for");
                case CollectionStartEvent _ -> depth++;
                case CollectionEndEvent _ -> depth--;
                default -> {
                    // a text, or where something begins or ends
                }
            }
            if (depth > MOST_LEVELS) {
                throw new FileProblem(file + ":" + line(event.getStartMark()) + ": is nested deeper than " + MOST_LEVELS
                        + " levels");
            }
        }
    }

    /** The parser leaves this to a later step of its own, which is not used here. */
    private static void requireKeysOnce(Node node, String file) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> requireKeysOnce(item, file));
        }
        if (node instanceof MappingNode block) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple entry : block.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key && !keys.add(key.getValue())) {
                    throw new FileProblem(file + ":" + line(key.getStartMark()) + ": the key \""
                            + Value.shortened(key.getValue()) + "\" stands here a second time; allowed: each key once");
                }
                requireKeysOnce(entry.getValueNode(), file);
            }
        }
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(place -> place.getLine() + 1).orElse(1);
    }
}
