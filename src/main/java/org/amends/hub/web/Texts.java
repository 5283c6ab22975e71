package org.amends.hub.web;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What staff read, by key, in the language of whoever reads it. */
public final class Texts {

    private final Map<Locale, ResourceBundle> bundles;

    /**
     * @param bundle such as {@code org.amends.hub.messages}; English stands in the one without a language, so that no machine's own
     *               language takes its place
     */
    public Texts(String bundle) {
        bundles = ReaderLanguage.SPOKEN.stream().collect(Collectors.toMap(Function.identity(),
                language -> ResourceBundle.getBundle(bundle, language.equals(Locale.ENGLISH) ? Locale.ROOT : language)));
    }

    /**
     * A text with its gaps filled.
     *
     * @param  key                                as in the bundle
     * @param  parts                              for {0}, {1} and so on
     * @throws java.util.MissingResourceException if there is no such text
     */
    public String say(String key, Object... parts) {
        Locale language = ReaderLanguage.now();
        return new MessageFormat(bundles.get(language).getString(key), language).format(parts);
    }
}
