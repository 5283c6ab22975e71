/**
 * How a guest writes: the on-screen keyboard with a layout for each language, the line that shows what was typed, and the
 * only place that holds it. Any guest page may import it; it knows no question and no answer. Start with
 * {@link org.amends.kiosk.guest.keyboard.Keyboard}, then {@link org.amends.kiosk.guest.keyboard.TypedText}.
 */
package org.amends.kiosk.guest.keyboard;
