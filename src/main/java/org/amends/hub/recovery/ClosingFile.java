package org.amends.hub.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;

/** Reads what whoever closes a case chooses from. */
final class ClosingFile {

    private static final int LONGEST_WORDS = 60;
    private static final int MOST_CHOICES = 30;
    private static final int MOST_DAYS = 30;
    private static final Pattern WORDS = Pattern.compile("[^\\p{Cntrl}\\u2028-\\u202E\\u2066-\\u2069]{1," + LONGEST_WORDS
            + "}");
    /** Of the languages that staff pages speak. */
    private static final Set<String> LANGUAGES = Set.of("en", "de", "fr");

    private ClosingFile() {
    }

    static ClosingLists read(Path file) {
        Value top = CheckedFile.read(file);
        top.allowOnly(Set.of("causes", "actions", "silence-after-days"));
        ClosingLists defaults = ClosingLists.DEFAULTS;
        return new ClosingLists(top.find("causes").map(ClosingFile::choices).orElse(defaults.causes()),
                top.find("actions").map(ClosingFile::choices).orElse(defaults.actions()),
                top.find("silence-after-days").map(days -> Duration.ofDays(days.wholeNumber(1, MOST_DAYS)))
                        .orElse(defaults.silenceAfter()));
    }

    private static List<ClosingLists.Choice> choices(Value block) {
        List<ClosingLists.Choice> choices = new ArrayList<>();
        block.entries().forEach((id, words) -> {
            if (!Closing.NAME.matcher(id).matches()) {
                throw new FileProblem(words.remark("the key \"" + shown(id) + "\" is not allowed; allowed: 1 to 40 of a-z,"
                        + " 0-9 and -, the first no -"));
            }
            choices.add(new ClosingLists.Choice(id, words(words)));
        });
        if (choices.isEmpty() || choices.size() > MOST_CHOICES) {
            throw block.wrong("1 to " + MOST_CHOICES + " entries, each with its words");
        }
        return choices;
    }

    private static Map<String, String> words(Value block) {
        block.allowOnly(LANGUAGES);
        Map<String, String> words = new LinkedHashMap<>();
        block.entries().forEach((language, said) -> words.put(language,
                said.text(WORDS, "1 to " + LONGEST_WORDS + " characters on one line")));
        if (words.isEmpty()) {
            throw block.wrong("words in at least one of en, de and fr");
        }
        return words;
    }

    private static String shown(String text) {
        String oneLine = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return oneLine.length() <= LONGEST_WORDS ? oneLine : oneLine.substring(0, LONGEST_WORDS) + "...";
    }
}
