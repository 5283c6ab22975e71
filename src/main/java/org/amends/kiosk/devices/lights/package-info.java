/**
 * What the lights in the buttons, the lamp and the buzzer show, and when they do: each is in one of a few states, and a state
 * is a pattern in time. Plain Java above the wires whose only time is what it is told; the terminal's panel uses it. Start
 * with {@link org.amends.kiosk.devices.lights.Lights}.
 */
package org.amends.kiosk.devices.lights;
