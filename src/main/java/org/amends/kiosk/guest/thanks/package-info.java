/**
 * The pages at the end: thanks, and the apology when something could not be kept. Only the guest screens import it. Start
 * with {@link org.amends.kiosk.guest.thanks.ThanksPage}.
 */
package org.amends.kiosk.guest.thanks;
