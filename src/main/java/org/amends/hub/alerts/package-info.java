/**
 * The clocks of cases: by when something is due, and who is told when it did not happen. Pages may import it; it changes no
 * case, it only notes on it what was told. Start with {@link org.amends.hub.alerts.ClockWorker}, then
 * {@link org.amends.hub.alerts.Clocks}.
 */
package org.amends.hub.alerts;
