package org.amends.hub.web;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What staff read, by key, so that it can be translated without touching a page. */
public final class Texts {

    private final ResourceBundle bundle;

    /**
     * @param bundle such as {@code org.amends.hub.messages}
     * @param locale what staff read; where there is no translation, English
     */
    public Texts(String bundle, Locale locale) {
        this.bundle = ResourceBundle.getBundle(bundle, locale);
    }

    /**
     * A text with its gaps filled.
     *
     * @param  key                                as in the bundle
     * @param  parts                              for {0}, {1} and so on
     * @throws java.util.MissingResourceException if there is no such text
     */
    public String say(String key, Object... parts) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(parts);
    }
}
