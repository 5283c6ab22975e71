/**
 * The pages that ask: four faces, and what went wrong. Only the guest screens import it; it knows look and survey and
 * passes on what is pressed. Start with {@link org.amends.kiosk.guest.question.FacesPage}.
 */
package org.amends.kiosk.guest.question;
