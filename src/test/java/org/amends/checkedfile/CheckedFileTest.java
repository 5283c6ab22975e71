package org.amends.checkedfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class CheckedFileTest {

    @TempDir
    private Path folder;

    @Test
    void every_value_knows_its_line_and_the_way_to_it() {
        Value top = CheckedFile.parse("# first\nouter:\n  inner:\n    - one\n    - two\n", "f.yaml");

        Value two = top.get("outer").get("inner").items().get(1);

        assertThat(two.line()).isEqualTo(5);
        assertThat(two.file()).isEqualTo("f.yaml");
        assertThat(two.text(10)).isEqualTo("two");
        assertThat(two.wrong("three")).hasMessage("f.yaml:5: outer.inner[1]: \"two\" is not allowed; allowed: three");
    }

    @Test
    void a_file_is_read_as_utf_8_with_or_without_the_mark_that_some_editors_put_first() throws IOException {
        assertThat(CheckedFile.read(write("name: Café 🙂 שלום\n")).get("name").text(20)).isEqualTo("Café 🙂 שלום");
        assertThat(CheckedFile.read(write("\uFEFFname: Café\r\nnext: 1\r\n")).get("name").text(20)).isEqualTo("Café");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void what_is_not_plain_yaml_is_refused_in_one_line_that_names_the_place(String what, String text, String message) {
        assertThatThrownBy(() -> CheckedFile.parse(text, "f.yaml")).isInstanceOf(FileProblem.class)
                .message().startsWith(message).doesNotContain("\n");
    }

    static Stream<Arguments> what_is_not_plain_yaml_is_refused_in_one_line_that_names_the_place() {
        return Stream.of(Arguments.of("empty", "", "f.yaml: is empty"), //
                Arguments.of("only a comment", "# nothing\n", "f.yaml: is empty"), //
                Arguments.of("an empty document", "---\n", "f.yaml:2: \"\" is not allowed; allowed: a block"), //
                Arguments.of("a list", "- a\n", "f.yaml:1: a list is not allowed; allowed: a block"), //
                Arguments.of("a text", "hello\n", "f.yaml:1: \"hello\" is not allowed; allowed: a block"), //
                Arguments.of("a tab for indentation", "a:\n\tb: 1\n", "f.yaml:2: is not YAML"), //
                Arguments.of("an open bracket", "a: 1\nb: [1, 2\n", "f.yaml:3: is not YAML"), //
                Arguments.of("an open quote", "a: 1\nb: \"x\n", "f.yaml:3: is not YAML"), //
                Arguments.of("two documents", "a: 1\n---\nb: 2\n", "f.yaml:2: is not YAML"), //
                Arguments.of("a key twice", "a: 1\nb: 2\na: 3\n", "f.yaml:3: the key \"a\" stands here a second time"), //
                Arguments.of("a key twice further in", "o:\n  a: 1\n  a: 3\n",
                        "f.yaml:3: the key \"a\" stands here a second time"), //
                Arguments.of("a control character", "a: 1\nb: \u0007\n", "f.yaml:2: is not YAML: the character U+0007"), //
                Arguments.of("an alias of a text", "a: &x 1\nb: *x\n", "f.yaml:2: an alias (*x) is not allowed"), //
                Arguments.of("an alias of a block", "a: &x {c: 1}\nb: *x\n", "f.yaml:2: an alias (*x) is not allowed"), //
                Arguments.of("an alias of itself", "a: &x [*x]\n", "f.yaml:1: an alias (*x) is not allowed"), //
                Arguments.of("a bomb of aliases", bomb(), "f.yaml:2: an alias (*a0) is not allowed"), //
                Arguments.of("a tower of lists", "a: " + "[".repeat(100_000), "f.yaml:1: is nested deeper than"), //
                Arguments.of("a tower of blocks", tower(), "f.yaml:"));
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), "name: Café\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CheckedFile.read(file)).isInstanceOf(FileProblem.class)
                .hasMessage(file + ": is not UTF-8 text");
    }

    @Test
    void a_huge_file_is_refused_unread() throws IOException {
        Path file = write("a: 1\n" + "#".repeat(1024 * 1024));

        assertThatThrownBy(() -> CheckedFile.read(file)).isInstanceOf(FileProblem.class)
                .hasMessage(file + ": is 1048581 bytes long; allowed are up to 1048576");
    }

    @Test
    void a_file_that_is_not_there_or_is_a_folder_is_refused() {
        Path absent = folder.resolve("absent.yaml");

        assertThatThrownBy(() -> CheckedFile.read(absent)).isInstanceOf(FileProblem.class)
                .hasMessage(absent + ": there is no such file");
        assertThatThrownBy(() -> CheckedFile.read(folder)).isInstanceOf(FileProblem.class)
                .message().startsWith(folder + ": ").doesNotContain("\n");
    }

    @Test
    void a_key_that_nothing_reads_is_refused_at_its_own_line_with_those_that_are_read() {
        Value top = CheckedFile.parse("a: 1\nbee: 2\n", "f.yaml");

        assertThatThrownBy(() -> top.allowOnly(Set.of("b", "a")))
                .hasMessage("f.yaml:2: unknown key \"bee\"; allowed: a, b");
    }

    @Test
    void a_key_that_is_missing_is_named_with_the_block_that_lacks_it() {
        Value top = CheckedFile.parse("x: 1\nouter:\n  a: 1\n", "f.yaml");

        assertThatThrownBy(() -> top.get("outer").get("b"))
                .hasMessage("f.yaml:3: outer: the key \"b\" is missing; it belongs in the block that begins here");
        assertThat(top.find("y")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void a_value_of_the_wrong_type_is_named_with_what_is_allowed(String yaml, java.util.function.Consumer<Value> reader,
            String message) {
        Value value = CheckedFile.parse("v: " + yaml + "\n", "f.yaml").get("v");

        assertThatThrownBy(() -> reader.accept(value)).isInstanceOf(FileProblem.class)
                .hasMessage("f.yaml:1: v: " + message);
    }

    static Stream<Arguments> a_value_of_the_wrong_type_is_named_with_what_is_allowed() {
        String text = " is not allowed; allowed: a text of 1 to 5 characters on one line";
        String number = " is not allowed; allowed: a whole number from 1 to 9";
        return Stream.of(of("", value -> value.text(5), "\"\"" + text), //
                of("null", value -> value.text(5), "\"null\"" + text), //
                of("'   '", value -> value.text(5), "\"   \"" + text), //
                of("sixsix", value -> value.text(5), "\"sixsix\"" + text), //
                of("\"a\\nb\"", value -> value.text(5), "\"a?b\"" + text), //
                of("\"\\0\"", value -> value.text(5), "\"?\"" + text), //
                of("\"a\\u202Eb\"", value -> value.text(5), "\"a?b\"" + text + ", without the invisible character U+202E"), //
                of("\"\\u2066ab\"", value -> value.text(5), "\"?ab\"" + text + ", without the invisible character U+2066"), //
                of("[a]", value -> value.text(5), "a list" + text), //
                of("{a: b}", value -> value.text(5), "a block" + text), //
                of("0", value -> value.wholeNumber(1, 9), "\"0\"" + number), //
                of("10", value -> value.wholeNumber(1, 9), "\"10\"" + number), //
                of("1.0", value -> value.wholeNumber(1, 9), "\"1.0\"" + number), //
                of("99999999999999999999", value -> value.wholeNumber(1, 9), "\"99999999999999999999\"" + number), //
                of("[1]", value -> value.wholeNumber(1, 9), "a list" + number), //
                of("yes", Value::yesOrNo, "\"yes\" is not allowed; allowed: false, true"), //
                of("red", value -> value.oneOf(Map.of("blue", 1, "black", 2)),
                        "\"red\" is not allowed; allowed: black, blue"), //
                of("text", Value::items, "\"text\" is not allowed; allowed: a list"), //
                of("text", Value::entries, "\"text\" is not allowed; allowed: a block of \"key: value\" lines"));
    }

    @Test
    void a_long_wrong_value_is_shown_by_its_beginning() {
        Value value = CheckedFile.parse("v: " + "x".repeat(70) + "\n", "f.yaml").get("v");

        assertThat(value.wrong("less"))
                .hasMessage("f.yaml:1: v: \"" + "x".repeat(60) + "...\" is not allowed; allowed: less");
    }

    private static Arguments of(String yaml, java.util.function.Consumer<Value> reader, String message) {
        return Arguments.of(yaml, reader, message);
    }

    /** Two kilobytes that a careless reader unfolds to a billion values. */
    private static String bomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [")
                    .append(String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)))).append("]\n");
        }
        return bomb.toString();
    }

    private static String tower() {
        StringBuilder tower = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            tower.append(" ".repeat(i)).append("a:\n");
        }
        return tower.toString();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("f.yaml"), text);
    }
}
