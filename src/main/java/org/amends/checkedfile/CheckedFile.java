package org.amends.checkedfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a YAML 1.2 file into {@link Value}s that know their lines. Aliases are refused and a key may stand only once, so
 * that what is read is what the eye sees.
 */
public final class CheckedFile {

    /** Larger files are refused unread; a survey in ten languages is a hundredth of it. */
    private static final long MAX_BYTES = 1024 * 1024;

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
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new FileProblem(file + ": is " + Files.size(file) + " bytes long; allowed are up to " + MAX_BYTES);
            }
            byte[] bytes = Files.readAllBytes(file);
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), file.toString());
        } catch (NoSuchFileException absent) {
            throw new FileProblem(file + ": there is no such file");
        } catch (CharacterCodingException notText) {
            throw new FileProblem(file + ": is not UTF-8 text");
        } catch (IOException unreadable) {
            throw new FileProblem(file + ": cannot be read (" + unreadable.getMessage() + ")");
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
        LoadSettings settings = LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0).build();
        try {
            Optional<Node> top = new Compose(settings).composeString(text);
            if (top.isEmpty()) {
                throw new FileProblem(file + ": is empty");
            }
            Value value = new Value(file, "", top.get());
            value.requireMapping();
            return value;
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new FileProblem(file + ":" + line + ": is not YAML: " + broken.getProblem());
        } catch (YamlEngineException broken) {
            throw new FileProblem(file + ": is not YAML: " + broken.getMessage());
        }
    }
}
