/**
 * What a guest hears: a speech engine of the machine, and one short chime. The guest screens and the terminal's composition
 * root may import it; it knows nothing of pages. Start with {@link org.amends.kiosk.voice.Chime}.
 */
package org.amends.kiosk.voice;
