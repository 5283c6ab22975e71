package org.amends.kiosk.guest.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * The texts that are the same in every survey, in every language the guest screens speak. There is no falling back to
 * another language: a guest who reads Arabic never meets an English "Skip".
 */
public final class GuestTexts {

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "ar");
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar");

    private final Map<String, ResourceBundle> bundles = new LinkedHashMap<>();

    /** Reads them all. */
    public GuestTexts() {
        for (String language : LANGUAGES) {
            try (InputStream file = GuestTexts.class.getResourceAsStream("guest_" + language + ".properties");
                    InputStreamReader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
                bundles.put(language, new PropertyResourceBundle(text));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** The languages there are, BCP 47. */
    public Set<String> languages() {
        return bundles.keySet();
    }

    /** Whether a language is read from the right. */
    public static boolean isRightToLeft(String language) {
        return RIGHT_TO_LEFT.contains(language);
    }

    /**
     * One text.
     *
     * @throws java.util.MissingResourceException if the language has no such text, which a test makes sure of for all
     */
    public String in(String language, Text text, Object... values) {
        String pattern = bundles.get(language).getString(text.key());
        return values.length == 0 ? pattern : MessageFormat.format(pattern, values);
    }

    /** The texts by name. */
    public enum Text {
        /** The language's own name. */
        LANGUAGE,
        /** Beside the faces while nobody is here. */
        INVITATION,
        /** Does without a reason. */
        SKIP,
        /** After a good face. */
        THANKS,
        /** After a sad face. */
        THANKS_FOR_TELLING,
        /** After a sad face, once the hub has confirmed it. */
        TOLD,
        /** After a sad face, before the hub has confirmed it. */
        WILL_BE_TOLD,
        /** To press. */
        YES,
        /** To press. */
        NO,
        /** Ends a choice of several, or typing. */
        DONE,
        /** Over several choices. */
        CHOOSE_SEVERAL,
        /** Under 0. */
        NPS_LOW,
        /** Under 10. */
        NPS_HIGH,
        /** What was pressed last: {0}. */
        YOU_CHOSE,
        /** Takes the last answer back. */
        UNDO,
        /** When something could not be kept. */
        CANNOT_SAVE,
        /** What to do then. */
        CANNOT_SAVE_DO;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
