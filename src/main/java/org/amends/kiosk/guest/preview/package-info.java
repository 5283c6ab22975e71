/**
 * Every screen of a survey in every persona and language, before a guest sees one. Only the kiosk's command line imports it;
 * it shows the real guest screens, without storage or network. Start with {@link org.amends.kiosk.guest.preview.LaidOut}.
 */
package org.amends.kiosk.guest.preview;
