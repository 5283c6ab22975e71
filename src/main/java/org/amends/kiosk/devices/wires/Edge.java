package org.amends.kiosk.devices.wires;

/**
 * A line has a new level.
 *
 * @param high  whether that is the high one
 * @param nanos when, by {@link System#nanoTime}, as the kernel saw it where it tells
 */
public record Edge(boolean high, long nanos) {
}
