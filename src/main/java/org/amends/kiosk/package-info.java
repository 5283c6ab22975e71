/**
 * The terminal: what a guest touches, and what carries it to the hub. Nothing of the hub may be imported here. Start with
 * {@link org.amends.kiosk.KioskMain}, which wires it from top to bottom.
 *
 * <pre>
 * outbox &lt;- sync &lt;- KioskMain
 * settings, platform, voice &lt;- guest &lt;- simulated &lt;- KioskMain
 * wires &lt;- devices, buttons, lights &lt;- panel &lt;- KioskMain
 * </pre>
 */
package org.amends.kiosk;
