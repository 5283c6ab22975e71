/**
 * The page on which a guest chooses a language. Only the guest screens import it. Start with
 * {@link org.amends.kiosk.guest.language.LanguagePage}.
 */
package org.amends.kiosk.guest.language;
