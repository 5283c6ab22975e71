/**
 * Every screen of a survey on every kind of terminal and in every language, before a guest sees one. Only the kiosk's command
 * line imports it; it shows the real guest screens, without storage or network. Start with
 * {@link org.amends.kiosk.guest.preview.Preview}.
 */
package org.amends.kiosk.guest.preview;
