package org.amends.kiosk.devices.wires;

/** The resistor inside the chip that gives an open line its level. */
public enum Pull {
    UP, DOWN, NONE
}
