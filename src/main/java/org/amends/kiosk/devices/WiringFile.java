package org.amends.kiosk.devices;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.amends.checkedfile.CheckedFile;
import org.amends.checkedfile.FileProblem;
import org.amends.checkedfile.Value;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.devices.cards.KnownCards;
import org.amends.response.Touchpoint;
import org.amends.kiosk.devices.wires.Pull;
import org.amends.kiosk.settings.ButtonAct;
import org.amends.kiosk.settings.Presses;
import org.amends.kiosk.settings.SettingsFile;

/**
 * Reads a terminal's wiring file. What each key is for stands in {@code kiosk-config/wiring.yaml}. What only the machine can
 * tell, such as whether it has the chip, is not looked at here.
 */
public final class WiringFile {

    private static final int MOST_BUTTONS = 64;
    private static final int MOST_READERS = 8;
    /** What a chip has at the most; a board has fewer. */
    private static final int LAST_LINE = 1023;
    private static final Pattern CHIP = Pattern.compile("(/dev/)?[A-Za-z0-9][A-Za-z0-9._:@-]{0,99}");
    private static final Pattern PORT = Pattern.compile("/dev/[A-Za-z0-9._:/-]{1,100}");
    private static final Pattern ADDRESS = Pattern.compile("0x(0[89A-Fa-f]|[1-6][0-9A-Fa-f]|7[0-7])");

    private final Value top;
    private final Optional<Board> board;
    private final List<Wiring.Reader> cards;
    /** By line of the chip, what hangs on it, in words. */
    private final Map<Integer, String> taken = new HashMap<>();
    private final Map<String, String> takenKeys = new HashMap<>();
    private boolean usesLines;

    private WiringFile(Value top, Presses.Keys tactile) {
        this.top = top;
        top.allowOnly(Set.of("board", "chip", "buttons", "lamp", "buzzer", "debounce-ms", "minimum-interval-ms", "quiet",
                "cards", "known-cards"));
        board = top.find("board").map(value -> value.oneOf(Board.words()));
        cards = top.find("cards").map(WiringFile::cards).orElse(List.of());
        tactile.all().forEach(key -> takenKeys.put(key, "one of \"keys\" in the settings"));
    }

    /**
     * Reads and checks the wiring.
     *
     * @param  tactile     the keys that have a purpose already
     * @throws FileProblem with file, line, the value and what is allowed
     */
    public static Wiring read(Path file, Presses.Keys tactile) {
        return new WiringFile(CheckedFile.read(file), tactile).wiring();
    }

    private Wiring wiring() {
        List<String> chips = chips();
        List<Wiring.Button> buttons = top.find("buttons").map(this::buttons).orElse(List.of());
        Optional<Wiring.LightLine> lamp = top.find("lamp").map(value -> light(value, "the lamp"));
        Optional<Wiring.LightLine> buzzer = top.find("buzzer").map(value -> light(value, "the buzzer"));
        if (usesLines && chips.isEmpty()) {
            throw new FileProblem(top.remark("lines are used, but it is not said of which chip; allowed: the key \"board\""
                    + " with one of " + String.join(", ", Board.words().keySet().stream().sorted().toList())
                    + ", or the key \"chip\""));
        }
        Wiring none = Wiring.NONE;
        Wiring wiring = new Wiring(chips, buttons, lamp, buzzer,
                milliseconds("debounce-ms", 1, 100, none.debounce()),
                milliseconds("minimum-interval-ms", 0, 10_000, none.minimumInterval()),
                top.find("quiet").map(Value::yesOrNo).orElse(none.quiet()), cards,
                top.find("known-cards").map(WiringFile::knownCards).orElse(KnownCards.NONE));
        if (buttons.isEmpty() && lamp.isEmpty() && buzzer.isEmpty() && cards.isEmpty()) {
            throw top.wrong("a wiring with at least one of buttons, lamp, buzzer and cards");
        }
        return wiring;
    }

    private List<String> chips() {
        Optional<Value> chip = top.find("chip");
        if (chip.isPresent() && board.isPresent()) {
            throw chip.get().wrong("either the key \"board\" or the key \"chip\"");
        }
        return board.map(Board::chips).or(() -> chip.map(value -> List.of(value.text(CHIP,
                "a GPIO chip by its name such as gpiochip0, its label or its path such as /dev/gpiochip0"))))
                .orElse(List.of());
    }

    private Duration milliseconds(String key, int least, int most, Duration otherwise) {
        return top.find(key).map(value -> Duration.ofMillis(value.wholeNumber(least, most))).orElse(otherwise);
    }

    private List<Wiring.Button> buttons(Value list) {
        List<Wiring.Button> buttons = new ArrayList<>();
        for (Value item : list.items()) {
            if (buttons.size() == MOST_BUTTONS) {
                throw item.wrong("up to " + MOST_BUTTONS + " buttons");
            }
            buttons.add(button(item));
        }
        return buttons;
    }

    private Wiring.Button button(Value item) {
        boolean isKey = item.find("key").isPresent();
        item.allowOnly(isKey ? Set.of("key", "does", "light") : Set.of("line", "does", "pull", "active", "light"));
        Value does = item.get("does");
        ButtonAct act = does.oneOf(ButtonAct.words());
        String name = "the button " + act.word() + " of line " + item.line() + " of this file";
        Wiring.Contact contact = isKey ? onKey(item.get("key"), name) : onLine(item, name);
        return new Wiring.Button(contact, act, item.find("light").map(value -> light(value, "the light of " + name)));
    }

    private Wiring.Contact onKey(Value value, String name) {
        String key = SettingsFile.key(value);
        String other = takenKeys.putIfAbsent(key, name);
        if (other != null) {
            throw value.wrong("a key that nothing else is; this one is " + other);
        }
        return new Wiring.Contact.OnKey(key);
    }

    private Wiring.Contact onLine(Value item, String name) {
        int line = line(item.get("line"), name);
        Pull pull = item.find("pull").map(value -> value.oneOf(Map.of("up", Pull.UP, "down", Pull.DOWN, "none", Pull.NONE)))
                .orElse(Pull.UP);
        boolean activeHigh = item.find("active").map(WiringFile::activeHigh).orElse(pull == Pull.DOWN);
        return new Wiring.Contact.OnLine(line, pull, activeHigh);
    }

    /** A number, or a block with the level that lights it. */
    private Wiring.LightLine light(Value value, String name) {
        if (value.isBlock()) {
            value.allowOnly(Set.of("line", "active"));
            return new Wiring.LightLine(line(value.get("line"), name),
                    value.find("active").map(WiringFile::activeHigh).orElse(true));
        }
        return new Wiring.LightLine(line(value, name), true);
    }

    private static boolean activeHigh(Value value) {
        return value.oneOf(Map.of("high", true, "low", false));
    }

    private int line(Value value, String name) {
        usesLines = true;
        int line = value.wholeNumber(0, board.map(Board::lastLine).orElse(LAST_LINE));
        board.flatMap(known -> known.reserved(line, cards)).ifPresent(what -> {
            throw value.wrong("a line that the board does not need for itself; this one is for " + what);
        });
        String other = taken.putIfAbsent(line, name);
        if (other != null) {
            throw value.wrong("a line that nothing else hangs on; on this one is " + other);
        }
        return line;
    }

    private static List<Wiring.Reader> cards(Value list) {
        List<Wiring.Reader> readers = new ArrayList<>();
        for (Value item : list.items()) {
            Wiring.Reader reader = reader(item);
            if (readers.size() == MOST_READERS || readers.contains(reader)) {
                throw item.wrong("up to " + MOST_READERS + " card readers, each of them once");
            }
            readers.add(reader);
        }
        return readers;
    }

    private static KnownCards knownCards(Value list) {
        Map<String, CardMeaning.Known> known = new HashMap<>();
        for (Value item : list.items()) {
            boolean isStaff = item.find("staff").isPresent();
            item.allowOnly(isStaff ? Set.of("staff", "digest") : Set.of("place", "digest"));
            Value name = item.get(isStaff ? "staff" : "place");
            String words = name.text(Touchpoint.LONGEST_NAME);
            Value digest = item.get("digest");
            String text = digest.text(KnownCards.DIGEST, KnownCards.DIGEST_ALLOWED);
            CardMeaning.Known meaning = isStaff ? new CardMeaning.StaffBadge(words, text) : new CardMeaning.PlaceTag(words);
            if (known.putIfAbsent(text, meaning) != null) {
                throw digest.wrong("a digest that stands here once; this one stands here twice");
            }
        }
        return new KnownCards(known);
    }

    private static Wiring.Reader reader(Value item) {
        item.allowOnly(Set.of("reader", "port", "i2c", "address"));
        Value kind = item.get("reader");
        if (kind.oneOf(Map.of("pcsc", true, "pn532", false))) {
            item.allowOnly(Set.of("reader"));
            return new Wiring.Reader.Pcsc();
        }
        if (item.find("port").isPresent()) {
            item.allowOnly(Set.of("reader", "port"));
            return new Wiring.Reader.Pn532OnPort(
                    item.get("port").text(PORT, "a serial port, such as /dev/ttyS0 or /dev/ttyUSB0"));
        }
        if (item.find("i2c").isEmpty()) {
            throw kind.wrong("pn532 with \"port\" or with \"i2c\" beside it, or pcsc");
        }
        int address = item.find("address").map(value -> Integer.decode(value.text(ADDRESS,
                "an address on the bus from 0x08 to 0x77; a PN532 has 0x24"))).orElse(0x24);
        return new Wiring.Reader.Pn532OnI2c(item.get("i2c").wholeNumber(0, 255), address);
    }
}
