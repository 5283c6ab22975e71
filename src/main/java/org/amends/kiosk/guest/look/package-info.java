/**
 * How guest screens look: colours, type, faces, sizes, motion and the fixed texts. The guest screens and later the
 * set-up screens may import it; it knows no survey logic beyond faces. Start with {@link org.amends.kiosk.guest.look.Look}.
 */
package org.amends.kiosk.guest.look;
