package org.amends.hub.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.amends.checkedfile.FileProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever closes a case chooses from. */
class ClosingListsTest {

    @TempDir
    private Path folder;

    @Test
    void the_sample_of_the_package_is_what_is_built_in() {
        assertThat(ClosingLists.read(Path.of("installers", "hub", "closing.yaml"))).isEqualTo(ClosingLists.DEFAULTS);
    }

    @Test
    void a_venue_replaces_one_list_and_leaves_the_other() throws IOException {
        ClosingLists lists = read("causes:\n  beds: {de: Betten}\n  view: {en: The view, de: Aussicht}\n"
                + "silence-after-days: 7\n");

        assertThat(lists.causes()).extracting(ClosingLists.Choice::id).containsExactly("beds", "view");
        assertThat(lists.actions()).isEqualTo(ClosingLists.DEFAULTS.actions());
        assertThat(lists.silenceAfter()).isEqualTo(Duration.ofDays(7));
        assertThat(lists.cause("view").in(Locale.GERMAN)).isEqualTo("Aussicht");
        assertThat(lists.cause("view").in(Locale.FRENCH)).as("English where their own is missing").isEqualTo("The view");
        assertThat(lists.cause("beds").in(Locale.FRENCH)).as("else whatever there is").isEqualTo("Betten");
        assertThat(lists.allow("beds", "apologised")).isTrue();
        assertThat(lists.allow("noise", "apologised")).as("no longer on the list").isFalse();
        assertThat(lists.cause("noise").in(Locale.GERMAN)).as("but cases were closed with it").isEqualTo("Lärm");
        assertThat(lists.cause("gone").in(Locale.ENGLISH)).isEqualTo("gone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            causes: {Beds: {en: Beds}}       | closing.yaml:1: | the key "Beds" is not allowed; allowed: 1 to 40 of a-z
            causes: {}                       | closing.yaml:1: | 1 to 30 entries
            causes: {beds: {es: Camas}}      | closing.yaml:1: | unknown key
            causes: {beds: {}}               | closing.yaml:1: | at least one of en, de and fr
            causes: {beds: {en: ""}}         | closing.yaml:1: | 1 to 60 characters on one line
            actions: [apologised]            | closing.yaml:1: | actions
            silence-after-days: 31           | closing.yaml:1: | from 1 to 30
            silence: 3                       | closing.yaml:1: | unknown key
            """)
    void a_mistake_is_answered_with_its_place_the_value_and_what_is_allowed(String text, String place, String allowed) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(FileProblem.class).hasMessageContaining(place)
                .hasMessageContaining(allowed);
    }

    private ClosingLists read(String text) throws IOException {
        return ClosingLists.read(Files.writeString(folder.resolve("closing.yaml"), text));
    }
}
