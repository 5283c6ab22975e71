/**
 * What of all that a button's line does is a press: bouncing, buttons that stick, two at once. Plain Java whose only time is
 * that of the edges and what it is told; the terminal's panel uses it. Start with
 * {@link org.amends.kiosk.devices.buttons.Buttons}.
 */
package org.amends.kiosk.devices.buttons;
