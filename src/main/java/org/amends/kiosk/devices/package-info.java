/**
 * What is wired to the terminal beside its screen, as its wiring file says, and how each of it is, since when. Whatever goes, a
 * reader or a chip, comes back by itself. The packages below and the
 * composition root use it; of them it knows only the wires. Start with {@link org.amends.kiosk.devices.Wiring}, then
 * {@link org.amends.kiosk.devices.DeviceHealth}.
 */
package org.amends.kiosk.devices;
