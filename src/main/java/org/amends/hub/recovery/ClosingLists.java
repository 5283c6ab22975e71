package org.amends.hub.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What whoever closes a case chooses from, and how long a guest who is asked again has time to answer.
 *
 * @param causes        what can have gone wrong, in the order in which it is shown; at least one
 * @param actions       what can have been done about it, likewise
 * @param silenceAfter  how long after the closing no answer counts as silence; 1 to 30 days
 */
public record ClosingLists(List<Choice> causes, List<Choice> actions, Duration silenceAfter) {

    /** What is there where the venue says nothing else. */
    public static final ClosingLists DEFAULTS = new ClosingLists(List.of(//
            choice("waiting", "Waiting", "Wartezeit", "Attente"), //
            choice("cleanliness", "Cleanliness", "Sauberkeit", "Propreté"), //
            choice("staff", "Staff", "Personal", "Personnel"), //
            choice("product", "Food or product", "Speisen oder Ware", "Repas ou produit"), //
            choice("price", "Price or bill", "Preis oder Rechnung", "Prix ou facture"), //
            choice("facility", "Room or equipment", "Raum oder Ausstattung", "Lieu ou équipement"), //
            choice("noise", "Noise", "Lärm", "Bruit"), //
            choice("other", "Something else", "Etwas anderes", "Autre chose")),
            List.of(//
                    choice("apologised", "Apologised", "Entschuldigt", "Excuses présentées"), //
                    choice("repaired", "Put right", "In Ordnung gebracht", "Remis en état"), //
                    choice("replaced", "Replaced", "Ersetzt", "Remplacé"), //
                    choice("refunded", "Refunded", "Geld zurückgegeben", "Remboursé"), //
                    choice("explained", "Explained", "Erklärt", "Expliqué"), //
                    choice("passed-on", "Passed on", "Weitergegeben", "Transmis"), //
                    choice("other", "Something else", "Etwas anderes", "Autre chose")),
            Duration.ofDays(3));

    public ClosingLists {
        causes = List.copyOf(causes);
        actions = List.copyOf(actions);
    }

    /**
     * One of a list.
     *
     * @param id    by which it is kept and counted
     * @param words what staff read, by language such as {@code de}; at least one
     */
    public record Choice(String id, Map<String, String> words) {

        /** What somebody reads: in their language, else in English, else in the first that there is. */
        public String in(Locale language) {
            return Stream.of(language.getLanguage(), Locale.ENGLISH.getLanguage()).map(words::get)
                    .filter(said -> said != null).findFirst()
                    .orElseGet(() -> words.values().stream().findFirst().orElse(id));
        }
    }

    /**
     * Reads the file that a venue says it in.
     *
     * @throws org.amends.checkedfile.FileProblem with file, line, the value and what is allowed
     */
    public static ClosingLists read(Path file) {
        return ClosingFile.read(file);
    }

    /** Whether somebody may close a case with these. */
    public boolean allow(String cause, String action) {
        return find(causes, cause).isPresent() && find(actions, action).isPresent();
    }

    /** A cause by its name, be it one that this venue no longer has on its list. */
    public Choice cause(String id) {
        return find(causes, id).or(() -> find(DEFAULTS.causes, id)).orElseGet(() -> new Choice(id, Map.of()));
    }

    /** An action by its name, likewise. */
    public Choice action(String id) {
        return find(actions, id).or(() -> find(DEFAULTS.actions, id)).orElseGet(() -> new Choice(id, Map.of()));
    }

    private static Optional<Choice> find(List<Choice> all, String id) {
        return all.stream().filter(choice -> choice.id().equals(id)).findFirst();
    }

    private static Choice choice(String id, String english, String german, String french) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("en", english);
        words.put("de", german);
        words.put("fr", french);
        return new Choice(id, words);
    }
}
