package org.amends.kiosk.guest.look;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The texts that are the same in every survey, in every language the guest screens speak. There is no falling back to
 * another language: a guest who reads Arabic never meets an English "Skip".
 *
 * <p>Numbers are written in European digits in every language, as Unicode has it for Hindi, and for Arabic of no one
 * country: they are read from Morocco to Oman, Arabic's own only east of Libya; and they are what stands on room doors and
 * bills.
 */
public final class GuestTexts {

    /** Chinese is in simplified characters; Portuguese is Brazil's. */
    private static final Set<String> LANGUAGES = new LinkedHashSet<>(List.of("en", "de", "fr", "es", "it", "pt", "nl",
            "pl", "tr", "ru", "ar", "he", "hi", "th", "ja", "zh", "ko"));
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "he");

    /** Read when first spoken, as a venue speaks a few of them. */
    private final Map<String, ResourceBundle> bundles = new ConcurrentHashMap<>();

    /** The languages there are, BCP 47. */
    public Set<String> languages() {
        return Collections.unmodifiableSet(LANGUAGES);
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
    public String in(String language, Text text) {
        return bundles.computeIfAbsent(language, GuestTexts::read).getString(text.key());
    }

    /**
     * One text with its gaps filled, numbers in the language's plural forms and digits.
     *
     * @param values a number or a word for each gap, as the text's own sentence says
     */
    public String in(String language, Text text, Object... values) {
        return new MessageFormat(in(language, text), ULocale.forLanguageTag(language)).format(values);
    }

    /** Every text in a language. */
    public List<String> all(String language) {
        return Stream.of(Text.values()).map(text -> in(language, text)).toList();
    }

    /**
     * Reads ahead what the first text with gaps would wait for, a tenth of a second and more. To be called away from the
     * screen's thread.
     */
    public void readAhead(Collection<String> ofLanguages) {
        ofLanguages.forEach(language -> in(language, Text.TIME_LEFT, 0));
    }

    /** A number in the language's digits. */
    public static String number(String language, int number) {
        return NumberFormat.getIntegerInstance(ULocale.forLanguageTag(language)).format(number);
    }

    private static ResourceBundle read(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("no texts in \"" + language + "\"; there are " + LANGUAGES);
        }
        try (InputStream file = GuestTexts.class.getResourceAsStream("guest_" + language + ".properties");
                InputStreamReader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return new PropertyResourceBundle(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
        /** Beside a code by which a guest who gave no name comes back with their own phone. */
        FOLLOW,
        /** In the place of a name that cannot be shown. */
        SOMEBODY,
        /** Somebody has taken it: {0} is what they are called. */
        TAKEN,
        /** Somebody has taken it, and the guest had asked for somebody to come: {0} likewise. */
        ON_THE_WAY,
        /** They have come: {0} likewise. */
        HERE,
        /** The guest had asked for somebody to come, and for now nobody will. */
        NOBODY_FREE,
        /** When something could not be kept. */
        CANNOT_SAVE,
        /** What to do then. */
        CANNOT_SAVE_DO,
        /** To the question before. */
        BACK,
        /** To the question after. */
        NEXT,
        /** Ends what takes more than one press, such as several choices. */
        DONE, //
        YES, //
        NO,
        /** Beside {@link #YOU_CHOSE}: another answer was meant. */
        UNDO,
        /** What was pressed: {0} is the answer's own word. */
        YOU_CHOSE,
        /** Before the next guest's screen comes: {0} is the seconds until then, a whole number. */
        TIME_LEFT,
        /** Asks for more time then. */
        STILL_HERE,
        /** In the empty field of a comment. */
        COMMENT_HINT, //
        EMAIL, //
        PHONE,
        /** Under 0 of 0 to 10. */
        NPS_LOW,
        /** Under 10 of 0 to 10. */
        NPS_HIGH,
        /** Over several choices. */
        CHOOSE_SEVERAL,
        /** Turns on larger letters. */
        LARGE_TEXT,
        /** Turns on stronger colours. */
        CONTRAST,
        /** Moves all that is pressed into the lower half. */
        REACH,
        /** Turns on the speaking of every screen. */
        VOICE,
        /** On the space bar. */
        SPACE,
        /** On the key that takes the last letter away. */
        DELETE,
        /** Over a field for a guest's own words. */
        PRIVATE,
        /** An address that was typed cannot be one. */
        CHECK_ADDRESS,
        /** Below the ways to leave an address, where there is a card reader. */
        HOLD_CARD,
        /** A card was held before anything was agreed to. */
        TICK_FIRST,
        /** What was held to the reader is another at each touch. */
        PHONE_IS_NO_CARD,
        /** A card was held to the reader that means nothing here, or not now. */
        CARD_NOT_KNOWN,
        /** The terminal was carried to another place: {0} is what that is called. */
        NEW_PLACE,
        /** On the button that leads to the switches, and over them. */
        SWITCHES,
        /** The state of a switch. */
        ON,
        /** The state of a switch. */
        OFF,
        /** To what stands above what is shown. */
        UP,
        /** To what stands below what is shown. */
        DOWN,
        /** The voice. */
        SLOWER,
        /** The voice. */
        FASTER,
        /** The voice. */
        QUIETER,
        /** The voice. */
        LOUDER,
        /** Heard with a page: {0} is how many things can be pressed on it. */
        CHOICES,
        /** Heard before what can be pressed: it is {0} of {1}. */
        POSITION,
        /** Heard of what is one of several choices. */
        CHOSEN,
        /** Heard of what is one of several choices. */
        NOT_CHOSEN,
        /** Heard when the voice is turned on. */
        KEYS_HELP;

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
