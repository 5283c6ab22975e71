/**
 * The pages on which guests fit the screens to themselves: a language, and what helps to see, reach and hear. Only the guest screens import it. Start with
 * {@link org.amends.kiosk.guest.language.LanguagePage}.
 */
package org.amends.kiosk.guest.language;
