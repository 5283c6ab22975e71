package org.amends.hub.messages;

import java.nio.file.Path;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;

/**
 * A password or a key. It is read from a file of its own, so that settings can be shown around, and it never tells itself.
 *
 * @param text 1 to 500 characters, without the white space around it in the file
 */
public record Secret(String text) {

    private static final int LONGEST = 500;
    private static final int LONGEST_FILE_NAME = 500;

    /**
     * Reads the file that a setting names, beside the file that it stands in or by a whole path.
     *
     * @param  shortest    how many characters it must have at the least
     * @throws FileProblem if there is no such file or it does not hold one line of that length
     */
    public static Secret named(Value setting, int shortest) {
        Path file = Path.of(setting.file()).toAbsolutePath().resolveSibling(setting.text(LONGEST_FILE_NAME));
        String text;
        try {
            text = CheckedFile.text(file).strip();
        } catch (FileProblem problem) {
            throw new FileProblem(setting.remark(problem.getMessage()));
        }
        if (text.length() < shortest || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw setting.wrong("a file that holds one line of " + shortest + " to " + LONGEST + " characters");
        }
        return new Secret(text);
    }

    /** Without it. */
    @Override
    public String toString() {
        return "***";
    }
}
