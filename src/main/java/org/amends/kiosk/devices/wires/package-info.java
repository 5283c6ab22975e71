/**
 * The electric lines that buttons, lights and buzzers hang on, cut just above the wires: levels in, levels out, nothing of what
 * they mean. A chip that goes is looked for, and used again as it was. Only packages of {@code kiosk.devices} and the composition root use it, and only here is Pi4J. Start at
 * {@link org.amends.kiosk.devices.wires.Wires}.
 */
package org.amends.kiosk.devices.wires;
