package org.amends.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the hub may set at a terminal, in place of the terminal's own settings file. What is absent is as that file says.
 * The constructor throws {@link IllegalArgumentException} naming the part that is out of its limits.
 *
 * @param answerSeconds how long a question waits for a guest who has begun
 * @param thanksSeconds how long the thanks stay
 * @param look          one of {@link #LOOKS}; a terminal passes over one that it does not know
 * @param motion        whether anything on the screens moves
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TerminalSettings(@JsonProperty("answer-seconds") Optional<Integer> answerSeconds,
        @JsonProperty("thanks-seconds") Optional<Integer> thanksSeconds, @JsonProperty("look") Optional<String> look,
        @JsonProperty("motion") Optional<Boolean> motion) {

    public static final int SHORTEST_ANSWER = 10;
    public static final int LONGEST_ANSWER = 120;
    public static final int SHORTEST_THANKS = 3;
    public static final int LONGEST_THANKS = 30;
    /** The looks there are. */
    public static final List<String> LOOKS = List.of("day", "night", "sand");

    /** Nothing is set: all is as the terminal's own file says. */
    public static final TerminalSettings NONE = new TerminalSettings(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    private static final int LONGEST_LOOK = 40;

    public TerminalSettings {
        answerSeconds = answerSeconds == null ? Optional.empty() : answerSeconds;
        thanksSeconds = thanksSeconds == null ? Optional.empty() : thanksSeconds;
        look = look == null ? Optional.empty() : look;
        motion = motion == null ? Optional.empty() : motion;
        answerSeconds.ifPresent(seconds -> range("answer-seconds", seconds, SHORTEST_ANSWER, LONGEST_ANSWER));
        thanksSeconds.ifPresent(seconds -> range("thanks-seconds", seconds, SHORTEST_THANKS, LONGEST_THANKS));
        if (look.filter(name -> name.isBlank() || name.length() > LONGEST_LOOK).isPresent()) {
            throw wrong("look", look.get(), String.join(", ", LOOKS));
        }
    }

    /**
     * The same with one setting as typed; an empty value leaves it to the terminal's own file again.
     *
     * @throws IllegalArgumentException naming the setting, the value and what is allowed
     */
    public TerminalSettings with(String name, String value) {
        boolean absent = value.isEmpty();
        return switch (name) {
            case "answer-seconds" -> new TerminalSettings(
                    absent ? Optional.empty() : Optional.of(number(name, value, SHORTEST_ANSWER, LONGEST_ANSWER)),
                    thanksSeconds, look, motion);
            case "thanks-seconds" -> new TerminalSettings(answerSeconds,
                    absent ? Optional.empty() : Optional.of(number(name, value, SHORTEST_THANKS, LONGEST_THANKS)), look,
                    motion);
            case "look" -> new TerminalSettings(answerSeconds, thanksSeconds,
                    absent ? Optional.empty() : Optional.of(oneOf(name, value, LOOKS)), motion);
            case "motion" -> new TerminalSettings(answerSeconds, thanksSeconds, look,
                    absent
                            ? Optional.empty()
                            : Optional.of(Boolean.valueOf(oneOf(name, value, List.of("true", "false")))));
            default -> throw new IllegalArgumentException("\"" + name
                    + "\" cannot be set from the hub; allowed: answer-seconds, thanks-seconds, look, motion");
        };
    }

    /** What is set, a line each, such as {@code answer-seconds=45}. */
    public List<String> lines() {
        return Stream.of(line("answer-seconds", answerSeconds), line("thanks-seconds", thanksSeconds), line("look", look),
                line("motion", motion)).flatMap(Optional::stream).toList();
    }

    @Override
    public String toString() {
        return lines().isEmpty() ? "nothing" : String.join(" ", lines());
    }

    private static Optional<String> line(String name, Optional<?> value) {
        return value.map(known -> name + "=" + known);
    }

    private static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            range(name, number, least, most);
            return number;
        } catch (NumberFormatException notANumber) {
            throw wrong(name, value, "a whole number from " + least + " to " + most);
        }
    }

    private static void range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(name, String.valueOf(value), "a whole number from " + least + " to " + most);
        }
    }

    private static String oneOf(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw wrong(name, value, String.join(", ", allowed));
        }
        return value;
    }

    private static IllegalArgumentException wrong(String name, String value, String allowed) {
        return new IllegalArgumentException(name + ": \"" + value + "\" is not allowed; allowed: " + allowed);
    }
}
