/**
 * Buttons and lights of a terminal put together on its wires: it tells what is pressed, shows what it is told, and keeps
 * {@link org.amends.kiosk.devices.DeviceHealth} of each. Only the composition root uses it. Start with
 * {@link org.amends.kiosk.devices.panel.Panel}.
 */
package org.amends.kiosk.devices.panel;
