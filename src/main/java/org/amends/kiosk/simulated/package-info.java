/**
 * Guests that are not there: they tap the real window through its own input events, for a demonstration, a test or a
 * benchmark. Only the composition root imports it. Start with {@link org.amends.kiosk.simulated.SimulatedGuests}.
 */
package org.amends.kiosk.simulated;
