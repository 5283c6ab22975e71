/**
 * What draws people in while nobody is here: beside the question, the venue's pictures and what came of earlier guests' words.
 * Only the guest screens import it. Start with {@link org.amends.kiosk.guest.welcome.Panel}.
 */
package org.amends.kiosk.guest.welcome;
