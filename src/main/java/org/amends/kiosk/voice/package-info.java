/**
 * What a guest hears: a speech engine of the machine, in the languages that it is understood in, and one short chime. The
 * guest screens and the terminal's composition root may import it; it knows nothing of pages. Start with
 * {@link org.amends.kiosk.voice.Voice}, then {@code Spoken}, the languages with the reason for each.
 */
package org.amends.kiosk.voice;
