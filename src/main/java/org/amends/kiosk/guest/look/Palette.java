package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amends.kiosk.settings.LookName;

/**
 * The colours of the guest screens by name, {@code #RRGGBB} each.
 *
 * @param colours every one that {@code guest.css} has for a look
 */
public record Palette(Map<String, String> colours) {

    /** WCAG 2.2, 1.4.6: text against what is behind it. */
    private static final double TEXT = 7;
    /** WCAG 2.2, 1.4.11 asks for 3 of what is no text; a guest walks past. */
    private static final double PART = 4.5;

    /** Everything that must stand out from something. What is pressed has its two colours exchanged. */
    static final List<Rule> RULES = List.of(new Rule("ink", "ground", TEXT), new Rule("muted", "ground", TEXT),
            new Rule("accent", "ground", TEXT), new Rule("panel-ink", "panel", TEXT), new Rule("line", "ground", PART),
            new Rule("very-good", "ground", PART), new Rule("good", "ground", PART), new Rule("fair", "ground", PART),
            new Rule("poor", "ground", PART), new Rule("very-poor", "ground", PART));

    /** The style class that {@link #stylesheet()} is for. */
    static final String STYLE = "brand";

    public Palette {
        colours = Map.copyOf(colours);
    }

    /**
     * How much one colour must stand out from another.
     *
     * @param least the contrast of WCAG 2, from 1 to 21
     */
    record Rule(String colour, String on, double least) {
    }

    /** Those of a built-in look, from our own style sheet. */
    static Palette of(LookName look) {
        Matcher block = Pattern.compile("\\.guest\\." + look.name().toLowerCase(Locale.ROOT) + " \\{([^}]*)}")
                .matcher(builtIn());
        if (!block.find()) {
            throw new IllegalStateException("guest.css has no look " + look);
        }
        Map<String, String> colours = new LinkedHashMap<>();
        Pattern.compile("-([a-z-]+): (#[0-9A-F]{6});").matcher(block.group(1)).results()
                .forEach(colour -> colours.put(colour.group(1), colour.group(2)));
        return new Palette(colours);
    }

    /** What is wrong, in the order of {@link #RULES}; mostly nothing. */
    List<Rule> broken() {
        return RULES.stream().filter(rule -> contrast(rule) < rule.least()).toList();
    }

    double contrast(Rule rule) {
        return contrast(colours.get(rule.colour()), colours.get(rule.on()));
    }

    /** The contrast of WCAG 2, from 1 to 21. */
    static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** The relative luminance of WCAG 2, 0 to 1. */
    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** The address of a style sheet of these colours, itself its contents. */
    String stylesheet() {
        String css = colours.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(colour -> "-" + colour.getKey() + ": " + colour.getValue() + ";")
                .collect(Collectors.joining(" ", ".guest." + STYLE + " { ", " }"));
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    private static String builtIn() {
        try (InputStream file = Palette.class.getResourceAsStream("guest.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
